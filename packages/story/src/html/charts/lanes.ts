import type { ReadThrough } from '../../read-through.ts';
import type { Lane } from './script-chart.ts';

const TURNS = {
  opportunity: 'Opportunity',
  changeOfPlans: 'Change of plans',
  pointOfNoReturn: 'Point of no return',
  majorSetback: 'Major setback',
  climax: 'Climax',
} as const;

/** What is measured scene by scene; models last, but for the turning points, by which one finds one's way. */
export function lanesOf({ scenes, pacing, structure, emotion, voice }: ReadThrough): Lane[] {
  const lanes: Lane[] = [];
  if (structure.turningPoints.length > 0) {
    lanes.push({
      name: 'Turning points',
      method: 'the band holds the point in about 80 % of films, the mark is the single scene it would be.',
      values: [],
      model: true,
      language: 'any',
      bands: structure.turningPoints.map(({ name, band, scene }) => ({ name: TURNS[name], scenes: band, scene })),
    });
  }
  lanes.push(
    {
      name: 'Tension',
      method: pacing.formula.replace(/^Tension is /u, ''),
      values: pacing.scenes.map(({ tension }) => tension),
      stretch: true,
      language: 'any',
    },
    {
      name: 'Dialogue',
      method: 'spoken words of all words in the scene.',
      values: pacing.scenes.map(({ dialogue }) => dialogue),
      language: 'any',
    },
  );
  if (emotion !== undefined) {
    lanes.push(
      {
        name: 'Valence',
        hint: 'bright above the line, dark below',
        method: 'mean over the lines of a scene by a model of English (EmoBank), less the mean of the script.',
        values: centred(emotion.scenes.map((scene) => scene?.valence)),
        signed: true,
        model: true,
        language: 'en',
      },
      {
        name: 'Arousal',
        method: 'mean over the lines of a scene by a model of English (EmoBank, 1 to 5).',
        values: emotion.scenes.map((scene) => scene?.arousal),
        stretch: true,
        model: true,
        language: 'en',
      },
    );
  }
  const surprise = surpriseOf(scenes, voice);
  if (surprise.some((value) => value !== undefined)) {
    lanes.push({
      name: 'Surprise',
      hint: 'of the dialogue, in bits a word',
      method: 'how unlike the words of a scene are to a model of all dialogue outside it.',
      values: surprise,
      stretch: true,
      model: true,
      language: 'any',
    });
  }
  return lanes;
}

/** Fewer words than these are too few for a mean to mean something. */
const FEWEST_WORDS = 12;
/** Of the scenes, how many are within the lane; those beyond stand at its edge. */
const WITHIN = 0.95;

const LEAST_SPREAD = 0.02;

/** Around the script's own mean: an arc is about more and less, not about much. */
function centred(values: readonly (number | undefined)[]): (number | undefined)[] {
  const told = values.filter((value) => value !== undefined);
  const mean = told.reduce((sum, value) => sum + value, 0) / Math.max(1, told.length);
  const far = told.map((value) => Math.abs(value - mean)).sort((a, b) => a - b);
  const most = far[Math.floor(far.length * WITHIN)] ?? 0;
  // Hundredths of the scale are no arc.
  if (most < LEAST_SPREAD) return values.map(() => undefined);
  return values.map((value) => (value === undefined ? undefined : Math.min(1, Math.max(-1, (value - mean) / most))));
}

/** Bits over words of the lines of each scene in which enough is said. */
function surpriseOf(scenes: ReadThrough['scenes'], { lines }: ReadThrough['voice']): (number | undefined)[] {
  const bits = scenes.map(() => ({ bits: 0, words: 0 }));
  let scene = 0;
  for (const { from, bitsPerWord, words } of lines) {
    while (scene < scenes.length - 1 && (scenes[scene + 1]?.from ?? 0) <= from) scene++;
    const sum = bits[scene];
    if (bitsPerWord === undefined || sum === undefined) continue;
    sum.bits += bitsPerWord * words;
    sum.words += words;
  }
  return bits.map((sum) => (sum.words < FEWEST_WORDS ? undefined : sum.bits / sum.words));
}
