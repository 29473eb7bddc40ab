import type { ScriptRange } from '@second-unit/evidence';
import { characterKey } from '../characters.ts';
import type { Reading } from '../reading.ts';
import {
  BREAKDOWN_CATEGORIES,
  type Breakdown,
  type BreakdownCategory,
  type BreakdownElement,
  breakdownOf,
  elementKey,
} from './breakdown.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import type { Lexicon } from './lexicon.ts';
import { People } from './people.ts';
import { Things } from './thing-names.ts';

/** Below this an element is not offered: a sheet with guesses is read as one without. */
export const LEAST_CONFIDENCE = 0.5;

type Draft = {
  category: BreakdownCategory;
  name: string;
  mentions: ScriptRange[];
  confidence: number;
  voice?: true;
};

/**
 * What each scene needs. Cast by cue in any language; with the lexicon, English, also who and what action names.
 * Text before the first heading belongs to no scene.
 */
export function breakdown(reading: Reading, lexicon: Lexicon | undefined): Breakdown {
  const { tree, scenes, speeches } = reading;
  const drafts: Map<string, Draft>[] = scenes.map(() => new Map());
  const people = new People(reading);
  const seen = scenes.map(() => new Set<string>());
  for (const speech of speeches) {
    const elements = drafts[speech.scene];
    if (elements === undefined) continue;
    const voice = /\b(?:V\.?\s?[O0]\.?|O\.?S\.?|O\.?C\.?|PHONE|RADIO|VOICE[ -]?OVER|PRE-?LAP)/iu.test(
      speech.extension ?? '',
    );
    for (const name of people.byCue.get(characterKey(speech.name)) ?? [speech.name]) {
      add(elements, 'cast', name, { from: speech.from, to: speech.from + speech.name.length }, 1, voice);
      if (!voice) seen[speech.scene]?.add(name);
    }
  }
  if (lexicon !== undefined) {
    const things = new Things(lexicon);
    let start = 0;
    let scene = -1;
    for (const block of tree.blocks) {
      const { candidates, words, headings } = candidatesOf(block, lexicon);
      let heading = 0;
      const base = scene;
      const sceneAt = (offset: number): number => {
        while (heading < headings.length && (headings[heading] as number) <= offset) heading++;
        return base + heading;
      };
      const taken: { from: number; to: number }[] = [];
      for (const named of people.named(words)) {
        taken.push(named);
        const at = sceneAt(named.from);
        const elements = drafts[at];
        if (elements === undefined || !named.present) continue;
        let name = named.person;
        // In a scene with YOUNG EDWARD, Edward is he.
        const here = people.versions.get(name)?.filter((version) => elements.has(`cast ${elementKey(version)}`));
        const own = elements.get(`cast ${elementKey(name)}`);
        if (here?.length === 1 && !(seen[at]?.has(name) && own !== undefined)) name = here[0] as string;
        add(elements, 'cast', name, { from: start + named.from, to: start + named.to }, 0.9);
      }
      heading = 0;
      for (const candidate of candidates) {
        const at = sceneAt(candidate.from);
        const elements = drafts[at];
        if (elements === undefined || candidate.confidence < LEAST_CONFIDENCE) continue;
        if (taken.some(({ from, to }) => candidate.nounFrom >= from && candidate.nounFrom < to)) continue;
        const place = { from: start + candidate.from, to: start + candidate.to };
        add(elements, candidate.category, things.nameOf(candidate, at), place, candidate.confidence);
      }
      scene += headings.length;
      start += block.length;
    }
  }
  return breakdownOf(drafts.map((elements, index) => ({ scene: index, elements: settled([...elements.values()]) })));
}

function add(
  elements: Map<string, Draft>,
  category: BreakdownCategory,
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
  confidence: number,
  voice = false,
): void {
  const key = `${category} ${elementKey(name)}`;
  const known = elements.get(key);
  const mention: ScriptRange = { kind: 'script', from, to };
  if (known === undefined) {
    elements.set(key, { category, name, mentions: [mention], confidence, ...(voice ? { voice: true } : {}) });
    return;
  }
  known.mentions.push(mention);
  known.confidence = Math.max(known.confidence, confidence);
  if (!voice) delete known.voice;
}

/** One thing is handled or stands there, not both: what is handled somewhere in the scene is a prop. */
function settled(elements: readonly Draft[]): BreakdownElement[] {
  const props = new Set(elements.filter(({ category }) => category === 'props').map(({ name }) => elementKey(name)));
  const order = (category: BreakdownCategory): number => BREAKDOWN_CATEGORIES.indexOf(category);
  return elements
    .filter(({ category, name }) => category !== 'setDressing' || !props.has(elementKey(name)))
    .map((element) => ({ ...element, mentions: element.mentions.sort((a, b) => a.from - b.from) }))
    .sort((a, b) => order(a.category) - order(b.category) || (a.mentions[0]?.from ?? 0) - (b.mentions[0]?.from ?? 0));
}
