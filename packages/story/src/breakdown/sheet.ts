import type { ScriptRange } from '@second-unit/evidence';
import { characterKey } from '../characters.ts';
import type { Reading } from '../reading.ts';
import type { Speech } from '../speeches.ts';
import { sourceOf } from '../written.ts';
import { type Breakdown, type BreakdownElement, breakdownOf, elementKey } from './breakdown.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { BREAKDOWN_CATEGORIES, type BreakdownCategory } from './categories.ts';
import type { Lexicon } from './lexicon.ts';
import { People } from './people.ts';
import { Things } from './thing-names.ts';

/** Below this an element is not offered: a sheet with guesses is read as one without. */
const LEAST_CONFIDENCE = 0.5;

type Draft = {
  category: BreakdownCategory;
  name: string;
  mentions: ScriptRange[];
  confidence: number;
  language: 'any' | 'en';
  voice?: true;
};

/**
 * What each scene needs. Cast by cue in any language; with the lexicon, English, also who and what action names.
 * Text before the first heading belongs to no scene.
 */
export function breakdown(
  reading: Pick<Reading, 'tree' | 'characters' | 'speeches'> & { readonly scenes: readonly unknown[] },
  lexicon: Lexicon | undefined,
): Breakdown {
  const { tree, scenes, speeches } = reading;
  const drafts: Map<string, Draft>[] = scenes.map(() => new Map());
  const read = lexicon === undefined ? [] : tree.blocks.map((block) => candidatesOf(block, lexicon));
  const people = new People(
    reading,
    read.filter(({ strangers }) => strangers).map(({ words }) => words),
  );
  const seen = scenes.map(() => new Set<string>());
  const cued = scenes.map(() => new Set<string>());
  const source = sourceOf(tree);
  for (const speech of speeches) {
    const elements = drafts[speech.scene];
    if (elements === undefined) continue;
    const cue = nameAt(source, speech);
    const voice = /\b(?:V\.?\s?[O0]\.?|O\.?S\.?|O\.?C\.?|PHONE|RADIO|VOICE[ -]?OVER|PRE-?LAP)/iu.test(
      speech.extension ?? '',
    );
    for (const name of people.byCue.get(characterKey(speech.name)) ?? [speech.name]) {
      add(elements, 'cast', name, cue, 1, voice);
      cued[speech.scene]?.add(name);
      if (!voice) seen[speech.scene]?.add(name);
    }
  }
  if (lexicon !== undefined) {
    const introduced = new Set<string>();
    const things = new Things(lexicon);
    const handled = new Set(read.flatMap(({ plain }) => plain));
    let start = 0;
    let scene = -1;
    for (const [index, { candidates, words, headings }] of read.entries()) {
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
        if (named.common && !near(cued, at, name)) continue;
        // In a scene with YOUNG EDWARD, Edward is he.
        const here = people.versions.get(name)?.filter((version) => elements.has(`cast ${elementKey(version)}`));
        const own = elements.get(`cast ${elementKey(name)}`);
        if (here?.length === 1 && !(seen[at]?.has(name) && own !== undefined)) name = here[0] as string;
        add(elements, 'cast', name, { from: start + named.from, to: start + named.to }, 0.9);
      }
      heading = 0;
      for (const one of candidates) {
        const candidate = remembered(one, handled);
        if (candidate.category === 'props' && candidate.confidence < LEAST_CONFIDENCE) continue;
        const at = sceneAt(candidate.from);
        const elements = drafts[at];
        if (elements === undefined) continue;
        if (taken.some(({ from, to }) => candidate.nounFrom >= from && candidate.nounFrom < to)) continue;
        const who = candidate.category === 'extras' ? people.role(candidate) : undefined;
        if (who !== undefined && near(cued, at, who)) {
          if (candidate.definite || candidate.caps) {
            add(elements, 'cast', who, { from: start + candidate.from, to: start + candidate.to }, 0.7);
          }
          continue;
        }
        // `the guard` is he who was a GUARD before.
        if (candidate.category === 'extras') {
          if (candidate.caps) introduced.add(candidate.noun);
          else if (candidate.confidence < LEAST_CONFIDENCE && !(candidate.definite && introduced.has(candidate.noun)))
            continue;
        } else if (candidate.confidence < LEAST_CONFIDENCE) continue;
        const place = { from: start + candidate.from, to: start + candidate.to };
        add(elements, candidate.category, things.nameOf(candidate, at), place, candidate.confidence);
      }
      scene += headings.length;
      start += tree.blocks[index]?.length ?? 0;
    }
  }
  for (const [scene, elements] of drafts.entries()) mergeVersions(elements, people, seen[scene] as Set<string>);
  return breakdownOf(drafts.map((elements, index) => ({ scene: index, elements: settled([...elements.values()]) })));
}

