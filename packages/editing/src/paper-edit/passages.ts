import { Fault } from '@second-unit/evidence';
import type { PaperWord, Passage, TakeOfLine } from './paper-edit.ts';
import type { Transcript, Word } from './transcript.ts';

/** Frames; air does not reach farther from the words. */
const FARTHEST = 600;

/** What a passage is made from beside its words. */
export interface PassageOf {
  readonly id: string;
  readonly media: string;
  readonly line?: TakeOfLine;
}

/**
 * Words [from, to) of a transcript as a passage.
 * @throws Fault `input` for words that the transcript lacks
 */
export function passageOf({ words, frames, cuts }: Transcript, from: number, to: number, of: PassageOf): Passage {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > words.length || to <= from) {
    throw new Fault('input', `The transcript has the words 0 to ${words.length - 1}.`);
  }
  const room = { from: words[from - 1]?.endFrame ?? 0, to: words[to]?.startFrame ?? frames };
  const first = Math.max(room.from, words[from]!.startFrame - FARTHEST);
  const end = Math.min(room.to, words[to - 1]!.endFrame + FARTHEST);
  const near = cuts.filter((cut) => cut > first && cut < end);
  return {
    id: of.id,
    media: of.media,
    words: words.slice(from, to).map(kept),
    struck: [],
    room,
    ...(near.length > 0 ? { cuts: near } : {}),
    ...(of.line ? { line: of.line } : {}),
  };
}

function kept({ text, startFrame, endFrame, joined }: Word): PaperWord {
  return { text, startFrame, endFrame, ...(joined ? { joined } : {}) };
}

/** A take of a line of a script, in one of several films. */
export interface LineTake {
  readonly media: string;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Share of the line's words that were heard, 0 to 1. */
  readonly coverage: number;
  /** Of the take that it is part of. */
  readonly confidence: number;
}

/** A line of a script with every take of it. */
export interface LineWithTakes {
  readonly script: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly who?: string;
  /** By film, then in film order. */
  readonly takes: readonly LineTake[];
}

/**
 * Every take of each line as a passage: lines in the order given, takes in theirs. The one that most of the line was
 * heard in is marked as suggested, where there is more than one.
 * @param idOf gives each passage its id
 */
export function takesOfLines(
  lines: readonly LineWithTakes[],
  transcripts: Readonly<Record<string, Transcript>>,
  idOf: () => string,
): Passage[] {
  return lines.flatMap((line) => {
    const { script, from, to, text, who } = line;
    const best = bestTake(line.takes);
    return line.takes.flatMap((take, index) => {
      const transcript = transcripts[take.media];
      const range = transcript && wordsWithin(transcript.words, take.startFrame, take.endFrame);
      if (!transcript || !range) return [];
      const { media, coverage } = take;
      const of: TakeOfLine = {
        script,
        from,
        to,
        text,
        ...(who === undefined ? {} : { who }),
        take: index + 1,
        coverage,
        ...(take === best && line.takes.length > 1 ? { suggested: true } : {}),
      };
      return [passageOf(transcript, range.from, range.to, { id: idOf(), media, line: of })];
    });
  });
}

/** The take of which most was heard; of equals the one that is surer, then the later: people stop when it is good. */
export function bestTake(takes: readonly LineTake[]): LineTake | undefined {
  return takes.reduce<LineTake | undefined>((best, take) => {
    if (!best) return take;
    return take.coverage > best.coverage || (take.coverage === best.coverage && take.confidence >= best.confidence)
      ? take
      : best;
  }, undefined);
}

/** Words of which the middle lies in [startFrame, endFrame); undefined for none. */
export function wordsWithin(
  words: readonly Word[],
  startFrame: number,
  endFrame: number,
): { readonly from: number; readonly to: number } | undefined {
  const first = firstFrom(words, startFrame);
  const end = firstFrom(words, endFrame);
  return end > first ? { from: first, to: end } : undefined;
}

/** The first word whose middle is at a frame or behind it; words are in order. */
function firstFrom(words: readonly Word[], frame: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { startFrame, endFrame } = words[middle]!;
    if ((startFrame + endFrame) / 2 < frame) low = middle + 1;
    else high = middle;
  }
  return low;
}
