import type { LineTakesView, MediaSummary, PaperView, ProductionView, WordsView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useId, useMemo, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { tell } from '../frame/toasts.tsx';
import { secondsOf } from '../picture/timecode.ts';
import { Empty, Failed, Waiting } from '../ui/states.tsx';
import { FindWords } from './find-words.tsx';
import { paperMessages as words } from './messages.ts';
import { lineTakesQuery, wordsQuery } from './queries.ts';
import { ScriptLines } from './script-lines.tsx';
import { rangeOf, type Selection } from './selection.ts';
import { speakersOf } from './speakers.ts';
import { Transcript } from './transcript.tsx';
import type { ChangePaper } from './use-paper.ts';
import type { PaperPlayer } from './use-paper-player.ts';
import { usedWords } from './used-words.ts';

interface Props {
  production: ProductionView;
  films: readonly MediaSummary[];
  view: PaperView;
  player: PaperPlayer;
  change: ChangePaper;
}

const SCRIPT = 'script';

/** What a paper edit is made from: the transcript of a film, or the lines of the script. */
export function SourcePane({ production, films, view, player, change }: Props) {
  const [source, setSource] = useState<string>(player.media.id);
  const film = films.find(({ id }) => id === source);
  const id = useId();
  const script = production.scripts[0];
  return (
    <section className="paper-source" aria-label={words.source}>
      <div className="source-bar">
        <label htmlFor={id} className="visually-hidden">
          {words.from}
        </label>
        <select
          id={id}
          className="room-pick source-pick"
          dir="auto"
          value={film ? film.id : SCRIPT}
          onChange={({ target }) => setSource(target.value)}
        >
          {films.map(({ id: one, title }) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
          <option value={SCRIPT}>
            {script && production.scripts.length === 1 ? words.script(script.title) : words.scriptNone}
          </option>
        </select>
      </div>
      {film ? (
        <FilmWords key={film.id} production={production} film={film} view={view} player={player} change={change} />
      ) : (
        <Lines production={production} player={player} change={change} />
      )}
    </section>
  );
}

interface FilmProps {
  production: ProductionView;
  film: MediaSummary;
  view: PaperView;
  player: PaperPlayer;
  change: ChangePaper;
}

function FilmWords({ production, film, ...props }: FilmProps) {
  const { data, error, refetch } = useQuery(wordsQuery(film.id));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting text={words.readingWords} />;
  if (data.words.length === 0) {
    return (
      <Empty title={words.noWords} line={words.noWordsLine}>
        <Link
          className="button"
          data-primary
          to="/p/$production/footage/{-$media}"
          params={{ production: production.id, media: film.id }}
          search={{ view: 'heard' }}
        >
          {words.writeDown}
        </Link>
      </Empty>
    );
  }
  return <Chosen production={production} film={film} data={data} {...props} />;
}

function Chosen({ production, film, data, view, player, change }: FilmProps & { data: WordsView }) {
  const [selection, select] = useState<Selection>();
  const range = selection && rangeOf(selection);
  const { paper } = view;
  // The words do not wait for who says them.
  const { data: lines } = useQuery({ ...lineTakesQuery(production.id), enabled: production.scripts.length > 0 });
  const speakers = useMemo(() => (lines ? speakersOf(lines, film.id) : []), [lines, film.id]);
  const used = useMemo(() => usedWords(paper, film.id, data.words), [paper, film.id, data.words]);
  const { show } = player;
  const arrive = useCallback(
    (word: number) => show(film.id, data.words[word]!.startFrame),
    [show, film.id, data.words],
  );
  const add = () => {
    if (!range) return;
    const stretches = [{ media: film.id, revision: data.revision, ...range }];
    const before = paper.passages.length;
    change.change({ kind: 'addWords', stretches }, ({ paper: { passages } }) =>
      tell(words.added(Math.max(1, passages.length - before))),
    );
    select(undefined);
  };
  const some = range ? data.words.slice(range.from, range.to) : [];
  const seconds = some.length > 0 ? secondsOf(film.info, some.at(-1)!.endFrame - some[0]!.startFrame) : 0;
  return (
    <>
      <FindWords words={data.words} onFind={(found) => select({ anchor: found.from, head: found.to - 1 })} />
      <Transcript
        media={film}
        view={data}
        speakers={speakers}
        picture={player.media.id === film.id ? player.picture : undefined}
        selection={selection}
        onSelect={select}
        onArrive={arrive}
        onAdd={add}
        used={used}
      />
      <AddBar
        how={words.how}
        chosen={range ? words.chosen(range.to - range.from, seconds) : undefined}
        note={some.length > 0 ? timedBy(some) : undefined}
        onAdd={add}
        onPlay={range ? () => show(film.id, some[0]!.startFrame, true) : undefined}
      />
    </>
  );
}

/** By whom words were timed; of several the least sure. */
function timedBy(some: WordsView['words']): string {
  if (some.every(({ timed }) => timed === 'heard')) return words.timed.heard;
  return words.timed.estimated(Math.min(...some.map(({ confidence }) => confidence)));
}

function Lines({
  production,
  player,
  change,
}: {
  production: ProductionView;
  player: PaperPlayer;
  change: ChangePaper;
}) {
  const { data, error, refetch } = useQuery(lineTakesQuery(production.id));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting text={words.findingTakes} />;
  if (data.script === undefined) return <Empty title={words.noScript} line={words.noScriptLine} />;
  if (data.lines.every(({ takes }) => takes.length === 0)) {
    return <Empty title={words.noTakes} line={words.noTakesLine} />;
  }
  return <ChosenLines data={data} script={data.script.id} player={player} change={change} />;
}

interface LinesProps {
  data: LineTakesView;
  script: string;
  player: PaperPlayer;
  change: ChangePaper;
}

function ChosenLines({ data, script, player, change }: LinesProps) {
  const [selection, select] = useState<Selection>();
  const range = selection && rangeOf(selection);
  const some = range ? data.lines.slice(range.from, range.to) : [];
  const takes = some.reduce((sum, line) => sum + line.takes.length, 0);
  const { show } = player;
  const arrive = useCallback(
    (line: number) => {
      const of = data.lines[line]!.takes;
      const take = of.find(({ suggested }) => suggested) ?? of[0];
      if (take) show(take.media, take.startFrame);
    },
    [data, show],
  );
  const add = (which: 'all' | 'suggested' = 'all') => {
    if (takes === 0) return;
    const lines = some.filter((line) => line.takes.length > 0).map(({ from, text }) => ({ from, text }));
    const added = which === 'all' ? takes : lines.length;
    change.change({ kind: 'addLines', script, lines, takes: which }, () => tell(words.added(added)));
    select(undefined);
  };
  return (
    <>
      <ScriptLines view={data} selection={selection} onSelect={select} onArrive={arrive} onAdd={() => add()} />
      <AddBar
        how={words.howLines}
        chosen={range ? words.chosenLines(some.length, takes) : undefined}
        onAdd={takes > 0 ? () => add() : undefined}
        onSuggested={takes > some.length ? () => add('suggested') : undefined}
      />
    </>
  );
}

interface AddProps {
  how: string;
  chosen: string | undefined;
  note?: string | undefined;
  onAdd: (() => void) | undefined;
  onPlay?: (() => void) | undefined;
  onSuggested?: (() => void) | undefined;
}

/** What is chosen, what is known of its times, and the one thing to do with it. */
function AddBar({ how, chosen, note, onAdd, onPlay, onSuggested }: AddProps) {
  const can = chosen !== undefined && onAdd !== undefined;
  useActions([
    {
      name: 'client.paper.add',
      label: words.add,
      group: words.group,
      shortcut: 'Enter',
      enabled: can,
      run: () => onAdd?.(),
    },
  ]);
  return (
    <div className="add-bar">
      <p className="add-what" role="status">
        {chosen === undefined ? (
          <span className="quiet">{how}</span>
        ) : (
          <>
            <strong>{chosen}</strong>
            {note && <span className="quiet"> {note}</span>}
          </>
        )}
      </p>
      {chosen !== undefined && (
        <span className="row">
          {onPlay && (
            <button type="button" className="button" data-plain onClick={onPlay}>
              {words.play}
            </button>
          )}
          {onSuggested && (
            <button type="button" className="button" onClick={onSuggested}>
              {words.addSuggested}
            </button>
          )}
          <button type="button" className="button" data-primary disabled={!can} aria-label={words.add} onClick={onAdd}>
            {words.addShort}
          </button>
        </span>
      )}
    </div>
  );
}
