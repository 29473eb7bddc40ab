import type { Rational } from '@second-unit/timeline';
import { writeAtomically } from './atomic-write.ts';
import { MediaError } from './error.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** How one clip gives way to the next. */
export interface ClipTransition {
  /** `fade` goes through black; on the last clip it ends in black. */
  readonly type: 'cut' | 'dissolve' | 'fade';
  /** Length in output frames, half of it before the cut; 0 for a cut. */
  readonly frames: number;
}

/** A piece of a film. Frames count as `decode` counts them; `outFrame` is exclusive. */
export interface Clip {
  readonly path: string;
  readonly inFrame: number;
  readonly outFrame: number;
  /** Length in output frames, where the timeline says; from the film's own times if absent. */
  readonly frames?: number;
  /** Into the next clip; a cut if absent. */
  readonly transition?: ClipTransition;
}

/** What is to be rendered. */
export interface Edit {
  readonly clips: readonly Clip[];
  /** Even numbers; films of another shape get black bars. */
  readonly width: number;
  readonly height: number;
  readonly frameRate: Rational;
  /** Of the sound, which is stereo. */
  readonly sampleRate: number;
  /** Output frames in which the film comes out of black. */
  readonly fadeInFrames?: number;
  /** Where the sound is to lie: LUFS, and the highest true peak in dBTP. As recorded if absent. */
  readonly loudness?: { readonly integrated: number; readonly truePeak: number };
  readonly metadata?: Readonly<Record<string, string>>;
  /** As in `EncodeOptions`. */
  readonly preset?: string;
  readonly crf?: number;
}

/** How a render is run. */
export interface RenderOptions extends RequestOptions {
  /** Output frames written so far, of so many. Stays at 0 while the sound is measured. */
  readonly onProgress?: (progress: { frame: number; frames: number }) => void;
}

const MOST_SIDE = 8192;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function check(edit: Edit): void {
  const wrong = (message: string, place?: string): MediaError =>
    new MediaError('input', message, place === undefined ? {} : { place });
  const { width, height, frameRate, sampleRate, clips } = edit;
  if (![width, height].every((side) => isCount(side) && side > 0 && side <= MOST_SIDE && side % 2 === 0)) {
    throw wrong(`Width and height of the output must be even numbers up to ${MOST_SIDE}.`);
  }
  if (!(isCount(frameRate.num) && isCount(frameRate.den) && frameRate.num > 0 && frameRate.den > 0)) {
    throw wrong('The frame rate must be a fraction above 0.');
  }
  if (![32_000, 44_100, 48_000, 96_000].includes(sampleRate)) {
    throw wrong('The sample rate must be 32,000, 44,100, 48,000 or 96,000 Hz.');
  }
  if (clips.length === 0) throw wrong('The edit has no clip.');
  for (const [index, { path, inFrame, outFrame, frames = 1, transition }] of clips.entries()) {
    if (!(isCount(inFrame) && isCount(outFrame) && outFrame > inFrame && isCount(frames) && frames > 0)) {
      throw wrong(`Clip ${index + 1} must have at least one frame.`, path);
    }
    if (transition !== undefined && !isCount(transition.frames)) {
      throw wrong(`The transition of clip ${index + 1} must be a whole number of frames.`, path);
    }
  }
}

/**
 * Renders an edit list as an MP4 (H.264 and AAC) that starts to play at once. The file has exactly as many frames as
 * the clips together; transitions lie across the cuts and change no length. It gets its name only when it is whole: a
 * file of that name stays as it was when the render fails or is cancelled.
 *
 * Throws `MediaError`: 'input' for an edit that cannot be rendered or a film that cannot be read, 'not-found',
 * 'cancelled', 'unavailable' when it cannot be written.
 */
export async function render(edit: Edit, outPath: string, options: RenderOptions = {}): Promise<{ frames: number }> {
  check(edit);
  const { signal, limits, onProgress } = options;
  return writeAtomically(outPath, async (path) => {
    for await (const message of request({
      signal,
      limits,
      op: 'render',
      place: outPath,
      isWriting: true,
      args: { path, edit },
    })) {
      if ('done' in message) return { frames: Number((message.done as { frames: number }).frames) };
      onProgress?.({ frame: Number(message.frame), frames: Number(message.frames) });
    }
    throw new MediaError('internal', 'The media process gave no answer.', { place: outPath });
  });
}
