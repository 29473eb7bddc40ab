import { fScores, macroF1, pearson } from '@second-unit/learning';
import { emotionModel, vadModel } from '@second-unit/story/node';
import { type Examples, emoBank, goEmotions } from '../packages/story/train/emotion-data.ts';
import breakdown from './breakdown.ts';
import notes from './notes.ts';
import { type Bench, median, type Row, type Skipped } from './row.ts';
import { speedRows } from './story/speed.ts';
import tripod from './tripod.ts';
import voice from './voice.ts';

/** Each an area of its own too, with names of its own. */
const PARTS: Readonly<Record<string, Bench>> = { tripod, voice, breakdown, notes };

const DIMENSIONS = ['valence', 'arousal', 'dominance'] as const;

/** What the shipped models of emotion say of texts that they have not learned from; how long a read-through takes. */
export default async function* bench(name?: string): AsyncGenerator<Row | Skipped> {
  if (name === undefined || name === 'goemotions') yield* goEmotionsRows();
  if (name === undefined || name === 'emobank') yield* emoBankRows();
  if (name === undefined || name === 'emotion-speed') yield* emotionSpeedRows();
  if (name === undefined || name === 'speed') yield* speedRows();
  for (const [part, rows] of Object.entries(PARTS)) if (name === undefined || name === part) yield* rows();
}

async function* goEmotionsRows(): AsyncGenerator<Row | Skipped> {
  const id = 'story.goemotions.macro_f1';
  const test = await orSkip(id, goEmotions('test'));
  if ('skipped' in test) return yield test;
  const model = await emotionModel();
  const decided = new Float32Array(test.targets.length);
  for (const [at, text] of test.texts.entries())
    for (const label of model.decide(text)) decided[at * test.width + model.labels.indexOf(label)] = 1;
  const thresholds = model.labels.map(() => 0.5);
  yield {
    id,
    value: macroF1(fScores(decided, test.targets, thresholds)),
    unit: 'macro-F1',
    data: `GoEmotions test, ${test.texts.length} texts, ${model.labels.length} labels, as decided with the shipped thresholds`,
  };
}

async function* emoBankRows(): AsyncGenerator<Row | Skipped> {
  const test = await orSkip('', emoBank('test'));
  if ('skipped' in test) {
    for (const dimension of DIMENSIONS) yield { ...test, id: `story.emobank.${dimension[0]}` };
    return;
  }
  const model = await vadModel();
  const scores = test.texts.map((text) => model.score(text));
  for (const [at, dimension] of DIMENSIONS.entries())
    yield {
      id: `story.emobank.${dimension[0]}`,
      value: pearson(
        scores.map((score) => score[dimension]),
        test.targets.filter((_, place) => place % test.width === at),
      ),
      unit: 'Pearson r',
      data: `EmoBank test, ${test.texts.length} texts, ${dimension}`,
    };
}

/** Lines such as a script has: the texts of GoEmotions' dev part, about as long as speeches. */
async function* emotionSpeedRows(): AsyncGenerator<Row | Skipped> {
  const id = 'story.emotion.lines_ms';
  const dev = await orSkip(id, goEmotions('dev'));
  if ('skipped' in dev) return yield dev;
  const [emotion, vad] = [await emotionModel(), await vadModel()];
  const lines = dev.texts.slice(0, 4000);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    for (const line of lines) {
      emotion.score(line);
      vad.score(line);
    }
    return performance.now() - start;
  });
  yield { id, value: median(times), unit: 'ms', data: `${lines.length} lines, both models, loaded, median of 5` };
}

async function orSkip(id: string, examples: Promise<Examples>): Promise<Examples | Skipped> {
  try {
    return await examples;
  } catch (thrown) {
    return { id, skipped: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
