import { sameStyles } from '../formats/script/styles.ts';
import { append } from '../node.ts';
import { align, Interner, type Pair } from './align.ts';
import type { DraftElement, LineChange, LineKind } from './comparison.ts';
import type { Units } from './match.ts';
import type { Printed } from './printed.ts';
import { type Bag, bagOf, sharedBy } from './similar.ts';
import { wordEdits } from './words.ts';

/** From here on two lines that stand at one place are one line, changed. */
const SAME_LINE = 0.4;
/** So many pairs of one gap are weighed against each other; of a larger one, each is cut or added. */
const MAX_CELLS = 40_000;
/** What is left of a line when its likeness is weighed. */
const MAX_WEIGHED = 400;

/** Elements of one draft, by their indices: those of a scene, or of its parts. */
export interface Stretch {
  readonly units: Units;
  readonly elements: readonly number[];
  /** The element before which what comes after the last of them would stand. */
  readonly end: number;
  /** What stands from this element on is no neighbour of theirs. */
  readonly limit: number;
  readonly printed: Printed;
}

/** What changed between a scene of A and of B. */
export function lineChanges(a: Stretch, b: Stretch): LineChange[] {
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...aligned(a, b), [a.elements.length, b.elements.length] as const]) {
    append(changes, gapChanges(part(a, i, nextA), part(b, j, nextB)));
    append(changes, pairChange(a, b, nextA, nextB));
    [i, j] = [nextA + 1, nextB + 1];
  }
  return changes;
}

function part(stretch: Stretch, from: number, to: number): Stretch {
  return { ...stretch, elements: stretch.elements.slice(from, to), end: stretch.elements[to] ?? stretch.end };
}

/** Equal lines in order, so that what was added or cut begins with a cue where that is possible. */
function aligned(a: Stretch, b: Stretch): Pair[] {
  const [inA, inB] = [a.elements, b.elements];
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
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
      const first = added ? elementOf(b, j + 1) : elementOf(a, i + 1);
      const slides = added ? keysB[endB - 1] === keysB[j] : keysA[endA - 1] === keysA[i];
      if (!slides || !SPOKEN.has(first?.type ?? '')) break;
      pairs[back] = added ? [i, endB - 1] : [endA - 1, j];
    }
  }
  return pairs;
}

const SPOKEN = new Set<string>(['dialogue', 'parenthetical', 'lyrics']);

function keysOf({ units, elements }: Stretch): number[] {
  return elements.map((at) => units.keys[at] as number);
}

/** Between two lines that are the same: which of B is which of A, changed; the rest was cut or added. */
function gapChanges(a: Stretch, b: Stretch): LineChange[] {
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...likest(a, b), [a.elements.length, b.elements.length] as const]) {
    for (; i < nextA; i++) changes.push({ kind: 'cut', a: elementOf(a, i), ...beside(b, j), words: [] });
    for (; j < nextB; j++) changes.push({ kind: 'added', b: elementOf(b, j), ...beside(a, i), words: [] });
    append(changes, pairChange(a, b, nextA, nextB));
    [i, j] = [nextA + 1, nextB + 1];
  }
  return changes;
}

function beside({ elements, end, limit, printed }: Stretch, at: number): Pick<LineChange, 'beside'> {
  const place = printed.beside(elements[at] ?? end, limit);
  return place === undefined ? {} : { beside: place };
}

function elementOf({ units, elements }: Stretch, at: number): DraftElement {
  return units.draft.elements[elements[at] ?? -1] as DraftElement;
}

function foldedOf({ units, elements }: Stretch, at: number): string {
  return units.folded[elements[at] ?? -1] ?? '';
}

