import { type Chain, likeliest, likelihoods } from './chain.ts';
import type { Evidence, Gap } from './evidence.ts';
import type { Indents } from './indents.ts';
import type { LineType, RawLine } from './line.ts';

/** The labels that the model chooses among, in the order of its tables. */
export const STATES = [
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
  'centered',
] as const satisfies readonly LineType[];

export type State = (typeof STATES)[number];

/** Log-odds of going from the row's label to the column's, by the space between the two lines. */
type Transitions = Readonly<Record<State, readonly number[]>>;

const TIGHT: Transitions = {
  //               head  act   cue   par   dia   tra   cen
  sceneHeading: [-0.7, -2.0, -3.5, -8.0, -8.0, -5.0, -6.0],
  action: [-3.0, 0.0, -2.5, -6.0, -6.0, -3.0, -3.5],
  character: [-8.0, -6.0, -4.5, -1.0, 0.0, -8.0, -7.0],
  parenthetical: [-7.0, -5.0, -5.0, -1.2, 0.0, -6.0, -7.0],
  dialogue: [-5.5, -5.0, -3.5, -0.8, 0.0, -4.0, -5.0],
  transition: [-2.0, -3.0, -3.0, -8.0, -8.0, -4.0, -5.0],
  centered: [-3.0, -2.5, -3.5, -8.0, -8.0, -4.0, -0.5],
};

const BLANK: Transitions = {
  sceneHeading: [-1.6, 0.0, -1.5, -7.0, -8.0, -2.5, -2.0],
  action: [-0.7, -0.3, -0.5, -6.0, -7.0, -1.2, -1.5],
  character: [-8.0, -6.5, -6.5, -5.0, -5.0, -8.0, -8.0],
  parenthetical: [-6.0, -4.5, -4.0, -5.0, -4.0, -6.0, -7.0],
  dialogue: [-1.0, -0.4, -0.5, -3.5, -3.2, -1.5, -2.5],
  transition: [-0.2, -0.8, -1.5, -8.0, -8.0, -3.0, -2.0],
  centered: [-0.7, -0.5, -1.0, -8.0, -8.0, -1.2, -0.8],
};

/** Over the page either may be: what is likely in one of the two is likely. A cue does not end a page. */
const PAGE: Transitions = Object.fromEntries(
  STATES.map((from) => [
    from,
    STATES.map((_, to) => Math.max((TIGHT[from][to] as number) - 0.5, (BLANK[from][to] as number) - 0.2)),
  ]),
) as unknown as Transitions;

/** What ends a script: a cue does not. */
const END: readonly number[] = [-2, 0, -8, -2, 0, 0, 0];

/** What begins a script. */
const START: readonly number[] = [0, -0.3, -2, -6, -7, -1, -1.5];

export interface Labelled {
  readonly state: State;
  readonly confidence: number;
  /** Of each label, in the order of `STATES`. */
  readonly posterior: readonly number[];
}

export interface Habits {
  readonly indents: Indents;
  /** Log-odds that a bare line in capitals is a heading. */
  readonly slugs: number;
  /** Whether the script leaves blank lines at all; if not, spacing says nothing. */
  readonly spaced: boolean;
}

