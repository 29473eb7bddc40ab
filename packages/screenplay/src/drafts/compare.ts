import type { AnyScript } from '../formats/script/styled.ts';
import { pages } from '../pages/count.ts';
import { Interner } from './align.ts';
import type {
  Comparison,
  DraftSize,
  LineChange,
  Rename,
  Sameness,
  SceneChange,
  SceneKind,
  SceneRef,
  TitleChange,
} from './comparison.ts';
import { type Draft, draftOf } from './draft.ts';
import { lineChanges, type Stretch } from './lines.ts';
import { matchUnits, type Units } from './match.ts';
import { type NameChange, NameFinder, Names, nameKey, nameOf } from './names.ts';
import { inOrder, type Placed } from './order.ts';
import { groupsOf } from './parts.ts';
import { endOf, isPrinted, isRewritten, Printed, UNPRINTED } from './printed.ts';
import { renamesOf, withShortNames } from './renames.ts';
import { titleChanges } from './title-page.ts';

/**
 * What changed from draft A to draft B: scenes moved, cut, added, split and merged, characters renamed, lines changed.
 * Scenes are known by their words, not by their headings; a rename is told once. A pure function of the two scripts,
 * near-linear for drafts of one script and bounded for what have nothing in common.
 */
export function compareDrafts(a: AnyScript, b: AnyScript): Comparison {
  const [one, other] = [draftOf(a), draftOf(b)];
  const changes = renamesOf(one, other);
  const names = new Names(withShortNames(changes, other));
  const [unitsA, unitsB] = unitsOf(one, other, names);
  const groups = groupsOf(unitsA, unitsB, matchUnits(unitsA, unitsB));
  const scene = sceneChanges(unitsA, unitsB);
  const all = inOrder(unitsA, groups).map(scene);
  const isSection = ({ a: from, b: to }: SceneChange): boolean => (from[0] ?? to[0])?.kind === 'section';
  const titlePage = titleChanges(one.document.titlePage, other.document.titlePage);
  return {
    same: samenessOf(one, other, all, titlePage),
    a: sizeOf(one),
    b: sizeOf(other),
    scenes: all.filter((change) => !isSection(change)),
    sections: all.filter(isSection),
    renames: changes.map((change) => renameOf(change, other, all)).sort((x, y) => y.speeches - x.speeches),
    titlePage,
  };
}

function unitsOf(a: Draft, b: Draft, names: Names): [Units, Units] {
  const interner = new Interner();
  const units = (draft: Draft): Units => {
    const folded = draft.elements.map(({ text }) => names.fold(text));
    const keys = draft.elements.map(({ type, dual = '', depth = '' }, at) =>
      interner.of(`${type} ${dual} ${depth} ${folded[at]}`),
    );
    return {
      draft,
      folded,
      keys,
      wholes: draft.units.map(({ kind, first, last }) => interner.of(`${kind}: ${keys.slice(first, last).join(' ')}`)),
      headings: draft.units.map(({ first }) => keys[first] as number),
    };
  };
  return [units(a), units(b)];
}

/** Makes changes of groups in their order: those of a draft that the other lacks stand after what came before them. */
function sceneChanges(a: Units, b: Units): (group: Placed) => SceneChange {
  const [printedA, printedB] = [new Printed(a.draft.elements), new Printed(b.draft.elements)];
  let endA = 0;
  return ({ a: from, b: to, moved, before }) => {
    const [refsA, refsB] = [refsOf(a, from), refsOf(b, to)];
    const stood = before === undefined ? 0 : endOf(refsOf(b, before.b));
    const lines = lineChanges(stretchOf(a, refsA, endA, printedA), stretchOf(b, refsB, stood, printedB));
    if (refsA.length > 0 && refsB.length > 0 && !moved) endA = endOf(refsA);
    const left = moved ? printedB.beside(stood, Number.POSITIVE_INFINITY) : undefined;
    return {
      kind: kindOf(refsA, refsB, moved, lines),
      a: refsA,
      b: refsB,
      moved,
      ...(left === undefined ? {} : { left }),
      lines,
    };
  };
}

function refsOf({ draft }: Units, places: readonly number[]): SceneRef[] {
  return places.map((at) => draft.units[at] as SceneRef);
}

/** `stood`: where the units would stand, if there are none. */
function stretchOf(units: Units, refs: readonly SceneRef[], stood: number, printed: Printed): Stretch {
  const elements = refs.flatMap(({ first, last }) => Array.from({ length: last - first }, (_, at) => first + at));
  if (refs.length === 0) return { units, elements, end: stood, limit: Number.POSITIVE_INFINITY, printed };
  return { units, elements, end: endOf(refs), limit: endOf(refs), printed };
}

function kindOf(
  a: readonly SceneRef[],
  b: readonly SceneRef[],
  moved: boolean,
  lines: readonly LineChange[],
): SceneKind {
  if (a.length === 0) return 'added';
  if (b.length === 0) return 'cut';
  if (b.length > 1) return 'split';
  if (a.length > 1) return 'merged';
  if (moved) return 'moved';
  const isSection = a[0]?.kind === 'section';
  return lines.some((line) => isRewritten(line) && (isSection || isPrinted(line))) ? 'changed' : 'unchanged';
}

function sizeOf({ document, units }: Draft): DraftSize {
  return {
    scenes: units.filter(({ kind }) => kind === 'scene').length,
    elements: document.elements.length,
    pages: pages(document).pages,
  };
}

function samenessOf(a: Draft, b: Draft, scenes: readonly SceneChange[], title: readonly TitleChange[]): Sameness {
  const isSame = title.length === 0 && scenes.every(({ kind }) => kind === 'unchanged');
  const lines = scenes.flatMap((scene) => scene.lines);
  if (!isSame || lines.some(({ kind }) => kind !== 'respaced')) return 'different';
  if (a.text === undefined || b.text === undefined) return lines.length > 0 ? 'white-space' : 'same';
  if (a.text === b.text) return 'same';
  const signs = (text: string): string => text.replace(/[\s\uFEFF]+/gu, '');
  return signs(a.text) === signs(b.text) ? 'white-space' : 'signs';
}

function renameOf({ from, to }: NameChange, b: Draft, scenes: readonly SceneChange[]): Rename {
  const [old, now] = [new NameFinder(from), new NameFinder(to)];
  const isMention = ({ a: before, b: after }: LineChange): boolean =>
    before !== undefined &&
    after !== undefined &&
    after.type !== 'character' &&
    old.isIn(before.text) &&
    now.isIn(after.text);
  return {
    from,
    to,
    speeches: b.elements.filter((it) => it.type === 'character' && nameKey(nameOf(it)) === nameKey(to)).length,
    mentions: scenes.flatMap(({ lines }) => lines).filter(isMention).length,
    left: b.elements.filter(({ type, text }) => !UNPRINTED.has(type) && old.isSurelyIn(text)),
  };
}
