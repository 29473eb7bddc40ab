import type { MediaInfo } from '@second-unit/media';
import { formatTimecode, TimelineError } from '@second-unit/timeline';
import { timecodeStart } from './interchange/media-clip.ts';

/**
 * The film's own timecode of a frame, which is shown at `seconds`: from its start timecode, from zero where it has none.
 * Where the rate varies it is the one that an editing program counts to that second. Undefined where the rate has no
 * timecode.
 */
export function filmTimecode(media: MediaInfo, frame: number, seconds: number): string | undefined {
  const { frameRate: rate, variableFrameRate } = media;
  const at = variableFrameRate ? Math.round((seconds * rate.num) / rate.den) : frame;
  try {
    return formatTimecode((timecodeStart(media, rate) ?? 0) + at, rate, media.dropFrame ?? false);
  } catch (thrown) {
    if (thrown instanceof TimelineError) return undefined;
    throw thrown;
  }
}
