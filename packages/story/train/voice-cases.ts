import { parse } from '@second-unit/screenplay';
import { castOf } from '../src/cast/index.ts';
import type { Reading } from '../src/reading.ts';
import { readingOf } from '../src/reading-of.ts';
import { type Voices, voicesOf } from '../src/voice/people.ts';
import { type SpeakerScores, speakerScores } from '../src/voice/speakers.ts';
import { type Spoken, spokenOf } from '../src/voice/spoken.ts';
import { largest } from '../src/voice/telling.ts';
import { type Film, trainFilms } from './tripod/films.ts';

/** A script with what the models make of its speeches. */
export interface VoiceCase {
  readonly name: string;
  /** Who says enough. */
  readonly people: readonly string[];
  readonly reading: Reading;
  readonly spoken: readonly Spoken[];
  readonly voices: Voices;
  readonly scores: SpeakerScores;
}

/** Films of the benchmark: the first by name that have enough voices. Weights are learned on the others. */
const REPORTED = 20;
const LEAST_VOICES = 3;
const LEAST_SCENES = 5;

export function voiceCase({ name, script }: Pick<Film, 'name' | 'script'>): VoiceCase {
  const reading = readingOf(parse(script));
  const spoken = spokenOf(reading);
  const cast = castOf(reading);
  const voices = voicesOf(spoken, cast);
  const people = voices.enough.map((person) => cast.members[person]?.name ?? '');
  return { name, people, reading, spoken, voices, scores: speakerScores(spoken, voices) };
}

/** TRIPOD's train films in which at least three people say enough, by name: the first 20 to report, the rest to learn. */
export async function voiceFilms(folder: string): Promise<{ reported: VoiceCase[]; learned: VoiceCase[] }> {
  const cases = (await trainFilms(folder))
    .map(voiceCase)
    .filter(({ voices, reading }) => voices.enough.length >= LEAST_VOICES && reading.scenes.length >= LEAST_SCENES);
  return { reported: cases.slice(0, REPORTED), learned: cases.slice(REPORTED) };
}

/** Share of the speeches of those who say enough that are given to the right one; `scores` has a row a speech. */
export function accuracy({ voices: { who, enough } }: VoiceCase, scores: Float64Array): number {
  let right = 0;
  let all = 0;
  for (const [row, person] of who.entries()) {
    const own = enough.indexOf(person);
    if (own < 0) continue;
    all++;
    if (largest(scores, row * enough.length, enough.length) === own) right++;
  }
  return right / all;
}