/** A suitcase that stands here and is carried elsewhere must be brought all the same. */
function remembered(candidate: Candidate, handled: ReadonlySet<string>): Candidate {
  const { chance, full } = candidate;
  if (chance === undefined || chance >= LEAST_CONFIDENCE || !handled.has(full)) return candidate;
  return { ...candidate, category: 'props', confidence: LEAST_CONFIDENCE };
}

/** Where a cue has its name: the sign that forces it, emphasis and indents are no part of it, and spaces may be doubled. */
function nameAt(source: string, { from, to, name }: Speech): { readonly from: number; readonly to: number } {
  let start = from;
  while (start < to && /[\s@*_]/u.test(source.charAt(start))) start++;
  if (source.startsWith(name, start)) return { from: start, to: start + name.length };
  let end = start;
  for (const letter of name) {
    if (letter === ' ') continue;
    while (end < to && /[\s*_]/u.test(source.charAt(end))) end++;
    if (!source.startsWith(letter, end)) return { from: start, to: Math.min(to, start + name.length) };
    end += letter.length;
  }
  return { from: start, to: end };
}

/** Where YOUNG EDWARD is named and only EDWARD speaks on screen, it is he who speaks. */
function mergeVersions(elements: Map<string, Draft>, people: People, seen: ReadonlySet<string>): void {
  for (const [bare, versions] of people.versions) {
    const own = elements.get(`cast ${elementKey(bare)}`);
    if (own === undefined || own.voice === true) continue;
    const [version, ...more] = versions.flatMap((name) => elements.get(`cast ${elementKey(name)}`) ?? []);
    if (version === undefined || version.voice === true || more.length > 0 || seen.has(version.name)) continue;
    version.mentions = version.mentions.concat(own.mentions);
    version.confidence = 0.8;
    elements.delete(`cast ${elementKey(bare)}`);
  }
}

/** Who is called by a common noun is meant only where they speak in this scene or one beside it. */
function near(cued: readonly ReadonlySet<string>[], scene: number, name: string): boolean {
  return [0, -1, 1, -2, 2].some((by) => cued[scene + by]?.has(name) === true);
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
    elements.set(key, {
      category,
      name,
      mentions: [mention],
      confidence,
      language: confidence === 1 ? 'any' : 'en',
      ...(voice ? { voice: true } : {}),
    });
    return;
  }
  known.mentions.push(mention);
  known.confidence = Math.max(known.confidence, confidence);
  if (!voice) delete known.voice;
}

/** One thing is handled or stands there, not both: what is handled somewhere in the scene is a prop. */
function settled(elements: readonly Draft[]): BreakdownElement[] {
  const props = new Map(
    elements.flatMap((element) => (element.category === 'props' ? [[elementKey(element.name), element] as const] : [])),
  );
  for (const { category, name, mentions } of elements) {
    const prop = category === 'setDressing' ? props.get(elementKey(name)) : undefined;
    if (prop !== undefined) prop.mentions = prop.mentions.concat(mentions);
  }
  const order = (category: BreakdownCategory): number => BREAKDOWN_CATEGORIES.indexOf(category);
  return elements
    .filter(({ category, name }) => category !== 'setDressing' || !props.has(elementKey(name)))
    .map((element) => ({ ...element, mentions: element.mentions.sort((a, b) => a.from - b.from) }))
    .sort((a, b) => order(a.category) - order(b.category) || (a.mentions[0]?.from ?? 0) - (b.mentions[0]?.from ?? 0));
}
