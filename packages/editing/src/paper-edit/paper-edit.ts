import { type Decision, Fault } from '@second-unit/evidence';
import { standing } from '../decisions.ts';
import { type Ranges, type WordRange, withoutRange, withRange } from './ranges.ts';

/** A word of a passage: as it was when a person took it, so that the edit holds when the film is transcribed again. */
export interface PaperWord {
  readonly text: string;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** No space stands between it and the next word. */
  readonly joined?: true;
}

/** The line of a script that a passage is a take of. */
export interface TakeOfLine {
  /** Id of the script. */
  readonly script: string;
  /** Range in the script's text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly who?: string;
  /** 1, 2, 3 … over all films, in script order of films. */
  readonly take: number;
  /** Share of the line's words that were heard, 0 to 1. */
  readonly coverage: number;
  /** Of all takes the one that the alignment is surest of: a model's word, for a person to overrule. */
  readonly suggested?: true;
}

/** Words of one film that follow each other, in a paper edit. */
export interface Passage {
  readonly id: string;
  readonly media: string;
  /** All of them, also those that are struck. */
  readonly words: readonly PaperWord[];
  /** Words that are not wanted. */
  readonly struck: Ranges;
  /** Frames around the words in which nobody else says something: as far as air may reach. */
  readonly room: { readonly from: number; readonly to: number };
  /** Where shots begin in and around the words: air that reached over one would be a flash of another shot. */
  readonly cuts?: readonly number[];
  readonly line?: TakeOfLine;
  /** A person chose this take of its line. */
  readonly chosen?: true;
}

/** How words become frames. */
export interface PaperSettings {
  /** Seconds of the film left before the first and behind the last word of a stretch, where nobody speaks. */
  readonly air: number;
  /** Seconds; a longer pause between words is cut short. As they are where absent. */
  readonly longestPause?: number;
}

/** Passages in the order in which they are to be heard. */
export interface PaperEdit {
  readonly passages: readonly Passage[];
  readonly settings: PaperSettings;
  /** As a person called it; absent where it is called as it was at first. */
  readonly title?: string;
}

/** What a person does to a paper edit. Each is recorded as a Decision. */
export type PaperChange =
  | { readonly kind: 'add'; readonly passages: readonly Passage[]; readonly at?: number }
  | { readonly kind: 'strike' | 'restore'; readonly passage: string; readonly from: number; readonly to: number }
  | { readonly kind: 'split'; readonly passage: string; readonly at: number; readonly into: string }
  | { readonly kind: 'move'; readonly passage: string; readonly to: number }
  | { readonly kind: 'remove'; readonly passage: string }
  | { readonly kind: 'choose'; readonly passage: string; readonly chosen: boolean }
  | { readonly kind: 'keepChosen' }
  | { readonly kind: 'set'; readonly air: number; readonly longestPause: number | null }
  /** `was` is what it was called before. */
  | { readonly kind: 'rename'; readonly title: string; readonly was: string }
  | { readonly kind: 'undo'; readonly decision: string };

/** A paper edit before anything was put into it. */
export const EMPTY_PAPER: PaperEdit = { passages: [], settings: { air: 0.12 } };

/** Passages beyond which a paper edit takes no more. */
const MOST_PASSAGES = 5000;

/**
 * The paper edit after one change. An undo speaks of the decisions, not of one edit: use `replayPaper` for it.
 * @throws Fault `not-found` for an unknown passage, `input` for words or places that do not exist, `too-large`.
 */
export function changePaper(paper: PaperEdit, change: PaperChange): PaperEdit {
  const { passages } = paper;
  switch (change.kind) {
    case 'undo':
      throw new Fault('input', 'An undo takes back a decision; it cannot be applied to a paper edit by itself.');
    case 'add':
      return { ...paper, passages: added(passages, change.passages, change.at ?? passages.length) };
    case 'strike':
    case 'restore': {
      const passage = passageOf(passages, change.passage);
      checkRange(passage, change);
      const edit = change.kind === 'strike' ? withRange : withoutRange;
      return replaced(paper, passage, [{ ...passage, struck: edit(passage.struck, change) }]);
    }
    case 'split': {
      const passage = passageOf(passages, change.passage);
      if (passages.some(({ id }) => id === change.into)) throw new Fault('input', 'There is a passage of that id.');
      return replaced(paper, passage, split(passage, change.at, change.into));
    }
    case 'move': {
      const passage = passageOf(passages, change.passage);
      if (!Number.isInteger(change.to) || change.to < 0 || change.to >= passages.length) {
        throw new Fault('input', `Place ${change.to} does not exist: there are places 0 to ${passages.length - 1}.`);
      }
      const others = passages.filter(({ id }) => id !== passage.id);
      return { ...paper, passages: others.toSpliced(change.to, 0, passage) };
    }
    case 'remove': {
      const passage = passageOf(passages, change.passage);
      return { ...paper, passages: passages.filter(({ id }) => id !== passage.id) };
    }
    case 'choose':
      return { ...paper, passages: chosen(passages, passageOf(passages, change.passage), change.chosen) };
    case 'keepChosen': {
      const decided = new Set(passages.flatMap((one) => (one.chosen && one.line ? [lineKey(one.line)] : [])));
      if (decided.size === 0) throw new Fault('input', 'No take is chosen yet; choose one of a line first.');
      return {
        ...paper,
        passages: passages.filter((one) => one.chosen || !one.line || !decided.has(lineKey(one.line))),
      };
    }
    case 'rename': {
      if (change.title.trim() === '') throw new Fault('input', 'A paper edit needs a title.');
      return { ...paper, title: change.title };
    }
    case 'set': {
      const { air, longestPause } = change;
      return { ...paper, settings: { air, ...(longestPause === null ? {} : { longestPause }) } };
    }
  }
}

