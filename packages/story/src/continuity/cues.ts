import { byText } from '../by-text.ts';
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

/** What the script does as a rule. */
interface Habits {
  /** A space between two extensions. */
  readonly apart: boolean;
  /** `V.O.`, not `VO`. */
  readonly dotted: boolean;
  /** `V.O.`, not `v.o.`. */
  readonly upper: boolean;
  /** No two spaces before the bracket. */
  readonly narrow: boolean;
  /** A space before the bracket. */
  readonly parted: boolean;
  /** No colon after the name. */
  readonly plain: boolean;
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
  const slip = slipsWith(habits);
  const notes: Note[] = [];
  for (const cue of cues) {
    const raw = source.slice(cue.from, cue.to);
    const found = slip(raw);
    if (found === undefined) continue;
    notes.push({
      kind: 'cue-format',
      language: 'any',
      what: found.what,
      value: { cue: raw, wanted: found.wanted },
      confidence: 0.95,
      method: 'The signs and spaces of a cue, against how most cues of this script have them.',
      evidence: [at(cue.from, cue.to)],
      ...replace(`Write ${found.wanted}`, cue.from, cue.to, found.wanted),
    });
  }
  return notes;
}

function habitsOf(spelled: ReadonlyMap<string, number>, cues: number): Habits {
  const sums = PATTERNS.map(() => 0);
  for (const [raw, times] of spelled) {
    const matched = matchesOf(raw);
    for (const [index, sum] of sums.entries()) if (matched[index]) sums[index] = sum + times;
  }
  const [apart = 0, together = 0, dotted = 0, bare = 0, upper = 0, lower = 0, wide = 0, touching = 0, colon = 0] = sums;
  return {
    apart: apart >= FEWEST && apart * 10 >= together,
    dotted: often(dotted, bare * 2),
    upper: often(upper, lower * 2),
    narrow: wide * 4 <= cues,
    parted: touching * 10 <= cues,
    plain: colon * 10 <= cues,
  };
}

const PATTERNS: readonly RegExp[] = [
  /\) +\(/u,
  /\)\(/u,
  /\((?:V\.O\.|O\.S\.|O\.C\.)/iu,
  /\((?:VO|OS|OC)\b/iu,
  /\((?:V\.?O|O\.?S|O\.?C)/u,
  /\((?:v\.?o|o\.?s|o\.?c)/u,
  /\S {2,}\(/u,
  /[^\s()]\(/u,
  /:\s*$/u,
];
const matchesOf = byText((raw) => PATTERNS.map((pattern) => pattern.test(raw)));

let kept: { readonly habits: string; readonly slip: (raw: string) => Slip | undefined } | undefined;

/** Kept while the script's habits stay the same. */
function slipsWith(habits: Habits): (raw: string) => Slip | undefined {
  const key = Object.values(habits).join();
  if (kept?.habits !== key) kept = { habits: key, slip: byText((raw) => slipOf(raw, habits)) };
  return kept.slip;
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
  if (habits.apart) mend('two extensions without a space', /\)\(/gu, ') (');
  if (habits.narrow) mend('two spaces in a cue', /(?<=\S) {2,}(?=\S)/gu, ' ');
  if (habits.parted) mend('no space before the bracket', /(?<=[^\s()])\(/gu, ' (');
  if (habits.dotted) {
    mend('an extension without its full stops', /\((VO|OS|OC)(?=[)\s])/giu, (match) => `(${match[1]}.${match[2]}.`);
  }
  if (habits.upper) {
    mend('an extension in small letters', /\((?:v\.?o\.?|o\.?s\.?|o\.?c\.?)(?=[)\s])/gu, (match) =>
      match.toUpperCase(),
    );
  }
  mend("CONT'D misspelled", /\((?:CONTD|CON['’]T|CONT['’]['’]D|CONT['’]T|CONT['’]D\.|CON['’]TD)\)/giu, "(CONT'D)");
  if (habits.plain) mend('a colon after the name', /\s*:\s*$/u, '');
  return said.length === 0 ? undefined : { what: said.join(', '), wanted };
}

function often(right: number, wrong: number): boolean {
  return right > 0 && right >= wrong * TIMES;
}
