import type { ScriptRange } from '@second-unit/evidence';
import { BREAKDOWN_CATEGORIES, type BreakdownCategory } from './categories.ts';

/** An element in one scene. */
export interface BreakdownElement {
  readonly category: BreakdownCategory;
  /** The same in the whole script. Cast as the cue has it; things in lower case. */
  readonly name: string;
  /** Where the scene names it, in order. */
  readonly mentions: readonly ScriptRange[];
  /** 0 to 1; 1 where a person said so. */
  readonly confidence: number;
  /** `any`: by cues alone. `en`: by English words. */
  readonly language: 'any' | 'en';
  /** Heard, not seen: V.O., O.S., a telephone. */
  readonly voice?: true;
}

export interface BreakdownScene {
  /** Index of the scene. */
  readonly scene: number;
  readonly elements: readonly BreakdownElement[];
}

/** A section of `read-through@1`: what each scene needs. */
export interface Breakdown {
  /** Every scene, those that need nothing included. */
  readonly scenes: readonly BreakdownScene[];
  /** By name across the script, in order of category and first scene. */
  readonly elements: readonly {
    readonly category: BreakdownCategory;
    readonly name: string;
    readonly scenes: readonly number[];
  }[];
}

/** Elements of the scenes gathered by category and name. */
export function breakdownOf(scenes: readonly BreakdownScene[]): Breakdown {
  const all = new Map<string, { category: BreakdownCategory; name: string; scenes: number[] }>();
  for (const { scene, elements } of scenes) {
    for (const { category, name } of elements) {
      const key = `${category} ${elementKey(name)}`;
      const one = all.get(key);
      if (one === undefined) all.set(key, { category, name, scenes: [scene] });
      else if (one.scenes.at(-1) !== scene) one.scenes.push(scene);
    }
  }
  const order = (category: BreakdownCategory): number => BREAKDOWN_CATEGORIES.indexOf(category);
  return { scenes, elements: [...all.values()].sort((a, b) => order(a.category) - order(b.category)) };
}

/** A script has some thousand names, each asked for many times a keystroke. */
const keys = new Map<string, string>();
const MOST_KEYS = 20_000;

/** The same for all spellings of an element's name that are one: case, apostrophes, spaces. */
export function elementKey(name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    if (keys.size >= MOST_KEYS) keys.clear();
    key = name.normalize('NFC').replace(/[’ʼ]/gu, "'").replace(/\s+/gu, ' ').trim().toLowerCase();
    keys.set(name, key);
  }
  return key;
}
