import { type Block, elementsOf } from '@second-unit/screenplay';
import type { Cast } from '../cast/index.ts';
import { characterKey } from '../characters.ts';
import { isEnglish } from '../english.ts';
import type { Reading } from '../reading.ts';
import { arcOf } from './arc.ts';
import type { CharacterEmotion, Emotion, EmotionModels, LineEmotion } from './emotion.ts';
import type { ValenceArousalDominance } from './vad-model.ts';

/** A line of a block, offsets of the block. `cue` is undefined in action. */
interface BlockLine {
  readonly from: number;
  readonly to: number;
  readonly cue: string | undefined;
  readonly vad: ValenceArousalDominance;
  readonly labels: readonly string[];
}

/** By models, as others may say other things of the same block. */
const known = new WeakMap<EmotionModels, WeakMap<Block, readonly BlockLine[]>>();

/** Scores each speech and each paragraph of action. Undefined where the script is not English. */
export function emotionOf(reading: Reading, cast: Cast, models: EmotionModels): Emotion | undefined {
  const { tree, scenes } = reading;
  if (!isEnglish(tree)) return undefined;
  let kept = known.get(models);
  if (kept === undefined) {
    kept = new WeakMap();
    known.set(models, kept);
  }
  const people = new Map<string, string>();
  for (const { name, aliases } of cast.members) {
    for (const cue of [name, ...aliases.map((alias) => alias.cue)]) {
      if (!people.has(characterKey(cue))) people.set(characterKey(cue), name);
    }
  }

  const lines: LineEmotion[] = [];
  let start = 0;
  let scene = -1;
  for (const block of tree.blocks) {
    let own = kept.get(block);
    if (own === undefined) {
      own = linesOf(block, models);
      kept.set(block, own);
    }
    for (const { from, to, cue, vad, labels } of own) {
      while (scene + 1 < scenes.length && (scenes[scene + 1]?.from ?? 0) <= start + from) scene++;
      const character = cue === undefined ? undefined : (people.get(characterKey(cue)) ?? cue);
      lines.push({
        range: { kind: 'script', from: start + from, to: start + to },
        scene,
        ...(character === undefined ? {} : { character }),
        ...vad,
        labels,
      });
    }
    start += block.length;
  }

  const byScene = scenes.map(() => [] as LineEmotion[]);
  for (const line of lines) byScene[line.scene]?.push(line);
  const means = byScene.map(meanOf);
  const told = means.flatMap((mean, index) =>
    mean === null ? [] : [{ valence: mean.valence, words: Math.max(1, scenes[index]?.words ?? 1) }],
  );
  const arc = arcOf(
    told.map(({ valence }) => valence),
    told.map(({ words }) => words),
  );
  return {
    models: { emotion: models.emotion.version, vad: models.vad.version },
    lines,
    scenes: means,
    characters: charactersOf(cast, lines),
    ...(arc && { arc }),
  };
}

function linesOf(block: Block, { emotion, vad }: EmotionModels): BlockLine[] {
  const lines: BlockLine[] = [];
  let cue: string | undefined;
  for (const { type, from, to, text, name } of elementsOf(block)) {
    if (type === 'character') cue = name ?? text;
    else if (type === 'action') cue = undefined;
    if (type !== 'action' && type !== 'dialogue' && type !== 'lyrics') continue;
    if (!/\p{L}/u.test(text)) continue;
    const labels = emotion.decide(text).filter((label) => label !== 'neutral');
    lines.push({ from, to, cue: type === 'action' ? undefined : cue, vad: vad.score(text), labels });
  }
  return lines;
}

function charactersOf({ members }: Cast, lines: readonly LineEmotion[]): CharacterEmotion[] {
  const spoken = new Map<string, Map<number, LineEmotion[]>>();
  for (const line of lines) {
    if (line.character === undefined || line.scene < 0) continue;
    const scenes = spoken.get(line.character) ?? new Map<number, LineEmotion[]>();
    spoken.set(line.character, scenes);
    const own = scenes.get(line.scene);
    if (own === undefined) scenes.set(line.scene, [line]);
    else own.push(line);
  }
  return members.flatMap(({ name }) => {
    const scenes = spoken.get(name);
    if (scenes === undefined || scenes.size < 3) return [];
    const points = [...scenes].map(([scene, own]) => ({ scene, ...(meanOf(own) as ValenceArousalDominance) }));
    return [{ name, points }];
  });
}

/** Longer lines count for more. */
function meanOf(lines: readonly LineEmotion[]): ValenceArousalDominance | null {
  let weights = 0;
  const sum = { valence: 0, arousal: 0, dominance: 0 };
  for (const { range, valence, arousal, dominance } of lines) {
    const weight = range.to - range.from;
    weights += weight;
    sum.valence += weight * valence;
    sum.arousal += weight * arousal;
    sum.dominance += weight * dominance;
  }
  if (weights === 0) return null;
  return { valence: sum.valence / weights, arousal: sum.arousal / weights, dominance: sum.dominance / weights };
}
