import type { LinedScript, LinedTake, MediaSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { Empty, Failed, Waiting } from '../ui/states.tsx';
import { LinedPage } from './lined-page.tsx';
import { linedQuery } from './lined-query.ts';
import { linedMessages as words } from './messages.ts';
import { TakeBecause } from './take-because.tsx';
import { TakeTables } from './take-tables.tsx';
import { useMoveTake } from './use-move-take.ts';
import '../styles/lined.css';

declare module 'react' {
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}

interface Props {
  production: string;
  media: MediaSummary;
  picture: Picture;
}

/** The script that a film speaks, lined with its takes as a script supervisor draws them. */
export function LinedScriptView({ production, media, picture }: Props) {
  const { data, error, isPending, refetch } = useQuery(linedQuery(media.id));
  if (isPending) return <Waiting text={words.loading} />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  const { lined, script } = data;
  if (lined === undefined || script === undefined) return <Empty title={words.none} line={words.noneLine} />;
  if (lined.subtitles.length === 0) return <Empty title={words.silent} line={words.silentLine} />;
  return <Lined production={production} media={media} picture={picture} lined={lined} script={script} />;
}

function Lined({ production, media, picture, lined, script }: Props & { lined: LinedScript; script: string }) {
  const { takes, pages } = lined;
  const stage = useRef<HTMLDivElement>(null);
  // By its place in the film: the id of a take is another's when the script is aligned again.
  const [chosenAt, choose] = useState<Pick<LinedTake, 'startFrame' | 'endFrame'>>();
  const [dropAt, setDropAt] = useState<number>();
  const chosen = chosenAt && takeWithin(takes, chosenAt);
  const moving = useMoveTake({ production, media: media.id, script }, lined.lines);
  const byPage = useMemo(
    () => pages.map((_, page) => takes.filter(({ strokes }) => strokes.some((stroke) => stroke.page === page))),
    [takes, pages],
  );
  const current = usePictureState(
    picture,
    ({ frame }) => takes.find((take) => frame >= take.startFrame && frame < take.endFrame)?.id,
  );
  const show = useCallback((take: LinedTake) => {
    const line = stage.current?.querySelector(`[data-take="${take.id}"]`);
    line?.scrollIntoView({ block: 'nearest' });
  }, []);
  const pick = useCallback(
    (take: LinedTake, frame: number) => {
      choose(take);
      picture.pause();
      picture.seek(frame);
      show(take);
    },
    [picture, show],
  );
  const play = useCallback(
    (take: LinedTake, frame: number) => {
      pick(take, frame);
      picture.play();
    },
    [pick, picture],
  );
  const onDrag = useCallback(
    (y: number | undefined) => setDropAt(y === undefined ? undefined : snapped(stage.current, y)?.y),
    [],
  );
  const onDrop = useCallback(
    (take: LinedTake, y: number) => {
      setDropAt(undefined);
      const line = snapped(stage.current, y)?.line;
      if (line !== undefined && line !== take.lines[0]?.line) moving.move(take, line);
    },
    [moving],
  );
  const step = (by: -1 | 1) => {
    const at =
      chosen === undefined
        ? takes.findIndex(({ startFrame }) => startFrame > picture.state().frame) - (by > 0 ? 1 : 0)
        : takes.indexOf(chosen);
    const next = takes[Math.min(takes.length - 1, Math.max(0, at + by))];
    if (next) pick(next, next.startFrame);
  };
  const shift = (by: -1 | 1) => {
    const first = chosen?.lines[0]?.line;
    if (chosen && first !== undefined && lined.lines[first + by]) moving.move(chosen, first + by);
  };
  const group = messages.groups.footage;
  const key = (name: string, label: string, shortcut: string, enabled: boolean, run: () => void) => ({
    name: `client.take.${name}`,
    label,
    group,
    shortcut,
    enabled,
    run,
  });
  useActions([
    key('next', words.keys.next, ']', takes.length > 0, () => step(1)),
    key('prev', words.keys.prev, '[', takes.length > 0, () => step(-1)),
    key('later', words.keys.later, 'Alt-ArrowDown', chosen !== undefined, () => shift(1)),
    key('earlier', words.keys.earlier, 'Alt-ArrowUp', chosen !== undefined, () => shift(-1)),
    key('undo', words.keys.undo, 'Mod-z', true, moving.undo),
    { ...key('leave', words.keys.leave, 'Escape', chosen !== undefined, () => choose(undefined)), keysOnly: true },
  ]);
  useEffect(() => {
    const line = current === undefined ? undefined : stage.current?.querySelectorAll(`[data-take="${current}"]`);
    line?.forEach((one) => {
      one.setAttribute('data-current', '');
    });
    return () =>
      line?.forEach((one) => {
        one.removeAttribute('data-current');
      });
  }, [current]);
  return (
    <div className="lined" ref={stage} style={{ '--lanes': lined.lanes } as CSSProperties}>
      <p className="lined-facts quiet">{words.facts(takes.length, new Set(takes.map(({ scene }) => scene)).size)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="lined-scroll" tabIndex={0} aria-label={words.pages}>
        {pages.map((page, index) => (
          <LinedPage
            key={page.number}
            lined={lined}
            index={index}
            page={page}
            takes={byPage[index] ?? []}
            chosen={chosen?.strokes.some((stroke) => stroke.page === index) ? chosen : undefined}
            onChoose={play}
            onDrag={onDrag}
            onDrop={onDrop}
          />
        ))}
        <details className="lined-tables">
          <summary>{words.tables}</summary>
          <TakeTables
            media={media}
            lined={lined}
            chosen={chosen}
            onChoose={pick}
            onSeek={(frame) => picture.seek(frame)}
          />
        </details>
      </section>
      {dropAt !== undefined && <div className="lined-drop" style={{ insetBlockStart: dropAt }} />}
      {chosen && (
        <TakeBecause
          media={media}
          lined={lined}
          take={chosen}
          moving={moving}
          onSeek={(frame) => picture.seek(frame)}
          onPlay={(frame) => play(chosen, frame)}
          onClose={() => choose(undefined)}
        />
      )}
    </div>
  );
}

/** The take that has most of a stretch of the film. */
function takeWithin(
  takes: readonly LinedTake[],
  { startFrame, endFrame }: Pick<LinedTake, 'startFrame' | 'endFrame'>,
): LinedTake | undefined {
  let most = 0;
  let found: LinedTake | undefined;
  for (const take of takes) {
    const shared = Math.min(take.endFrame, endFrame) - Math.max(take.startFrame, startFrame);
    if (shared <= most) continue;
    most = shared;
    found = take;
  }
  return found;
}

/** The row nearest to a height on the screen that a take can begin at, and the speech that it then begins with. */
function snapped(stage: HTMLElement | null, y: number): { readonly line: number; readonly y: number } | undefined {
  let best: { line: number; y: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const page of stage?.querySelectorAll<HTMLElement>('.lined-text') ?? []) {
    const box = page.getBoundingClientRect();
    if (y < box.top - 40 || y > box.bottom + 40) continue;
    for (const row of page.querySelectorAll<HTMLElement>('[data-next]')) {
      const { top } = row.getBoundingClientRect();
      if (Math.abs(top - y) >= least) continue;
      least = Math.abs(top - y);
      best = { line: Number(row.dataset.next), y: top };
    }
  }
  return best;
}