/** A paper edit as its decisions leave it, and those that no longer fit. */
export interface PaperReplay {
  readonly paper: PaperEdit;
  readonly skipped: readonly { readonly decision: Decision<PaperChange>; readonly why: string }[];
}

/** Every decision that stands, applied in order to an empty paper edit. */
export function replayPaper(decisions: readonly Decision<PaperChange>[]): PaperReplay {
  const skipped: { decision: Decision<PaperChange>; why: string }[] = [];
  let paper = EMPTY_PAPER;
  for (const decision of standing(decisions)) {
    try {
      paper = changePaper(paper, decision.change);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      skipped.push({ decision, why: thrown.message });
    }
  }
  return { paper, skipped };
}

function passageOf(passages: readonly Passage[], id: string): Passage {
  const passage = passages.find((one) => one.id === id);
  if (!passage) throw new Fault('not-found', 'This passage is no longer in the paper edit.', { place: id });
  return passage;
}

function replaced(paper: PaperEdit, passage: Passage, by: readonly Passage[]): PaperEdit {
  return { ...paper, passages: paper.passages.flatMap((one) => (one.id === passage.id ? by : [one])) };
}

function checkRange({ words }: Passage, { from, to }: WordRange): void {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > words.length || to <= from) {
    throw new Fault('input', `This passage has the words 0 to ${words.length - 1}.`);
  }
}

function added(passages: readonly Passage[], more: readonly Passage[], at: number): readonly Passage[] {
  if (!Number.isInteger(at) || at < 0 || at > passages.length) {
    throw new Fault('input', `Place ${at} does not exist: there are places 0 to ${passages.length}.`);
  }
  if (passages.length + more.length > MOST_PASSAGES) {
    throw new Fault('too-large', `A paper edit may have ${MOST_PASSAGES.toLocaleString('en')} passages at most.`);
  }
  if (more.some(({ words }) => words.length === 0)) throw new Fault('input', 'A passage needs a word at least.');
  const ids = new Set(passages.map(({ id }) => id));
  for (const { id } of more) {
    if (ids.has(id)) throw new Fault('input', 'There is a passage of that id.', { place: id });
    ids.add(id);
  }
  return passages.toSpliced(at, 0, ...more);
}

/** A passage in two, the second one beginning with word `at`. */
function split(passage: Passage, at: number, into: string): readonly Passage[] {
  const { words, struck, room } = passage;
  if (!Number.isInteger(at) || at <= 0 || at >= words.length) {
    throw new Fault('input', `This passage can be split before the words 1 to ${words.length - 1}.`);
  }
  const tail = { from: at, to: words.length };
  const head = { from: 0, to: at };
  return [
    {
      ...passage,
      words: words.slice(0, at),
      struck: withoutRange(struck, tail),
      room: { from: room.from, to: words[at]!.startFrame },
    },
    {
      ...passage,
      id: into,
      words: words.slice(at),
      struck: withoutRange(struck, head).map(({ from, to }) => ({ from: from - at, to: to - at })),
      room: { from: words[at - 1]!.endFrame, to: room.to },
    },
  ];
}

function chosen(passages: readonly Passage[], passage: Passage, yes: boolean): readonly Passage[] {
  if (!passage.line) throw new Fault('input', 'Only a take of a line of the script can be chosen.');
  const key = lineKey(passage.line);
  return passages.map((one) => {
    const { chosen: _was, ...rest } = one;
    if (one.id === passage.id) return yes ? { ...rest, chosen: true } : rest;
    // One take of a line at a time.
    return yes && one.line && lineKey(one.line) === key ? rest : one;
  });
}

/** Which line of which script; two takes of one line have the same. */
export function lineKey({ script, from, text }: Pick<TakeOfLine, 'script' | 'from' | 'text'>): string {
  return `${script} ${from} ${text}`;
}
