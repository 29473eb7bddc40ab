import { ContrastiveNaiveBayes } from '@second-unit/learning';
import { elementsOf } from '@second-unit/screenplay';
import { setOffWords } from '../../src/voice/set-off.ts';
import { SET_OFF_SMOOTHING } from '../../src/voice/speakers.ts';
import { VOICE_PARTS } from '../../src/voice/weights.ts';
import type { VoiceCase } from '../voice-cases.ts';

/**
 * What of a held-out scene is read: its dialogue, or its action too. Cues and parentheticals never are. `around` is the
 * dialogue, and who speaks in the scenes before and after.
 */
export type Scope = 'dialogue' | 'around' | 'scene';

export const UNARY = [
  ...VOICE_PARTS,
  'named the line before',
  'named the line after',
  'named two lines before',
  'named two lines after',
  'named elsewhere in the dialogue',
  'called so by the line before',
  'called so by the line after',
  'speaks in the scenes around',
  'somebody else',
  'named in action right before',
  'named in action right after',
  'named in action',
  'times named in action',
] as const;
const OF_ACTION = UNARY.indexOf('named in action right before');
/** Scenes over which a speaker's share is spread: a scene so far off counts 1/e. */
const AROUND = 6;
const LEAST_AROUND = 0.5;

export const TURNS = [
  'goes on',
  'goes on after action',
  'somebody else goes on',
  'who answers whom in other scenes',
  'back to the one before',
  'back to somebody else',
  'third speaker',
] as const;

/** A scene's speeches as a chain: states are who says enough, and last of all somebody else. */
export interface SceneChain {
  readonly rows: readonly number[];
  /** Who says each; the number of people is somebody else. */
  readonly truth: readonly number[];
  /** 1 where action comes between a speech and the one before. */
  readonly afterAction: readonly number[];
  /** By feature of `UNARY`, `states` numbers a speech. */
  readonly features: readonly Float64Array[];
  /** Log odds of who answers whom, from the other scenes: [before × states + now]. */
  readonly answers: Float64Array;
}

/** The scenes of a film, each with nothing learned from itself. */
export function sceneChains(film: VoiceCase, scope: Scope): SceneChain[] {
  const { spoken, voices, scores } = film;
  const people = voices.enough.length;
  const states = people + 1;
  const truth = voices.who.map((person) => (voices.enough.indexOf(person) + states) % states);
  const said = spoken.map(({ lines }) =>
    named(
      film,
      lines.flatMap(({ tokens }) => tokens.filter(({ capital }) => capital).map(({ key }) => key)),
    ),
  );
  const action = actionOf(film);
  const inAction = spoken.map((_, row) => ({
    before: counted(film, action.before[row] ?? ''),
    after: counted(film, action.before[row + 1] ?? action.after[row] ?? ''),
    scene: counted(film, action.scenes.get((spoken[row] as (typeof spoken)[number]).speech.scene) ?? ''),
  }));
  const byScene = Map.groupBy(spoken.keys(), (row) => (spoken[row] as (typeof spoken)[number]).speech.scene);
  const called = calledSo(film, truth);
  const around = speakersAround(truth, byScene, people);
  const all = exchanges(truth, [...byScene.values()], states);
  const shares = new Float64Array(states).fill(1);
  for (const state of truth) shares[state]!++;
  return [...byScene].map(([scene, rows]) => {
    const features = UNARY.map(() => new Float64Array(rows.length * states));
    const elsewhere = new Float64Array(people);
    for (const row of rows) for (let at = 0; at < people; at++) elsewhere[at]! += said[row]![at]!;
    for (const [step, row] of rows.entries()) {
      for (let at = 0; at < people; at++) {
        const place = step * states + at;
        for (const [index, part] of VOICE_PARTS.entries())
          features[index]![place] = scores.parts[part][row * people + at]!;
        let next = VOICE_PARTS.length;
        for (const by of [-1, 1, -2, 2]) features[next++]![place] = said[rows[step + by] ?? -1]?.[at] ?? 0;
        features[next++]![place] = Math.min(3, elsewhere[at]! - said[row]![at]!);
        const [before, after] = [rows[step - 1], rows[step + 1]];
        features[next++]![place] = before === undefined ? 0 : called.next[before * people + at]!;
        features[next++]![place] = after === undefined ? 0 : called.previous[after * people + at]!;
        if (scope === 'around') features[next]![place] = around(scene)[at]!;
        if (scope !== 'scene') continue;
        const action = inAction[row] as (typeof inAction)[number];
        features[OF_ACTION]![place] = Math.min(1, action.before[at]!);
        features[OF_ACTION + 1]![place] = Math.min(1, action.after[at]!);
        features[OF_ACTION + 2]![place] = Math.min(1, action.scene[at]!);
        features[OF_ACTION + 3]![place] = Math.log(1 + action.scene[at]!);
      }
      features[OF_ACTION - 1]![step * states + people] = 1;
    }
    return {
      rows,
      truth: rows.map((row) => truth[row]!),
      afterAction: rows.map((row) => ((action.before[row] ?? '') === '' ? 0 : 1)),
      features,
      answers: logAnswers(all, exchanges(truth, [rows], states), shares),
    };
  });
}

