import type { Passage as PassageOf, TakeOfLine } from '@second-unit/editing';
import type { MediaSummary, PaperView } from '@second-unit/studio/contract';
import { Play } from 'lucide-react';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { tell } from '../frame/toasts.tsx';
import { paperMessages as words } from './messages.ts';
import { all, Passage } from './passage.tsx';
import { PassageList, type PassageListHandle } from './passage-list.tsx';
import { rangeOf, type Selection, splitAt } from './selection.ts';
import type { ChangePaper } from './use-paper.ts';
import type { PaperPlayer } from './use-paper-player.ts';

interface Props {
  view: PaperView;
  films: readonly MediaSummary[];
  player: PaperPlayer;
  change: ChangePaper;
}

interface Chosen extends Selection {
  readonly passage: string;
}

const AIRS = [0, 0.12, 0.25, 0.5, 1] as const;
const PAUSES = [0.3, 0.5, 1, 2] as const;

/** The paper edit itself: its passages in the order in which they are heard. */
export function EditPane({ view, films, player, change }: Props) {
  const { passages } = view.paper;
  const [chosen, choose] = useState<Chosen>();
  const list = useRef<PassageListHandle>(null);
  const byId = useMemo(() => new Map(films.map((film) => [film.id, film])), [films]);
  const takes = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { line } of passages) if (line) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
    return counts;
  }, [passages]);
  const latest = useRef({ passages, change, player, segments: view.segments });
  latest.current = { passages, change, player, segments: view.segments };
  const focusOn = useCallback((passage: string) => {
    list.current?.focusOn(passage);
  }, []);
  const known = useRef(new Set(passages.map(({ id }) => id)));
  useEffect(() => {
    // What has just been put in is shown.
    const fresh = passages.findLast(({ id }) => !known.current.has(id));
    known.current = new Set(passages.map(({ id }) => id));
    if (fresh) list.current?.show(fresh.id);
  }, [passages]);
  const onSelect = useCallback(
    (passage: string, selection: Selection | undefined) => choose(selection && { passage, ...selection }),
    [],
  );
  const onLeave = useCallback(
    (id: string, direction: 1 | -1) => {
      const some = latest.current.passages;
      const next = some[some.findIndex((one) => one.id === id) + direction];
      if (!next) return;
      const word = direction > 0 ? 0 : next.words.length - 1;
      choose({ passage: next.id, anchor: word, head: word });
      focusOn(next.id);
    },
    [focusOn],
  );
  const onArrive = useCallback(({ media, words: some }: PassageOf, word: number) => {
    latest.current.player.show(media, some[word]!.startFrame);
  }, []);
  const onStrike = useCallback((passage: PassageOf, from: number, to: number) => {
    const gone = all(passage, { from, to });
    latest.current.change.change({ kind: gone ? 'restore' : 'strike', passage: passage.id, from, to });
    tell(gone ? words.restored(to - from) : words.struck(to - from));
  }, []);
  const onSplit = useCallback(({ id, words: some }: PassageOf, at: number) => {
    if (at <= 0 || at >= some.length) return;
    choose(undefined);
    latest.current.change.change({ kind: 'split', passage: id, at });
  }, []);
  const onMove = useCallback(
    (passage: string, to: number) => {
      const { passages: some } = latest.current;
      if (to < 0 || to >= some.length) return;
      latest.current.change.change({ kind: 'move', passage, to }, () => focusOn(passage));
      tell(words.moved(to + 1, some.length));
    },
    [focusOn],
  );
  const onRemove = useCallback(
    (passage: string) => {
      const { passages: some } = latest.current;
      const at = some.findIndex(({ id }) => id === passage);
      const next = some[at + 1] ?? some[at - 1];
      choose(undefined);
      latest.current.change.change({ kind: 'remove', passage }, () => next && focusOn(next.id));
      tell(words.removed);
    },
    [focusOn],
  );
  const onChoose = useCallback((passage: string, yes: boolean) => {
    latest.current.change.change({ kind: 'choose', passage, chosen: yes });
  }, []);
  const onPlay = useCallback(({ id }: PassageOf) => {
    const { segments, player: on } = latest.current;
    const index = segments.findIndex(({ of }) => of.some((part) => part.passage === id));
    const passage = latest.current.passages.find((one) => one.id === id);
    const part = segments[index]?.of.find((one) => one.passage === id);
    const first = part && passage?.words[part.from]?.startFrame;
    if (index < 0) return;
    // One that plays on from another begins where its own words do.
    on.playFrom(index, segments[index]!.of[0]?.passage === id ? undefined : first);
  }, []);
  const heard = player.segment === undefined ? undefined : view.segments[player.segment];
  const heardFirst = heard?.of[0]?.passage;
  useEffect(() => {
    // The list goes along with what is heard.
    if (heardFirst !== undefined) list.current?.show(heardFirst);
  }, [heardFirst]);
  const hasChosen = passages.some((one) => one.chosen);
  const place = passages.findIndex(({ id }) => id === chosen?.passage);
  const of = passages[place];
  const range = chosen && rangeOf(chosen);
  const split = splitAt(chosen);
  const playAll = () => player.playFrom(0);
  const own = (name: string, label: string, shortcut: string, enabled: boolean, run: () => void) => ({
    name: `client.paper.${name}`,
    label,
    group: words.group,
    shortcut,
    enabled,
    run,
  });
  const keepChosen = () => change.change({ kind: 'keepChosen' });
  useActions([
    own('play', words.playAll, 'Shift-Space', view.segments.length > 0, playAll),
    {
      ...own('strike', words.strikeKey, 'Backspace', range !== undefined, () => {
        if (of && range) onStrike(of, range.from, range.to);
      }),
      alsoKeys: ['Delete'],
    },
    own('split', words.split, 's', split !== undefined, () => of && split !== undefined && onSplit(of, split)),
    own('up', words.up, 'Alt-ArrowUp', place > 0, () => of && onMove(of.id, place - 1)),
    own('down', words.down, 'Alt-ArrowDown', place >= 0 && place < passages.length - 1, () => {
      if (of) onMove(of.id, place + 1);
    }),
    own('remove', words.remove, 'Mod-Backspace', of !== undefined, () => of && onRemove(of.id)),
    {
      name: 'client.paper.keepChosen',
      label: words.keepChosen,
      group: words.group,
      enabled: hasChosen,
      run: keepChosen,
    },
  ]);
  return (
    <section className="paper-edit" aria-label={words.edit}>
      <div className="edit-bar">
        <button type="button" className="button" disabled={view.segments.length === 0} onClick={playAll}>
          <Play size={14} aria-hidden />
          {words.playAll}
        </button>
        <Settings view={view} change={change} />
        {hasChosen && (
          <button type="button" className="button" data-plain onClick={keepChosen}>
            {words.keepChosen}
          </button>
        )}
      </div>
      {view.unheard > 0 && <p className="paper-note quiet">{words.unheard(view.unheard)}</p>}
      {view.skipped && <p className="paper-note quiet">{words.skipped(view.skipped.length)}</p>}
      {passages.length === 0 ? (
        <div className="paper-empty">
          <p>{words.empty}</p>
          <p className="quiet">{words.emptyLine}</p>
        </div>
      ) : (
        <PassageList
          ref={list}
          passages={passages}
          label={({ media }, place) => words.passage(place + 1, passages.length, byId.get(media)?.title ?? '')}
          onMove={onMove}
        >
          {(passage, place) => (
            <Passage
              passage={passage}
              place={place}
              of={passages.length}
              film={byId.get(passage.media)}
              several={passage.line !== undefined && (takes.get(keyOf(passage.line)) ?? 0) > 1}
              picture={
                heard?.media === player.media.id && heard.of.some((part) => part.passage === passage.id)
                  ? player.picture
                  : undefined
              }
              selection={chosen?.passage === passage.id ? chosen : undefined}
              onSelect={onSelect}
              onLeave={onLeave}
              onArrive={onArrive}
              onStrike={onStrike}
              onSplit={onSplit}
              onMove={onMove}
              onRemove={onRemove}
              onChoose={onChoose}
              onPlay={onPlay}
            />
          )}
        </PassageList>
      )}
    </section>
  );
}

