import { parse, type Screenplay } from '@second-unit/screenplay';
import {
  type EmotionModels,
  type Lexicon,
  loadEmotionModel,
  loadLexicon,
  loadVadModel,
  type ReadThrough,
  readThrough,
} from '@second-unit/story';
import { formatOf, readFileBytes } from '@second-unit/studio/script-files';

/** A file to read, or the models, which come when the first reading is on the screen. */
export type FileAsk =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'models'; readonly emotion: Uint8Array; readonly vad: Uint8Array; readonly lexicon: Uint8Array };

export type FileAnswer =
  | {
      readonly kind: 'read';
      readonly reading: ReadThrough;
      /** Fountain: what the ranges of the reading point into. */
      readonly text: string;
      /** What a person should know about how the file was read. */
      readonly warnings: readonly string[];
      /** Were the models of emotion there? */
      readonly complete: boolean;
      /** Milliseconds in this thread, of the file and of the reading. */
      readonly took: { readonly file: number; readonly reading: number };
    }
  | { readonly kind: 'page'; readonly page: number; readonly pages: number }
  | { readonly kind: 'failed'; readonly message: string };

let open: { readonly tree: Screenplay; readonly text: string; readonly warnings: readonly string[] } | undefined;
let models: EmotionModels | undefined;
let lexicon: Lexicon | undefined;
let fileTook = 0;

self.onmessage = ({ data }: MessageEvent<FileAsk>) => {
  answer(data).catch((thrown: unknown) => {
    tell({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  });
};

async function answer(ask: FileAsk): Promise<void> {
  if (ask.kind === 'models') {
    models = { emotion: loadEmotionModel(ask.emotion), vad: loadVadModel(ask.vad) };
    lexicon = loadLexicon(ask.lexicon);
    if (open) read(open);
    return;
  }
  const begin = performance.now();
  // A name without an ending that is known is taken for Fountain, which is plain text.
  const format = formatOf(ask.name) ?? 'fountain';
  const { text, warnings } = await readFileBytes(ask.bytes, format, {
    name: ask.name,
    onProgress: ({ page, pages }) => tell({ kind: 'page', page, pages }),
  });
  open = { tree: parse(text), text, warnings };
  fileTook = performance.now() - begin;
  read(open);
}

function read({ tree, text, warnings }: NonNullable<typeof open>): void {
  const begin = performance.now();
  const reading = readThrough(tree, { ...(models && { models }), ...(lexicon && { lexicon }) });
  const took = { file: fileTook, reading: performance.now() - begin };
  tell({ kind: 'read', reading, text, warnings, complete: models !== undefined, took });
}

function tell(message: FileAnswer): void {
  self.postMessage(message);
}
