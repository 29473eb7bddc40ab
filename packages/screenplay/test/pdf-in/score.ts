import type { ScreenplayElement } from '../../src/index.ts';

const TYPES = { heading: 'sceneHeading', cue: 'character', dialogue: 'dialogue', action: 'action' } as const;
export type Kind = keyof typeof TYPES;
export const KINDS = Object.keys(TYPES) as Kind[];

export interface Score {
  readonly matched: number;
  readonly read: number;
  readonly truth: number;
  /** 100 × 2 × matched / (read + truth); 100 where there is nothing to find and nothing was found. */
  readonly f1: number;
}

/**
 * F1 of one kind of element. Each side is the sequence of its elements' texts of that kind, in document order, without
 * markup signs, white space folded to one space; a cue is its whole line, extensions included. An element counts as
 * matched if it is on a longest common subsequence of the two: whole text equal, type equal, order kept. A paragraph
 * that is split in two, joined with another or put under another type counts against us on both sides.
 */
export function score(read: readonly ScreenplayElement[], truth: readonly ScreenplayElement[], kind: Kind): Score {
  const [a, b] = [textsOf(read, kind), textsOf(truth, kind)];
  const matched = commonLength(a, b);
  const f1 = a.length + b.length === 0 ? 100 : (200 * matched) / (a.length + b.length);
  return { matched, read: a.length, truth: b.length, f1 };
}

function textsOf(elements: readonly ScreenplayElement[], kind: Kind): string[] {
  return elements
    .filter((element) => element.type === TYPES[kind])
    .map((element) => element.text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const one of a) {
    const next = new Uint32Array(b.length + 1);
    for (let at = 0; at < b.length; at++) {
      next[at + 1] = one === b[at] ? (row[at] as number) + 1 : Math.max(next[at] as number, row[at + 1] as number);
    }
    row = next;
  }
  return row[b.length] as number;
}
