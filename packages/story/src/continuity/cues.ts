import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

/** How often the script's own way must stand against a slip. */
const TIMES = 1.5;
/** A space between two extensions is the trade's way: so many that have it are enough to want it. */
const FEWEST = 3;

interface Slip {
  readonly what: string;
  /** How the cue should be written. */
  readonly wanted: string;
}

interface Habits {
  /** Extensions with and without a space between them. */
  readonly apart: number;
  readonly together: number;
  /** `V.O.` and `VO`. */
  readonly dotted: number;
  readonly bare: number;
  readonly upper: number;
  readonly lower: number;
  readonly wide: number;
  readonly touching: number;
  readonly colon: number;
  readonly cues: number;
}

/** Slips of the keyboard in cues, held against how the script's other cues are written. */
export function cueSlips({ tree, document }: Reading): Note[] {
  const source = sourceOf(tree);
  const cues = document.elements.filter(({ type }) => type === 'character');
  const spelled = new Map<string, number>();
  for (const { from, to } of cues) {
    const raw = source.slice(from, to);
    spelled.set(raw, (spelled.get(raw) ?? 0) + 1);
  }
  const habits = habitsOf(spelled, cues.length);
  const slips = new Map([...spelled.keys()].map((raw) => [raw, slipOf(raw, habits)]));
  const notes: Note[] = [];
  for (const cue of cues) {
    const raw = source.slice(cue.from, cue.to);
    const slip = slips.get(raw);
    if (slip === undefined) continue;
    notes.push({
      kind: 'cue-format',
      language: 'any',
      what: slip.what,
      value: { cue: raw, wanted: slip.wanted },
      confidence: 0.95,
      method: 'The signs and spaces of a cue, against how most cues of this script have them.',
      evidence: [at(cue.from, cue.to)],
      ...replace(`Write ${slip.wanted}`, cue.from, cue.to, slip.wanted),
    });
  }
  return notes;
}

function habitsOf(spelled: ReadonlyMap<string, number>, cues: number): Habits {
  const count = (pattern: RegExp): number => {
    let sum = 0;
    for (const [raw, times] of spelled) if (pattern.test(raw)) sum += times;
    return sum;
  };
  return {
    apart: count(/\) +\(/u),
    together: count(/\)\(/u),
    dotted: count(/\((?:V\.O\.|O\.S\.|O\.C\.)/iu),
    bare: count(/\((?:VO|OS|OC)\b/iu),
    upper: count(/\((?:V\.?O|O\.?S|O\.?C)/u),
    lower: count(/\((?:v\.?o|o\.?s|o\.?c)/u),
    wide: count(/\S {2,}\(/u),
    touching: count(/[^\s()]\(/u),
    colon: count(/:\s*$/u),
    cues,
  };
}

function slipOf(raw: string, habits: Habits): Slip | undefined {
  const said: string[] = [];
  let wanted = raw;
  const mend = (what: string, pattern: RegExp, by: string | ((match: string) => string)): void => {
    const mended = wanted.replace(pattern, by as string);
    if (mended === wanted) return;
    wanted = mended;
    said.push(what);
  };
  mend('a zero for the letter O', /\((?:V\.?0|0\.?S|0\.?C)\.?(?=[)\s])/giu, (match) => match.replace('0', 'O'));
  const open = wanted.match(/\(/gu)?.length ?? 0;
  const closed = wanted.match(/\)/gu)?.length ?? 0;
  if (open === closed + 1) mend('a bracket that is not closed', /(?<!\))(\s*\^?)$/u, ')$1');
  if (habits.apart >= FEWEST) mend('two extensions without a space', /\)\(/gu, ') (');
  if (habits.wide * 4 <= habits.cues) mend('two spaces in a cue', /(?<=\S) {2,}(?=\S)/gu, ' ');
  if (habits.touching * 10 <= habits.cues) mend('no space before the bracket', /(?<=[^\s()])\(/gu, ' (');
  if (often(habits.dotted, habits.bare * 2)) {
    mend('an extension without its full stops', /\((VO|OS|OC)(?=[)\s])/giu, (match) => `(${match[1]}.${match[2]}.`);
  }
  if (often(habits.upper, habits.lower * 2)) {
    mend('an extension in small letters', /\((?:v\.?o\.?|o\.?s\.?|o\.?c\.?)(?=[)\s])/gu, (match) =>
      match.toUpperCase(),
    );
  }
  mend("CONT'D misspelled", /\((?:CONTD|CON['’]T|CONT['’]['’]D|CONT['’]T|CONT['’]D\.|CON['’]TD)\)/giu, "(CONT'D)");
  if (habits.colon * 10 <= habits.cues) mend('a colon after the name', /\s*:\s*$/u, '');
  return said.length === 0 ? undefined : { what: said.join(', '), wanted };
}

function often(right: number, wrong: number): boolean {
  return right > 0 && right >= wrong * TIMES;
}
