import { byBlock, within } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';
import { writtenIn } from '../written.ts';
import { saidWords } from './said-words.ts';

/** Anything of this in a scene, and the person may be at the other end of a wire, or in another time. */
const AWAY =
  /\b(?:phone|telephone|cell|calls?|calling|dials|receiver|radio|intercom|walkie|speaker|screen|voicemail|answering|machine|letter|reads|photo|photograph|picture|grave|prays?|dream|shouts?|yells?)\b|\((?:v\.?o|o\.?s|o\.?c|filter)/iu;
/** `Sandra, come here.` (not `Sandra, my wife, …`) and `Come here, Sandra.` */
const VOCATIVE =
  /(?:^|[.!?]\s+)(\p{Lu}\p{L}+), (?!(?:and|my|your|his|her|our|the|an?|who|which|is|was)\b)|, (\p{Lu}\p{L}+)[.!?]/gu;
const SHORTEST = 3;
const FEWEST_SPEECHES = 5;

const spokenTo = byBlock((block) =>
  writtenIn(block).flatMap(({ element, raw }) =>
    element.type === 'dialogue'
      ? [...raw.matchAll(VOCATIVE)].map((match) => ({
          key: characterKey(match[1] ?? match[2] ?? ''),
          from: element.from,
          to: element.to,
        }))
      : [],
  ),
);
const away = byBlock((block) => AWAY.test(block.text));

/**
 * A person of the cast who is spoken to by name in a scene in which neither cue, action nor heading has that person,
 * nor the scenes before and after.
 */
export function absentAddressees(reading: Reading): Note[] {
  const { tree, scenes, characters } = reading;
  const names = namesOf(reading);
  const blocks = saidWords(tree);
  const wires = away(tree);
  const cues = new Map(characters.map((character) => [character.name, character.evidence[0]]));
  const notes: Note[] = [];
  let scene = -1;
  for (const { start, result } of spokenTo(tree)) {
    for (const { key, from, to } of result) {
      const name = names.get(key);
      if (name === undefined) continue;
      while (scene + 1 < scenes.length && (scenes[scene + 1]?.from ?? 0) <= start + from) scene++;
      const around = scenes.slice(Math.max(0, scene - 1), scene + 2);
      const first = around[0]?.from ?? 0;
      const last = around.at(-1)?.to ?? tree.length;
      const spoken = around.some(({ speakers, heading }) =>
        [heading, ...speakers].some((text) => characterKey(text).includes(key)),
      );
      if (scene < 0 || spoken) continue;
      if (within(blocks, first, last).some(({ result: { told } }) => told.has(key))) continue;
      if (within(wires, first, last).some((wire) => wire.result)) continue;
      const known = cues.get(name);
      notes.push({
        kind: 'absent-addressee',
        language: 'en',
        what: 'somebody is spoken to who is not there',
        value: { name },
        confidence: 0.75,
        method:
          'A name of the cast set off by a comma in dialogue; no cue, action or heading has it in this scene or next to it.',
        evidence: [at(start + from, start + to), ...(known === undefined ? [] : [known])],
      });
    }
  }
  return notes;
}

/** Names of one word that belong to one person who speaks more than a little. */
function namesOf({ characters }: Reading): Map<string, string> {
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const { name, speeches } of characters) {
    const key = characterKey(name);
    const [first] = key.split(' ');
    if (first === undefined || first.length < SHORTEST) continue;
    if (first !== key && !twice.has(first)) twice.add(first);
    if (speeches >= FEWEST_SPEECHES && first === key) names.set(first, name);
  }
  for (const name of twice) names.delete(name);
  return names;
}
