import { summed } from '../src/voice/telling.ts';
import { VOICE_PARTS, VOICE_WEIGHTS } from '../src/voice/weights.ts';
import { type Choice, fitConditionalLogit } from './conditional-logit.ts';
import { TRIPOD_ABSENT, tripodFolder } from './tripod/films.ts';
import { accuracy, type VoiceCase, voiceFilms } from './voice-cases.ts';

const RIDGE = 1;
/** Largest difference to the shipped weights that is rounding. */
const TOLERANCE = 0.006;

/**
 * Learns how much each part of the voice model counts, on the train films of TRIPOD that the benchmark does not report,
 * and prints the weights of `src/voice/weights.ts`. With `--check` it throws where they are others. Cross-validated
 * over films: the figure printed is of films that the weights were not learned on.
 */
export default async function main(options: readonly string[]): Promise<void> {
  const folder = tripodFolder();
  if (folder === undefined) {
    console.log(`skipped: ${TRIPOD_ABSENT}`);
    return;
  }
  const { learned } = await voiceFilms(folder);
  const halves = [0, 1].map((half) => learned.filter((_, index) => index % 2 === half));
  const held = halves.flatMap((half, index) => {
    const weights = fit(halves[1 - index] as VoiceCase[]);
    return half.map((film) => accuracy(film, summed(film.scores, VOICE_PARTS, weights)));
  });
  console.log(`${learned.length} films; ${(100 * mean(held)).toFixed(2)} % right on films not learned on`);
  const weights = fit(learned);
  for (const part of VOICE_PARTS) console.log(`${part}: ${weights[part].toFixed(2)}`);
  const apart = Math.max(...VOICE_PARTS.map((part) => Math.abs(weights[part] - VOICE_WEIGHTS[part])));
  if (options.includes('--check') && apart > TOLERANCE)
    throw new Error(`The shipped weights are not what the training makes: ${apart} apart.`);
}

function fit(films: readonly VoiceCase[]): Record<(typeof VOICE_PARTS)[number], number> {
  const choices = films.flatMap(choicesOf);
  const { common } = fitConditionalLogit(choices, {
    groups: 0,
    common: VOICE_PARTS.length,
    ridge: RIDGE,
    groupRidge: 1,
    start: 0,
  });
  return Object.fromEntries(VOICE_PARTS.map((part, at) => [part, common[at] ?? 0])) as ReturnType<typeof fit>;
}

function choicesOf({ voices: { who, enough }, scores }: VoiceCase): Choice[] {
  const count = enough.length;
  return who.flatMap((person, row) => {
    const own = enough.indexOf(person);
    if (own < 0) return [];
    return [
      {
        group: 0,
        rows: VOICE_PARTS.map((part) => scores.parts[part].subarray(row * count, (row + 1) * count)),
        chosen: Float64Array.from(enough, (_, at) => (at === own ? 1 : 0)),
      },
    ];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
