import type { Shot, ShotLog } from '@second-unit/footage';
import type { MediaSummary, ThingsView } from '@second-unit/studio/contract';
import { type CSSProperties, useMemo } from 'react';
import { Still } from '../picture/still.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { thingMessages as words } from './messages.ts';

interface Props {
  media: MediaSummary;
  log: ShotLog;
  view: ThingsView;
  onSeek: (frame: number) => void;
}

type ThingFinding = NonNullable<ThingsView['own']>['shots'][number]['things'][number];

interface Seen {
  readonly shot: Shot;
  readonly text?: string;
  readonly things: readonly string[];
  /** The frame that shows the surest of them, and where. */
  readonly best?: { readonly frame: number; readonly box: ThingFinding['value']['box'] };
}

/** What was seen in each shot, in the film's order: a thing once, as sure as it was at its surest. */
function seenIn({ shots }: ShotLog, { own, described }: ThingsView): Seen[] {
  const things = new Map(own?.shots.map((one) => [one.shot, one.things]));
  const said = new Map(described?.shots.map(({ shot, finding }) => [shot, finding.value.text]));
  return shots.flatMap((shot) => {
    const found = things.get(shot.id) ?? [];
    const surest = new Map<string, number>();
    for (const { value, confidence } of found) {
      const { label } = value;
      surest.set(label, Math.max(confidence, surest.get(label) ?? 0));
    }
    const text = said.get(shot.id);
    if (surest.size === 0 && text === undefined) return [];
    const labels = [...surest].sort((a, b) => b[1] - a[1]).map(([label, sure]) => words.thing(label, sure));
    const first = found.toSorted((a, b) => b.confidence - a.confidence)[0];
    const shown = first?.evidence.find((one) => one.kind === 'film');
    const best = first && shown && { frame: shown.startFrame, box: first.value.box };
    return [{ shot, things: labels, ...(text === undefined ? {} : { text }), ...(best ? { best } : {}) }];
  });
}

/** Pixels that a picture may take. */
const WIDEST = 112;
const HIGHEST = 84;

function sizeOf({ info }: MediaSummary): CSSProperties {
  const shape = info.width / info.height;
  return { inlineSize: Math.min(WIDEST, HIGHEST * shape), aspectRatio: shape };
}

/** A box as far as it lies within the picture. */
function placeOf({ x, y, width, height }: ThingFinding['value']['box']): CSSProperties {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const share = (value: number): string => `${(Math.max(0, value) * 100).toFixed(1)}%`;
  return {
    left: share(left),
    top: share(top),
    width: share(Math.min(1, x + width) - left),
    height: share(Math.min(1, y + height) - top),
  };
}

/** What models saw, shot by shot; a click goes there. */
export function SeenShots({ media, log, view, onSeek }: Props) {
  const seen = useMemo(() => seenIn(log, view), [log, view]);
  const { own, encoder, described } = view;
  return (
    <>
      {own && (
        <p className="quiet">
          {own.kind === 'detector' ? words.seenBy(own.model, own.shots.length) : words.encodedBy(own.model)}{' '}
          {own.stale && words.stale}
        </p>
      )}
      {encoder && (
        <p className="quiet">
          {words.encodedBy(encoder.model)} {encoder.stale && words.stale}
        </p>
      )}
      {described && (
        <p className="quiet">
          {words.describedBy(described.model, described.shots.length)} {described.stale && words.stale}
        </p>
      )}
      {seen.length === 0 && (own?.kind === 'detector' || described) && <p>{words.nothing}</p>}
      <ol className="seen-shots">
        {seen.map(({ shot, text, things, best }) => (
          <li key={shot.id}>
            <button type="button" className="seen-shot" onClick={() => onSeek(best?.frame ?? shot.startFrame)}>
              <span className="seen-picture" style={sizeOf(media)}>
                <Still media={media.id} frame={best?.frame ?? shot.keyFrame} alt="" />
                {best && <span className="seen-box" style={placeOf(best.box)} />}
              </span>
              <span className="visually-hidden">{words.shot(shot.index, timecodeOf(media.info, shot.startFrame))}</span>
              <span className="seen-words">
                <span className="quiet" aria-hidden>
                  <b>{words.number(shot.index)}</b>{' '}
                  <span className="time">{timecodeOf(media.info, shot.startFrame)}</span>
                </span>
                {text !== undefined && <span dir="auto">{text}</span>}
                {things.length > 0 && <span className="seen-things">{things.join(', ')}</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
