import {
  allowsDropFrame,
  formatTimecode,
  isDropFrame,
  nominalRate,
  parseTimecode,
  type Rational,
  TimelineError,
} from '@second-unit/timeline';
import type { Stream } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';
import type { Input } from './input.ts';

type Timecode = Pick<MediaInfo, 'startTimecode' | 'dropFrame' | 'timecodeNote' | 'reel'>;

/** Start timecode and reel, from a timecode track or from metadata. */
export function timecodeOf(input: Input, video: Stream, frameRate: Rational): Timecode {
  // A timecode track counts in frames of its own rate.
  const tracks = input.format.streams.map((stream) => ({
    table: stream.metadata?.getAll() ?? {},
    rate: stream.index !== video.index && stream.avgFrameRate.num > 0 ? stream.avgFrameRate : undefined,
  }));
  const tables = [
    { table: video.metadata?.getAll() ?? {}, rate: undefined },
    ...tracks.map(({ table }) => ({ table, rate: undefined })),
    { table: input.format.metadata?.getAll() ?? {}, rate: undefined },
  ];
  const find = (...names: string[]): string | undefined => {
    for (const { table } of tables) for (const name of names) if (table[name]) return table[name];
    return undefined;
  };
  const timecode = find('timecode');
  const reel = find('reel_name', 'reel', 'com.apple.quicktime.reel');
  const own = tracks.find(({ table, rate }) => rate !== undefined && table.timecode === timecode)?.rate;
  return {
    ...(timecode === undefined ? {} : startTimecode(timecode, frameRate, own)),
    ...(reel === undefined ? {} : { reel }),
  };
}

/**
 * A start timecode in frames of the film, or none and a note why: programs that cannot read it must not stumble.
 * @param own frames a second that it is counted in, where it has a track of its own
 */
export function startTimecode(
  written: string,
  frameRate: Rational,
  own: Rational = frameRate,
): Pick<MediaInfo, 'startTimecode' | 'dropFrame' | 'timecodeNote'> {
  // Some write `,` or `.` for drop-frame.
  const timecode = written.trim().replace(/[.,](\d{2,3})$/, ';$1');
  const dropFrame = isDropFrame(timecode);
  const note = (why: string) => ({ timecodeNote: `The file gives the timecode ${written}, left out here: ${why}.` });
  const times = nominalRate(frameRate) / nominalRate(own);
  if (!Number.isInteger(times)) {
    return note(`it counts ${nominalRate(own)} frames a second, the film ${nominalRate(frameRate)}`);
  }
  if (dropFrame && !allowsDropFrame(frameRate)) return note('the frame rate of the film has no drop-frame timecode');
  try {
    // Whole rates here: a track says 30 where the film runs at 29.97.
    const { num, den } = frameRate;
    const frame = parseTimecode(timecode, { num, den: den * times });
    return { startTimecode: formatTimecode(frame * times, frameRate, dropFrame), dropFrame };
  } catch (thrown) {
    if (thrown instanceof TimelineError) return note('it is no timecode at the frame rate of the film');
    throw thrown;
  }
}
