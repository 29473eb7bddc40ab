import type { ScriptRange } from '@second-unit/evidence';
import type { Lexicon, NounClass } from '../breakdown/lexicon.ts';
import { byBlock } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import { type Reading, range } from '../reading.ts';
import { WORD } from '../word-pattern.ts';
import { writtenIn } from '../written.ts';
import type { Payoff } from './structure.ts';

/** A word of action or dialogue; offsets of its block. */
interface Word {
  /** In lower case, without a possessive's `'s`. */
  readonly key: string;
  readonly text: string;
  /** All in capitals, as writers introduce things, or with a capital inside of a sentence. */
  readonly sign: 'capitals' | 'name' | 'none';
  readonly spoken: boolean;
  readonly from: number;
  readonly to: number;
}

const wordsIn = byBlock((block) => {
  const words: Word[] = [];
  for (const { element, raw: source } of writtenIn(block)) {
    const spoken = element.type === 'dialogue' || element.type === 'lyrics';
    if (!spoken && element.type !== 'action') continue;
    let end = 0;
    for (const match of source.matchAll(WORD)) {
      const text = match[0].replace(/['’][sS]$/u, '');
      const gap = source.slice(end, match.index);
      end = match.index + match[0].length;
      const lower = text.toLowerCase();
      const capitals = [...text].length > 2 && text === text.toUpperCase() && text !== lower;
      const inside = match.index > 0 && /^[ ,]*$/u.test(gap);
      const name = !capitals && inside && text[0] !== lower[0] && text.slice(1) === lower.slice(1);
      const from = element.from + match.index;
      const sign = capitals ? 'capitals' : name ? 'name' : 'none';
      words.push({ key: lower, text, sign, spoken, from, to: from + text.length });
    }
  }
  return words;
});

/** Of all scenes: a thing that is away for less was not away for long. */
const ABSENCE = 0.3;
const LEAST_SCENES = 12;
/** What a person can take up, wear, drive or read: what plants and pays off. */
const THINGS: ReadonlySet<NounClass | undefined> = new Set<NounClass>([
  'vehicle',
  'garment',
  'jewelry',
  'weapon',
  'document',
  'money',
  'electronics',
  'container',
  'tool',
  'plaything',
  'device',
  'flower',
  'animal',
]);
/** In more scenes than this, or more on one side of the absence, it is no thing that returns, but one that is there. */
const MOST = 6;
const SHOWN = 12;

interface Time {
  readonly scene: number;
  readonly word: Word;
  readonly from: number;
}

/**
 * Things that are set up and return after long: in few scenes, with at least three tenths of the script between two of
 * them. With a lexicon (English), nouns for things that the action introduces in capitals or that are named twice where
 * they first are. In any language whose letters have case, names of nobody and of no place, if they are named more than
 * once on a side. Says nothing where letters have no case and there is no lexicon.
 */
export function payoffsOf({ tree, scenes, speeches }: Reading, lexicon?: Lexicon): Payoff[] {
  if (scenes.length < LEAST_SCENES) return [];
  const known = new Set<string>();
  for (const { name } of speeches) for (const part of partsOf(characterKey(name))) known.add(part);
  for (const { place, heading } of scenes) for (const part of partsOf(`${place} ${heading}`)) known.add(part);

  const times = new Map<string, Time[] | null>();
  let scene = -1;
  for (const { start, result } of wordsIn(tree)) {
    for (const word of result) {
      const from = start + word.from;
      while (scene + 1 < scenes.length && (scenes[scene + 1]?.from ?? 0) <= from) scene++;
      if (scene < 0) continue;
      let list = times.get(word.key);
      if (list === undefined) {
        // What is neither a noun for a thing nor a name where it first stands is none later.
        list = !known.has(word.key) && (word.sign === 'name' || isNoun(word.key, lexicon)) ? [] : null;
        times.set(word.key, list);
      }
      list?.push({ scene, word, from });
    }
  }
  const found: Payoff[] = [];
  for (const list of times.values()) {
    if (list === null) continue;
    const inScenes = [...new Set(list.map((time) => time.scene))];
    if (inScenes.length < 2 || inScenes.length > MOST || !isThing(list, lexicon)) continue;
    let at = 1;
    for (let next = 2; next < inScenes.length; next++) {
      if (gap(inScenes, next) > gap(inScenes, at)) at = next;
    }
    if (gap(inScenes, at) < ABSENCE * scenes.length) continue;
    const before = inScenes[at - 1] as number;
    const after = inScenes[at] as number;
    const ranges = (of: (time: Time) => boolean): ScriptRange[] =>
      list.filter(of).map(({ from, word }) => range({ from, to: from + word.to - word.from }));
    found.push({
      thing: list[0]?.word.text ?? '',
      setup: ranges((time) => time.scene <= before),
      payoff: ranges((time) => time.scene >= after),
      language: list.every(({ word }) => word.sign === 'name') ? 'any' : 'en',
      absence: [before, after],
    });
  }
  return found
    .sort((a, b) => b.absence[1] - b.absence[0] - (a.absence[1] - a.absence[0]) || first(a) - first(b))
    .slice(0, SHOWN);
}

function isThing(times: readonly Time[], lexicon: Lexicon | undefined): boolean {
  const [one] = times;
  if (one === undefined || [...one.word.key].length < 3) return false;
  if (times.every(({ word }) => word.sign === 'name')) {
    // `Asian`, `Victorian`: said once here and once there, a name is no thing yet.
    const scenes = times.map(({ scene }) => scene);
    return new Set(scenes).size < scenes.length;
  }
  // A noise is in capitals every time; a thing is introduced so, and then just named.
  if (!isNoun(one.word.key, lexicon) || times.every(({ word }) => word.sign === 'capitals')) return false;
  const atFirst = times.filter(({ scene }) => scene === one.scene).length;
  return atFirst > 1 || (one.word.sign === 'capitals' && !one.word.spoken);
}

const nouns = new WeakMap<Lexicon, Map<string, boolean>>();

function isNoun(word: string, lexicon: Lexicon | undefined): boolean {
  if (lexicon === undefined) return false;
  let known = nouns.get(lexicon);
  if (known === undefined) {
    known = new Map();
    nouns.set(lexicon, known);
  }
  let answer = known.get(word);
  if (answer === undefined) {
    answer = namesThing(word, lexicon);
    known.set(word, answer);
  }
  return answer;
}

function namesThing(word: string, lexicon: Lexicon): boolean {
  const noun = lexicon.singular(word);
  return THINGS.has(lexicon.classOf(noun)) && !lexicon.isAdjective(noun) && lexicon.verbOf(noun) === undefined;
}

function gap(scenes: readonly number[], at: number): number {
  return (scenes[at] ?? 0) - (scenes[at - 1] ?? 0);
}

function first(payoff: Payoff): number {
  return payoff.setup[0]?.from ?? 0;
}

function partsOf(text: string): string[] {
  return (text.toLowerCase().match(WORD) ?? []).map((part) => part.replace(/['’]s$/u, ''));
}
