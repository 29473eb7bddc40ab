import type { Cut } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import type { Edit, MediaInfo } from '@second-unit/media';

/** Where the sound of a teaser is to lie: what the large platforms play at. */
const LOUDNESS = { integrated: -14, truePeak: -1 } as const;
/** A teaser is looked at, not projected. */
const MOST_WIDTH = 1920;
const SAMPLE_RATE = 48_000;

/** The cut as an edit list for the renderer: the film's own rate, its size up to 1,920 pixels wide. */
export function editOf(cut: Cut, film: { path: string; info: MediaInfo }, title: string): Edit {
  if (cut.items.length === 0) throw new Fault('input', 'The cut is empty; there is nothing to render.');
  const { width, height, frameRate, audio } = film.info;
  const scale = Math.min(1, MOST_WIDTH / width);
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return {
    clips: cut.items.map(({ inFrame, outFrame }) => ({ path: film.path, inFrame, outFrame })),
    width: even(width),
    height: even(height),
    frameRate,
    sampleRate: SAMPLE_RATE,
    ...(audio ? { loudness: LOUDNESS } : {}),
    metadata: { title },
  };
}

/** `Rendering, 120 of 500 frames`; the sound is measured before the first. */
export function renderWords({ frame, frames }: { frame: number; frames: number }): string {
  if (frame === 0) return 'Measuring the sound';
  return `Rendering, ${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
}
