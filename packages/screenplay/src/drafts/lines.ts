import { sameStyles } from '../formats/script/styles.ts';
import { align, Interner, type Pair } from './align.ts';
import type { DraftElement, LineChange, LineKind } from './comparison.ts';
import type { Units } from './match.ts';
import { type Bag, bagOf, sharedBy } from './similar.ts';
import { wordEdits } from './words.ts';

/** From here on two lines that stand at one place are one line, changed. */
const SAME_LINE = 0.4;
/** So many pairs of one gap are weighed against each other; of a larger one, each is cut or added. */
const MAX_CELLS = 40_000;
/** What is left of a line when its likeness is weighed. */
const MAX_WEIGHED = 400;

/** What changed between elements of A and of B, given by their indices: those of one scene, or of its parts. */
export function lineChanges(a: Units, b: Units, inA: readonly number[], inB: readonly number[]): LineChange[] {
  const keysA = inA.map((at) => a.keys[at] as number);
  const keysB = inB.map((at) => b.keys[at] as number);
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...aligned(a, b, inA, inB, keysA, keysB), [inA.length, inB.length] as const]) {
    const gapA = inA.slice(i, nextA);
    const gapB = inB.slice(j, nextB);
    changes.push(...gapChanges(a, b, gapA, gapB));
    const [atA, atB] = [inA[nextA], inB[nextB]];
    if (atA !== undefined && atB !== undefined) changes.push(...pairChange(a, b, atA, atB));
    [i, j] = [nextA + 1, nextB + 1];
  }
  return changes;
}

/** Equal lines in order, so that what was added or cut begins with a cue where that is possible. */
function aligned(
  a: Units,
  b: Units,
  inA: readonly number[],
  inB: readonly number[],
  keysA: readonly number[],
  keysB: readonly number[],
): Pair[] {
  const pairs = align(keysA, keysB);
  for (let at = pairs.length; at > 0; at--) {
    const next = pairs[at] ?? ([inA.length, inB.length] as const);
    // Several steps up, while the line before what was added equals its last.
    for (let back = at - 1; back >= 0; back--) {
      const [i, j] = pairs[back] as Pair;
      const [endA, endB] = back === at - 1 ? next : (pairs[back + 1] as Pair);
      const added = endA === i + 1 && endB > j + 1;
      const cut = endB === j + 1 && endA > i + 1;
      if (!added && !cut) break;
      const first = added ? b.draft.elements[inB[j + 1] as number] : a.draft.elements[inA[i + 1] as number];
      const slides = added ? keysB[endB - 1] === keysB[j] : keysA[endA - 1] === keysA[i];
      if (!slides || !SPOKEN.has(first?.type ?? '')) break;
      pairs[back] = added ? [i, endB - 1] : [endA - 1, j];
    }
  }
  return pairs;
}

const SPOKEN = new Set<string>(['dialogue', 'parenthetical', 'lyrics']);

/** Between two lines that are the same: which of B is which of A, changed; the rest was cut or added. */
function gapChanges(a: Units, b: Units, inA: readonly number[], inB: readonly number[]): LineChange[] {
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...likest(a, b, inA, inB), [inA.length, inB.length] as const]) {
    for (; i < nextA; i++) changes.push({ kind: 'cut', a: elementOf(a, inA[i]), words: [] });
    for (; j < nextB; j++) changes.push({ kind: 'added', b: elementOf(b, inB[j]), words: [] });
    const [atA, atB] = [inA[nextA], inB[nextB]];
    if (atA !== undefined && atB !== undefined) changes.push(...pairChange(a, b, atA, atB));
    [i, j] = [nextA + 1, nextB + 1];
  }
  return changes;
}

function elementOf({ draft }: Units, index: number | undefined): DraftElement {
  return draft.elements[index ?? -1] as DraftElement;
}

/** Pairs in order with the greatest likeness together. */
function likest(a: Units, b: Units, inA: readonly number[], inB: readonly number[]): Pair[] {
  if (inA.length === 0 || inB.length === 0) return [];
  const types = (units: Units, at: number | undefined): string => elementOf(units, at).type;
  if (inA.length === 1 && inB.length === 1) return types(a, inA[0]) === types(b, inB[0]) ? [[0, 0]] : [];
  // A scene's heading stays its heading, whatever it says now.
  const headed = types(a, inA[0]) === 'sceneHeading' && types(b, inB[0]) === 'sceneHeading';
  if (inA.length * inB.length > MAX_CELLS) return headed ? [[0, 0]] : [];

  const interner = new Interner();
  const bags = (units: Units, list: readonly number[]): Bag[] =>
    list.map((at) => bagOf([(units.folded[at] as string).slice(0, MAX_WEIGHED)], interner));
  const [bagsA, bagsB] = [bags(a, inA), bags(b, inB)];
  const width = inB.length + 1;
  const best = new Float64Array((inA.length + 1) * width);
  const taken = new Uint8Array(best.length);
  for (let i = inA.length - 1; i >= 0; i--) {
    for (let j = inB.length - 1; j >= 0; j--) {
      const at = i * width + j;
      const like =
        headed && i === 0 && j === 0
          ? inA.length
          : likeness(a, b, inA[i] as number, inB[j] as number, bagsA[i] as Bag, bagsB[j] as Bag);
      const [skipA, skipB] = [best[at + width] as number, best[at + 1] as number];
      const pair = like >= SAME_LINE ? like + (best[at + width + 1] as number) : -1;
      best[at] = Math.max(pair, skipA, skipB);
      taken[at] = pair >= skipA && pair >= skipB ? 0 : skipA >= skipB ? 1 : 2;
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < inA.length && j < inB.length; ) {
    const step = taken[i * width + j];
    if (step === 0) pairs.push([i++, j++]);
    else if (step === 1) i++;
    else j++;
  }
  return pairs;
}

/** 0 to 1. */
function likeness(a: Units, b: Units, atA: number, atB: number, bagA: Bag, bagB: Bag): number {
  const [one, other] = [elementOf(a, atA), elementOf(b, atB)];
  const [textA, textB] = [a.folded[atA] as string, b.folded[atB] as string];
  if (one.type !== other.type) return textA === textB && textA !== '' ? 0.9 : 0;
  if (one.type === 'character' && one.name !== undefined && one.name === other.name) return 0.9;
  const alike = textA === textB ? 1 : (2 * sharedBy(bagA, bagB)) / Math.max(1, bagA.size + bagB.size);
  // Who speaks, how, and the way to the next scene are so short that another one is a change of it.
  const isShort = one.type === 'character' || one.type === 'parenthetical' || one.type === 'transition';
  return isShort ? Math.max(alike, SAME_LINE) : alike;
}

/** The change of one line, if there is one. */
function pairChange(a: Units, b: Units, atA: number, atB: number): LineChange[] {
  const kind = kindOf(a, b, atA, atB);
  if (kind === undefined) return [];
  const [one, other] = [elementOf(a, atA), elementOf(b, atB)];
  return [{ kind, a: one, b: other, words: wordEdits(one.text, other.text) }];
}

function kindOf(a: Units, b: Units, atA: number, atB: number): LineKind | undefined {
  if (a.keys[atA] !== b.keys[atB]) return 'changed';
  const [one, other] = [elementOf(a, atA), elementOf(b, atB)];
  if (one.text !== other.text && unspaced(one.text) !== unspaced(other.text)) return 'renamed';
  if (one.number !== other.number) return 'renumbered';
  if (one.text !== other.text) return 'respaced';
  return sameStyles(a.draft.styles?.[atA], b.draft.styles?.[atB]) ? undefined : 'restyled';
}

function unspaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
