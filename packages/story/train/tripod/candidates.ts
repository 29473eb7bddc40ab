import { parse, toDocument } from '@second-unit/screenplay';
import type { Film } from './films.ts';
import labels from './scene-labels.json' with { type: 'json' };
import { scenesOfSentences, stems } from './silver.ts';

/** Most scenes shown for a sentence, and least probability of the first kind of them. */
const LIKELY = 6;
const LEAST = 0.015;
/** And so many more that share its words, near its place in the story. */
const ALIKE = 3;
const NEAR = 0.13;
/** Words of a scene that are shown: those that share most with the sentence. */
const PASSAGE = 26;

/**
 * What the labels were made from, to check them by: each marked sentence with the scenes that may tell it, and the
 * passage of each that has most of its words. `*` stands before the scenes that are labelled.
 */
export function* candidates(film: Film): Generator<string> {
  const scenes = sceneTexts(film.script);
  if (scenes.length === 0) return;
  const told: Readonly<Record<string, readonly number[]>> =
    (labels as Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>)[film.name] ?? {};
  const likely = scenesOfSentences(film, scenes);
  const words = scenes.map((scene) => new Set(stems(scene)));
  const spread = new Map<string, number>();
  for (const bag of words) for (const word of bag) spread.set(word, (spread.get(word) ?? 0) + 1);
  const rarity = (word: string): number => Math.log((1 + scenes.length) / (0.5 + (spread.get(word) ?? 0)));
  yield `## ${film.name}, ${scenes.length} scenes`;
  for (let point = 0; point < 5; point++) {
    for (const sentence of new Set(film.annotators.map((annotator) => annotator[point] ?? 0))) {
      const at = Math.min(sentence, film.synopsis.length - 1);
      const text = film.synopsis[at] ?? '';
      const wanted = new Set(stems(text));
      yield ` ${point + 1}. sentence ${at} of ${film.synopsis.length}: ${text}`;
      const shown = new Set([...(told[at] ?? []), ...best(likely[at] ?? [], LIKELY, LEAST)]);
      const alike = words.map((bag, scene) => {
        const off = ((scene + 0.5) / scenes.length - (at + 0.5) / film.synopsis.length) / NEAR;
        let sum = 0;
        for (const word of wanted) if (bag.has(word)) sum += rarity(word);
        return sum * Math.exp((-off * off) / 2);
      });
      for (const scene of best(alike, ALIKE, 0)) shown.add(scene);
      for (const scene of [...shown].sort((a, b) => a - b)) {
        const mark = told[at]?.includes(scene) === true ? '*' : ' ';
        yield `  ${mark}${scene} ${passage(scenes[scene] ?? '', wanted, rarity)}`;
      }
    }
  }
}

function sceneTexts(script: string): string[] {
  const scenes: string[] = [];
  for (const { type, text } of toDocument(parse(script)).elements) {
    if (type === 'sceneHeading') scenes.push(text);
    else if (scenes.length > 0) scenes[scenes.length - 1] += ` ${text}`;
  }
  return scenes;
}

function best(values: ArrayLike<number>, most: number, least: number): number[] {
  return Array.from(values, (value, at) => ({ value, at }))
    .filter(({ value }) => value > least)
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ at }) => at);
}

function passage(scene: string, wanted: ReadonlySet<string>, rarity: (word: string) => number): string {
  const words = scene.split(/\s+/u);
  const worth = words.map((word) => stems(word).reduce((sum, stem) => sum + (wanted.has(stem) ? rarity(stem) : 0), 0));
  let from = 0;
  let most = 0;
  for (let at = 0; at + PASSAGE <= words.length; at++) {
    const seen = new Map<string, number>();
    for (let word = at; word < at + PASSAGE; word++) {
      if ((worth[word] ?? 0) > 0) seen.set((words[word] ?? '').toLowerCase(), worth[word] ?? 0);
    }
    const sum = [...seen.values()].reduce((total, value) => total + value, 0);
    if (sum > most) [most, from] = [sum, at];
  }
  return words.slice(from, from + PASSAGE).join(' ');
}
