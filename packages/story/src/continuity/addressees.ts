import { characterKey } from '../characters.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';
import { saidWords } from './said-words.ts';

/** Anything of this in a scene, and the person may be at the other end of a wire, or in another time. */
const AWAY =
  /\b(?:phone|telephone|cell|call|calls|calling|dials|receiver|radio|intercom|walkie|speaker|screen|skype|voicemail|answering|machine|letter|reads|photo|photograph|picture|grave|prays?|dream|shouts?|yells?|calls? out)\b|\((?:v\.?o|o\.?s|o\.?c|filter)/iu;
const SHORTEST = 3;
const FEWEST_SPEECHES = 5;

/**
 * A person of the cast who is spoken to by name in a scene in which neither cue, action nor heading has that person,
 * nor the scenes before and after.
 */
export function absentAddressees(reading: Reading): Note[] {
  const { tree, document, characters, scenes } = reading;
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const { name, speeches } of characters) {
    const [first] = characterKey(name).split(' ');
    if (first === undefined || first.length < SHORTEST) continue;
    if (names.has(first)) twice.add(first);
    if (speeches >= FEWEST_SPEECHES && !name.includes(' ')) names.set(first, name);
  }
  for (const name of twice) names.delete(name);
  const present: Set<string>[] = scenes.map(({ speakers, heading }) => {
    const here = new Set(speakers.flatMap((speaker) => characterKey(speaker).split(' ')));
    for (const word of characterKey(heading).match(/\p{L}+/gu) ?? []) here.add(word);
    return here;
  });
  let scene = -1;
  for (const { start, result } of saidWords(tree)) {
    for (const word of result) {
      if (word.spoken || !names.has(word.key)) continue;
      while (scene + 1 < scenes.length && (scenes[scene + 1]?.from ?? 0) <= start + word.from) scene++;
      present[scene]?.add(word.key);
    }
  }
  const notes: Note[] = [];
  scene = -1;
  const away = new Map<number, boolean>();
  for (const element of document.elements) {
    if (element.type === 'sceneHeading') scene++;
    if (element.type !== 'dialogue' || scene < 0) continue;
    for (const match of element.text.matchAll(VOCATIVE)) {
      const word = match[1] ?? match[2] ?? '';
      const name = names.get(characterKey(word));
      if (name === undefined || [-1, 0, 1].some((step) => present[scene + step]?.has(characterKey(word)) === true))
        continue;
      const absent = away.get(scene) ?? elsewhere(reading, scene);
      away.set(scene, absent);
      if (absent) continue;
      const known = characters.find((character) => character.name === name)?.evidence[0];
      notes.push({
        kind: 'absent-addressee',
        language: 'en',
        what: 'somebody is spoken to who is not there',
        value: { name },
        confidence: 0.75,
        method:
          'A name of the cast set off by a comma in dialogue; no cue, action or heading has it in this scene or next to it.',
        evidence: [at(element.from, element.to), ...(known === undefined ? [] : [at(known.from, known.to)])],
      });
    }
  }
  return notes;
}

/** `Sandra, come here.` and `Come here, Sandra.` */
const VOCATIVE = /(?:^|[.!?]\s+)(\p{Lu}\p{L}+), (?!and\b)|, (\p{Lu}\p{L}+)[.!?]/gu;

function elsewhere({ document, scenes }: Reading, scene: number): boolean {
  const { from, to } = scenes[scene] ?? { from: 0, to: 0 };
  return document.elements.some((element) => element.from >= from && element.to <= to && AWAY.test(element.text));
}