/**
 * By words that stand alone in a speech (`Well, Captain.`), who speaks next and who spoke before: log odds, learned
 * without the speech's own scene.
 */
function calledSo(
  { spoken, voices }: VoiceCase,
  truth: readonly number[],
): { next: Float64Array; previous: Float64Array } {
  const { matrix } = setOffWords(spoken);
  const classes = voices.enough.length;
  const scoresOf = (by: -1 | 1): Float64Array => {
    const labels = spoken.map(({ speech }, row) => {
      const other = spoken[row + by]?.speech;
      if (other === undefined || other.scene !== speech.scene || other.name === speech.name) return -1;
      const who = truth[row + by] as number;
      return who < classes ? who : -1;
    });
    const groups = spoken.map(({ speech }) => speech.scene + 1);
    return new ContrastiveNaiveBayes({
      features: matrix,
      labels,
      classes,
      groups,
      smoothing: SET_OFF_SMOOTHING,
    }).scores();
  };
  return { next: scoresOf(1), previous: scoresOf(-1) };
}

/** For a scene, the logarithm of each person's share of the speeches in the others, near ones counting more. */
function speakersAround(
  truth: readonly number[],
  byScene: ReadonlyMap<number, readonly number[]>,
  people: number,
): (scene: number) => readonly number[] {
  const kept = new Map<number, readonly number[]>();
  return (scene) => {
    const known = kept.get(scene);
    if (known !== undefined) return known;
    const sums = new Array<number>(people).fill(LEAST_AROUND);
    for (const [other, rows] of byScene) {
      if (other === scene) continue;
      const near = Math.exp(-Math.abs(other - scene) / AROUND);
      for (const row of rows) {
        const who = truth[row] as number;
        if (who < people) sums[who]! += near;
      }
    }
    const all = sums.reduce((sum, value) => sum + value, 0);
    const shares = sums.map((value) => Math.log(value / all));
    kept.set(scene, shares);
    return shares;
  };
}

/** Which people the words name: 0 or 1. */
function named({ voices }: VoiceCase, words: readonly string[]): number[] {
  return voices.named.map((names) => (words.some((word) => names.has(bare(word))) ? 1 : 0));
}

/** How often a text of action names each person. */
function counted({ voices }: VoiceCase, text: string): number[] {
  const words = [...text.replaceAll('’', "'").matchAll(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu)]
    .map(([word]) => word)
    .filter((word) => word !== word.toLowerCase())
    .map((word) => bare(word.toLowerCase()));
  return voices.named.map((names) => words.filter((word) => names.has(word)).length);
}

function bare(word: string): string {
  return word.replace(/'s$/u, '');
}

/** Action before each speech and after the scene's last, and of each whole scene. */
function actionOf({ reading, spoken }: VoiceCase): {
  before: string[];
  after: string[];
  scenes: Map<number, string>;
} {
  const before = spoken.map(() => '');
  const after = spoken.map(() => '');
  const scenes = new Map<number, string>();
  let scene = -1;
  let next = 0;
  let since = '';
  let start = 0;
  for (const block of reading.tree.blocks) {
    for (const { type, text, from } of elementsOf(block)) {
      if (type === 'sceneHeading') {
        scene++;
        since = '';
      } else if (type === 'action') {
        since += `${text}\n`;
        scenes.set(scene, `${scenes.get(scene) ?? ''}${text}\n`);
        if (spoken[next - 1]?.speech.scene === scene) after[next - 1] += `${text}\n`;
      } else if (type === 'character' && spoken[next]?.speech.from === start + from) {
        before[next++] = since;
        since = '';
      }
    }
    start += block.length;
  }
  return { before, after, scenes };
}

/** How often each speaks right after each other: counted both ways. */
function exchanges(truth: readonly number[], scenes: readonly (readonly number[])[], states: number): Float64Array {
  const counts = new Float64Array(states * states);
  for (const rows of scenes)
    for (let step = 1; step < rows.length; step++) {
      const [one, other] = [truth[rows[step - 1]!]!, truth[rows[step]!]!];
      if (one === other) continue;
      counts[one * states + other]!++;
      counts[other * states + one]!++;
    }
  return counts;
}

/** Speeches by which the share of each person in the script counts. */
const SHARE = 5;

function logAnswers(all: Float64Array, own: Float64Array, shares: Float64Array): Float64Array {
  const states = shares.length;
  const answers = new Float64Array(states * states);
  for (let before = 0; before < states; before++) {
    const rest = shares.reduce((sum, share, at) => sum + (at === before ? 0 : share), 0);
    let total = 0;
    for (let now = 0; now < states; now++) total += all[before * states + now]! - own[before * states + now]!;
    for (let now = 0; now < states; now++) {
      if (now === before) continue;
      const usual = shares[now]! / rest;
      const count = all[before * states + now]! - own[before * states + now]!;
      answers[before * states + now] = Math.log((count + SHARE * usual) / (total + SHARE)) - Math.log(usual);
    }
  }
  return answers;
}
