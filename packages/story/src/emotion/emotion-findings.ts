import type { Evidence, Feature } from '@second-unit/evidence';
import { isScript, type Reading } from '../reading.ts';
import type { StoryFinding } from '../story-finding.ts';
import { ARC_NAMES, type Emotion, type EmotionModels, type LineEmotion } from './emotion.ts';

/** Lines that a peak may be of. */
const LETTERS = 40;
const PEAKS = 3;
/** Of shuffled orders of the scenes, at most this share comes as near to a shape. */
const TELLING = 0.1;

/** The shape of the arc where it is more than chance, and the lines of the strongest feeling with the words that say so. */
export function emotionFindings(reading: Reading, emotion: Emotion, models: EmotionModels): StoryFinding[] {
  if (!isScript(reading)) return [];
  const { document, scenes } = reading;
  const findings: StoryFinding[] = [];
  const { arc, lines } = emotion;
  if (arc !== undefined && arc.byChance <= TELLING) {
    findings.push({
      id: 'arc-shape',
      area: 'emotion',
      language: 'en',
      what: 'shape of the emotional arc',
      value: {
        shape: arc.shape,
        name: ARC_NAMES[arc.shape],
        distance: arc.distances[arc.shape],
        byChance: arc.byChance,
      },
      confidence: 1 - arc.byChance,
      method:
        'Valence of lines by the model, smoothed over the script, against the six shapes of Reagan et al. 2016 (1 − Pearson r); “by chance” is the share of arcs with the values of the scenes shuffled that come as near.',
      evidence: extremes(arc.valence).map((share) => sceneAt(scenes, emotion, share)),
    });
  }
  // As it was scored: without signs of emphasis and notes.
  const text = (line: LineEmotion): string =>
    document.elements.find(({ from, to }) => from === line.range.from && to === line.range.to)?.text ?? '';
  const texts = new Set<string>();
  const long = lines.filter(({ range }) => range.to - range.from >= LETTERS);
  const peaks = [
    ['brightest lines', 'valence', 1],
    ['darkest lines', 'valence', -1],
    ['most charged lines', 'arousal', 1],
  ] as const;
  for (const [what, dimension, sign] of peaks) {
    const top = highest(long, (line) => sign * line[dimension]);
    if (long.length < 4 * PEAKS) break;
    texts.clear();
    for (const [index, line] of top.entries()) {
      // The same words again are no other peak.
      if (texts.has(text(line))) continue;
      texts.add(text(line));
      findings.push({
        id: `${dimension}-${sign > 0 ? 'high' : 'low'}-${index + 1}`,
        area: 'emotion',
        language: 'en',
        what,
        value: {
          [dimension]: line[dimension],
          ...(line.labels.length === 0 ? {} : { labels: line.labels }),
          ...(line.character === undefined ? {} : { character: line.character }),
        },
        confidence: 0.6,
        method: `Model of ${dimension} (EmoBank, scale 1 to 5), a sum over words: those that weigh most are given.`,
        evidence: [line.range, ...features(models, text(line), dimension)],
      });
    }
  }
  return findings;
}

/** The first of equals stays ahead. */
function highest(lines: readonly LineEmotion[], of: (line: LineEmotion) => number): LineEmotion[] {
  const top: LineEmotion[] = [];
  for (const line of lines) {
    if (top.length === PEAKS && of(line) <= of(top[PEAKS - 1] as LineEmotion)) continue;
    const at = top.findIndex((other) => of(other) < of(line));
    top.splice(at === -1 ? top.length : at, 0, line);
    top.length = Math.min(top.length, PEAKS);
  }
  return top;
}

/** The lowest and the highest place of the arc, as shares of the script, in order. */
function extremes(arc: readonly number[]): number[] {
  const low = arc.indexOf(Math.min(...arc));
  const high = arc.indexOf(Math.max(...arc));
  return [low, high].sort((a, b) => a - b).map((step) => (step + 0.5) / arc.length);
}

function sceneAt(scenes: Reading['scenes'], emotion: Emotion, share: number): Evidence {
  // By words of the scenes that have a valence, as the arc runs.
  const told = scenes.filter((_, index) => emotion.scenes[index] !== null);
  let left = share * told.reduce((sum, { words }) => sum + Math.max(1, words), 0);
  const scene = told.find(({ words }) => {
    left -= Math.max(1, words);
    return left <= 0;
  });
  const { from, to } = scene ?? (told.at(-1) as (typeof told)[number]);
  return { kind: 'script', from, to };
}

/** The words that weigh most, as the model has them: their amounts and the rest sum to the score. */
function features({ vad }: EmotionModels, text: string, dimension: 'valence' | 'arousal'): Feature[] {
  const { words } = vad.explain(text, dimension);
  return [...words]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, 6)
    .map(({ text: word, weight }) => ({ kind: 'feature', name: word, value: 1, weight, amount: weight }));
}
