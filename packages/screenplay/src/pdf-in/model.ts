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

const TABLES: Readonly<Record<Gap, Transitions>> = { tight: TIGHT, blank: BLANK, page: PAGE };

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
export function emission(line: RawLine, shown: Evidence, habits: Habits): number[] {
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

function transitions(shown: Evidence, habits: Habits): Transitions {
  return habits.spaced ? TABLES[shown.above] : PAGE;
}

/**
 * The likeliest labels of all lines together (Viterbi), and how likely each label of each line is in view of all others
 * (forward-backward). Clues of one line lean on each other, so their sum is tempered before it is called a probability.
 */
export function label(lines: readonly RawLine[], evidence: readonly Evidence[], habits: Habits): Labelled[] {
  const count = lines.length;
  if (count === 0) return [];
  const size = STATES.length;
  const emitted = lines.map((line, index) => emission(line, evidence[index] as Evidence, habits));
  const best = new Float64Array(count * size);
  const back = new Uint8Array(count * size);
  const forward = new Float64Array(count * size);
  const backward = new Float64Array(count * size);
  const column = new Float64Array(size);
  for (let at = 0; at < count; at++) {
    const table = transitions(evidence[at] as Evidence, habits);
    for (let to = 0; to < size; to++) {
      const own = (emitted[at] as number[])[to] as number;
      if (at === 0) {
        best[to] = own + (START[to] as number);
        forward[to] = (own + (START[to] as number)) * TEMPER;
        continue;
      }
      let most = Number.NEGATIVE_INFINITY;
      let choice = 0;
      for (let from = 0; from < size; from++) {
        const step = table[STATES[from] as State][to] as number;
        const value = (best[(at - 1) * size + from] as number) + step;
        if (value > most) {
          most = value;
          choice = from;
        }
        column[from] = (forward[(at - 1) * size + from] as number) + step * TEMPER;
      }
      best[at * size + to] = most + own;
      back[at * size + to] = choice;
      forward[at * size + to] = logSum(column) + own * TEMPER;
    }
  }
  for (let to = 0; to < size; to++) backward[(count - 1) * size + to] = (END[to] as number) * TEMPER;
  for (let at = count - 2; at >= 0; at--) {
    const table = transitions(evidence[at + 1] as Evidence, habits);
    for (let from = 0; from < size; from++) {
      for (let to = 0; to < size; to++) {
        const step = table[STATES[from] as State][to] as number;
        const own = (emitted[at + 1] as number[])[to] as number;
        column[to] = (backward[(at + 1) * size + to] as number) + (step + own) * TEMPER;
      }
      backward[at * size + from] = logSum(column);
    }
  }
  const labelled: Labelled[] = new Array(count);
  let choice = 0;
  for (let to = 0; to < size; to++) {
    best[(count - 1) * size + to] = (best[(count - 1) * size + to] as number) + (END[to] as number);
    if ((best[(count - 1) * size + to] as number) > (best[(count - 1) * size + choice] as number)) choice = to;
  }
  for (let at = count - 1; at >= 0; at--) {
    for (let to = 0; to < size; to++) {
      column[to] = (forward[at * size + to] as number) + (backward[at * size + to] as number);
    }
    const sum = logSum(column);
    const posterior = Array.from(column, (value) => Math.exp(value - sum));
    labelled[at] = { state: STATES[choice] as State, confidence: posterior[choice] as number, posterior };
    choice = back[at * size + choice] as number;
  }
  return labelled;
}

/** Found on the spread of confidence over right and wrong lines; see the benchmark. */
const TEMPER = 0.6;

function logSum(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > most) most = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
