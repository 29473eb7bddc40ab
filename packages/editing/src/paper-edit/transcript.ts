import type { LogSubtitle, ShotLog } from '@second-unit/footage';
import { placed } from './place-words.ts';
import { type SoundByFrame, soundByFrame } from './sound.ts';
import { tokensOf } from './tokens.ts';

/** A word of a transcript and the frames in which it is said. */
export interface Word {
  /** As written, with its punctuation. */
  readonly text: string;
  readonly startFrame: number;
  /** Exclusive; the same as `startFrame` only where a line has more words than frames. */
  readonly endFrame: number;
  /** Index of the log's subtitle that it stands in. */
  readonly line: number;
  /** Whether something heard when it is said, or it was worked out from its line's time. */
  readonly timed: 'heard' | 'estimated';
  /** That both of its ends are where they are said to be, to a tenth of a second or so; 0 to 1. */
  readonly confidence: number;
  /** No space stands between it and the next word. */
  readonly joined?: true;
}

/** A film's words in the order in which they are said: none begins before the one before it ends. */
export interface Transcript {
  readonly words: readonly Word[];
  /** Frames of the film. */
  readonly frames: number;
  /** Frames at which its shots begin, in order; none where the log does not say. */
  readonly cuts: readonly number[];
}

/** Of a word that a transcriber timed by itself: its own figures say nothing of how sure they are. */
const HEARD = 0.9;
/** Lines of people who speak at once are heard one after the other from here on, in frames. */
const SHORTEST_LINE = 1;

/**
 * The words of a film with their frames. Where whoever wrote a line down gave times of words, those hold. Elsewhere a
 * line's time is shared out by how long its words take to say, over the parts of it in which somebody is heard; where
 * two words meet near a pause, or near a place that is less loud, they are parted there.
 */
export function transcriptOf(
  log: Pick<ShotLog, 'media' | 'subtitles' | 'sound'> & Partial<Pick<ShotLog, 'shots'>>,
): Transcript {
  const { frames } = log.media;
  const sound = soundByFrame(log);
  const words: Word[] = [];
  for (const { from, to, lines } of turns(log.subtitles, frames)) {
    const floor = words.at(-1)?.endFrame ?? 0;
    words.push(...wordsOf(lines, Math.max(from, floor), Math.max(to, floor), sound));
  }
  return { words, frames, cuts: (log.shots ?? []).map(({ startFrame }) => startFrame) };
}

interface Turn {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly { readonly line: number; readonly subtitle: LogSubtitle }[];
}

/** Lines in film order with the frames that are theirs alone; those that begin together share theirs. */
function turns(subtitles: readonly LogSubtitle[], frames: number): Turn[] {
  const order = subtitles
    .map((subtitle, line) => ({ line, subtitle }))
    .toSorted((a, b) => a.subtitle.startFrame - b.subtitle.startFrame || a.line - b.line);
  const all: { from: number; to: number; lines: { line: number; subtitle: LogSubtitle }[] }[] = [];
  for (const one of order) {
    const from = Math.min(frames, Math.max(0, one.subtitle.startFrame));
    const to = Math.min(frames, Math.max(from, one.subtitle.endFrame));
    const last = all.at(-1);
    if (last && from < last.from + SHORTEST_LINE) {
      last.to = Math.max(last.to, to);
      last.lines.push(one);
      continue;
    }
    if (last) last.to = Math.min(last.to, from);
    all.push({ from, to, lines: [one] });
  }
  return all;
}

function wordsOf(lines: Turn['lines'], from: number, to: number, sound: SoundByFrame): Word[] {
  const [only] = lines;
  if (lines.length === 1 && only?.subtitle.words && only.subtitle.words.length > 0) {
    return heard(only.subtitle, only.line, from, to);
  }
  const tokens = lines.flatMap(({ line, subtitle }) => tokensOf(subtitle.text).map((token) => ({ ...token, line })));
  return placed(tokens, from, to, sound).map(({ startFrame, endFrame, confidence }, at): Word => {
    const { text, line, joined } = tokens[at]!;
    return { text, startFrame, endFrame, line, timed: 'estimated', confidence, ...(joined ? { joined } : {}) };
  });
}

/**
 * Words with the times that they came with, kept in order and within their line; read as the line writes them, with its
 * punctuation, where that has as many.
 */
function heard(subtitle: LogSubtitle, line: number, from: number, to: number): Word[] {
  const { words = [], text: written } = subtitle;
  const tokens = tokensOf(written);
  const isSame = tokens.length === words.length;
  let reached = from;
  return words.map(({ text, startFrame, endFrame }, at) => {
    const start = Math.min(to, Math.max(reached, startFrame));
    const end = Math.min(to, Math.max(start, endFrame));
    reached = end;
    const read = isSame ? tokens[at]! : { text };
    const joined = 'joined' in read && read.joined ? { joined: true as const } : {};
    return { text: read.text, startFrame: start, endFrame: end, line, timed: 'heard', confidence: HEARD, ...joined };
  });
}
