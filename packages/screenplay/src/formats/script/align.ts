import { type StyledElement, sameElement } from './styled.ts';

/** Which element of an old script each element of a new one was: the same, changed, or none. */

export interface Aligned {
  /** Index into the old elements, or -1 for what is new. */
  readonly from: number;
  readonly same: boolean;
}

/** Most pairs of elements that are compared with each other, between two places that are known to be the same. */
const MOST_PAIRS = 250_000;

/** In order: what moved is new at its place. */
export function align(old: readonly StyledElement[], next: readonly StyledElement[]): Aligned[] {
  const oldKeys = old.map(keyOf);
  const nextKeys = next.map(keyOf);
  const from = new Array<number>(next.length).fill(-1);
  const gaps: Gap[] = [];
  const open: Gap[] = [{ a: 0, b: old.length, c: 0, d: next.length }];
  for (let gap = open.pop(); gap !== undefined; gap = open.pop()) {
    let { a, b, c, d } = gap;
    while (a < b && c < d && oldKeys[a] === nextKeys[c]) from[c++] = a++;
    while (a < b && c < d && oldKeys[b - 1] === nextKeys[d - 1]) from[--d] = --b;
    if (c === d) continue;
    if (a === b) continue;
    const anchors = anchorsIn(oldKeys, nextKeys, { a, b, c, d });
    if (anchors.length === 0) {
      gaps.push({ a, b, c, d });
      continue;
    }
    for (const [at, to] of anchors) {
      open.push({ a, b: at, c, d: to });
      from[to] = at;
      a = at + 1;
      c = to + 1;
    }
    open.push({ a, b, c, d });
  }
  for (const gap of gaps) pair(old, next, gap, from);
  return next.map((element, index) => {
    const at = from[index] as number;
    return { from: at, same: at !== -1 && sameElement(old[at] as StyledElement, element) };
  });
}

interface Gap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

function keyOf({ type, text, number, dual, depth }: StyledElement): string {
  return JSON.stringify([type, text, number, dual, depth ?? 1]);
}

/** Elements that either side has once in the gap: the longest row of them in the order of both. */
function anchorsIn(old: readonly string[], next: readonly string[], { a, b, c, d }: Gap): [number, number][] {
  const places = new Map<string, { at: number; to: number }>();
  for (let at = a; at < b; at++) {
    const key = old[at] as string;
    places.set(key, { at: places.has(key) ? -1 : at, to: -1 });
  }
  for (let to = c; to < d; to++) {
    const place = places.get(next[to] as string);
    if (place !== undefined) place.to = place.to === -1 ? to : -2;
  }
  const common = [...places.values()].filter(({ at, to }) => at >= 0 && to >= 0).sort((x, y) => x.to - y.to);
  // Longest increasing row, by piles.
  const piles: { at: number; to: number; before: number }[][] = [];
  for (const { at, to } of common) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((piles[middle]?.at(-1)?.at as number) < at) low = middle + 1;
      else high = middle;
    }
    const card = { at, to, before: low === 0 ? -1 : (piles[low - 1] as unknown[]).length - 1 };
    const pile = piles[low];
    if (pile === undefined) piles.push([card]);
    else pile.push(card);
  }
  const row: [number, number][] = [];
  let index = (piles.at(-1)?.length ?? 0) - 1;
  for (let pile = piles.length - 1; pile >= 0; pile--) {
    const card = piles[pile]?.[index];
    if (card === undefined) break;
    row.push([card.at, card.to]);
    index = card.before;
  }
  return row.reverse();
}

/** The best pairs in order, by how much of their text is the same. */
function pair(
  old: readonly StyledElement[],
  next: readonly StyledElement[],
  { a, b, c, d }: Gap,
  from: number[],
): void {
  const rows = b - a;
  const columns = d - c;
  if (rows * columns > MOST_PAIRS) {
    for (let at = a, to = c; at < b && to < d; to++) if (old[at]?.type === next[to]?.type) from[to] = at++;
    return;
  }
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const likeness = likenessOf(old[a + row] as StyledElement, next[c + column] as StyledElement);
      best[row * width + column] = Math.max(
        best[(row + 1) * width + column] as number,
        best[row * width + column + 1] as number,
        likeness === 0 ? 0 : likeness + (best[(row + 1) * width + column + 1] as number),
      );
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    const value = best[row * width + column] as number;
    if (value === best[(row + 1) * width + column]) row++;
    else if (value === best[row * width + column + 1]) column++;
    else from[c + column++] = a + row++;
  }
}

/** 0 for what cannot be the same element changed, up to 3 for the same. */
function likenessOf(a: StyledElement, b: StyledElement): number {
  if (a.text === b.text && a.type === b.type) return 3;
  if (a.type !== b.type) return a.text === b.text && a.text !== '' && retypes(a) && retypes(b) ? 1.5 : 0;
  const most = Math.min(a.text.length, b.text.length);
  let head = 0;
  while (head < most && a.text[head] === b.text[head]) head++;
  let tail = 0;
  while (tail < most - head && a.text[a.text.length - 1 - tail] === b.text[b.text.length - 1 - tail]) tail++;
  return 1 + (head + tail) / Math.max(1, a.text.length, b.text.length);
}

/** Kinds that are one paragraph with one text. */
function retypes({ type }: StyledElement): boolean {
  return (
    type === 'action' || type === 'sceneHeading' || type === 'transition' || type === 'centered' || type === 'character'
  );
}
