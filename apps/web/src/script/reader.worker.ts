import { edit, parse, type Screenplay } from '@second-unit/screenplay';
import { type ReadThrough, readThrough } from '@second-unit/story';
import type { TextChange } from './text-changes.ts';

/** What a page tells its reader: a text to begin with, then what changes in it. */
export type ReaderAsk =
  | { readonly kind: 'open'; readonly text: string }
  /** In turn: each is of the text that the one before it left. */
  | { readonly kind: 'change'; readonly changes: readonly TextChange[] };

export interface ReaderAnswer {
  readonly reading: ReadThrough;
  /** Milliseconds that the reading took. */
  readonly took: number;
}

let tree: Screenplay = parse('');

/** Reads a script away from the keys. The tree stays here: a change reads again only the blocks that it touches. */
self.onmessage = ({ data }: MessageEvent<ReaderAsk>) => {
  const begin = performance.now();
  if (data.kind === 'open') tree = parse(data.text);
  else for (const change of data.changes) tree = edit(tree, change);
  const reading = readThrough(tree);
  self.postMessage({ reading, took: performance.now() - begin } satisfies ReaderAnswer);
};
