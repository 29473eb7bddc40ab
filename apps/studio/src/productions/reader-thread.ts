import { parentPort } from 'node:worker_threads';
import { toFault } from '@second-unit/evidence';
import type { ShotLog, TakePin } from '@second-unit/footage';
import { type BreakdownCorrection, readThrough } from '@second-unit/story';
import { breakdownLexicon, emotionModel, vadModel } from '@second-unit/story/node';
import * as Y from 'yjs';
import { lineScript } from './lined-script.ts';
import { linkScenes, type SceneAlignment } from './scene-alignment.ts';
import type { ThreadAnswer, ThreadRequest } from './thread-lane.ts';

/** What is asked of a reading thread: a script read through, or one aligned with a film. */
export type ReadAsk =
  | { readonly kind: 'read'; readonly text: string; readonly corrections: readonly BreakdownCorrection[] }
  /** `updates` are the Yjs updates that the script's document is made of. */
  | ({ readonly kind: 'align' } & FilmAsk)
  | ({ readonly kind: 'line'; readonly title: string } & FilmAsk);

interface FilmAsk {
  readonly updates: readonly Uint8Array[];
  readonly log: ShotLog;
  readonly pins: readonly TakePin[];
}

/** JSON of the read-through or of the lined script, or the alignment. */
export type ReadValue = string | SceneAlignment;

/** Pairs of speech and subtitle that are compared: 10,000 speeches with 2,000 subtitles. */
const MOST_PAIRS = 20_000_000;

async function answer(ask: ReadAsk): Promise<ReadValue> {
  if (ask.kind === 'read') {
    const [emotion, vad, lexicon] = await Promise.all([emotionModel(), vadModel(), breakdownLexicon()]);
    return JSON.stringify(readThrough(ask.text, { models: { emotion, vad }, lexicon, corrections: ask.corrections }));
  }
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of ask.updates) Y.applyUpdate(doc, update);
  });
  const text = doc.getText('text').toString();
  if (ask.kind === 'line') return JSON.stringify(lineScript(text, ask.log, { title: ask.title, pins: ask.pins }));
  const [emotion, vad] = await Promise.all([emotionModel(), vadModel()]);
  return linkScenes(text, ask.log, { mostPairs: MOST_PAIRS, pins: ask.pins, models: { emotion, vad } });
}

parentPort?.on('message', async ({ id, ask }: ThreadRequest<ReadAsk>) => {
  let said: ThreadAnswer<ReadValue>;
  try {
    said = { id, value: await answer(ask) };
  } catch (thrown) {
    const { code, message, place } = toFault(thrown);
    said = { id, code, message, ...(place === undefined ? {} : { place }) };
  }
  parentPort?.postMessage(said);
});
