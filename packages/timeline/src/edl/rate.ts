import { TimelineError } from '../fault.ts';
import type { Rational } from '../rational.ts';
import { allowsDropFrame, nominalRate, parseTimecode } from '../timecode.ts';
import { type EdlText, parseEdl, problemAt, type Row } from './statements.ts';

/** What a list may be counted in, slowest first. 23.976 is counted as 24: a list does not tell them apart. */
const RATES: readonly Rational[] = [24, 25, 30, 48, 50, 60].map((num) => ({ num, den: 1 }));
const DROP_RATES: readonly Rational[] = [30000, 60000].map((num) => ({ num, den: 1001 }));

interface Times {
  readonly sourceIn: number;
  readonly sourceOut: number;
  readonly recordIn: number;
  readonly recordOut: number;
}

/** A row's timecodes as frame numbers. @throws TimelineError `input` where one does not fit the rate. */
export function timesOf(row: Row, rate: Rational, recordDrop: boolean): Times {
  const [sourceIn, sourceOut, recordIn, recordOut] = row.times.map((timecode, index) =>
    frameOf(timecode, rate, index < 2 ? row.dropFrame : recordDrop, row),
  ) as [number, number, number, number];
  return { sourceIn, sourceOut, recordIn, recordOut };
}

/** The frame number of a timecode; with `drop` one written in colons is drop-frame too. */
export function frameOf(timecode: string, rate: Rational, drop: boolean, row: Pick<Row, 'line' | 'number'>): number {
  const dropped = (drop && allowsDropFrame(rate)) || /[;.]/.test(timecode);
  const [hours, minutes, secs, frames] = timecode.split(/[:;.]/) as [string, string, string, string];
  if (dropped && !allowsDropFrame(rate)) {
    throw problemAt(
      row.line,
      `it is counted in drop-frame, which exists at 29.97 and 59.94 frames a second and not at the rate given, ${shown(rate)}`,
      row.number,
    );
  }
  if (Number(frames) >= nominalRate(rate)) {
    throw problemAt(
      row.line,
      `${timecode} has a frame ${Number(frames)}, and at ${shown(rate)} frames a second there is none; the list was made at another rate, so give that one`,
      row.number,
    );
  }
  try {
    return parseTimecode(`${hours}:${minutes}:${secs}${dropped ? ';' : ':'}${frames}`, rate);
  } catch (cause) {
    throw problemAt(
      row.line,
      cause instanceof TimelineError ? cause.message.replace(/\.$/, '') : 'a timecode',
      row.number,
    );
  }
}

function shown(rate: Rational): string {
  return String(Math.round((rate.num / rate.den) * 1000) / 1000);
}

/** How many events play as long as their source, and the first that does not; nothing where the rate cannot be. */
function fit(list: EdlText, rate: Rational): { mismatches: number; first?: Row } | undefined {
  let mismatches = 0;
  let first: Row | undefined;
  for (const { row, speed } of list.statements) {
    try {
      const times = timesOf(row, rate, list.dropFrame);
      if (speed || times.sourceOut - times.sourceIn === times.recordOut - times.recordIn) continue;
    } catch {
      return undefined;
    }
    mismatches += 1;
    first ??= row;
  }
  return { mismatches, ...(first ? { first } : {}) };
}

/**
 * The rate of a list: as given where it fits, else the slowest at which all its timecodes exist and most events play as
 * long as their source.
 * @throws TimelineError `input` when the rate given cannot be that of the list.
 */
export function rateOf(list: EdlText, given: Rational | undefined): Rational {
  const rates = (isDropFrame(list) ? DROP_RATES : RATES).map((rate) => ({ rate, fit: fit(list, rate) }));
  const possible = rates.filter((one) => one.fit !== undefined).sort((a, b) => a.fit!.mismatches - b.fit!.mismatches);
  const best = possible[0];
  if (!given) {
    if (best) return best.rate;
    // None fits: say what is wrong with the fastest.
    for (const { row } of list.statements) timesOf(row, rates.at(-1)!.rate, list.dropFrame);
    return rates[0]!.rate;
  }
  const others = possible.filter(({ rate }) => nominalRate(rate) !== nominalRate(given)).map(({ rate }) => shown(rate));
  try {
    for (const { row } of list.statements) timesOf(row, given, list.dropFrame);
  } catch (thrown) {
    throw withRates(thrown, others);
  }
  const ours = fit(list, given);
  const other = best && nominalRate(best.rate) !== nominalRate(given) ? best : undefined;
  if (ours?.first && other && other.fit!.mismatches === 0 && ours.mismatches > 0) {
    const fitting = possible.filter(
      ({ rate, fit }) => fit!.mismatches === 0 && nominalRate(rate) !== nominalRate(given),
    );
    const problem = problemAt(
      ours.first.line,
      `source and record are of different lengths at ${shown(given)} frames a second, and alike in every event at ${shown(other.rate)}; the list was made at another rate, so give that one`,
      ours.first.number,
    );
    throw withRates(problem, fitting.length > 1 ? fitting.map(({ rate }) => shown(rate)) : []);
  }
  return given;
}

/** A rate that a list may have been made at. */
export interface EdlRate {
  readonly rate: Rational;
  /** Events whose source and record would be of different lengths. */
  readonly mismatches: number;
}

/** Those that count alike: a list made at 23.976 looks like one made at 24. */
const SLOWED: Readonly<Record<number, Rational>> = {
  24: { num: 24000, den: 1001 },
  30: { num: 30000, den: 1001 },
  48: { num: 48000, den: 1001 },
  60: { num: 60000, den: 1001 },
};

/**
 * The rates at which all timecodes of a list exist, slowest first; the likeliest have no mismatches.
 * @throws TimelineError `input` for what is no EDL
 */
export function edlRates(text: string): readonly EdlRate[] {
  const list = parseEdl(text);
  const found = (isDropFrame(list) ? DROP_RATES : RATES).flatMap((rate): EdlRate[] => {
    const fitting = fit(list, rate);
    if (!fitting) return [];
    const slowed = SLOWED[rate.num];
    const { mismatches } = fitting;
    return [...(slowed && rate.den === 1 ? [{ rate: slowed, mismatches }] : []), { rate, mismatches }];
  });
  return found;
}

function isDropFrame(list: EdlText): boolean {
  return (
    list.dropFrame || list.statements.some(({ row }) => row.dropFrame || row.times.some((one) => /[;.]/.test(one)))
  );
}

/** The same error, with what would fit instead. */
function withRates(thrown: unknown, rates: readonly string[]): unknown {
  if (!(thrown instanceof TimelineError) || rates.length === 0) return thrown;
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(rates);
  const place = thrown.place === undefined ? {} : { place: thrown.place };
  return new TimelineError(thrown.code, `${thrown.message} It fits ${list}.`, { ...place, cause: thrown });
}
