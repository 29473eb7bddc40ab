import { characterKey } from '../characters.ts';
import type { Character } from '../read-through.ts';

/** A person: the cue that names them best, and the others, each with why it is taken for the same. */
export interface Person {
  readonly name: string;
  readonly cues: readonly { readonly cue: Character; readonly reason?: string }[];
  readonly versionOf?: string;
}

/** Of age and time: another actor's part, so kept apart from the bare name. */
const VERSION =
  /^(?:THE )?(?:YOUNG(?:ER)?|OLD(?:ER)?|ELDERLY|TEEN(?:AGE)?|LITTLE|BABY|ADULT|CHILD|PAST|FUTURE|JEUNE|VIEUX|VIEILLE|JUNGE[RS]?|ALTER?|JOVEN|VIEJ[AO]|GIOVANE|NUORI|VANHA|МОЛОД(?:ОЙ|АЯ)|СТАР(?:ЫЙ|АЯ)|若い)\s+/u;
const AGED = /\s*[,(]?\s*(?:AGE[D]? ?\d+|\d+ YEARS? OLD)\)?$/u;
const VOICE = /(?:^(?:VOICE OF|THE VOICE OF)\s+|['’]S VOICE$|\s+VOICE$)/u;
/** Between people who speak one speech. */
const TOGETHER = /\s+(?:AND|UND|ET|Y|E|OCH|JA|И)\s+|\s*[/+&,]\s*/u;
const TITLES = new Set(
  'MR MRS MS MISS DR DOCTOR PROF PROFESSOR SIR LADY LORD CAPT CAPTAIN SGT SERGEANT LT LIEUTENANT COL COLONEL GEN GENERAL OFFICER DETECTIVE DET AGENT FATHER SISTER BROTHER REV REVEREND UNCLE AUNT NURSE JUDGE SENATOR PRESIDENT KING QUEEN PRINCE PRINCESS MONSIEUR MADAME MME M HERR FRAU SEÑOR SEÑORA SIGNOR SIGNORA'.split(
    ' ',
  ),
);

/**
 * Cues that are one person, each merge with its reason. Kept apart: whoever shares no more than a title or a common
 * noun (`common`: words that the script also has in lower case, in capitals here), other ages of a person, people with numbers, and two cues that speak in one scene.
 */
export function peopleOf(characters: readonly Character[], common: (word: string) => boolean): Person[] {
  const bare = new Map<string, Character>();
  for (const character of characters) bare.set(plain(character.name), bare.get(plain(character.name)) ?? character);
  const names = longNames(characters, common);
  const into = new Map<Character, { to: Character; reason: string }>();
  const versions = new Map<Character, Character>();

  const together = new Map<Character, readonly Character[]>();
  for (const character of characters) {
    const parts = plain(character.name).split(TOGETHER);
    const known = parts.map((part) => bare.get(part));
    if (parts.length > 1 && known.every((one) => one !== undefined)) together.set(character, known);
  }

  for (const character of characters) {
    if (together.has(character)) continue;
    const key = plain(character.name);
    const same = bare.get(key);
    if (same !== undefined && same !== character) {
      into.set(character, { to: same, reason: `“${character.name}” is “${same.name}” written with other signs.` });
      continue;
    }
    const voice = key.replace(VOICE, '');
    const owner = voice === key ? undefined : bare.get(voice);
    if (owner !== undefined) {
      into.set(character, { to: owner, reason: `“${character.name}” is the voice of “${owner.name}”.` });
      continue;
    }
    const ageless = key.replace(VERSION, '').replace(AGED, '');
    const grown = ageless === key ? undefined : (bare.get(ageless) ?? longer(ageless, character, names));
    if (grown !== undefined) versions.set(character, grown);
  }

  for (const character of characters) {
    if (into.has(character) || versions.has(character) || together.has(character)) continue;
    // A WOMAN need not be the SOPHISTICATED WOMAN.
    if (plain(character.name).split(' ').every(common)) continue;
    const whole = longer(plain(character.name), character, names, versions);
    if (whole === undefined || into.get(whole)?.to === character) continue;
    into.set(character, {
      to: whole,
      reason: `“${character.name}” is part of one longer name only, “${whole.name}”, and the two never speak in one scene.`,
    });
  }

  const people = new Map<Character, { cue: Character; reason?: string }[]>();
  for (const character of characters) {
    if (together.has(character)) continue;
    const { home, reasons } = homeOf(character, into);
    const cues = people.get(home) ?? [];
    cues.push({ cue: character, ...(reasons.length === 0 ? {} : { reason: reasons.join(' ') }) });
    people.set(home, cues);
  }
  for (const [cue, speakers] of together) {
    const homes = new Set(speakers.map((speaker) => homeOf(speaker, into).home));
    for (const home of homes) people.get(home)?.push({ cue, reason: `“${cue.name}” speak together.` });
  }
  return [...people].map(([main, cues]) => {
    const version = versions.get(main);
    return { name: main.name, cues, ...(version === undefined ? {} : { versionOf: homeOf(version, into).home.name }) };
  });
}

/** Follows merges to the last cue. */
function homeOf(
  character: Character,
  into: ReadonlyMap<Character, { readonly to: Character; readonly reason: string }>,
): { readonly home: Character; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  let home = character;
  // Two cues may each be part of the other in a hostile script.
  for (let step = into.get(home); step !== undefined && reasons.length < 4; step = into.get(home)) {
    reasons.push(step.reason);
    home = step.to;
  }
  return { home, reasons };
}

/** Without dots, quotes and doubled spaces: what two spellings of one cue have in common. */
function plain(name: string): string {
  if (/^[A-Z]+(?: [A-Z]+)*$/.test(name)) return name;
  return characterKey(name)
    .replace(/["“”.,:]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Cues by the words that they begin and end with. */
type LongNames = (word: string) => readonly LongName[];

interface LongName {
  readonly character: Character;
  readonly parts: readonly string[];
}

/** The cues that may be a whole name: of two words or more, and no BOY BEATING SETHE, whose words are no names. */
function longNames(characters: readonly Character[], common: (word: string) => boolean): LongNames {
  const byWord = new Map<string, LongName[]>();
  for (const character of characters) {
    const whole = plain(character.name);
    const parts = whole.split(' ');
    if (parts.length < 2 || VOICE.test(whole) || TOGETHER.test(whole)) continue;
    if (parts.filter((part) => common(part) && !TITLES.has(part)).length > 0) continue;
    for (const word of new Set([parts[0] as string, parts.at(-1) as string])) {
      const names = byWord.get(word);
      if (names === undefined) byWord.set(word, [{ character, parts }]);
      else names.push({ character, parts });
    }
  }
  return (word) => byWord.get(word) ?? [];
}

/** The one cue of which all words of `name` are part, if there is one only and the two never speak in one scene. */
function longer(
  name: string,
  character: Character,
  names: LongNames,
  not?: ReadonlyMap<Character, Character>,
): Character | undefined {
  const words = name.split(' ');
  if (words.every((word) => TITLES.has(word) || !/\p{L}{2}/u.test(word))) return undefined;
  const found = new Set<Character>();
  // A name with a title, a first name or a last name: `EDWARD` and `EDWARD BLOOM`, `BENNETT` and `DR. BENNETT`.
  for (const { character: other, parts } of [...names(words[0] as string), ...names(words.at(-1) as string)]) {
    if (other === character || not?.has(other)) continue;
    if (parts.length <= words.length || !words.every((word) => parts.includes(word))) continue;
    if (parts[0] === words[0] || parts.at(-1) === words.at(-1)) found.add(other);
  }
  const [only] = found;
  if (only === undefined || found.size > 1) return undefined;
  // `GUARD` is no part of the name `PRISON GUARD #2`.
  if (/\d/u.test(plain(only.name)) || /\d/u.test(name)) return undefined;
  const scenes = new Set(only.scenes);
  return character.scenes.some((scene) => scenes.has(scene)) ? undefined : only;
}
