import { Fault } from '@second-unit/evidence';
import { playedSeconds } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import type { PaperEdit, PaperSettings, PaperWord, Passage, TakeOfLine } from './paper-edit.ts';
import { gapsOf } from './ranges.ts';

/** Frames; a cut that leaves out less is a flash, and is not made. */
const SHORTEST_GAP = 2;

/** A stretch of one film that a paper edit plays without a cut. Frames are the film's own. */
export interface Segment {
  /** Stays the same while its first word does. */
  readonly id: string;
  readonly media: string;
  readonly inFrame: number;
  /** Exclusive. */
  readonly outFrame: number;
  readonly text: string;
  /** Words of passages that are heard in it, in order. */
  readonly of: readonly { readonly passage: string; readonly from: number; readonly to: number }[];
  /** Frames of the film before and behind it: what an editor can pull it out to. */
  readonly handles: { readonly before: number; readonly after: number };
  /** Of takes of lines of the script: whose. */
  readonly lines: readonly TakeOfLine[];
  /** A person chose every take in it. */
  readonly chosen?: true;
}

/** What a paper edit plays, in order. */
export interface Stringout {
  readonly segments: readonly Segment[];
  /** Seconds of all segments. */
  readonly seconds: number;
  /** Words that are kept and have no frame of their own, as in a line with more words than frames. */
  readonly unheard: number;
}

/** Words that follow each other and are kept, and the frames around them that nobody else speaks in. */
interface Run {
  readonly passage: Passage;
  readonly from: number;
  readonly to: number;
  readonly words: readonly PaperWord[];
  readonly roomFrom: number;
  readonly roomTo: number;
  /** Frames; a pause that is longer is cut short. */
  readonly longest: number;
}

/**
 * The stretches of film that a paper edit plays: words that are struck are cut out, with as much air around what is left
 * as fits before somebody else speaks; words that follow each other in the film play on without a cut.
 * @param media by the ids that passages name
 * @throws Fault `not-found` when a passage's film is not among `media`
 */
export function stringout(paper: PaperEdit, media: Readonly<Record<string, MediaInfo>>): Stringout {
  const segments: Segment[] = [];
  let unheard = 0;
  let last: { run: Run; segment: Segment } | undefined;
  for (const passage of paper.passages) {
    const info = media[passage.media];
    if (!info) throw new Fault('not-found', `The film of a passage is not known: ${passage.media}.`);
    for (const run of runsOf(passage, paper.settings, rateOf(info))) {
      const span = spanOf(run, info, paper.settings);
      if (!span) {
        unheard += run.words.length;
        continue;
      }
      const joined = last && joins(last.run, last.segment, run, span);
      const segment = joined && last ? onwards(last, run, span, info) : segmentOf(run, span, info);
      if (joined) segments.pop();
      segments.push(segment);
      last = { run, segment };
    }
  }
  return { segments, seconds: secondsOf(segments, media), unheard };
}

/** Kept words of a passage in runs: a struck word ends one, and so does a pause that is to be cut short. */
function runsOf(passage: Passage, { air, longestPause }: PaperSettings, rate: number): Run[] {
  const { words, struck, room } = passage;
  // Air on both sides of the cut would be more than the pause that it takes away.
  const longest =
    longestPause === undefined ? Number.POSITIVE_INFINITY : Math.max(longestPause * rate, 2 * Math.round(air * rate));
  const runs: Run[] = [];
  for (const kept of gapsOf(struck, words.length)) {
    let from = kept.from;
    for (let at = kept.from + 1; at <= kept.to; at++) {
      const isEnd = at === kept.to;
      if (!isEnd && words[at]!.startFrame - words[at - 1]!.endFrame <= longest) continue;
      runs.push({
        passage,
        from,
        to: at,
        words: words.slice(from, at),
        roomFrom: words[from - 1]?.endFrame ?? room.from,
        roomTo: words[at]?.startFrame ?? room.to,
        longest,
      });
      from = at;
    }
  }
  return runs;
}

interface Span {
  readonly inFrame: number;
  readonly outFrame: number;
}

/** The frames of a run with its air; undefined where it has none. */
function spanOf(run: Run, { frames, ...info }: MediaInfo, { air }: PaperSettings): Span | undefined {
  const pad = Math.round(air * rateOf(info));
  const first = run.words[0]!.startFrame;
  const end = run.words.at(-1)!.endFrame;
  // Where times overlap a little, what is said itself comes before the room around it.
  const inFrame = Math.max(0, Math.min(first, Math.max(run.roomFrom, first - pad, lastCut(run, first))));
  const outFrame = Math.min(frames, Math.max(end, Math.min(run.roomTo, end + pad, nextCut(run, end))));
  return outFrame > inFrame ? { inFrame, outFrame } : undefined;
}

/** Where the shot begins in which a frame is, as far as that is known. */
function lastCut({ passage: { cuts = [] } }: Run, frame: number): number {
  return cuts.findLast((cut) => cut <= frame) ?? 0;
}

/** Where the next shot begins, from a frame on. */
function nextCut({ passage: { cuts = [] } }: Run, frame: number): number {
  return cuts.find((cut) => cut >= frame) ?? Number.POSITIVE_INFINITY;
}

/** Whether a run plays on from the one before it: no word lies between them, or too little to be worth a cut. */
function joins(before: Run, segment: Segment, run: Run, span: Span): boolean {
  if (segment.media !== run.passage.media) return false;
  const gap = span.inFrame - segment.outFrame;
  if (gap >= 0 && gap < SHORTEST_GAP) return true;
  if (before.passage.id === run.passage.id) return false;
  const first = run.words[0]!.startFrame;
  const goesOn = before.roomTo === first && run.roomFrom === before.words.at(-1)!.endFrame;
  return goesOn && first - run.roomFrom <= run.longest;
}

function segmentOf(run: Run, span: Span, { frames }: MediaInfo): Segment {
  const { id, media, line, chosen } = run.passage;
  return {
    id: `${id}.${run.from}`,
    media,
    ...span,
    text: textOf(run.words),
    of: [{ passage: id, from: run.from, to: run.to }],
    handles: { before: span.inFrame, after: frames - span.outFrame },
    lines: line ? [line] : [],
    ...(chosen ? { chosen } : {}),
  };
}

function onwards(last: { run: Run; segment: Segment }, run: Run, span: Span, info: MediaInfo): Segment {
  const { chosen, ...segment } = last.segment;
  const next = segmentOf(run, span, info);
  return {
    ...segment,
    lines: [...segment.lines, ...next.lines],
    ...(chosen && next.chosen ? { chosen } : {}),
    outFrame: Math.max(segment.outFrame, span.outFrame),
    text: `${segment.text}${last.run.words.at(-1)?.joined ? '' : ' '}${next.text}`,
    of: [...segment.of, ...next.of],
    handles: { before: segment.handles.before, after: next.handles.after },
  };
}

/** Words as they are read. */
export function textOf(words: readonly Pick<PaperWord, 'text' | 'joined'>[]): string {
  return words
    .map(({ text, joined }, at) => (joined || at === words.length - 1 ? text : `${text} `))
    .join('')
    .trim();
}

function rateOf({ frameRate }: Pick<MediaInfo, 'frameRate'>): number {
  return frameRate.num / frameRate.den;
}

function secondsOf(segments: readonly Segment[], media: Readonly<Record<string, MediaInfo>>): number {
  const byMedia = Map.groupBy(segments, (segment) => segment.media);
  let seconds = 0;
  for (const [id, some] of byMedia) seconds += playedSeconds(media[id]!, some);
  return seconds;
}
