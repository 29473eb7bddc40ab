import { type Candidate, localMatches } from './local.ts';
import type { Material } from './material.ts';

/** Words that stand at more places than this say nothing about where one is. */
const MOST_PLACES = 12;
const MOST_PLACES_OF_WORD = 5;
/** Diagonals this near to each other are one place. */
const NEAR = 10;
/** Words on both sides of a diagonal that are looked at. */
const BAND = 10;
/** Phrases on both sides whose places are tried for a phrase too: a short answer has none of its own. */
const NEIGHBOURS = 3;
const MOST_WINDOWS = 14;
const MOST_PER_WINDOW = 3;
const LEAST_SCORE = 0.3;
const MOST_CANDIDATES = 12;
/** Of the best one's score: with less a place is never chosen, but by a short answer's neighbours. */
const LEAST_SHARE = 0.25;

/** Where in the script words [at, at + 2) or one rare word stand, as diagonals: place in script less place in film. */
interface Seed {
  readonly diagonal: number;
  readonly weight: number;
}

/** For each phrase the places of the script at which it may be, from rare words and pairs of words in common. */
export function candidatesOf(material: Material): Candidate[][] {
  const seeds = seedsOf(material);
  return material.transcript.phrases.map((phrase, index) => {
    const own = windowsOf(seeds, index, index);
    const around = windowsOf(seeds, Math.max(0, index - NEIGHBOURS), Math.min(seeds.length - 1, index + NEIGHBOURS));
    const windows = own.slice(0, MOST_WINDOWS);
    for (const window of around) {
      if (windows.length >= 2 * MOST_WINDOWS) break;
      windows.push(window);
    }
    const length = material.script.ids.length;
    const spans = joined(
      windows.map(({ low, high }) => ({
        start: Math.max(0, phrase.from + low - BAND),
        end: Math.min(length, phrase.to + high + BAND),
      })),
    );
    const found = spans.flatMap((span) =>
      localMatches(material, phrase, span, MOST_PER_WINDOW + Math.floor((span.end - span.start) / 60)),
    );
    const least = Math.max(LEAST_SCORE, LEAST_SHARE * Math.max(0, ...found.map(({ score }) => score)));
    return found
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || a.from - b.from)
      .slice(0, MOST_CANDIDATES);
  });
}

function seedsOf({ script, transcript, vocabulary }: Material): Seed[][] {
  const words = new Map<number, number[]>();
  const pairs = new Map<number, number[]>();
  const put = (places: Map<number, number[]>, key: number, at: number): void => {
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    // One more than is used tells that there are too many.
    else if (known.length <= MOST_PLACES) known.push(at);
  };
  for (const [at, id] of script.ids.entries()) {
    put(words, id, at);
    if (at + 1 < script.ids.length) put(pairs, id * vocabulary.size + script.ids[at + 1]!, at);
  }
  return transcript.phrases.map(({ from, to }) => {
    const seeds: Seed[] = [];
    for (let t = from; t < to; t++) {
      const id = transcript.ids[t]!;
      const single = words.get(id) ?? [];
      if (single.length <= MOST_PLACES_OF_WORD) {
        for (const s of single) seeds.push({ diagonal: s - t, weight: vocabulary.weight[id]! });
      }
      if (t + 1 >= to) continue;
      const next = transcript.ids[t + 1]!;
      const double = pairs.get(id * vocabulary.size + next) ?? [];
      if (double.length > MOST_PLACES) continue;
      for (const s of double) {
        seeds.push({ diagonal: s - t, weight: vocabulary.weight[id]! + vocabulary.weight[next]! });
      }
    }
    return seeds;
  });
}

interface Window {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

/** The diagonals of phrases first to last, near ones as one, by the weight of what they have in common. */
function windowsOf(seeds: readonly (readonly Seed[])[], first: number, last: number): Window[] {
  const all = seeds.slice(first, last + 1).flat();
  all.sort((a, b) => a.diagonal - b.diagonal);
  const windows: { low: number; high: number; weight: number }[] = [];
  for (const { diagonal, weight } of all) {
    const open = windows.at(-1);
    if (open !== undefined && diagonal - open.high <= NEAR) {
      open.high = diagonal;
      open.weight += weight;
    } else windows.push({ low: diagonal, high: diagonal, weight });
  }
  return windows.sort((a, b) => b.weight - a.weight || a.low - b.low);
}

/** Spans in order, those that touch as one. */
function joined(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const whole: { start: number; end: number }[] = [];
  for (const span of spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)) {
    const open = whole.at(-1);
    if (open !== undefined && span.start <= open.end) open.end = Math.max(open.end, span.end);
    else whole.push({ ...span });
  }
  return whole;
}
