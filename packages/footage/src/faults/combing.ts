import { cutPoints, decode, type MediaInfo } from '@second-unit/media';
import type { PictureFault } from '../shot-log.ts';
import { type Fields, fieldsIn, type Rows } from './comb.ts';

/** Places of a film that are looked at, and seconds that they lie apart at least. */
const PLACES = 12;
const APART = 20;
/** Frames in a row at each. */
const FRAMES = 7;
/** Of a film without an index, seconds at its beginning in which places are looked at. */
const BEGINNING = 10;
/** Columns are taken together: what combs is in the rows. */
const COLUMNS = 48;

/** What was seen at a place of a film. */
interface Seen {
  readonly pts: bigint;
  readonly fields: Exclude<Fields, undefined>;
}

/**
 * Stretches of a film whose frames hold two fields of two moments though nothing marks them as interlaced. Looks at a
 * few frames at a dozen places all over the film, with all of their rows, which costs about as much as four seconds of it.
 * @param times frame numbers of the film's stamps
 * @throws MediaError as `decode`
 */
export async function combedStretches(
  path: string,
  info: MediaInfo,
  times: { readonly pts: BigInt64Array },
  signal?: AbortSignal,
): Promise<PictureFault[]> {
  // Half the rows are asked for, and luma comes with all of them. A turned picture has its rows upright.
  if (info.height % 2 !== 0 || info.height < 120 || info.rotation !== 0 || isProgressiveRaster(info)) return [];
  const seen: Seen[] = [];
  for (const range of await placesOf(path, info, times.pts[0] ?? 0n, signal)) {
    signal?.throwIfAborted();
    let run: Rows[] = [];
    let first: bigint | undefined;
    const height = info.height / 2;
    for await (const event of decode(
      path,
      { frames: { width: COLUMNS, height, luma: true, batch: FRAMES }, range },
      { signal },
    )) {
      if (event.type !== 'frames') continue;
      const bytes = COLUMNS * 2 * info.height;
      for (let at = 0; at < event.pts.length; at++) {
        first ??= event.pts[at]!;
        run.push({ width: COLUMNS * 2, height: info.height, luma: event.luma!.slice(at * bytes, (at + 1) * bytes) });
        if (run.length < FRAMES) continue;
        const fields = fieldsIn(run);
        if (fields !== undefined) seen.push({ pts: first, fields });
        run = [];
        first = undefined;
      }
    }
  }
  return stretchesOf(seen, times.pts);
}

/** Is the picture of a size that was never interlaced: 720p (SMPTE ST 296) or wider than 1080 lines have it? Cropping keeps the width. */
function isProgressiveRaster({ width }: MediaInfo): boolean {
  return width === 1280 || width > 1920;
}

/** Where to look: the film's beginning, and key frames all over it. */
async function placesOf(path: string, info: MediaInfo, start: bigint, signal: AbortSignal | undefined) {
  const { timeBase, frameRate, duration } = info;
  const ticks = (seconds: number): bigint => BigInt(Math.round((seconds * timeBase.den) / timeBase.num));
  const length = ticks((FRAMES * frameRate.den) / frameRate.num);
  const points = await cutPoints(path, Math.max(APART, duration / PLACES), { signal });
  if (points.length === 0) return [{ to: start + ticks(BEGINNING) }];
  return [{ to: start + length }, ...points.map((from) => ({ from, to: from + length }))];
}

/** From each place that is combed to the next that is not. */
function stretchesOf(seen: readonly Seen[], pts: BigInt64Array): PictureFault[] {
  const frameOf = (stamp: bigint): number => {
    let [low, high] = [0, pts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pts[middle]! < stamp) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const faults: PictureFault[] = [];
  for (let at = 0; at < seen.length; at++) {
    if (seen[at]!.fields !== 'apart') continue;
    let to = at + 1;
    while (to < seen.length && seen[to]!.fields === 'apart') to++;
    // What nobody looked at before the first place is as that is.
    const startFrame = at === 0 ? 0 : frameOf(seen[at]!.pts);
    const endFrame = to === seen.length ? pts.length : frameOf(seen[to]!.pts);
    const confidence = Math.min(0.95, 0.6 + 0.1 * (to - at));
    if (endFrame > startFrame) faults.push({ kind: 'combed', startFrame, endFrame, confidence });
    at = to;
  }
  return faults;
}
