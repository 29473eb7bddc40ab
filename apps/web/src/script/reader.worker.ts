import { edit, parse, type Screenplay } from '@second-unit/screenplay';
import {
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
  | { readonly kind: 'open'; readonly text: string }
  /** In turn: each is of the text that the one before it left. */
  | { readonly kind: 'change'; readonly changes: readonly TextChange[] };

export interface ReaderAnswer {
  readonly reading: ReadThrough;
  /** How many asks it has heeded. */
  readonly asks: number;
  /** Milliseconds that the reading took. */
  readonly took: number;
}

/** Milliseconds after which nobody is typing any more, and what is costly is worked out anew. */
const REST = 1500;

let tree: Screenplay = parse('');
let models: Pick<ReadOptions, 'models' | 'lexicon'> = {};
let asked = false;
let resting: ReturnType<typeof setTimeout> | undefined;

/** Reads a script away from the keys. The tree stays here: a change reads again only the blocks that it touches. */
self.onmessage = ({ data }: MessageEvent<ReaderAsk>) => {
  const begin = performance.now();
  clearTimeout(resting);
  if (data.kind === 'open') {
    tree = parse(data.text);
    answer(begin, false);
    // Behind the first answer: what needs no model is on the screen meanwhile.
    if (!asked) void addModels();
    return;
  }
  for (const change of data.changes) tree = edit(tree, change);
  if (answer(begin, true)) return;
  resting = setTimeout(() => answer(performance.now(), false), REST);
};

/** @returns whether all that is said is of the text as it is. */
function answer(begin: number, typing: boolean): boolean {
  const reading = readThrough(tree, { ...models, typing });
  self.postMessage({ reading, took: performance.now() - begin } satisfies ReaderAnswer);
  return reading.voice.current;
}

/** From the studio that the page came from. Where they cannot be had, the script is read without them. */
async function addModels(): Promise<void> {
  asked = true;
  const files = [emotionFile, vadFile, lexiconFile].map(async (file) => {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });
  const [emotion, vad, lexicon] = await Promise.all(files).catch(() => []);
  if (!emotion || !vad || !lexicon) return;
  models = {
    models: { emotion: loadEmotionModel(emotion), vad: loadVadModel(vad) },
    lexicon: loadLexicon(lexicon),
  };
  answer(performance.now(), false);
}
