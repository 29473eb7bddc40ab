import { elementsOf, type Screenplay } from '@second-unit/screenplay';
import { byBlock } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import type { Speech } from '../speeches.ts';

/** What is counted in one scene. Nothing in it depends on the language. */
export interface SceneMeasures {
  /** Words told and spoken. */
  words: number;
  /** How often each of them occurs, in lower case. */
  readonly terms: Map<string, number>;
  /** Who is there, by `characterKey`, and how much: words that they speak, and a few for each time the action names them. */
  readonly presence: Map<string, number>;
}

/** To be named in the action is to be there about as much as by a short line. */
const NAMED = 5;

// One locale everywhere: a count must not depend on the machine.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const SPACED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{S}\p{Z}\p{C}\p{M}]*$/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)*/gu;

/** Words of a text. Where there are no spaces between them, by `Intl.Segmenter`, which is ten times slower. */
function wordsOf(text: string): string[] {
  if (SPACED.test(text)) return text.match(WORD) ?? [];
  const words: string[] = [];
  for (const segment of segmenter.segment(text)) if (segment.isWordLike === true) words.push(segment.segment);
  return words;
}

/** What of an element is counted. */
interface Part {
  readonly kind: 'heading' | 'cue' | 'spoken' | 'told';
  /** Of a cue: whose. */
  readonly key: string;
  /** In lower case. */
  readonly words: readonly string[];
  /** Of what is told, the words that begin with a capital, in capitals: among them are names. */
  readonly capitalised: readonly string[];
}

const NONE: readonly string[] = [];

const partsOf = byBlock((block) =>
  elementsOf(block).flatMap((element): Part[] => {
    switch (element.type) {
      case 'sceneHeading':
        return [{ kind: 'heading', key: '', words: NONE, capitalised: NONE }];
      case 'character': {
        const key = characterKey((element.name ?? element.text).replace(/\s+/gu, ' ').trim());
        return [{ kind: 'cue', key, words: NONE, capitalised: NONE }];
      }
      case 'dialogue':
      case 'lyrics':
        return [part('spoken', wordsOf(element.text))];
      case 'action':
      case 'centered':
        return [part('told', wordsOf(element.text))];
      default:
        return [];
    }
  }),
);

function part(kind: 'spoken' | 'told', written: readonly string[]): Part {
  const capitalised: string[] = [];
  const words = written.map((word) => {
    const lower = word.toLowerCase();
    // A letter without case begins nothing, but a name may be written in such letters: it counts as a capital.
    if (kind === 'told' && word[0] === word[0]?.toUpperCase())
      capitalised.push(word.toUpperCase().replace(/['’]S$/u, ''));
    return lower;
  });
  return { kind, key: '', words, capitalised };
}

/** Counts for each scene, heading to heading. What stands before the first heading belongs to no scene. */
export function sceneMeasures(tree: Screenplay, speeches: readonly Speech[]): SceneMeasures[] {
  const names = namesOf(speeches);
  const scenes: SceneMeasures[] = [];
  let speaker: string | undefined;
  for (const { result } of partsOf(tree)) {
    for (const { kind, key, words, capitalised } of result) {
      if (kind === 'heading') {
        scenes.push({ words: 0, terms: new Map(), presence: new Map() });
        speaker = undefined;
      }
      const scene = scenes.at(-1);
      if (scene === undefined) continue;
      scene.words += words.length;
      for (const word of words) increase(scene.terms, word, 1);
      if (kind === 'cue') {
        speaker = key;
        increase(scene.presence, speaker, 1);
      } else if (kind === 'spoken' && speaker !== undefined) increase(scene.presence, speaker, words.length);
      for (const word of capitalised) {
        const name = names.get(word);
        if (name !== undefined) increase(scene.presence, name, NAMED);
      }
    }
  }
  return scenes;
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Words by which the action may name a character: those parts of the names on the cues that only one character has. */
function namesOf(speeches: readonly Speech[]): Map<string, string> {
  const owners = new Map<string, string | null>();
  for (const key of new Set(speeches.map((speech) => characterKey(speech.name)))) {
    for (const part of key.split(/[^\p{L}\p{M}\p{N}]+/u)) {
      if (part.length < 3 || /^\p{N}+$/u.test(part)) continue;
      const owner = owners.get(part);
      owners.set(part, owner === undefined || owner === key ? key : null);
    }
  }
  const names = new Map<string, string>();
  for (const [part, owner] of owners) if (owner !== null) names.set(part, owner);
  return names;
}