/** How well a line by itself fits each label, in log-odds, in the order of `STATES`. */
function emission(line: RawLine, shown: Evidence, habits: Habits): number[] {
  const score: Record<State, number> = {
    sceneHeading: -1,
    action: 0,
    character: 0,
    parenthetical: 0,
    dialogue: 0,
    transition: -1,
    centered: -1.5,
  };
  const add = (values: Partial<Record<State, number>>): void => {
    for (const state of STATES) score[state] += values[state] ?? 0;
  };
  if (line.dual !== undefined) return dualEmission(line, shown);

  if (shown.capitals === 'yes') add({ sceneHeading: 1, action: -1, character: 1.5, dialogue: -1.2, transition: 1 });
  if (shown.capitals === 'no') {
    add({ sceneHeading: -2.5, action: 0.3, character: -3.5, dialogue: 0.2, transition: -2.5 });
  }

  if (shown.headingWords) add({ sceneHeading: 6.5, action: -1, character: -3, transition: -3 });
  else if (shown.numbered) add({ sceneHeading: 6, action: -1, character: -2, dialogue: -2 });
  else if (shown.bareCapitals) {
    // Parted evenly, so that it takes nothing from the other labels.
    add({ sceneHeading: habits.slugs / 2, action: 1 - habits.slugs / 2 });
  } else add({ sceneHeading: shown.above === 'tight' ? -0.5 : -2.5 });

  if (shown.parenthesis === 'opens') {
    add({ sceneHeading: -3, action: -1, character: -5, parenthetical: 5, dialogue: -2, transition: -4 });
  } else if (shown.parenthesis === 'goes on') add({ character: -3, parenthetical: 4, sceneHeading: -3 });
  else add({ parenthetical: -6 });

  if (shown.transitionWords) add({ transition: 7, action: -1, character: -3, sceneHeading: -2 });
  else if (!(shown.atRight && shown.capitals !== 'no' && /[:.]$/.test(line.text))) add({ transition: -4 });
  if (shown.atRight) add({ transition: 2.5, action: -3, dialogue: -3, character: -0.5, sceneHeading: -3 });
  if (line.text.endsWith(':') && shown.capitals === 'yes') add({ character: -2, sceneHeading: -2 });

  add(shown.centred ? { centered: 3 } : { centered: -6 });
  if (line.text.length > 42) add({ character: -2 });
  // A name begins with a letter or a digit.
  if (/^[^\p{L}\p{N}“"'’#@&]/u.test(line.text)) add({ character: -1.5 });
  if (/[.!?…]$/.test(line.text)) add({ character: -0.8 });
  if (line.more) add({ dialogue: 3 });
  if (line.role !== undefined && /^H\d?$/.test(line.role)) add({ sceneHeading: 5 });

  return STATES.map((state) => score[state] + habits.indents.score(state, shown));
}

/** In a column only cue, parenthetical and speech are left, and the cue is the first. */
function dualEmission(line: RawLine, shown: Evidence): number[] {
  const cue = line.dualStart === true;
  const aside = shown.parenthesis !== 'no';
  return STATES.map((state) => {
    if (state === 'character') return cue ? 0 : -30;
    if (state === 'parenthetical') return !cue && aside ? 0 : -20;
    if (state === 'dialogue') return !cue && !aside ? 0 : -12;
    return -30;
  });
}

function chainOf(lines: readonly RawLine[], evidence: readonly Evidence[], habits: Habits): Chain {
  return {
    states: STATES.length,
    emitted: lines.map((line, index) => emission(line, evidence[index] as Evidence, habits)),
    steps: (at) => STEPS[habits.spaced ? (evidence[at] as Evidence).above : 'page'],
    start: START,
    end: END,
  };
}

const STEPS: Readonly<Record<Gap, readonly number[]>> = {
  tight: STATES.flatMap((from) => TIGHT[from]),
  blank: STATES.flatMap((from) => BLANK[from]),
  page: STATES.flatMap((from) => PAGE[from]),
};

/** The likeliest labels of all lines together. */
export function labels(lines: readonly RawLine[], evidence: readonly Evidence[], habits: Habits): State[] {
  return Array.from(likeliest(chainOf(lines, evidence, habits)), (index) => STATES[index] as State);
}

/** The same, and how likely each label of each line is in view of all others. */
export function labelled(lines: readonly RawLine[], evidence: readonly Evidence[], habits: Habits): Labelled[] {
  const chain = chainOf(lines, evidence, habits);
  const all = likelihoods(chain, TEMPER);
  return Array.from(likeliest(chain), (index, at) => {
    const posterior = Array.from(all.subarray(at * STATES.length, (at + 1) * STATES.length));
    return { state: STATES[index] as State, confidence: posterior[index] as number, posterior };
  });
}

/** Chosen so that the spread of confidence over right and wrong lines is about that of their shares. */
const TEMPER = 0.6;
