import type { ScriptRange } from '@second-unit/evidence';
import { type Breakdown, type BreakdownElement, breakdownOf, elementKey } from './breakdown.ts';
import { BREAKDOWN_CATEGORIES, type BreakdownCategory } from './categories.ts';

/**
 * What a person said about the breakdown: plain data, as JSON. It speaks of elements by name, not of places, so that it
 * holds through the script and for every later reading of it. `scene` limits it to one scene, named by its heading
 * (and, where headings repeat, which of them, from 0): an index would go astray with the first scene that is added.
 */
export type BreakdownCorrection =
  | {
      readonly kind: 'recategorise';
      readonly category: BreakdownCategory;
      readonly name: string;
      readonly to: BreakdownCategory;
      readonly scene?: SceneName;
    }
  | {
      readonly kind: 'rename';
      readonly category: BreakdownCategory;
      readonly name: string;
      readonly to: string;
      readonly scene?: SceneName;
    }
  /** Two names of one element. `into` may be of another category. */
  | {
      readonly kind: 'merge';
      readonly category: BreakdownCategory;
      readonly name: string;
      readonly into: { readonly category: BreakdownCategory; readonly name: string };
      readonly scene?: SceneName;
    }
  | {
      readonly kind: 'remove';
      readonly category: BreakdownCategory;
      readonly name: string;
      readonly scene?: SceneName;
    }
  /** Something that was not found. Without `scene` it is found wherever `words` (or else its name) stand in a scene. */
  | {
      readonly kind: 'add';
      readonly category: BreakdownCategory;
      readonly name: string;
      readonly words?: string;
      readonly scene?: SceneName;
    };

export interface SceneName {
  readonly heading: string;
  readonly which?: number;
}

/** The script that is corrected: what corrections find their scenes and words in. */
export interface CorrectedScript {
  /** The text, asked for only where words are looked for. */
  readonly text: () => string;
  readonly scenes: readonly { readonly heading: string; readonly from: number; readonly to: number }[];
}

type Draft = { -readonly [Key in keyof BreakdownElement]: BreakdownElement[Key] };

/**
 * The breakdown as corrected, in order: a later correction sees what an earlier one left. What speaks of an element or
 * scene that is not there, or no longer, changes nothing. Elements that a person named have confidence 1.
 */
export function applyCorrections(
  breakdown: Breakdown,
  corrections: readonly BreakdownCorrection[],
  script: CorrectedScript,
): Breakdown {
  if (corrections.length === 0) return breakdown;
  const sceneOf = sceneFinder(script);
  // A file of tags is hundreds of additions, each of which looks for its words.
  let whole: string | undefined;
  const text = (): string => (whole ??= script.text());
  const scenes = breakdown.scenes.map(({ elements }) => elements.map((element): Draft => ({ ...element })));
  for (const correction of corrections) {
    const only = correction.scene === undefined ? undefined : sceneOf(correction.scene);
    if (correction.scene !== undefined && only === undefined) continue;
    for (const [scene, elements] of scenes.entries()) {
      if (only !== undefined && only !== scene) continue;
      const place = script.scenes[scene];
      if (place === undefined) continue;
      scenes[scene] = corrected(elements, correction, only !== undefined, place, text);
    }
  }
  const order = (category: BreakdownCategory): number => BREAKDOWN_CATEGORIES.indexOf(category);
  return breakdownOf(
    scenes.map((elements, scene) => ({
      scene: breakdown.scenes[scene]?.scene ?? scene,
      elements: elements.sort(
        (a, b) => order(a.category) - order(b.category) || (a.mentions[0]?.from ?? 0) - (b.mentions[0]?.from ?? 0),
      ),
    })),
  );
}

