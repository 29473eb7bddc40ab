import { readFile, writeFile } from 'node:fs/promises';
import { VOICE_PARTS } from '../../src/voice/weights.ts';
import { TRIPOD_ABSENT, tripodFolder } from '../tripod/films.ts';
import { type VoiceCase, voiceFilms } from '../voice-cases.ts';
import { type SceneChain, type Scope, sceneChains, TURNS, UNARY } from './scene-chain.ts';
import { type FieldWeights, fitField, guesses } from './scene-field.ts';

export const SCOPES: readonly Scope[] = ['dialogue', 'around', 'scene'];
/** Parts that are the words: a control is trained without them. */
const OF_WORDS = new Set(
  ['words', 'letters', 'length', 'setOff'].map((part) => (VOICE_PARTS as readonly string[]).indexOf(part)),
);
const FILE = new URL('./weights.json', import.meta.url);

type SceneWeights = { readonly features: readonly string[] } & {
  /** With the words of the speech, and without them, where only turns and names are left. */
  readonly [scope in Scope]: { readonly full: FieldWeights; readonly control: FieldWeights };
};

/** Share of the speeches of those who say enough that are given to the right one, in per cent. */
export function accuracyOf(chains: readonly SceneChain[], weights: FieldWeights): number {
  const all = chains.flatMap((chain) => guesses(chain, weights));
  return (100 * all.filter(({ guess, truth }) => guess === truth).length) / all.length;
}

/**
 * Learns who speaks in a scene without cues, all its speeches together, on every other of the train films of TRIPOD that
 * the benchmark does not report. Used to measure only.
 */
export default async function main(): Promise<void> {
  const folder = tripodFolder();
  if (folder === undefined) {
    console.log(`skipped: ${TRIPOD_ABSENT}`);
    return;
  }
  const { learned } = await voiceFilms(folder);
  const trained = Object.fromEntries(SCOPES.map((scope) => [scope, train(learned, scope)]));
  await writeFile(FILE, `${JSON.stringify({ features: [...UNARY, ...TURNS], ...trained }, null, 1)}\n`);
}

export async function shippedWeights(): Promise<SceneWeights> {
  return JSON.parse(await readFile(FILE, 'utf8')) as SceneWeights;
}

function train(films: readonly VoiceCase[], scope: Scope): { full: number[]; control: number[] } {
  const chains = films.map((film) => sceneChains(film, scope));
  const learnedOn = chains.filter((_, index) => index % 2 === 0);
  const held = chains.filter((_, index) => index % 2 === 1);
  const full = fitField(learnedOn);
  const control = fitField(learnedOn, OF_WORDS);
  for (const [name, weights] of [
    ['with the words', full],
    ['without the words', control],
  ] as const)
    console.log(
      `${scope}, ${name}: ${mean(held.map((film) => accuracyOf(film, weights))).toFixed(1)} % on ${held.length} films not learned on; ${[...UNARY, ...TURNS].map((feature, at) => `${feature} ${weights[at]?.toFixed(2)}`).join(', ')}`,
    );
  const rounded = (weights: readonly number[]): number[] => weights.map((weight) => Math.round(weight * 1000) / 1000);
  return { full: rounded(full), control: rounded(control) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
