/**
 * What a brief may ask for in one word. Each moves the weights by multiples of a sixteenth, and may
 * ask for longer or shorter shots; learned weights stay under it.
 */
import { type FeatureName, WEIGHTS, type Weights } from './weights.ts';

export const TONES = ['tense', 'warm', 'quiet', 'quick'] as const;
export type Tone = (typeof TONES)[number];

export const LEADS = ['story', 'voices', 'pictures'] as const;
/** What a trailer leans on. */
export type Lead = (typeof LEADS)[number];

interface Shift {
  /** For people. */
  readonly words: string;
  /** Added to the weights. */
  readonly weights: Partial<Readonly<Record<FeatureName, number>>>;
  /** Mean length of a shot, times this. */
  readonly length: number;
}

const TONE: Readonly<Record<Tone, Shift>> = {
  tense: {
    words: 'tense: strong pictures, a steep rise, few words',
    weights: { contrast: 0.5, colour: -0.25, motion: 0.25, line: -1, rise: 1 },
    length: 0.875,
  },
  warm: {
    words: 'warm: colour, people, lines',
    weights: { colour: 0.5, contrast: -0.25, line: 1, rise: -0.5 },
    length: 1.125,
  },
  quiet: {
    words: 'quiet: long shots, little movement, few lines',
    weights: { motion: -1.25, contrast: 0.25, line: -1.5, rise: -0.75, variety: 0.5 },
    length: 1.5,
  },
  quick: {
    words: 'quick: short shots and movement',
    weights: { motion: 0.75, line: -1, pace: 0.5, variety: 0.5 },
    length: 0.7,
  },
};

const LEAD: Readonly<Record<Lead, Shift>> = {
  story: { words: 'the story, turn by turn', weights: { story: 1, scene: -1 }, length: 1 },
  voices: { words: 'what is said', weights: { line: 4, talk: 1, motion: -0.5 }, length: 1.125 },
  pictures: {
    words: 'pictures before words',
    weights: { line: -2, contrast: 0.5, colour: 0.5, motion: 0.5 },
    length: 0.875,
  },
};

/** A tone or a lead in a person's words. */
export function toneWords(name: Tone | Lead): string {
  return (name in TONE ? TONE[name as Tone] : LEAD[name as Lead]).words;
}

interface Asked {
  readonly tone?: Tone;
  readonly lead?: Lead;
}

function shiftsOf({ tone, lead }: Asked): Shift[] {
  return [...(tone === undefined ? [] : [TONE[tone]]), ...(lead === undefined ? [] : [LEAD[lead]])];
}

/** The weights under what is asked for; a feature that the given ones do not name counts for nothing. */
export function tonedWeights(weights: Partial<Weights>, asked: Asked): Weights {
  const names = Object.keys(WEIGHTS) as FeatureName[];
  const toned = Object.fromEntries(names.map((name) => [name, weights[name] ?? 0])) as Record<FeatureName, number>;
  for (const { weights: shift } of shiftsOf(asked)) {
    for (const [name, by] of Object.entries(shift) as [FeatureName, number][]) toned[name] += by;
  }
  return toned;
}

/** The mean length of a shot that is asked for, as a multiple of the usual. */
export function tonedLength(asked: Asked): number {
  return shiftsOf(asked).reduce((length, shift) => length * shift.length, 1);
}
