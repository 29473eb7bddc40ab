import { Interner } from './align.ts';
import type { Draft } from './draft.ts';
import { type NameChange, Names, nameKey, nameOf } from './names.ts';
import { bagOf, likenesses } from './similar.ts';

/** Dice's coefficient of what two names say, from which on they are one character. */
const SAME_VOICE = 0.4;
/** Pairs of words; fewer may be chance (`Yes.`), so the lines must stand at the same place too. */
const ENOUGH_WORDS = 8;

/** More are no rename but another script. */
const MAX_RENAMES = 40;

interface Voice {
  /** As first written. */
  readonly name: string;
  readonly lines: string[];
  /** Each speech with what stands before it. */
  readonly places: Set<string>;
}

/**
 * Who speaks under another name: names gone from B, and names new in it, with largely the same lines. Whoever has most
 * in common comes first; `YOUNG MARA` follows from `MARA` and is not told again.
 */
export function renamesOf(a: Draft, b: Draft): NameChange[] {
  const inA = voicesOf(a);
  const inB = voicesOf(b);
  const gone = [...inA].flatMap(([key, voice]) => (inB.has(key) ? [] : [voice]));
  const fresh = [...inB].flatMap(([key, voice]) => (inA.has(key) ? [] : [voice]));
  if (gone.length === 0 || fresh.length === 0) return [];
  const interner = new Interner();
  const pairs = likenesses(
    gone.map((voice) => bagOf(voice.lines, interner)),
    fresh.map((voice) => bagOf(voice.lines, interner)),
  )
    .filter(({ dice }) => dice >= SAME_VOICE)
    .sort((one, other) => other.shared - one.shared || one.a - other.a || one.b - other.b);

  const changes: NameChange[] = [];
  const taken = { a: new Set<number>(), b: new Set<number>() };
  let names = new Names(changes);
  for (const { a: from, b: to, shared } of pairs) {
    if (changes.length === MAX_RENAMES) break;
    if (taken.a.has(from) || taken.b.has(to)) continue;
    const [old, now] = [gone[from] as Voice, fresh[to] as Voice];
    if (shared < ENOUGH_WORDS && now.places.isDisjointFrom(old.places)) continue;
    taken.a.add(from);
    taken.b.add(to);
    if (names.fold(old.name) === names.fold(now.name)) continue;
    changes.push({ from: old.name, to: now.name });
    names = new Names(changes);
  }
  return changes;
}

/** Renames of one word of a name, for action calls `MARA VALE` plain `Mara`; none whose old word B still has in a cue. */
export function withShortNames(changes: readonly NameChange[], b: Draft): NameChange[] {
  const heard = new Set<string>();
  for (const element of b.elements) {
    if (element.type === 'character') for (const word of nameKey(nameOf(element)).split(' ')) heard.add(word);
  }
  const short = changes.flatMap(({ from, to }): NameChange[] => {
    const old = from.split(' ');
    const now = to.split(' ');
    const other = old.flatMap((word, at) => (nameKey(word) === nameKey(now[at] ?? '') ? [] : [at]));
    if (old.length < 2 || old.length !== now.length || other.length !== 1) return [];
    const [at] = other as [number];
    return heard.has(nameKey(old[at] as string)) ? [] : [{ from: old[at] as string, to: now[at] as string }];
  });
  return [...changes, ...short];
}

function voicesOf({ elements }: Draft): Map<string, Voice> {
  const voices = new Map<string, Voice>();
  let voice: Voice | undefined;
  let speech = '';
  let before = '';
  const end = (): void => {
    voice?.places.add(`${before}\n${speech}`);
    if (voice !== undefined) before = speech;
    voice = undefined;
    speech = '';
  };
  for (const element of elements) {
    switch (element.type) {
      case 'character': {
        end();
        const name = nameOf(element);
        voice = voices.get(nameKey(name)) ?? { name, lines: [], places: new Set() };
        voices.set(nameKey(name), voice);
        break;
      }
      case 'dialogue':
      case 'lyrics':
        voice?.lines.push(element.text);
        speech += `${element.text}\n`;
        break;
      case 'parenthetical':
      case 'note':
      case 'boneyard':
        break;
      default:
        end();
        before = element.text;
    }
  }
  end();
  return voices;
}
