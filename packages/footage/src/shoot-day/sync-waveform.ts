import { correlate } from './correlate.ts';
import { STEPS, SYNC_RATE } from './sound-marks.ts';

/** How two recordings of one event lie to each other. */
export interface WaveformSync {
  /** Seconds from the first sample of `picture` to the first of `sound`. */
  readonly offset: number;
  readonly confidence: number;
  /** Height of the peak over that of the next best one. */
  readonly ratio: number;
  readonly drift?: { readonly ppm: number; readonly overSeconds: number };
}

/** Seconds of sound by which the offset is made exact. */
const FINE_SECONDS = 4;
/** How far the envelope's lag may be off, seconds. */
const NEAR = 0.06;
/** A clock that is 200 ppm off loses a frame in four minutes; more than that is no clock. */
const MOST_PPM = 400;
const LEAST_OVERLAP_SECONDS = 1.5;
/** With less than this in common, envelopes fit by chance. */
const SURE_SECONDS = 10;
/** Offsets that envelopes name and that the samples decide between. */
const CANDIDATES = 4;

/** What envelopes alone tell: to some hundredths of a second, and how sure. */
export interface CoarseSync {
  readonly offset: number;
  readonly ratio: number;
  /** 0 to 1, before the samples themselves were compared. */
  readonly confidence: number;
  readonly height: number;
  /** Other offsets that may be meant, seconds, best first; the first is `offset` to the nearest step. */
  readonly candidates: readonly number[];
}

/**
 * How a recorder's sound lies to a camera's by when sounds set in (`onsetEnvelope`). Undefined where nothing fits.
 * @param within offsets (seconds) that something else, such as timecode, allows
 */
export function coarseSync(
  picture: Float32Array,
  sound: Float32Array,
  { within }: { within?: readonly [number, number] } = {},
): CoarseSync | undefined {
  const shorter = Math.min(picture.length, sound.length);
  const overlap = Math.max(Math.min(LEAST_OVERLAP_SECONDS * STEPS, shorter), Math.round(shorter * 0.15));
  if (overlap < STEPS / 2) return undefined;
  const best = correlate(picture, sound, {
    overlap,
    apart: 0.1 * STEPS,
    peaks: CANDIDATES,
    ...(within ? { lags: [Math.floor(within[0] * STEPS), Math.ceil(within[1] * STEPS)] } : {}),
  });
  if (best === undefined) return undefined;
  const ratio = best.second > 0 ? best.height / best.second : 10;
  // Envelopes of nothing in common still reach some height: it is by how far the best stands out that one knows.
  const standsOut = 1 - Math.exp(-Math.max(0, ratio - 1.12) / 0.45);
  const common = Math.min(picture.length, sound.length + best.lag) - Math.max(0, best.lag);
  const long = Math.min(1, common / (SURE_SECONDS * STEPS));
  const confidence = Math.min(0.99, standsOut * Math.min(1, best.height / 0.35) * long);
  const candidates = best.peaks.map((lag) => lag / STEPS);
  return { offset: best.exact / STEPS, ratio, confidence, height: best.height, candidates };
}

/**
 * The offset to less than a hundredth of a frame, by the samples themselves: of those that envelopes name, the one at
 * which the samples fit; and how the clocks drift over a long take.
 *
 * Samples of unrelated sound fit to some hundredths anywhere, those of two microphones in one room to some tenths in one
 * place only: how high, and how far above the next candidate, is what one knows it by.
 * @param picture one channel at `SYNC_RATE`, as `sound`
 */
export function fineSync(picture: Float32Array, sound: Float32Array, coarse: CoarseSync): WaveformSync {
  const { offset: rough, ratio } = coarse;
  const tried = coarse.candidates
    .map((candidate) => {
      const fine = fineOffsets(picture, sound, candidate, 2);
      // A word or two may fit by chance where hardly more overlaps.
      const share = Math.min(1, overlapOf(picture, sound, candidate) / FINE_SECONDS);
      const height = fine.length === 0 ? 0 : Math.min(...fine.map((one) => one.height)) * share;
      return { candidate, fine, height };
    })
    .sort((a, b) => b.height - a.height);
  const [best, next] = tried;
  if (best === undefined || best.fine.length === 0)
    return { offset: rough, confidence: coarse.confidence * 0.6, ratio };
  const fits = 1 - Math.exp(-Math.max(0, best.height - 0.1) / 0.08);
  const alone = 1 - Math.exp(-Math.max(0, best.height / Math.max(0.03, next?.height ?? 0) - 1.5) / 0.5);
  const { offset, ppm, overSeconds } = lineThrough(fineOffsets(picture, sound, best.candidate, 5));
  // Where samples point elsewhere than envelopes, these speak for nothing.
  const agreed = Math.abs(offset - rough) < NEAR ? coarse.confidence : 0;
  return {
    offset,
    confidence: Math.min(0.99, 1 - (1 - fits * alone) * (1 - agreed * (0.6 + 0.4 * fits))),
    ratio: Math.max(ratio, best.height / Math.max(0.03, next?.height ?? 0)),
    ...(overSeconds >= 60 && Math.abs(ppm) <= MOST_PPM ? { drift: { ppm, overSeconds } } : {}),
  };
}

