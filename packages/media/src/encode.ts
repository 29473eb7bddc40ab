import type { Rational } from '@second-unit/timeline';
import { writeAtomically } from './atomic-write.ts';
import { MediaError } from './error.ts';
import type { Subtitle } from './info.ts';
import { type RequestOptions, request } from './process/pool.ts';
import type { Message } from './process/wire.ts';

/** Sound of a film that is drawn: interleaved samples, -1 to 1; sample 0 sounds with frame 0. */
export interface EncodeAudio {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

/** What a drawn film is. */
export interface EncodeOptions extends RequestOptions {
  /** Of the pictures given; an odd size is written one pixel larger, as H.264 needs. */
  readonly width: number;
  readonly height: number;
  readonly frameRate: Rational;
  readonly audio?: EncodeAudio;
  /** Written as a timed text track. */
  readonly subtitles?: readonly Subtitle[];
  readonly metadata?: Readonly<Record<string, string>>;
  /** x264's speed, 'veryfast' if absent. */
  readonly preset?: 'ultrafast' | 'superfast' | 'veryfast' | 'faster' | 'fast' | 'medium' | 'slow';
  /** x264's constant rate factor, 0 (no loss) to 51; 20 if absent. */
  readonly crf?: number;
  /**
   * Threads of x264; as many as suit the processor if absent. The same pictures become the same bytes each time; on
   * processors with other numbers of cores only where this is given.
   */
  readonly threads?: number;
  /** Frames encoded so far. */
  readonly onProgress?: (progress: { frame: number }) => void;
}

const MOST_SIDE = 8192;
/** Larger pictures have left us before the next is asked for, because they fill the pipe. */
const COPIED_BELOW_BYTES = 1024 * 1024;

function check({ width, height, frameRate, audio }: EncodeOptions, path: string): void {
  const wrong = (message: string): MediaError => new MediaError('input', message, { place: path });
  if (![width, height].every((side) => Number.isInteger(side) && side > 0 && side <= MOST_SIDE)) {
    throw wrong(`A film is between 1 and ${MOST_SIDE} pixels wide and high.`);
  }
  if (!(Number.isInteger(frameRate.num) && Number.isInteger(frameRate.den) && frameRate.num > 0 && frameRate.den > 0)) {
    throw wrong('The frame rate must be a fraction above 0.');
  }
  if (audio !== undefined && audio.samples.length % audio.channels !== 0) {
    throw wrong('The sound must have as many samples for each channel.');
  }
}

/** Pictures with the sound that belongs to each, in time, so that neither has to wait in memory. */
async function* interleave(
  frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { width, height, frameRate, audio }: EncodeOptions,
): AsyncGenerator<Message> {
  let frame = 0;
  let sent = 0;
  for await (const pixels of frames) {
    if (pixels.length !== width * height * 3 && pixels.length !== width * height * 4) {
      throw new MediaError(
        'input',
        `Frame ${frame} has ${pixels.length} bytes; ${width} × ${height} RGB or RGBA is needed.`,
      );
    }
    // The caller may draw the next picture into the same array; small ones may still lie in the pipe's queue.
    yield { pixels: pixels.length < COPIED_BELOW_BYTES ? pixels.slice() : pixels };
    frame += 1;
    if (audio === undefined) continue;
    const until = Math.ceil((frame * frameRate.den * audio.sampleRate) / frameRate.num) * audio.channels;
    if (until > sent) yield { samples: audio.samples.subarray(sent, until) };
    sent = Math.max(sent, until);
  }
  if (audio !== undefined && sent < audio.samples.length) yield { samples: audio.samples.subarray(sent) };
}

/**
 * Encodes drawn pictures (RGB or RGBA, 8 bits, rows without gaps) as H.264 with AAC sound in an MP4. The file gets its
 * name only when it is whole. Pictures are asked for as fast as the encoder takes them;
 * one array may be used for all of them.
 *
 * Throws `MediaError`: 'input' for wrong sizes, 'not-found' without the folder, 'cancelled', 'unavailable' when it
 * cannot be written; and whatever `frames` throws.
 */
export async function encode(
  frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: EncodeOptions,
  outPath: string,
): Promise<{ frames: number }> {
  check(options, outPath);
  const { width, height, frameRate, audio, subtitles, metadata, preset = 'veryfast', crf = 20, threads } = options;
  const sound = audio === undefined ? undefined : { sampleRate: audio.sampleRate, channels: audio.channels };
  const wanted = { width, height, frameRate, preset, crf, threads, sound, subtitles, metadata };
  const { signal, limits } = options;
  return writeAtomically(outPath, async (path) => {
    const feed = interleave(frames, options);
    for await (const message of request({
      signal,
      limits,
      op: 'encode',
      place: outPath,
      isWriting: true,
      args: { path, wanted },
      feed,
    })) {
      if ('done' in message) return message.done as { frames: number };
      options.onProgress?.({ frame: Number(message.frame) });
    }
    throw new MediaError('internal', 'The media process gave no answer.', { place: outPath });
  });
}
