import { MediaError } from './error.ts';
import type { Damage, Loudness, MediaInfo, Subtitle } from './info.ts';
import { type RequestOptions, request } from './process/pool.ts';
import { loudnessFrom } from './wire-loudness.ts';

/** What one pass over a film is to give. What is absent is not computed. */
export interface DecodeRequest {
  /** Every frame, scaled to this size (each pixel the mean of its area), upright. */
  readonly frames?: {
    readonly width: number;
    readonly height: number;
    /** Frames in one event, 32 if absent. */
    readonly batch?: number;
    /** Also the luma of each frame at twice this width and height; costs hardly more than without. */
    readonly luma?: boolean;
    /** URL of a module (`file:`) that measures frames in the media process: see `FrameMeasure`. Not together with `luma`. */
    readonly measure?: string;
  };
  /**
   * Only the frames whose stamp lies at or behind `from` and before `to`, and one more behind them, the first that does
   * not. `from` must be of `cutPoints`. Not together with sound, loudness or subtitles.
   */
  readonly range?: { readonly from?: bigint | undefined; readonly to?: bigint | undefined };
  /** An event for each damaged frame instead of one for each damaged place. */
  readonly everyDamage?: boolean;
  /**
   * Threads that decode the pictures, as many as there are cores if absent. Several make up what is damaged differently
   * from one run to the next, as one of them refers to a picture that another is still mending; one does not. Films that
   * are whole give the same either way.
   */
  readonly threads?: number;
  /** Sound, resampled and mixed to one or two channels. */
  readonly sound?: { readonly sampleRate: number; readonly channels: 1 | 2 };
  /** Loudness after EBU R 128. */
  readonly loudness?: boolean;
  /** The words of an embedded subtitle track. */
  readonly subtitles?: boolean;
}

/** Some frames in a row. */
export interface FramesEvent {
  readonly type: 'frames';
  /** Number of the first one. */
  readonly first: number;
  readonly width: number;
  readonly height: number;
  /** `pts.length` pictures of width × height × 3 bytes, R G B. */
  readonly rgb: Uint8Array;
  /** Where asked for: `pts.length` pictures of 2 width × 2 height bytes, luma of the film's own colours, 0 to 255. */
  readonly luma?: Uint8Array;
  /** Where asked for: what the module measured, frame by frame. */
  readonly measures?: Float32Array;
  /** Time stamps in the film's time base. */
  readonly pts: BigInt64Array;
}

/** Some sound. The track has no holes: silence where the film has none between two sounds. */
export interface SoundEvent {
  readonly type: 'sound';
  /** Number of the first sample of each channel; 0 sounds with the first frame. */
  readonly first: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Interleaved, -1 to 1. */
  readonly samples: Float32Array;
}

/** What a decode pass tells, as it goes. `end` comes last. */
export type DecodeEvent =
  /** First: what the container says. */
  | { readonly type: 'info'; readonly info: MediaInfo }
  | FramesEvent
  | SoundEvent
  | { readonly type: 'subtitle'; readonly subtitle: Subtitle }
  | { readonly type: 'damage'; readonly damage: Damage }
  /** Frames decoded, of about so many. */
  | { readonly type: 'progress'; readonly frame: number; readonly frames: number }
  /** Once, near the end, when asked for and the film has sound. */
  | { readonly type: 'loudness'; readonly loudness: Loudness }
  /**
   * Last: the exact description, frames counted (of a range only what the container says), for how many ticks the last
   * frame is shown, and whether some frames are coded as two fields.
   */
  | {
      readonly type: 'end';
      readonly info: MediaInfo;
      readonly lastDuration: number;
      readonly interlaced: boolean;
    };

const BATCH = 32;
const MOST_BATCH_BYTES = 64 * 1024 * 1024;

function check(path: string, { frames, sound, loudness, subtitles, range }: DecodeRequest): void {
  const wrong = (message: string): MediaError => new MediaError('input', message, { place: path });
  if (range !== undefined && (sound !== undefined || loudness === true || subtitles === true)) {
    throw wrong('Sound and subtitles are read of a whole film, not of a range.');
  }
  if (frames !== undefined) {
    const { width, height, batch = BATCH } = frames;
    if (![width, height, batch].every((value) => Number.isInteger(value) && value > 0)) {
      throw wrong('Width, height and batch of small frames must be whole numbers above 0.');
    }
    if (frames.measure !== undefined && (frames.luma === true || !frames.measure.startsWith('file:')))
      throw wrong('Frames are measured by a module in a file, and their luma is then not sent.');
    if (width * height * (frames.luma === true ? 7 : 3) * batch > MOST_BATCH_BYTES)
      throw wrong('A batch of frames may hold 64 MB at most.');
  }
  checkSound(path, sound);
}

/** Throws 'input' for a sample rate that nothing has. */
export function checkSound(path: string, sound: DecodeRequest['sound']): void {
  if (sound === undefined) return;
  const { sampleRate } = sound;
  if (Number.isInteger(sampleRate) && sampleRate >= 1000 && sampleRate <= 384_000) return;
  throw new MediaError('input', 'The sample rate must be between 1,000 and 384,000 Hz.', { place: path });
}

/**
 * Decodes a film once, from start to end. The decoder waits while the caller is busy with an event, so that nothing
 * piles up; leaving the loop ends the decode. Damaged parts are told of and passed over.
 *
 * Throws `MediaError`: as `probe`; also 'input' when the file crashes or stalls the decoder, 'cancelled',
 * 'unavailable' when the media process was ended from outside.
 */
export async function* decode(
  path: string,
  wanted: DecodeRequest,
  options: RequestOptions = {},
): AsyncGenerator<DecodeEvent, void, undefined> {
  check(path, wanted);
  const frames = wanted.frames === undefined ? undefined : { batch: BATCH, ...wanted.frames };
  const range =
    wanted.range === undefined ? undefined : { from: wanted.range.from?.toString(), to: wanted.range.to?.toString() };
  const args = { path, wanted: { ...wanted, frames, range } };
  for await (const message of request({ ...options, op: 'decode', place: path, args })) {
    if ('done' in message) {
      yield { type: 'end', ...(message.done as { info: MediaInfo; lastDuration: number; interlaced: boolean }) };
    } else if (message.type === 'loudness') {
      yield { type: 'loudness', loudness: loudnessFrom(message) };
    } else {
      yield message as unknown as DecodeEvent;
    }
  }
}
