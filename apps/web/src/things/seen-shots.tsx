import type { Shot, ShotLog } from '@second-unit/footage';
import type { MediaSummary, ThingsView } from '@second-unit/studio/contract';
import { useMemo } from 'react';
import { Still } from '../picture/still.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { thingMessages as words } from './messages.ts';

interface Props {
  media: MediaSummary;
  log: ShotLog;
  view: ThingsView;
  onSeek: (frame: number) => void;
}

interface Seen {
  readonly shot: Shot;
  readonly text?: string;
  readonly things: readonly string[];
}

/** What was seen in each shot, in the film's order: a thing once, as sure as it was at its surest. */
function seenIn({ shots }: ShotLog, { own, described }: ThingsView): Seen[] {
  const things = new Map(own?.shots.map((one) => [one.shot, one.things]));
  const said = new Map(described?.shots.map(({ shot, finding }) => [shot, finding.value.text]));
  return shots.flatMap((shot) => {
    const surest = new Map<string, number>();
    for (const { label, confidence } of things.get(shot.id) ?? []) {
      surest.set(label, Math.max(confidence, surest.get(label) ?? 0));
    }
    const text = said.get(shot.id);
    if (surest.size === 0 && text === undefined) return [];
    const labels = [...surest].sort((a, b) => b[1] - a[1]).map(([label, sure]) => words.thing(label, sure));
    return [{ shot, things: labels, ...(text === undefined ? {} : { text }) }];
  });
}

/** What the owner's own models saw, shot by shot; a click goes there. */
export function SeenShots({ media, log, view, onSeek }: Props) {
  const seen = useMemo(() => seenIn(log, view), [log, view]);
  const { own, described } = view;
  return (
    <>
      {own && (
        <p className="quiet">
          {own.kind === 'detector' ? words.seenBy(own.model, own.shots.length) : words.encodedBy(own.model)}{' '}
          {own.stale && words.stale}
        </p>
      )}
      {described && (
        <p className="quiet">
          {words.describedBy(described.model, described.shots.length)} {described.stale && words.stale}
        </p>
      )}
      {seen.length === 0 && (own?.kind === 'detector' || described) && <p>{words.nothing}</p>}
      <ol className="seen-shots">
        {seen.map(({ shot, text, things }) => (
          <li key={shot.id}>
            <button type="button" className="seen-shot" onClick={() => onSeek(shot.startFrame)}>
              <Still media={media.id} frame={shot.keyFrame} alt="" />
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
