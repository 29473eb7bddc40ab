import type { ScreenplayElement } from '@second-unit/screenplay';
import type { FdxTag } from '@second-unit/screenplay/formats';
import { type Breakdown, elementKey } from './breakdown.ts';
import { BREAKDOWN_CATEGORIES, type BreakdownCategory } from './categories.ts';
import type { BreakdownCorrection } from './corrections.ts';

/** Final Draft's name of each category. */
const FDX_NAMES: Readonly<Record<BreakdownCategory, string>> = {
  cast: 'Cast',
  extras: 'Background Actors',
  props: 'Props',
  setDressing: 'Set Dressing',
  vehicles: 'Vehicles',
  animals: 'Animals',
  wardrobe: 'Wardrobe',
  makeup: 'Makeup/Hair',
  stunts: 'Stunts',
  effects: 'Special Effects',
  sound: 'Sound',
  equipment: 'Special Equipment',
};

/** What a category of a file is in a breakdown: Final Draft's own names, and those that it parts more finely. */
const FROM_FDX: ReadonlyMap<string, BreakdownCategory> = new Map([
  ...BREAKDOWN_CATEGORIES.map((category) => [elementKey(FDX_NAMES[category]), category] as const),
  ['cast members', 'cast'],
  ['extras', 'extras'],
  ['visual effects', 'effects'],
  ['mechanical effects', 'effects'],
  ['music', 'sound'],
  ['greenery', 'setDressing'],
  ['camera', 'equipment'],
  ['makeup', 'makeup'],
]);

/**
 * The breakdown as tags for `writeFdxTags`: each mention, with the element's name as its label. `elements` are of the
 * script that was read, `source` its text, and the file has the same. Heading vehicles and voices are
 * tagged too; what stands on no element's text is left out.
 */
export function fdxTagsOf({ scenes }: Breakdown, elements: readonly ScreenplayElement[], source: string): FdxTag[] {
  const tags: FdxTag[] = [];
  for (const { elements: found } of scenes) {
    for (const { category, name, mentions } of found) {
      for (const { from, to } of mentions) {
        const index = holderOf(elements, from);
        const element = elements[index];
        if (element === undefined || to > element.to) continue;
        const at = inText(element, from, to, source);
        if (at === undefined) continue;
        tags.push({ element: index, ...at, label: name, category: FDX_NAMES[category] });
      }
    }
  }
  // Letters bear one tag: the longer words first, so that a phrase is not lost to a word in it.
  return tags.sort((a, b) => a.element - b.element || b.to - b.from - (a.to - a.from) || a.from - b.from);
}

/**
 * A file's tags as corrections of its breakdown: somebody tagged these words, so they are elements of their scene.
 * Categories of the file's own are left out, and so are tags before the first heading.
 */
export function correctionsOfFdx(
  tags: readonly FdxTag[],
  elements: readonly ScreenplayElement[],
): BreakdownCorrection[] {
  const scenes = scenesOf(elements);
  const corrections = new Map<string, BreakdownCorrection>();
  for (const tag of tags) {
    const said = spoken(tag, elements, scenes);
    if (said !== undefined && !corrections.has(said.key)) corrections.set(said.key, said.correction);
  }
  return [...corrections.values()];
}

interface SceneNamed {
  readonly heading: string;
  readonly which: number;
}

/** Of each element, the scene that it stands in. */
function scenesOf(elements: readonly ScreenplayElement[]): (SceneNamed | undefined)[] {
  const met = new Map<string, number>();
  let scene: SceneNamed | undefined;
  return elements.map((element) => {
    if (element.type === 'sceneHeading') {
      const key = elementKey(element.text);
      const which = met.get(key) ?? 0;
      met.set(key, which + 1);
      scene = { heading: element.text, which };
    }
    return scene;
  });
}

/** What a tag says of the breakdown; undefined in a category of the file's own, or before the first heading. */
function spoken(
  { element, from, to, label, category }: FdxTag,
  elements: readonly ScreenplayElement[],
  scenes: readonly (SceneNamed | undefined)[],
): { readonly key: string; readonly correction: BreakdownCorrection } | undefined {
  const scene = scenes[element];
  const ours = FROM_FDX.get(elementKey(category));
  const words = elements[element]?.text.slice(from, to).trim() ?? '';
  const name = label.trim() === '' ? words : label.trim();
  if (scene === undefined || ours === undefined || name === '') return undefined;
  return {
    key: `${ours} ${elementKey(name)} ${scene.which} ${elementKey(scene.heading)}`,
    correction: { kind: 'add', category: ours, name, ...(words === '' ? {} : { words }), scene },
  };
}

/**
 * Those of a file's own tags that the breakdown as corrected does not speak against: their element is still in their
 * scene, or their category is one of the file's own. `scenes` are those that the breakdown is of.
 */
export function standingFdxTags(
  tags: readonly FdxTag[],
  elements: readonly ScreenplayElement[],
  breakdown: Breakdown,
  scenes: readonly { readonly heading: string }[],
): FdxTag[] {
  const standing = new Set<string>();
  const met = new Map<string, number>();
  for (const [index, { heading }] of scenes.entries()) {
    const key = elementKey(heading);
    const which = met.get(key) ?? 0;
    met.set(key, which + 1);
    for (const { category, name } of breakdown.scenes[index]?.elements ?? []) {
      standing.add(`${category} ${elementKey(name)} ${which} ${key}`);
    }
  }
  const places = scenesOf(elements);
  return tags.filter((tag) => {
    const said = spoken(tag, elements, places);
    return said === undefined || standing.has(said.key);
  });
}

/** The element whose range holds the offset, by halves. */
function holderOf(elements: readonly ScreenplayElement[], at: number): number {
  let low = 0;
  let high = elements.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((elements[middle] as ScreenplayElement).from <= at) low = middle;
    else high = middle - 1;
  }
  // Notes stand inside of other elements.
  while (low > 0 && (elements[low] as ScreenplayElement).to <= at) low--;
  return low;
}

/** A range of the source as one of the element's text, which has no markup signs: the words, where they stand nearest. */
function inText(
  element: ScreenplayElement,
  from: number,
  to: number,
  source: string,
): { from: number; to: number } | undefined {
  const words = bare(source.slice(from, to)).trim();
  if (words === '') return undefined;
  const expected = bare(source.slice(element.from, from)).length;
  let best: number | undefined;
  for (let at = element.text.indexOf(words); at !== -1; at = element.text.indexOf(words, at + 1)) {
    if (best === undefined || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
  }
  return best === undefined ? undefined : { from: best, to: best + words.length };
}

function bare(source: string): string {
  return source.replace(/[*_]/gu, '');
}