/** Two takes of one line have the same. */
function keyOf({ script, from, text }: TakeOfLine): string {
  return `${script} ${from} ${text}`;
}

/** How words are cut: the air around them, and pauses between them. */
function Settings({ view, change }: { view: PaperView; change: ChangePaper }) {
  const { air, longestPause } = view.paper.settings;
  const id = useId();
  const set = (next: { air?: number; longestPause?: number | null }) =>
    change.change({ kind: 'set', air, longestPause: longestPause ?? null, ...next });
  return (
    <fieldset className="paper-settings">
      <legend className="visually-hidden">{words.settings}</legend>
      <span>
        <label htmlFor={`${id}-air`} className="quiet">
          {words.air}
        </label>
        <select
          id={`${id}-air`}
          className="room-pick"
          value={air}
          onChange={({ target }) => set({ air: Number(target.value) })}
        >
          {[...new Set<number>([...AIRS, air])]
            .toSorted((a, b) => a - b)
            .map((one) => (
              <option key={one} value={one}>
                {words.airs(one)}
              </option>
            ))}
        </select>
      </span>
      <span>
        <label htmlFor={`${id}-pause`} className="quiet">
          {words.pauses}
        </label>
        <select
          id={`${id}-pause`}
          className="room-pick"
          value={longestPause ?? ''}
          onChange={({ target }) => set({ longestPause: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">{words.pauseAsIs}</option>
          {[...new Set<number>([...PAUSES, ...(longestPause === undefined ? [] : [longestPause])])].map((one) => (
            <option key={one} value={one}>
              {words.pauseAt(one)}
            </option>
          ))}
        </select>
      </span>
    </fieldset>
  );
}
