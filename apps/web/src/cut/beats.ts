import type { Music } from '@second-unit/editing';
import type { MediaInfo } from '@second-unit/media';
import type { Shown } from './shown.ts';

/** Seconds within which nobody hears that a cut is off the beat; as the cutter's reasons say it. */
const NEAR = 0.021;

/** Which of what is shown begins on a beat of the music, by its index; the first never does. */
export function onBeats(
  shown: readonly Shown[],
  { frameRate }: Pick<MediaInfo, 'frameRate'>,
  { beats, from = 0 }: Pick<Music, 'beats' | 'from'>,
): ReadonlySet<number> {
  const found = new Set<number>();
  let frames = 0;
  for (const [index, { inFrame, outFrame }] of shown.entries()) {
    const at = from + (frames * frameRate.den) / frameRate.num;
    if (index > 0 && beats.some((beat) => Math.abs(beat - at) < NEAR)) found.add(index);
    frames += outFrame - inFrame;
  }
  return found;
}
