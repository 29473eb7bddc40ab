import type { ShotLog } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { memo } from 'react';
import { timecodeOf } from '../picture/timecode.ts';
import { type LineFrom, heardMessages as words } from './messages.ts';

interface Props {
  media: MediaSummary;
  log: ShotLog;
  onSeek: (frame: number) => void;
}

const isHeard = (from: LineFrom): boolean => from === 'whisper' || from === 'endpoint';

/** Every line of a film with where it is from: a model's lines are dashed, those that came with the film solid. */
export const HeardLines = memo(function HeardLines({ media, log, onSeek }: Props) {
  const counts = new Map<LineFrom, number>();
  for (const { from: source } of log.subtitles) {
    const from = source ?? 'unknown';
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return (
    <>
      <p className="quiet">{[...counts].map(([from, value]) => words.fromLine(from, value)).join(', ')}</p>
      <ol className="heard-lines">
        {log.subtitles.map(({ startFrame, text, from: source }, at) => {
          const from: LineFrom = source ?? 'unknown';
          const time = timecodeOf(media.info, startFrame);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may begin at the same frame and say the same.
            <li key={at}>
              <button
                type="button"
                className="heard-line"
                data-model={isHeard(from) || undefined}
                onClick={() => onSeek(startFrame)}
              >
                <span className="time quiet">{time}</span>
                <span className="heard-text" dir="auto">
                  {text}
                </span>
                <span className="heard-from quiet">{words.from[from]}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
});
