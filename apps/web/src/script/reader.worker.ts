import { edit, parse, type Screenplay } from '@second-unit/screenplay';
import {
  type BreakdownCorrection,
  type EmotionModels,
  type Lexicon,
  loadEmotionModel,
  loadLexicon,
  loadVadModel,
  type ReadThrough,
  readThrough,
} from '@second-unit/story';
import lexiconFile from '@second-unit/story/models/breakdown-lexicon.json?url';
import emotionFile from '@second-unit/story/models/emotion.safetensors?url';
import vadFile from '@second-unit/story/models/vad.safetensors?url';
import type { TextChange } from './text-changes.ts';

/** What a page tells its reader: a text to begin with, then what changes in it. */
export type ReaderAsk =
  | { readonly kind: 'open'; readonly text: string; readonly corrections: readonly BreakdownCorrection[] }
  /** In turn: each is of the text that the one before it left. */
  | { readonly kind: 'change'; readonly changes: readonly TextChange[] }
  /** What was said about the breakdown, all of it. */
  | { readonly kind: 'correct'; readonly corrections: readonly BreakdownCorrection[] };

export interface ReaderAnswer {
  readonly reading: ReadThrough;
  /** How many asks it has heeded. */
  readonly asks: number;
  /** No fuller reading of the same text comes: models and nouns are there, or could not be had. */
  readonly complete: boolean;
  /** Milliseconds that the reading took. */
  readonly took: number;
}

let tree: Screenplay = parse('');
let models: EmotionModels | undefined;
let lexicon: Lexicon | undefined;
let corrections: readonly BreakdownCorrection[] = [];
let gaveUp = false;
let asks = 0;
let idle: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds without a change after which what waits while someone types is read too. */
const IDLE = 800;

/** Reads a script away from the keys. The tree stays here: a change reads again only the blocks that it touches. */
self.onmessage = ({ data }: MessageEvent<ReaderAsk>) => {
  const begin = performance.now();
  asks++;
  clearTimeout(idle);
  if (data.kind === 'open') tree = parse(data.text);
  if (data.kind !== 'change') corrections = data.corrections;
  else for (const change of data.changes) tree = edit(tree, change);
  answer(begin, data.kind === 'change');
  // Behind the first answer: what needs no model is on the screen meanwhile.
  if (data.kind === 'open' && models === undefined) void addModels();
};

function answer(begin: number, typing = false): void {
  const reading = readThrough(tree, { ...(models && { models }), ...(lexicon && { lexicon }), corrections, typing });
  self.postMessage({
    reading,
    asks,
    complete: models !== undefined || gaveUp,
    took: performance.now() - begin,
  } satisfies ReaderAnswer);
  if (!(reading.voice.current && reading.structure.current)) idle = setTimeout(() => answer(performance.now()), IDLE);
}

/** Milliseconds after which models that could not be had are asked for again: the studio may be starting anew. */
const AGAIN = [1_000, 5_000, 20_000];

/** From the studio that the page came from. Where they cannot be had, the script is read without them. */
async function addModels(tries = 0): Promise<void> {
  const files = [emotionFile, vadFile, lexiconFile].map(async (file) => {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });
  const [emotion, vad, nouns] = await Promise.all(files).catch(() => []);
  if (!emotion || !vad || !nouns) {
    const wait = AGAIN[tries];
    if (wait !== undefined) {
      setTimeout(() => void addModels(tries + 1), wait);
      return;
    }
    gaveUp = true;
    answer(performance.now());
    return;
  }
  lexicon = loadLexicon(nouns);
  models = { emotion: loadEmotionModel(emotion), vad: loadVadModel(vad) };
  answer(performance.now());
}
