import { parseTimecode, TimelineError } from '@second-unit/timeline';
import { timecodeStart } from '../interchange/media-clip.ts';
import type { ShotLog } from '../shot-log.ts';
import type { Look } from './searchable.ts';

const TIMECODE = /^\d{1,2}:\d\d:\d\d(?:[:;]\d{2,3})?$/;

/** `01:02:03:04`, `01:02:03;04`, or to the second: `01:02:03`. */
export function isTimecode(text: string): boolean {
  return TIMECODE.test(text);
}

/** The shot that is on the screen at a timecode of the film; what begins it, as a dissolve, counts to it. */
export function timecodeLook(text: string): Look {
  // Shots of a film are asked one after the other.
  let of: ShotLog['media'] | undefined;
  let frame: number | undefined;
  return ({ film, shot }) => {
    const { media } = film.log;
    if (media !== of) {
      of = media;
      frame = frameAt(text, media);
    }
    const from = Math.min(shot.startFrame, shot.transitionIn.startFrame);
    if (frame === undefined || frame < from || frame >= shot.endFrame) return undefined;
    return { by: 'place', because: text, confidence: 1 };
  };
}

/** Frame of the film that a timecode names; undefined where its rate has no such timecode. */
function frameAt(text: string, media: ShotLog['media']): number | undefined {
  const [hours, minutes, seconds, frames] = text.split(/[:;]/);
  const rest = `${hours?.padStart(2, '0')}:${minutes}:${seconds}${media.dropFrame ? ';' : ':'}`;
  // The first frames of a minute have no number where frames are dropped.
  for (const number of frames === undefined ? ['00', '02', '04'] : [frames]) {
    try {
      return parseTimecode(`${rest}${number}`, media.frameRate) - (timecodeStart(media, media.frameRate) ?? 0);
    } catch (thrown) {
      if (!(thrown instanceof TimelineError)) throw thrown;
    }
  }
  return undefined;
}
