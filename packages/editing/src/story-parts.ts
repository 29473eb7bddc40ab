import { Fault } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import type { Brief, CutContext, SceneInfo } from './cut.ts';
import type { Tone } from './tone.ts';

/** A part of the film that the trailer should touch: an act of the script, or a third of the film. */
export interface StoryPart {
  /** In the order of the story. */
  readonly order: number;
  readonly words: string;
}

const ACTS = ['I', 'II a', 'II b', 'III'] as const;
const ACT_WORDS: Readonly<Record<(typeof ACTS)[number], string>> = {
  I: 'the first act',
  'II a': 'the first half of the second act',
  'II b': 'the second half of the second act',
  III: 'the third act',
};
const THIRDS = ['the first third', 'the second third', 'the last third'] as const;

/** How the film's shots divide into parts of the story: by the script's acts where it is linked, else in thirds. */
export function storyParts(
  shots: readonly Shot[],
  sceneOf: (shot: string) => SceneInfo | undefined,
  { first, horizon }: { readonly first: number; readonly horizon: number },
): StoryPart[] {
  const acts = shots.map((shot) => sceneOf(shot.id)?.act);
  if (acts.every((act) => act === undefined)) {
    return shots.map(({ startFrame, endFrame }) => {
      const share = ((startFrame + endFrame) / 2 - first) / Math.max(1, horizon - first);
      const order = Math.min(2, Math.max(0, Math.floor(share * 3)));
      return { order, words: `${THIRDS[order]!} of what may be shown` };
    });
  }
  // A shot of no scene lies in the act of the last one that has a scene.
  let last = acts.find((act) => act !== undefined)!;
  return acts.map((act) => {
    last = act ?? last;
    return { order: ACTS.indexOf(last), words: ACT_WORDS[last] };
  });
}

/** The act break must lie in this part of the film, or the alignment is not to be believed. */
const BELIEVED = { from: 0.45, to: 0.95 } as const;

/**
 * The first frame that is kept back: that of the script's third act where the brief asks for it and
 * the act is linked with some certainty, else by the brief's share.
 */
export function horizonOf(
  context: CutContext,
  brief: Brief,
  last: number,
): { readonly frame: number; readonly by: 'act' | 'share' } {
  if (brief.keepBack === 0) return { frame: last, by: 'share' };
  const share = { frame: Math.floor(last * (1 - brief.keepBack)), by: 'share' } as const;
  if (brief.keepBackBy !== 'act') return share;
  const third = new Set((context.sceneInfo ?? []).filter(({ act }) => act === 'III').map(({ index }) => index));
  const opening = (context.scenes ?? [])
    .filter(({ scene, confidence, shots }) => third.has(scene) && confidence >= 0.5 && shots.length > 0)
    .toSorted((a, b) => a.scene - b.scene)[0];
  const shot = opening && context.log.shots.find(({ id }) => id === opening.shots[0]);
  if (!shot || shot.startFrame < last * BELIEVED.from || shot.startFrame > last * BELIEVED.to) return share;
  return { frame: shot.startFrame, by: 'act' };
}

/** How a scene feels beside the others of its script, 0 to 1 each. */
export interface Feeling {
  readonly arousal: number;
  readonly valence: number;
}

/** What a tone asks of a scene's feeling at a place of the cut, 0 to 1; no tone is a fall and a rise. */
const WANTED: Readonly<Record<Tone | 'none', (place: number) => Feeling>> = {
  none: (place) => ({ arousal: 0.3 + 0.6 * place, valence: 0.6 - 0.45 * Math.sin(Math.PI * place) }),
  tense: (place) => ({ arousal: 0.45 + 0.5 * place, valence: 0.5 - 0.4 * place }),
  warm: (place) => ({ arousal: 0.35 + 0.25 * place, valence: 0.5 + 0.4 * place }),
  quiet: (place) => ({ arousal: 0.15 + 0.2 * place, valence: 0.5 }),
  quick: (place) => ({ arousal: 0.6 + 0.35 * place, valence: 0.55 }),
};

/** The feeling that the cut asks for at a place, 0 at its start to 1 at its end. */
export function wantedFeeling(tone: Tone | undefined, place: number): Feeling {
  return WANTED[tone ?? 'none'](place);
}

/**
 * Beats in frames of the cut, rising.
 * @throws Fault `input` where one is no time.
 */
export function beatFrames({ music }: Brief, rate: number): number[] {
  if (!music) return [];
  const from = music.from ?? 0;
  if (![from, ...music.beats].every(Number.isFinite)) {
    throw new Fault('input', 'A beat of the music is not a number of seconds: give its beats again, or none.', {
      place: music.title ?? music.media,
    });
  }
  return music.beats.flatMap((beat) => (beat >= from ? [(beat - from) * rate] : [])).toSorted((a, b) => a - b);
}
