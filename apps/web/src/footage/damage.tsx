import type { ShotLog } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { timecodeOf } from '../picture/timecode.ts';
import { footageMessages } from './messages.ts';

/** Places that are named; a torn file may have thousands. */
const MOST = 6;
const words = footageMessages.damage;

interface Props {
  media: MediaSummary;
  log: ShotLog;
  onSeek: (frame: number) => void;
}

/** Where the film could not be read, each place a click away. */
export function Damage({ media: { info }, log: { damage }, onSeek }: Props) {
  const { num, den } = info.frameRate;
  return (
    <p className="damage">
      <span>{words.count(damage.length)}</span>
      {damage.slice(0, MOST).map(({ time }, at) => {
        const frame = Math.min(info.frames - 1, Math.max(0, Math.round((time * num) / den)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two places may be at one time, and have no other name.
          <button key={at} type="button" className="time" onClick={() => onSeek(frame)}>
            {timecodeOf(info, frame)}
          </button>
        );
      })}
      {damage.length > MOST && <span>{words.more(damage.length - MOST)}</span>}
    </p>
  );
}
