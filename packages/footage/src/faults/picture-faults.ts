import type { PictureFault } from '../shot-log.ts';
import { duplicatesIn } from './duplicates.ts';
import type { FilmMeasures } from './film-measures.ts';

/** Where a shot lies. */
interface Range {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
}

/** Level that nothing of a black picture is above: what compression and a raised black leave. */
const BLACK = 0.1;
/** Level that hardly anything of an underexposed picture is above, though some of it is above black; and that nothing is. */
const DIM = 0.2;
const DIM_PEAK = 0.4;
const SHOWS = 0.05;
/** Share of the picture that is burnt out, from which that is worth a look. */
const BURNT = 0.25;
/** Steepness of edges under which nothing in the picture is in focus. */
const SOFT = 0.34;
/** Picture widths a frame: a camera faster than this blurs, and that is no fault of focus. */
const SWEEPS = 0.004;
/** Share of a shot's frames that a fault of exposure or focus must hold for. */
const MOSTLY = 0.6;

/**
 * What is wrong with a film's pictures, in film order: black frames anywhere; what stands still or comes twice within a
 * shot; shots out of focus or badly exposed. `times` are the seconds at which frames begin.
 */
export function pictureFaults(
  film: FilmMeasures,
  shots: readonly Range[],
  times: { at(frame: number): number },
): PictureFault[] {
  const faults = [...blackIn(film)];
  for (const shot of shots) faults.push(...exposureOf(film, shot), ...focusOf(film, shot));
  faults.push(...duplicatesIn(film, shots, times));
  return faults.sort((a, b) => a.startFrame - b.startFrame || a.endFrame - b.endFrame);
}

function* blackIn(film: FilmMeasures): Generator<PictureFault> {
  const peak = film.column('peak');
  let from: number | undefined;
  for (let frame = 0; frame <= peak.length; frame++) {
    const black = frame < peak.length && peak[frame]! <= BLACK;
    if (black) from ??= frame;
    else if (from !== undefined) {
      let most = 0;
      for (let at = from; at < frame; at++) most = Math.max(most, peak[at]!);
      yield { kind: 'black', startFrame: from, endFrame: frame, confidence: most <= BLACK / 2 ? 0.95 : 0.75 };
      from = undefined;
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function* exposureOf(film: FilmMeasures, { startFrame, endFrame }: Range): Generator<PictureFault> {
  const peak = film.column('peak').subarray(startFrame, endFrame);
  const high = film.column('high').subarray(startFrame, endFrame);
  const clipped = film.column('clipped').subarray(startFrame, endFrame);
  const count = endFrame - startFrame;
  let dim = 0;
  let burnt = 0;
  for (let at = 0; at < count; at++) {
    // A lamp in the dark is a night, lettering on black a card: no fault.
    if (peak[at]! > BLACK && peak[at]! < DIM_PEAK && high[at]! < DIM && high[at]! > SHOWS) dim++;
    if (clipped[at]! >= BURNT) burnt++;
  }
  if (dim >= MOSTLY * count) {
    const depth = 1 - median([...high]) / DIM;
    yield { kind: 'underexposed', startFrame, endFrame, confidence: 0.4 + 0.45 * depth };
  }
  if (burnt >= MOSTLY * count) {
    const much = Math.min(1, (median([...clipped]) - BURNT) / 0.5);
    yield { kind: 'overexposed', startFrame, endFrame, confidence: 0.4 + 0.45 * Math.max(0, much) };
  }
}

function* focusOf(film: FilmMeasures, { startFrame, endFrame }: Range): Generator<PictureFault> {
  const crisp = film.column('crisp').subarray(startFrame, endFrame);
  const moves = film.column('moves').subarray(startFrame, endFrame);
  const judged = [...crisp].filter((value, at) => value > 0 && moves[at]! < SWEEPS);
  if (judged.length < 3 || judged.length < 0.3 * crisp.length) return;
  const soft = judged.filter((value) => value < SOFT).length;
  if (soft < MOSTLY * judged.length) return;
  const depth = Math.min(1, (SOFT - median(judged)) / 0.14);
  yield { kind: 'soft', startFrame, endFrame, confidence: 0.4 + 0.45 * Math.max(0, depth) };
}