interface FineOffset {
  /** Seconds into the picture. */
  readonly at: number;
  readonly offset: number;
  readonly height: number;
}

/** Seconds in which both run. */
function overlapOf(picture: Float32Array, sound: Float32Array, offset: number): number {
  const seconds = Math.min(picture.length / SYNC_RATE, offset + sound.length / SYNC_RATE) - Math.max(0, offset);
  return Math.max(0, seconds);
}

/** The offset by samples, at so many places along the overlap as it has room for. */
function fineOffsets(picture: Float32Array, sound: Float32Array, rough: number, most: 2 | 5): FineOffset[] {
  const from = Math.max(0, rough);
  const to = Math.min(picture.length / SYNC_RATE, rough + sound.length / SYNC_RATE);
  const length = Math.min(FINE_SECONDS, to - from);
  if (length < 0.4) return [];
  const room = (to - from) / FINE_SECONDS;
  const places = room > 3 ? (most === 5 ? [0, 0.25, 0.5, 0.75, 1] : [0.25, 0.75]) : room > 1 ? [0, 1] : [0];
  const found: FineOffset[] = [];
  for (const place of places) {
    const at = from + (to - from - length) * place;
    // The clock may have run away by some milliseconds at the end of a long take.
    const reach = NEAR + ((at - from) * MOST_PPM) / 1e6;
    const first = Math.round(at * SYNC_RATE);
    const window = picture.subarray(first, first + Math.round(length * SYNC_RATE));
    const start = Math.round((at - rough - reach) * SYNC_RATE);
    const begin = Math.max(0, start);
    const other = sound.subarray(begin, begin + window.length + Math.round(2 * reach * SYNC_RATE));
    const middle = Math.round(begin - (first - rough * SYNC_RATE));
    const span = Math.round(reach * SYNC_RATE);
    const best = correlate(window, other, {
      overlap: Math.round(Math.min(window.length, other.length) * 0.5),
      apart: SYNC_RATE * 0.004,
      lags: [middle - span, middle + span],
    });
    if (best === undefined || best.height < 0.03) continue;
    // b[0] lies on a[lag]: sample `begin` of the sound sounds with sample `first + lag` of the picture.
    found.push({ at, offset: (first + best.exact - begin) / SYNC_RATE, height: best.height });
  }
  return found;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Offset at the picture's first frame and drift, by a line through what was found; wild values are left out. */
function lineThrough(points: readonly FineOffset[]): { offset: number; ppm: number; overSeconds: number } {
  const middle = median(points.map(({ offset }) => offset));
  const near = points.filter(({ offset }) => Math.abs(offset - middle) < NEAR + 0.05);
  const first = near[0] as FineOffset;
  const overSeconds = (near.at(-1)?.at ?? first.at) - first.at;
  if (near.length < 3 || overSeconds < 60)
    return { offset: median(near.map(({ offset }) => offset)), ppm: 0, overSeconds: 0 };
  const weight = near.reduce((sum, { height }) => sum + height, 0);
  const meanAt = near.reduce((sum, { at, height }) => sum + at * height, 0) / weight;
  const mean = near.reduce((sum, { offset, height }) => sum + offset * height, 0) / weight;
  let [up, across] = [0, 0];
  for (const { at, offset, height } of near) {
    up += height * (at - meanAt) * (offset - mean);
    across += height * (at - meanAt) ** 2;
  }
  const slope = across > 0 ? up / across : 0;
  // A recorder whose clock is faster counts more samples: its sound seems to begin earlier and earlier.
  return { offset: mean - slope * meanAt, ppm: -slope * 1e6, overSeconds };
}
