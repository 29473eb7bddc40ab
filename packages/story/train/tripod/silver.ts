import type { Film } from './films.ts';

/** Words as common stems: enough to meet `kills` with `killed`. English only, and only for the training. */
export function stems(text: string): string[] {
  const found: string[] = [];
  for (const match of text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu)) {
    const word = match[0].replace(/['’].*$/u, '');
    if (word.length < 3 || STOP.has(word)) continue;
    found.push(
      word
        .replace(/(?:ies|ied)$/u, 'y')
        .replace(/(?:ings?|ed|es|s|e|ly|er|ers)$/u, (end) => (word.length - end.length >= 3 ? '' : end)),
    );
  }
  return found;
}

const STOP = new Set(
  (
    'the and that this with from for are was were has have had his her hers him she they them their its not but who whom ' +
    'which what when where while into out off over under after before then than there here about again been being also ' +
    'can could will would should does did doing how all any both each few more most other some such only own same too ' +
    'very just now you your yours our ours down because until upon himself herself themselves through during tells told'
  ).split(' '),
);

/** How the reading of a script along its synopsis behaves; chosen by hand on train films, never on test. */
const ALONG = {
  /** Nats for a cosine of one. */
  sharpness: 24,
  /** A sentence is written about this much of the advance that it takes on average, onward and back. */
  onward: 1.3,
  back: 0.5,
  /** Chance that a sentence jumps to anywhere. */
  jump: 0.03,
  /** Standard deviation of a sentence's place about its share of the synopsis, in shares of the script. */
  spread: 0.16,
} as const;

/**
 * For each sentence of the synopsis, how likely each scene is the one that it tells: a hidden walk over the scenes,
 * mostly onward, whose steps see the words that sentence and scene share.
 */
export function scenesOfSentences(film: Film, scenes: readonly string[]): Float64Array[] {
  const similar = similarities(film.synopsis, scenes);
  const count = scenes.length;
  const sentences = film.synopsis.length;
  const step = count / sentences;
  const move = new Float64Array(2 * count + 1);
  for (let by = -count; by <= count; by++) {
    const far = by >= 0 ? by / (ALONG.onward * step) : -by / (ALONG.back * step);
    move[by + count] = Math.exp(-far);
  }
  const emission = similar.map((row, sentence) =>
    row.map((value, scene) => {
      const off = ((scene + 0.5) / count - (sentence + 0.5) / sentences) / ALONG.spread;
      return Math.exp(ALONG.sharpness * (value - 1) - (off * off) / 2) + 1e-300;
    }),
  );
  const forward = walk(emission, (from, to) => move[to - from + count] as number, count);
  const backward = walk([...emission].reverse(), (from, to) => move[from - to + count] as number, count).reverse();
  return forward.map((row, sentence) =>
    scaled(
      row.map((value, scene) => (value * (backward[sentence]?.[scene] ?? 0)) / (emission[sentence]?.[scene] ?? 1)),
    ),
  );
}

/** Probabilities of each row given it and the rows before, scaled to one. */
function walk(emission: readonly Float64Array[], move: (from: number, to: number) => number, count: number) {
  const rows: Float64Array[] = [];
  let last: Float64Array | undefined;
  for (const row of emission) {
    const next = new Float64Array(count);
    for (let to = 0; to < count; to++) {
      let mass = last === undefined ? 1 : ALONG.jump / count;
      if (last !== undefined) {
        let moved = 0;
        for (let from = 0; from < count; from++) moved += (last[from] as number) * move(from, to);
        mass += (1 - ALONG.jump) * moved;
      }
      next[to] = mass * (row[to] as number);
    }
    last = scaled(next);
    rows.push(last);
  }
  return rows;
}

function scaled(row: Float64Array): Float64Array {
  const sum = row.reduce((total, value) => total + value, 0);
  return row.map((value) => value / sum);
}

function similarities(sentences: readonly string[], scenes: readonly string[]): Float64Array[] {
  const bags = scenes.map((scene) => counts(stems(scene)));
  const spread = new Map<string, number>();
  for (const bag of bags) for (const word of bag.keys()) spread.set(word, (spread.get(word) ?? 0) + 1);
  const idf = (word: string): number => Math.log((1 + scenes.length) / (0.5 + (spread.get(word) ?? 0)));
  const weigh = (bag: Map<string, number>): Map<string, number> => {
    const weights = new Map([...bag].map(([word, count]) => [word, (1 + Math.log(count)) * idf(word)]));
    const norm = Math.hypot(...weights.values()) || 1;
    return new Map([...weights].map(([word, weight]) => [word, weight / norm]));
  };
  const vectors = bags.map(weigh);
  return sentences.map((sentence) => {
    const vector = weigh(counts(stems(sentence).filter((word) => spread.has(word))));
    return Float64Array.from(vectors, (scene) => {
      let sum = 0;
      for (const [word, weight] of vector) sum += weight * (scene.get(word) ?? 0);
      return sum;
    });
  });
}

function counts(words: readonly string[]): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}
