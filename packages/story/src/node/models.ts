import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { type EmotionModel, loadEmotionModel } from '../emotion/emotion-model.ts';
import { loadVadModel, type VadModel } from '../emotion/vad-model.ts';

/** SHA-256 of each shipped file, as its card says. */
const MODEL_HASHES = {
  'emotion.safetensors': 'b60eb5160a36d6ec6a373b2657a0a9f1feca44d99bd8f8a6dc53917817b1e29f',
  'vad.safetensors': 'eee9bb269986769332105ced8df62caa57fe2245a7f5bc3f261ba660c61ea2a9',
} as const;

let emotion: Promise<EmotionModel> | undefined;
let vad: Promise<VadModel> | undefined;

/** The shipped emotion classifier, read from its file once. Throws `internal` where the file is missing or changed. */
export function emotionModel(): Promise<EmotionModel> {
  emotion ??= read('emotion.safetensors').then(loadEmotionModel);
  return emotion;
}

/** The shipped valence-arousal-dominance regressor, read once, under the licence beside it (CC BY-SA 4.0). */
export function vadModel(): Promise<VadModel> {
  vad ??= read('vad.safetensors').then(loadVadModel);
  return vad;
}

async function read(name: keyof typeof MODEL_HASHES): Promise<Uint8Array> {
  const file = new URL(`../../models/${name}`, import.meta.url);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new Fault('internal', `The model file ${name} is missing. Install Second Unit again.`, {
      place: file.pathname,
      cause,
    });
  }
  if (createHash('sha256').update(bytes).digest('hex') !== MODEL_HASHES[name])
    throw new Fault('internal', `The model file ${name} is not the one that was shipped. Install Second Unit again.`, {
      place: file.pathname,
    });
  return bytes;
}
