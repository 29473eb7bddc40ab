import { type FrameSpan, type SoundByFrame, within } from './sound.ts';
import type { Token } from './tokens.ts';

interface Placed {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly confidence: number;
}

/** Seconds; a shorter stretch without speech is part of a word, as before a p or a t. */
const SHORTEST_PAUSE = 0.12;
/** How far a border between words is moved to a pause, or to where it is less loud, in seconds. */
const REACH = 0.4;
const LEVEL_REACH = 0.12;
/** Where so little of a line is speech, the detector missed it, and the line's own time is all there is. */
const LEAST_SPOKEN = 0.15;
/** How sure of a border that stands at a pause, at a line's end, and at neither. */
const AT_PAUSE = 0.75;
const AT_EDGE_HEARD = 0.8;
const AT_EDGE = 0.6;
const BETWEEN = 0.55;
const LEAST_SURE = 0.2;
/** A border is less sure the further the next one is of which something is known, in seconds. */
const FADES = 1.5;

/** Where two words meet: the earlier ends, the later begins; on the clock of spoken frames, then of the film. */
interface Border {
  end: number;
  start: number;
  /** What is known of it. */
  sure: number;
}

/**
 * Shares the frames [from, to) out to words that are said in them, in order and without overlap, by what each takes to
 * say, over the parts of the time in which somebody is heard.
 */
export function placed(tokens: readonly Token[], from: number, to: number, sound: SoundByFrame): Placed[] {
  if (tokens.length === 0) return [];
  const spoken = spokenParts(from, to, sound);
  const borders = bordersOf(tokens, spoken, sound);
  return tokens.map((_, at) => {
    const before = borders[at]!;
    const after = borders[at + 1]!;
    const sure = Math.min(before.sure, after.sure);
    return { startFrame: before.start, endFrame: after.end, confidence: Math.round(sure * 100) / 100 };
  });
}

/** The parts of [from, to) in which somebody is heard; all of it where that is not known. */
function spokenParts(from: number, to: number, { quiet, framesIn }: SoundByFrame): FrameSpan[] {
  const shortest = Math.max(1, framesIn(SHORTEST_PAUSE));
  const pauses = within(quiet ?? [], from, to).filter((span) => span.to - span.from >= shortest);
  const parts: FrameSpan[] = [];
  let at = from;
  for (const pause of pauses) {
    if (pause.from > at) parts.push({ from: at, to: pause.from });
    at = pause.to;
  }
  if (to > at) parts.push({ from: at, to });
  const frames = parts.reduce((sum, part) => sum + part.to - part.from, 0);
  return frames === 0 || frames < (to - from) * LEAST_SPOKEN ? [{ from, to }] : parts;
}

function bordersOf(tokens: readonly Token[], spoken: readonly FrameSpan[], sound: SoundByFrame): Border[] {
  const total = spoken.reduce((sum, part) => sum + part.to - part.from, 0);
  const last = tokens.length - 1;
  const weight = tokens.reduce((sum, token, at) => sum + token.weight + (at < last ? token.pause : 0), 0);
  const borders: Border[] = [{ end: 0, start: 0, sure: 0 }];
  let reached = 0;
  for (const [at, token] of tokens.entries()) {
    const end = reached + (token.weight / weight) * total;
    reached = end + (at < last ? (token.pause / weight) * total : 0);
    borders.push({ end, start: reached, sure: 0 });
  }
  toPauses(borders, spoken, sound.framesIn(REACH));
  toFilm(borders, spoken);
  if (sound.level) toQuieter(borders, sound.level, sound.framesIn(LEVEL_REACH));
  const edge = sound.quiet ? AT_EDGE_HEARD : AT_EDGE;
  borders[0]!.sure = edge;
  borders[tokens.length]!.sure = edge;
  sureness(borders, sound.framesIn(FADES));
  return borders;
}

/** Moves, for each pause within the line, the nearest border to it: people pause between words, not within. */
function toPauses(borders: Border[], spoken: readonly FrameSpan[], reach: number): void {
  let at = 0;
  let next = 1;
  for (const part of spoken.slice(0, -1)) {
    at += part.to - part.from;
    let best: number | undefined;
    for (let index = next; index < borders.length - 1; index++) {
      const { end, start } = borders[index]!;
      const off = at < end ? end - at : at > start ? at - start : 0;
      if (off > reach) {
        if (end > at) break;
        continue;
      }
      const known = best === undefined ? Number.POSITIVE_INFINITY : distance(borders[best]!, at);
      if (off < known) best = index;
    }
    if (best === undefined) continue;
    const border = borders[best]!;
    // The words beside it keep some of their time.
    const low = borders[best - 1]!.start;
    const high = borders[best + 1]!.end;
    if (at <= low || at >= high) continue;
    border.end = at;
    border.start = at;
    border.sure = AT_PAUSE;
    next = best + 1;
  }
}

function distance({ end, start }: Border, at: number): number {
  return at < end ? end - at : at > start ? at - start : 0;
}

/** From the clock that runs while somebody speaks to whole frames of the film. */
function toFilm(borders: Border[], spoken: readonly FrameSpan[]): void {
  /** `early` where the clock stands still: the frame before the pause rather than the one behind it. */
  const frameAt = (clock: number, early: boolean): number => {
    let left = clock;
    for (const [index, { from, to }] of spoken.entries()) {
      const length = to - from;
      const inside = early ? left <= length + 1e-9 : left < length - 1e-9;
      if (inside || index === spoken.length - 1) return Math.min(to, Math.round(from + left));
      left -= length;
    }
    return 0;
  };
  for (const [at, border] of borders.entries()) {
    const isFirst = at === 0;
    border.end = frameAt(border.end, !isFirst);
    border.start = at === borders.length - 1 ? border.end : frameAt(border.start, false);
    if (isFirst) border.end = border.start;
  }
}

/** Moves borders at which nobody pauses to where it is less loud, a little way; the words beside keep half their time. */
function toQuieter(borders: Border[], level: (frame: number) => number, reach: number): void {
  for (let at = 1; at < borders.length - 1; at++) {
    const border = borders[at]!;
    if (border.sure > 0 || border.end !== border.start) continue;
    const here = border.end;
    const low = Math.max(here - reach, Math.ceil((borders[at - 1]!.start + here) / 2));
    const high = Math.min(here + reach, Math.floor((here + borders[at + 1]!.end) / 2));
    let best = here;
    for (let frame = low; frame <= high; frame++) {
      const better = level(frame) - level(best);
      if (better < 0 || (better === 0 && Math.abs(frame - here) < Math.abs(best - here))) best = frame;
    }
    border.end = best;
    border.start = best;
  }
}

/** How sure each border is: as sure as the nearest of which something is known, less by how far that is. */
function sureness(borders: Border[], fades: number): void {
  const known = borders.filter(({ sure }) => sure > 0);
  for (const border of borders) {
    if (border.sure > 0) continue;
    const off = Math.min(
      ...known.map(({ end, start }) => Math.min(Math.abs(border.end - start), Math.abs(border.start - end))),
    );
    border.sure = Math.max(LEAST_SURE, BETWEEN * Math.exp(-off / Math.max(1, fades)));
  }
}
