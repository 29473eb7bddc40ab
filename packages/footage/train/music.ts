import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { close, soundSamples } from '@second-unit/media';
import { MUSIC_FEATURES, MusicFeatures } from '../src/sound/music-features.ts';
import { RATE as FRAMES, Onsets } from '../src/sound/onsets.ts';
import { LANES, Spectra } from '../src/sound/spectrum.ts';
import { SpeechNetwork, STEP } from '../src/sound/speech-network.ts';
import { level, madeMusic, madePlace, madeVoice, mixed, RATE } from './made-sound.ts';
import { type Example, fitLogistic } from './newton-logistic.ts';
import { random } from './random.ts';

/** The shipped file. */
export const MODEL_FILE = resolve(import.meta.dirname, '../models/music.json');
/** Sound whose rights let it be learned from, and of which what is in it is known as a whole. */
const FILM = 'clips/maria_bbb_720p.mp4';
const SECONDS = 12;
/** Samples of a spectrum. */
const WINDOW = 1024;
const LAST = 160;
const HELD_OUT = { first: 6001, last: 6060 };
/** Weights of two runs on the same data differ by no more than this. */
const TOLERANCE = 0.001;

/** A made stretch of sound of a seed, and whether there is music in it. */
export function madeStretch(seed: number): { readonly samples: Float32Array; readonly music: boolean } {
  const next = random(seed * 7919);
  const [music, voice, place] = [
    madeMusic(seed, SECONDS),
    madeVoice(seed + 1, SECONDS),
    madePlace(seed + 2, SECONDS),
  ].map(({ samples }) => mixed([samples, 0.1 / level(samples)])) as [Float32Array, Float32Array, Float32Array];
  const gain = 10 ** (-2 * next());
  const under = 10 ** (-0.9 * next());
  const scaled = (...parts: readonly (readonly [Float32Array, number])[]): Float32Array =>
    mixed(...parts.map(([sound, one]) => [sound, one * gain] as const));
  switch (seed % 6) {
    case 0:
      return { samples: scaled([music, 1]), music: true };
    case 1:
      return { samples: scaled([voice, 1]), music: false };
    case 2:
      return { samples: scaled([place, 1]), music: false };
    case 3:
      return { samples: scaled([music, under], [voice, 1]), music: true };
    case 4:
      return { samples: scaled([voice, 1], [place, under]), music: false };
    default:
      return { samples: scaled([music, 1], [place, under]), music: true };
  }
}

/** Features of every second of a sound. */
export function rowsOf(samples: Float32Array): number[][] {
  const spectra = new Spectra(WINDOW);
  const onsets = new Onsets(WINDOW);
  const features = new MusicFeatures();
  const network = new SpeechNetwork();
  const chances: number[] = [];
  for (let at = 0; at + STEP <= samples.length; at += STEP) chances.push(network.next(samples, at));
  const speechAt = (second: number): number => chances[Math.floor((second * RATE) / STEP)] ?? 0;
  const rows: number[][] = [];
  const hop = RATE / FRAMES;
  for (let at = 0; at + WINDOW + (LANES - 1) * hop <= samples.length; at += LANES * hop) {
    const four = spectra.magnitudes(samples, at, hop);
    if (!features.spectra(four, onsets.spectra(four, LANES), LANES) || features.kept < 5) continue;
    const second = rows.length + 2;
    let speech = 0;
    for (let part = 0; part < 10; part++) speech += speechAt(second + part / 10) / 10;
    rows.push(features.row(2, speech));
  }
  return rows;
}

/** All sound of a film, mono. */
export async function soundOfFilm(path: string): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for await (const event of soundSamples(path, { sampleRate: RATE })) parts.push(event.samples);
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Learns to tell music from what is none; prints its scores on sound held out. */
export default async function train(options: readonly string[]): Promise<void> {
  const examples: Example[] = [];
  for (let seed = 1; seed <= LAST; seed++) {
    const { samples, music } = madeStretch(seed);
    for (const values of rowsOf(samples)) examples.push({ values, yes: music });
  }
  const film = resolve(import.meta.dirname, '../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data', FILM);
  const fit = fitLogistic(examples, 0.5);
  const model = {
    features: MUSIC_FEATURES,
    weights: fit.weights.map((weight) => Number(weight.toPrecision(6))),
    bias: Number(fit.bias.toPrecision(6)),
  };
  const chance = (row: readonly number[]): number => {
    const odds = row.reduce((sum, value, at) => sum + value * model.weights[at]!, model.bias);
    return 1 / (1 + Math.exp(-odds));
  };
  const right = new Map<string, [number, number]>();
  const count = (kind: string, good: boolean): void => {
    const tally = right.get(kind) ?? [0, 0];
    right.set(kind, [tally[0] + (good ? 1 : 0), tally[1] + 1]);
  };
  const kinds = ['music', 'voice', 'place', 'music under voice', 'voice in a place', 'music in a place'];
  for (let seed = HELD_OUT.first; seed <= HELD_OUT.last; seed++) {
    const { samples, music } = madeStretch(seed);
    for (const row of rowsOf(samples)) count(kinds[seed % 6]!, chance(row) >= 0.5 === music);
  }
  if (existsSync(film)) {
    for (const row of rowsOf(await soundOfFilm(film)))
      count('Big Buck Bunny (music throughout: weak truth)', chance(row) >= 0.5);
    close();
  } else console.log(`${FILM} is not in the data folder: not scored on it.`);
  console.log(`${examples.length} seconds learned from`);
  for (const [place, name] of MUSIC_FEATURES.entries()) console.log(`  ${name}: ${model.weights[place]}`);
  for (const [kind, [good, all]] of right) console.log(`${kind}: ${good} of ${all} seconds right`);
  const text = `${JSON.stringify(model, null, 2)}\n`;
  if (options.includes('--check')) {
    const shipped = JSON.parse(await readFile(MODEL_FILE, 'utf8')) as { weights: number[]; bias: number };
    const far = [...model.weights, model.bias].some(
      (value, at) =>
        Math.abs(value - [...shipped.weights, shipped.bias][at]!) > TOLERANCE * Math.max(1, Math.abs(value)),
    );
    if (far) throw new Error('The shipped weights are others.');
    return;
  }
  await writeFile(MODEL_FILE, text);
  console.log(`SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
}