/** Pairs in order with the greatest likeness together. */
function likest(a: Stretch, b: Stretch): Pair[] {
  const [sizeA, sizeB] = [a.elements.length, b.elements.length];
  if (sizeA === 0 || sizeB === 0) return [];
  const type = elementOf(a, 0).type;
  const sameType = type === elementOf(b, 0).type;
  if (sizeA === 1 && sizeB === 1) {
    const isOne = sameType || (foldedOf(a, 0) === foldedOf(b, 0) && foldedOf(a, 0) !== '');
    return isOne ? [[0, 0]] : [];
  }
  // A scene's heading stays its heading, whatever it says now.
  const headed = type === 'sceneHeading' && sameType;
  if (sizeA * sizeB > MAX_CELLS) return headed ? [[0, 0]] : [];

  const interner = new Interner();
  const bags = (stretch: Stretch): Bag[] =>
    stretch.elements.map((_, at) => bagOf([foldedOf(stretch, at).slice(0, MAX_WEIGHED)], interner));
  const [bagsA, bagsB] = [bags(a), bags(b)];
  const width = sizeB + 1;
  const best = new Float64Array((sizeA + 1) * width);
  const taken = new Uint8Array(best.length);
  for (let i = sizeA - 1; i >= 0; i--) {
    for (let j = sizeB - 1; j >= 0; j--) {
      const at = i * width + j;
      const isHead = headed && i === 0 && j === 0;
      const like = isHead ? sizeA : likeness(a, b, i, j, bagsA[i] as Bag, bagsB[j] as Bag);
      const [skipA, skipB] = [best[at + width] as number, best[at + 1] as number];
      const pair = like >= SAME_LINE ? like + (best[at + width + 1] as number) : -1;
      best[at] = Math.max(pair, skipA, skipB);
      taken[at] = pair >= skipA && pair >= skipB ? PAIRED : skipA >= skipB ? SKIPPED_A : SKIPPED_B;
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < sizeA && j < sizeB; ) {
    const step = taken[i * width + j];
    if (step === PAIRED) pairs.push([i++, j++]);
    else if (step === SKIPPED_A) i++;
    else j++;
  }
  return pairs;
}

const PAIRED = 0;
const SKIPPED_A = 1;
const SKIPPED_B = 2;

/** 0 to 1. */
function likeness(a: Stretch, b: Stretch, i: number, j: number, bagA: Bag, bagB: Bag): number {
  const [one, other] = [elementOf(a, i), elementOf(b, j)];
  const isEqual = foldedOf(a, i) === foldedOf(b, j);
  if (one.type !== other.type) return isEqual && one.text !== '' ? 0.9 : 0;
  if (one.type === 'character' && one.name !== undefined && one.name === other.name) return 0.9;
  const alike = isEqual ? 1 : (2 * sharedBy(bagA, bagB)) / Math.max(1, bagA.size + bagB.size);
  // Who speaks, how, and the way to the next scene are so short that another one is a change of it.
  const isShort = one.type === 'character' || one.type === 'parenthetical' || one.type === 'transition';
  return isShort ? Math.max(alike, SAME_LINE) : alike;
}

/** The change of one line, if there is one. */
function pairChange(a: Stretch, b: Stretch, i: number, j: number): LineChange[] {
  if (i >= a.elements.length || j >= b.elements.length) return [];
  const kind = kindOf(a, b, i, j);
  if (kind === undefined) return [];
  const [one, other] = [elementOf(a, i), elementOf(b, j)];
  return [{ kind, a: one, b: other, words: wordEdits(one.text, other.text) }];
}

function kindOf(a: Stretch, b: Stretch, i: number, j: number): LineKind | undefined {
  const [atA, atB] = [a.elements[i] as number, b.elements[j] as number];
  const [one, other] = [elementOf(a, i), elementOf(b, j)];
  if (a.units.keys[atA] !== b.units.keys[atB]) return 'changed';
  if (one.text !== other.text && unspaced(one.text) !== unspaced(other.text)) return 'renamed';
  if (one.number !== other.number) return 'renumbered';
  if (one.text !== other.text) return 'respaced';
  return sameStyles(a.units.draft.styles?.[atA], b.units.draft.styles?.[atB]) ? undefined : 'restyled';
}

function unspaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
