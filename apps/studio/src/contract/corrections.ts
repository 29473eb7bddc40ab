import type { LineType, PdfLine } from '@second-unit/screenplay/pdf-in';

/** What a person can say that a line of a PDF is, in the order of the keys 1 to 9. `furniture` is left out of the text. */
export const LINE_CHOICES = [
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
  'centered',
  'lyrics',
  'furniture',
] as const satisfies readonly LineType[];

export type LineChoice = (typeof LINE_CHOICES)[number];

/** What was said that a line is; `line` is its index among the lines of the reading. */
export interface LineSaid {
  readonly line: number;
  readonly type: LineType;
}

/** One line's space and no more lies above a line that goes on from the one before, in lines. */
const TIGHT = 1.5;
/** Types whose text goes on over several lines. */
const FLOWING: ReadonlySet<LineType> = new Set(['sceneHeading', 'action', 'parenthetical', 'dialogue', 'centered']);

/**
 * The lines of a PDF with what a person said that they are, for `assemble`. A line whose kind, or whose predecessor's,
 * was corrected goes on from it where both are of one kind and stand close together.
 */
export function relabelled(lines: readonly PdfLine[], said: readonly LineSaid[]): PdfLine[] {
  const types = new Map(said.map(({ line, type }) => [line, type]));
  let before: { readonly type: LineType; readonly corrected: boolean } | undefined;
  return lines.map((line, index) => {
    const type = types.get(index) ?? line.type;
    const corrected = type !== line.type;
    const touched = corrected || before?.corrected === true;
    const close = line.gap !== undefined && line.gap < TIGHT;
    const joined = touched ? FLOWING.has(type) && before?.type === type && close : line.joined;
    if (type !== 'furniture') before = { type, corrected };
    else if (corrected) before = before && { ...before, corrected: true };
    return corrected || joined !== line.joined ? { ...line, type, joined } : line;
  });
}

const SPEECH: ReadonlySet<LineType> = new Set(['dialogue', 'parenthetical']);
const SPEAKING: ReadonlySet<LineType> = new Set(['character', 'dialogue', 'parenthetical', 'lyrics']);

/**
 * Whether a line is said to be speech but nobody speaks it: with no cue above, `assemble` takes dialogue and
 * parentheticals as action, so that saying so would change nothing.
 */
export function lacksCue(lines: readonly PdfLine[], said: readonly LineSaid[], line: number): boolean {
  const types = new Map(said.map((one) => [one.line, one.type]));
  let speaking = false;
  for (const [index, read] of lines.entries()) {
    const type = types.get(index) ?? read.type;
    if (type === 'furniture' || type === 'titlePage') continue;
    const lost: boolean = SPEECH.has(type) && !speaking;
    if (index === line) return lost;
    speaking = SPEAKING.has(type) && !lost;
  }
  return false;
}

/** `text` with `insert` in place of what stands from `from` to `to`, in UTF-16 units. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Lines on either side by which a place is known again. */
const CONTEXT = 3;

/**
 * The change from `base` to `wanted`, made in `now`, which others may have gone on writing in since it was `base`.
 * Only lines that still read as in `base` are touched: where they do not, or are not the only ones that do, the answer
 * is `gone`, and nothing of what was written is lost. `none` where there is nothing to change any more.
 */
export function carriedOver(base: string, wanted: string, now: string): TextEdit | 'none' | 'gone' {
  const [from, to, there] = [linesOf(base), linesOf(wanted), linesOf(now)];
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < most - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  if (from.length === to.length && head === from.length) return 'none';
  const old = from.slice(head, from.length - tail);
  const fresh = to.slice(head, to.length - tail);
  for (let around = CONTEXT; around > 0; around--) {
    const above = from.slice(Math.max(0, head - around), head);
    const below = from.slice(from.length - tail, from.length - tail + around);
    const place = { above, below };
    const at = placeOf(there, old, place, [head, there.length - tail - old.length]);
    if (at !== undefined) return editOf(there, at, old, fresh);
    if (placeOf(there, fresh, place, [head, there.length - tail - fresh.length]) !== undefined) return 'none';
  }
  return 'gone';
}

/** Each with its line break. */
function linesOf(text: string): string[] {
  return text.toWellFormed().split(/(?<=\n)/);
}

interface Place {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Where `lines` stand between `above` and `below`: at one of the places where they should, or at the only one. */
function placeOf(
  there: readonly string[],
  lines: readonly string[],
  { above, below }: Place,
  expected: readonly number[],
): number | undefined {
  const wanted = [...above, ...lines, ...below];
  const stands = (at: number): boolean => at >= 0 && wanted.every((line, index) => there[at + index] === line);
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= there.length; at++) if (stands(at)) found.push(at + above.length);
  if (found.length === 1) return found[0];
  const sure = expected.filter((at) => found.includes(at));
  // From the beginning and from the end alike: nothing was added or taken away around it.
  return sure.length === expected.length && sure.every((at) => at === sure[0]) ? sure[0] : undefined;
}

function editOf(there: readonly string[], at: number, old: readonly string[], fresh: readonly string[]): TextEdit {
  const from = there.slice(0, at).reduce((sum, line) => sum + line.length, 0);
  const was = old.join('');
  const is = fresh.join('');
  const most = Math.min(was.length, is.length);
  let head = 0;
  while (head < most && was[head] === is[head]) head++;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
  // No edit parts the two halves of one sign.
  if (isHigh(was, head - 1)) head--;
  if (tail > 0 && isHigh(was, was.length - tail - 1)) tail--;
  return { from: from + head, to: from + was.length - tail, insert: is.slice(head, is.length - tail) };
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
