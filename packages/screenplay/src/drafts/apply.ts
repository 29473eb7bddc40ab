import type { ScreenplayElement } from '../elements.ts';
import { ScreenplayFault } from '../fault.ts';
import type { Comparison, LineChange, SceneChange } from './comparison.ts';
import { applyEdits } from './words.ts';

/** An element apart from where it stands in a text. */
export type PlacelessElement = Omit<ScreenplayElement, 'from' | 'to'>;

/**
 * The elements of B, made from those of A by what changed. Throws `input` where `a` is not the draft that the comparison
 * was made from.
 */
export function applyComparison(a: readonly ScreenplayElement[], comparison: Comparison): PlacelessElement[] {
  const made: (PlacelessElement | undefined)[] = new Array(comparison.b.elements).fill(undefined);
  if (a.length !== comparison.a.elements) throw notTheDraft();
  for (const scene of [...comparison.scenes, ...comparison.sections]) applyScene(a, scene, made);
  return made.map((element) => {
    if (element === undefined) throw notTheDraft();
    return element;
  });
}

function notTheDraft(): ScreenplayFault {
  return new ScreenplayFault('input', 'The comparison was made from another draft than this one.');
}

function applyScene(a: readonly ScreenplayElement[], scene: SceneChange, made: (PlacelessElement | undefined)[]): void {
  const inA = scene.a.flatMap(({ first, last }) => Array.from({ length: last - first }, (_, at) => first + at));
  const inB = scene.b.flatMap(({ first, last }) => Array.from({ length: last - first }, (_, at) => first + at));
  const changesA = byIndex(scene.lines, 'a');
  const changesB = byIndex(scene.lines, 'b');
  let i = 0;
  for (const at of inB) {
    while (changesA.get(inA[i] ?? -1)?.b === undefined && changesA.has(inA[i] ?? -1)) i++;
    const change = changesB.get(at);
    if (change?.b !== undefined && change.a === undefined) made[at] = placeless(change.b);
    else {
      const element = a[inA[i++] ?? -1];
      if (element === undefined) throw notTheDraft();
      made[at] =
        change?.b === undefined
          ? placeless(element)
          : { ...placeless(change.b), text: applyEdits(element.text, change.words, change.b.text) };
    }
  }
}

function byIndex(lines: readonly LineChange[], side: 'a' | 'b'): Map<number, LineChange> {
  return new Map(lines.flatMap((line) => (line[side] === undefined ? [] : [[line[side].index, line] as const])));
}

function placeless(element: ScreenplayElement & { readonly index?: number }): PlacelessElement {
  const { from: _, to: __, index: ___, ...rest } = element;
  return rest;
}
