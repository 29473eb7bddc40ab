import { type Block, type ElementType, elementsOf, type ScreenplayElement } from '@second-unit/screenplay';
import type { BreakdownCategory } from './categories.ts';
import { eventsOf } from './events.ts';
import type { Lexicon } from './lexicon.ts';
import { HONORIFIC, type NamedWord, namedWords } from './named-words.ts';
import { type Phrase, phrasesOf } from './phrases.ts';
import { propFeatures } from './prop-features.ts';
import { candidateOf, isOwn, takenUp, thingOf, wholeOf } from './things.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Something that may be an element of the breakdown: what a line says by itself, before the script's names are known. */
export interface Candidate {
  readonly category: BreakdownCategory;
  /** The noun; singular. */
  readonly noun: string;
  /** What it is called in full: with the words before the noun that tell it apart. */
  readonly full: string;
  readonly confidence: number;
  /** Only `the` and `his` may speak of what was there before. */
  readonly definite: boolean;
  /** Written in capitals: first met here. */
  readonly caps: boolean;
  readonly plural: boolean;
  readonly from: number;
  readonly to: number;
  /** Where the noun itself begins. */
  readonly nounFrom: number;
  /** How likely it is a prop, where that was asked. */
  readonly chance?: number;
  /** What it is in: of `a bottle of cologne` the bottle. */
  readonly holder?: string;
}

export interface BlockCandidates {
  readonly candidates: readonly Candidate[];
  /** Names of what is plainly a prop here. */
  readonly plain: readonly string[];
  /** Words of action that may name somebody. */
  readonly words: readonly NamedWord[];
  /** Some of them are no words of the lexicon, or say what somebody is: somebody without a cue may be named. */
  readonly strangers: boolean;
  /** Where headings begin. */
  readonly headings: readonly number[];
}

/** By lexicon and block: after an edit only the blocks that it touched are read again. */
const known = new WeakMap<Lexicon, WeakMap<Block, BlockCandidates>>();

export function candidatesOf(block: Block, lexicon: Lexicon): BlockCandidates {
  let blocks = known.get(lexicon);
  if (blocks === undefined) {
    blocks = new WeakMap();
    known.set(lexicon, blocks);
  }
  let found = blocks.get(block);
  if (found === undefined) {
    found = read(block, lexicon);
    blocks.set(block, found);
  }
  return found;
}

function read(block: Block, lexicon: Lexicon): BlockCandidates {
  const candidates: Candidate[] = [];
  const words: NamedWord[] = [];
  const headings: number[] = [];
  const elements = elementsOf(block);
  const cuts = elements.filter(({ type }) => type === 'note' || type === 'boneyard');
  for (const element of elements) {
    if (element.type === 'sceneHeading') headings.push(element.from);
    const text = visible(block.text, element, cuts);
    if (text === undefined) continue;
    const type = toldAs(element, block.text);
    for (const word of namedWords(text, lexicon, type)) {
      words.push({ ...word, from: word.from + element.from, to: word.to + element.from });
    }
    for (const { from, line } of linesOf(text)) {
      const start = element.from + from;
      const tokens = tokensOf(line);
      const phrases = phrasesOf(tokens, lexicon);
      const taken = type === 'sceneHeading' ? [] : takenUp(phrases, tokens, lexicon);
      for (const [index, phrase] of phrases.entries()) {
        const thing = judged(phrase, index, phrases, tokens, lexicon, type, taken);
        if (thing !== undefined)
          candidates.push({
            ...thing,
            from: thing.from + start,
            to: thing.to + start,
            nounFrom: thing.nounFrom + start,
          });
      }
      for (const thing of lexicon.props === undefined ? taken : []) {
        candidates.push({ ...thing, from: thing.from + start, to: thing.to + start, nounFrom: thing.nounFrom + start });
      }
      if (type === 'sceneHeading') continue;
      for (const event of eventsOf(tokens, phrases, lexicon, type)) {
        candidates.push({ ...event, from: event.from + start, to: event.to + start, nounFrom: event.from + start });
      }
    }
  }
  const strangers = words.some(({ unknown, role, key }) => unknown || role || HONORIFIC.test(key));
  const plain = candidates.flatMap(({ category, full, chance = 0 }) =>
    category === 'props' && chance >= PLAIN ? [full] : [],
  );
  return { candidates, plain, words, strangers, headings };
}

