import { ContrastiveNaiveBayes, NgramModel } from '@second-unit/learning';
import type { Voices } from './people.ts';
import { setOffWords } from './set-off.ts';
import type { Spoken } from './spoken.ts';
import { VOICE_WEIGHTS, type VoicePart } from './weights.ts';
import { wordFeatures } from './word-features.ts';

/** Letters of the longest gram. */
const ORDER = 4;
const PULL = [3000, 1000, 300, 100];
const SMOOTHING = 5;
const LENGTH_PULL = 5;
const WORD_SMOOTHING = 0.3;
export const SET_OFF_SMOOTHING = 0.5;
/** Fewer scenes with speech than this cannot be left out one by one: stretches of speeches are. */
const LEAST_GROUPS = 5;
const STRETCH = 20;

/** What models that have not read a speech's scene make of the speech. Rows are speeches, columns who says enough. */
export interface SpeakerScores {
  readonly leftOut: 'scene' | 'stretch';
  /** Log odds of each part, before weights. */
  readonly parts: Readonly<Record<VoicePart, Float64Array>>;
  /** Bits of each speech. */
  readonly bits: Float64Array;
  /** What each word did for one speaker against another, weighted, by the word. */
  explain(row: number, speaker: number, against: number): Map<string, number>;
}

/**
 * Reads every speech with models of each person against the rest, learned without the speech's own scene: words and
 * pairs of words by naive Bayes against the rest, words that stand alone between signs once more by themselves, letters
 * by a smoothed n-gram model, the length of the speech, and whom it names (people hardly name themselves). All are sums of log-likelihood ratios, and counts that can be taken
 * away: leaving a scene out costs no new training.
 */
export function speakerScores(spoken: readonly Spoken[], voices: Voices): SpeakerScores {
  const { who, enough, named } = voices;
  const classes = enough.length;
  const classOf = new Map(enough.map((person, index) => [person, index]));
  const labels = Int32Array.from(who, (person) => classOf.get(person) ?? -1);
  const { groups, leftOut } = groupsOf(spoken, labels);

  const features = wordFeatures(spoken);
  const words = new ContrastiveNaiveBayes({
    features: features.matrix,
    labels,
    classes,
    groups,
    smoothing: WORD_SMOOTHING,
  });
  const alone = setOffWords(spoken);
  const setOff = new ContrastiveNaiveBayes({
    features: alone.matrix,
    labels,
    classes,
    groups,
    smoothing: SET_OFF_SMOOTHING,
  });
  const letters = new NgramModel({
    order: ORDER,
    classes,
    pull: PULL,
    smoothing: SMOOTHING,
    alphabet: alphabetOf(spoken),
  });
  const lengths = new NgramModel({
    order: 1,
    classes,
    pull: [LENGTH_PULL],
    smoothing: SMOOTHING,
    alphabet: LENGTHS,
  });
  const grams = spoken.map(({ lines }) => lines.map(({ symbols }) => letters.grams(symbols)));
  const lengthOf = spoken.map(({ lines }) => lengths.grams([lengthSymbol(lines)]));
  const sizes = new Float64Array(classes);
  const count = (row: number, sign: 1 | -1): void => {
    const label = labels[row] as number;
    for (const line of grams[row] ?? []) sign > 0 ? letters.add(line, label) : letters.remove(line, label);
    const length = lengthOf[row] as Int32Array;
    sign > 0 ? lengths.add(length, label) : lengths.remove(length, label);
    if (label >= 0) sizes[label]! += sign;
  };
  for (const row of spoken.keys()) count(row, 1);

  const byGroup = Map.groupBy(spoken.keys(), (row) => groups[row] as number);
  const without = (rows: readonly number[], work: () => void): void => {
    for (const row of rows) count(row, -1);
    work();
    for (const row of rows) count(row, 1);
  };
  const table = (): Float64Array => new Float64Array(spoken.length * classes);
  const parts = {
    share: table(),
    words: words.scores(),
    letters: table(),
    length: table(),
    named: table(),
    setOff: setOff.scores(),
  };
  const bits = new Float64Array(spoken.length);
  for (const rows of byGroup.values()) {
    without(rows, () => {
      const shares = logShares(sizes);
      for (const row of rows) {
        const at = row * classes;
        for (const line of grams[row] ?? []) {
          const reading = letters.read(line);
          for (const bit of reading.bits) bits[row]! += bit;
          for (const [index, ratio] of reading.ratios.entries()) parts.letters[at + (index % classes)]! += ratio;
        }
        parts.length.set(lengths.read(lengthOf[row] as Int32Array).ratios, at);
        parts.share.set(shares, at);
      }
    });
  }
  for (const [row, { lines }] of spoken.entries())
    for (const { tokens } of lines)
      for (const { key, capital } of tokens)
        if (capital)
          for (const [index, names] of named.entries()) if (names.has(key)) parts.named[row * classes + index] = 1;

  return {
    leftOut,
    parts,
    bits,
    explain(row, speaker, against) {
      const because = new Map<string, number>();
      const add = (word: string, amount: number): void => {
        if (word !== '') because.set(word, (because.get(word) ?? 0) + amount);
      };
      const addAll = (
        weight: number,
        { matrix: { starts, column }, names }: Pick<typeof features, 'matrix' | 'names'>,
        ofWords: Float64Array,
      ): void => {
        for (let entry = starts[row]!, at = 0; entry < starts[row + 1]!; entry++, at += classes)
          add((names[column[entry]!] as string).trim(), weight * (ofWords[at + speaker]! - ofWords[at + against]!));
      };
      addAll(VOICE_WEIGHTS.words, features, words.parts(row));
      addAll(VOICE_WEIGHTS.setOff, alone, setOff.parts(row));
      without(byGroup.get(groups[row] as number) ?? [], () => {
        for (const [index, { tokens }] of (spoken[row] as Spoken).lines.entries()) {
          const { ratios } = letters.read((grams[row] as Int32Array[])[index] as Int32Array);
          for (const { key, from, to } of tokens) {
            let amount = 0;
            for (let at = from; at < to; at++)
              amount += ratios[at * classes + speaker]! - ratios[at * classes + against]!;
            add(key, VOICE_WEIGHTS.letters * amount);
          }
        }
      });
      return because;
    },
  };
}

const LENGTHS = 32;

/** The length of a speech in steps of the square root of two. */
function lengthSymbol(lines: Spoken['lines']): number {
  const tokens = lines.reduce((sum, line) => sum + line.tokens.length, 0);
  return Math.min(LENGTHS - 1, Math.round(2 * Math.log2(1 + tokens)));
}

function logShares(sizes: Float64Array): Float64Array {
  const all = sizes.reduce((sum, size) => sum + size + 1, 0);
  return sizes.map((size) => Math.log((size + 1) / all));
}

function alphabetOf(spoken: readonly Spoken[]): number {
  const letters = new Set<number>();
  for (const { lines } of spoken) for (const { symbols } of lines) for (const symbol of symbols) letters.add(symbol);
  return letters.size + 1;
}

function groupsOf(
  spoken: readonly Spoken[],
  labels: Int32Array,
): { groups: Int32Array; leftOut: SpeakerScores['leftOut'] } {
  const scenes = new Set(spoken.filter((_, row) => (labels[row] as number) >= 0).map(({ speech }) => speech.scene));
  if (scenes.size >= LEAST_GROUPS)
    return { groups: Int32Array.from(spoken, ({ speech }) => speech.scene + 1), leftOut: 'scene' };
  return { groups: Int32Array.from(spoken, (_, row) => Math.floor(row / STRETCH)), leftOut: 'stretch' };
}