/** The breakdown's elements that these corrections name: what somebody added, or said the kind or name of. */
export function namedIn(breakdown: Breakdown, corrections: readonly BreakdownCorrection[]): Breakdown {
  const named = new Set(
    corrections.flatMap((one) => {
      const now = outcomeOf(one);
      return now === undefined ? [] : [`${now.category} ${elementKey(now.name)}`];
    }),
  );
  return breakdownOf(
    breakdown.scenes.map(({ scene, elements }) => ({
      scene,
      elements: elements.filter(({ category, name }) => named.has(`${category} ${elementKey(name)}`)),
    })),
  );
}

/** What an element is by this correction; undefined where it is none any more. */
export function outcomeOf(
  correction: BreakdownCorrection,
): { readonly category: BreakdownCategory; readonly name: string } | undefined {
  const { kind, category, name } = correction;
  switch (kind) {
    case 'remove':
      return undefined;
    case 'recategorise':
      return { category: correction.to, name };
    case 'rename':
      return { category, name: correction.to };
    case 'merge':
      return correction.into;
    case 'add':
      return { category, name };
  }
}

function corrected(
  elements: Draft[],
  correction: BreakdownCorrection,
  here: boolean,
  place: { readonly from: number; readonly to: number },
  textOf: () => string,
): Draft[] {
  const meant = ({ category, name }: Draft): boolean =>
    category === correction.category && elementKey(name) === elementKey(correction.name);
  switch (correction.kind) {
    case 'remove':
      return elements.filter((element) => !meant(element));
    case 'recategorise':
      return unified(elements.map((one) => (meant(one) ? { ...one, category: correction.to, confidence: 1 } : one)));
    case 'rename':
      return unified(elements.map((one) => (meant(one) ? { ...one, name: correction.to.trim(), confidence: 1 } : one)));
    case 'merge':
      return unified(elements.map((one) => (meant(one) ? { ...one, ...correction.into, confidence: 1 } : one)));
    case 'add': {
      const text = textOf();
      const mentions = wordsIn(correction.words ?? correction.name, place, text);
      if (mentions.length === 0) {
        if (!here) return elements;
        mentions.push({ kind: 'script', from: place.from, to: Math.max(place.from, headingEnd(place, text)) });
      }
      const { category, name } = correction;
      return unified([...elements, { category, name, mentions, confidence: 1, language: 'any' }]);
    }
  }
}

/** What now has one name and category is one element. */
function unified(elements: readonly Draft[]): Draft[] {
  const byName = new Map<string, Draft>();
  for (const element of elements) {
    const key = `${element.category} ${elementKey(element.name)}`;
    const known = byName.get(key);
    if (known === undefined) {
      byName.set(key, element);
      continue;
    }
    const places = new Map(
      [...known.mentions, ...element.mentions].map((range) => [`${range.from} ${range.to}`, range]),
    );
    known.mentions = [...places.values()].sort((a, b) => a.from - b.from || a.to - b.to);
    known.confidence = Math.max(known.confidence, element.confidence);
    if (element.voice === undefined) delete known.voice;
  }
  return [...byName.values()];
}

/** Where the words stand in the scene, as whole words, in any case. */
function wordsIn(
  words: string,
  { from, to }: { readonly from: number; readonly to: number },
  text: string,
): ScriptRange[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  const pattern = wanted
    .replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
    .replace(/['’]/gu, "['’]")
    .replace(/\s+/gu, '\\s+');
  const found: ScriptRange[] = [];
  const expression = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu');
  for (const match of text.slice(from, to).matchAll(expression)) {
    found.push({ kind: 'script', from: from + match.index, to: from + match.index + match[0].length });
  }
  return found;
}

function headingEnd({ from, to }: { readonly from: number; readonly to: number }, text: string): number {
  const line = text.slice(from, to).search(/[\r\n]/u);
  return line < 0 ? to : from + line;
}

function sceneFinder({ scenes }: CorrectedScript): (name: SceneName) => number | undefined {
  const byHeading = new Map<string, number[]>();
  for (const [index, { heading }] of scenes.entries()) {
    const key = elementKey(heading);
    byHeading.set(key, [...(byHeading.get(key) ?? []), index]);
  }
  return ({ heading, which = 0 }) => byHeading.get(elementKey(heading))?.[which];
}