/** From this chance on, what is a prop elsewhere in the script may be one here. */
const DOUBTFUL = 0.4;
/** From this chance on it is plainly one. */
const PLAIN = 0.7;

/** What the rules say of a phrase; of props, what was learned from scripts tagged by hand has the last word. */
function judged(
  phrase: Phrase,
  index: number,
  phrases: readonly Phrase[],
  tokens: readonly Token[],
  lexicon: Lexicon,
  type: ElementType,
  taken: readonly Candidate[],
): Candidate | undefined {
  const ruled = thingOf(phrase, index, phrases, tokens, lexicon, type);
  if (lexicon.props === undefined || isOwn(phrase)) return ruled;
  // A lamp that is picked up: too few were tagged to learn from.
  if (ruled?.category === 'props' && (phrase.class === 'furnishing' || phrase.class === 'flower')) return ruled;
  const isTaken = taken.some(({ nounFrom }) => nounFrom === phrase.nounFrom);
  const features = propFeatures(phrase, index, phrases, tokens, lexicon, type, ruled, isTaken);
  if (features === undefined) return ruled;
  const chance = lexicon.props(features);
  if (chance < DOUBTFUL) return ruled?.category === 'props' ? undefined : ruled;
  const prop = candidateOf('props', chance, wholeOf(phrase, lexicon) ?? phrase, phrases, lexicon);
  return { ...(chance >= 0.5 || ruled === undefined || ruled.category === 'props' ? prop : ruled), chance };
}

/** Every noun phrase of a block's action with its line, for training. */
export function* phrasesIn(
  block: Block,
  lexicon: Lexicon,
): Generator<{ readonly phrase: Phrase; readonly tokens: readonly Token[] }> {
  for (const element of elementsOf(block)) {
    const text = element.type === 'action' ? visible(block.text, element, []) : undefined;
    if (text === undefined) continue;
    for (const { line } of linesOf(text)) {
      const tokens = tokensOf(line);
      for (const phrase of phrasesOf(tokens, lexicon)) yield { phrase, tokens };
    }
  }
}

/** A forced heading is often part of a sentence (`.THE TRUCK`, `begins to roll`), and told like action. */
function toldAs({ type, from, text }: ScreenplayElement, source: string): ElementType {
  return type === 'sceneHeading' && source[from] === '.' && !/\b(?:INT|EXT|I\/E)\b|[-–—] *[A-Z ]+$/iu.test(text)
    ? 'action'
    : type;
}

/** What the picture shows: without emphasis signs, notes and what is struck out, offset by offset. */
function visible(
  source: string,
  { type, from, to }: ScreenplayElement,
  cuts: readonly ScreenplayElement[],
): string | undefined {
  if (type !== 'action' && type !== 'parenthetical' && type !== 'centered' && type !== 'sceneHeading') return undefined;
  let text = source.slice(from, to);
  for (const cut of cuts) {
    if (cut.from < from || cut.to > to) continue;
    text = text.slice(0, cut.from - from) + ' '.repeat(cut.to - cut.from) + text.slice(cut.to - from);
  }
  return text.replace(/[*_]/gu, ' ');
}

/** Wrapped lines are one; an empty line parts them. */
function* linesOf(text: string): Generator<{ from: number; line: string }> {
  let from = 0;
  for (const match of text.matchAll(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/gu)) {
    yield { from, line: text.slice(from, match.index) };
    from = match.index + match[0].length;
  }
  yield { from, line: text.slice(from) };
}
