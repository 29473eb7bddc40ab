import { characterKey } from '../characters.ts';
import { LIMITS } from '../limits.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';
import { type SaidInBlock, type SaidWord, saidWords } from './said-words.ts';

/** What a part without a name may be called on its cue. */
const ROLE =
  /^(?:MAN|WOMAN|GIRL|BOY|KID|GUY|LADY|NURSE|DOCTOR|STUDENT|GUARD|COP|OFFICER|DRIVER|WAITER|WAITRESS|BARTENDER|CLERK|SOLDIER|TEACHER|REPORTER|AGENT|DETECTIVE|JUDGE|PRIEST|SECRETARY|RECEPTIONIST|STEWARDESS|FARMER|WORKER|PATIENT|STRANGER)$/u;
/** Words in capitals before a part that are not of its name. */
const NOT_OF_IT = /^(?:THE|AN?|ON|IN|AT|OF|TO|AND|WITH|BY|FOR|HIS|HER|THEIR|CLOSE|ANGLE|REVEAL|INSERT)$/u;

/** A part in action, in capitals; offsets of the block, then of the script. */
interface Entrance {
  readonly from: number;
  readonly to: number;
  /** Where the words in capitals before it begin, if there are any. */
  readonly whole: number;
}

/** Parts without a proper name (GIRL) that enter under a longer one (PRETTY GIRL): two names in a cast list. */
export function roleNames(reading: Reading): Note[] {
  const { tree, characters, scenes } = reading;
  const roles = characters.filter(({ name }) => ROLE.test(lastWord(name)));
  if (roles.length === 0 || characters.length > LIMITS.names) return [];
  const source = sourceOf(tree);
  const entrances = entrancesOf(reading);
  const notes: Note[] = [];
  for (const { name, scenes: in_, evidence } of roles) {
    const [cue] = evidence;
    const start = scenes[in_[0] ?? -1]?.from;
    if (cue === undefined || start === undefined) continue;
    const key = characterKey(name);
    const all = (entrances.get(lastWord(name)) ?? []).filter(({ whole, to }) =>
      ` ${characterKey(source.slice(whole, to))}`.endsWith(` ${key}`),
    );
    const entry = all.findLast(({ from }) => from >= start && from < cue.from);
    // Where it enters under the short name too, that is its name.
    if (entry === undefined || all.some((other) => characterKey(source.slice(other.whole, other.to)) === key)) continue;
    const whole = source.slice(entry.whole, entry.to);
    const changes = evidence.flatMap(({ from, to }) => {
      // Of the cue's own line: `@Girl` may say GIRL.
      const line = /^[^\r\n]*/u.exec(source.slice(from, to))?.[0] ?? '';
      const at = line.toUpperCase().indexOf(name.toUpperCase());
      return at < 0 ? [] : [{ from: from + at, to: from + at + name.length, insert: whole }];
    });
    notes.push({
      kind: 'name-spelling',
      language: 'en',
      what: 'a part that enters under a longer name than its cue has',
      value: { name, like: whole },
      confidence: 0.85,
      method: 'A part without a proper name whose every entrance in capitals has more words than its cue.',
      evidence: [at(cue.from, cue.to), at(entry.whole, entry.to)],
      fix: { label: `Cue ${whole}`, changes },
    });
  }
  return notes;
}

const kept = new WeakMap<SaidInBlock, readonly (readonly [string, Entrance])[]>();

function entrancesOf({ tree }: Reading): Map<string, Entrance[]> {
  const entrances = new Map<string, Entrance[]>();
  for (const { start, result } of saidWords(tree)) {
    let found = kept.get(result);
    if (found === undefined) {
      found = result.words.flatMap((word) =>
        word.form === 'capitals' && !word.spoken && ROLE.test(word.key)
          ? [[word.key, { from: word.from, to: word.to, whole: wholeFrom(word) }] as const]
          : [],
      );
      kept.set(result, found);
    }
    for (const [role, { from, to, whole }] of found) {
      const all = entrances.get(role) ?? [];
      all.push({ from: start + from, to: start + to, whole: start + whole });
      entrances.set(role, all);
    }
  }
  return entrances;
}

function lastWord(name: string): string {
  return characterKey(name).split(' ').at(-1) ?? '';
}

function wholeFrom(role: SaidWord): number {
  let first = role;
  while (first.before?.form === 'capitals' && !NOT_OF_IT.test(first.before.key)) first = first.before;
  return first.from;
}
