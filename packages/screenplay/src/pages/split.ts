import { type Paragraph, type Plain, rest, type Speech } from './paragraphs.ts';
import { sentenceStarts } from './sentences.ts';

/** Fewest lines of a paragraph that a page may end or begin with. */
const FEWEST = 2;

export interface Split<Kind> {
  readonly first: Kind;
  readonly rest: Kind;
}

/** Lines that a speech takes, its cue included. */
export function speechHeight(speech: Speech): number {
  let lines = speech.cue?.lines.length ?? 0;
  for (const part of speech.parts) lines += part.lines.length;
  return lines;
}

/** The part of a paragraph before line `count`, and the part after. */
function cutLines(whole: Paragraph, count: number): Split<Paragraph> {
  const at = whole.lines[count]?.from ?? whole.end;
  return {
    first: { ...whole, lines: whole.lines.slice(0, count), end: at },
    rest: { ...whole, lines: whole.lines.slice(count) },
  };
}

/** Splits action so that at most `room` lines stay, two at least on each page; undefined where that cannot be. */
export function splitPlain(block: Plain, room: number): Split<Plain> | undefined {
  const { paragraph } = block;
  if (paragraph.element.type !== 'action' && paragraph.element.type !== 'lyrics') return undefined;
  const count = Math.min(room, paragraph.lines.length - FEWEST);
  if (count < FEWEST) return undefined;
  return plainAt(block, count);
}

/** Splits anything after `room` lines: of what is longer than a page. */
export function forcePlain(block: Plain, room: number): Split<Plain> | undefined {
  return room < 1 || room >= block.paragraph.lines.length ? undefined : plainAt(block, room);
}

function plainAt(block: Plain, count: number): Split<Plain> {
  const { first, rest: after } = cutLines(block.paragraph, count);
  return { first: { ...block, paragraph: first }, rest: { ...block, paragraph: after, above: 0 } };
}

/** Splits a paragraph at an offset of its text. */
export function plainAtOffset(block: Plain, offset: number): Split<Plain> {
  const { first, rest: after } = cutAt(block.paragraph, offset);
  return { first: { ...block, paragraph: first }, rest: { ...block, paragraph: after, above: 0 } };
}

function cutAt(whole: Paragraph, offset: number): Split<Paragraph> {
  const first = whole.lines
    .filter((line) => line.from < offset)
    .map((line) => ({ from: line.from, to: Math.min(line.to, trimmedEnd(whole.element.text, line.from, offset)) }));
  return { first: { ...whole, lines: first, end: offset }, rest: rest(whole, offset) };
}

function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] as string)) end--;
  return end;
}

/**
 * Splits a speech so that at most `room` lines stay, its cue and the (MORE) included: after a sentence, or before a
 * parenthetical, with two lines at least on each page; undefined where that cannot be.
 */
export function splitSpeech(speech: Speech, room: number): Split<Speech> | undefined {
  const available = room - (speech.cue === undefined ? 0 : speech.cue.lines.length + 1);
  const total = speechHeight(speech) - (speech.cue?.lines.length ?? 0);
  let found: Split<Speech> | undefined;
  let used = 0;
  for (const [index, part] of speech.parts.entries()) {
    if (index > 0 && part.element.type === 'parenthetical') {
      if (used > available) return found;
      if (used >= FEWEST && total - used >= FEWEST) found = between(speech, index);
    }
    if (part.element.type === 'dialogue') found = lastSentence(speech, index, used, available) ?? found;
    else if (part.element.type === 'lyrics' && index > 0 && used >= FEWEST && used <= available) {
      if (total - used >= FEWEST && speech.parts[index - 1]?.element.type !== 'parenthetical') {
        found = between(speech, index);
      }
    }
    used += part.lines.length;
    if (used > available) return found;
  }
  return found;
}

function lastSentence(speech: Speech, index: number, used: number, available: number): Split<Speech> | undefined {
  const part = speech.parts[index] as Paragraph;
  const { text } = part.element;
  const begin = part.lines[0]?.from ?? 0;
  const room = available - used;
  if (room < 1) return undefined;
  const limit = part.lines[room]?.from ?? part.end;
  const after = speech.parts.slice(index + 1).reduce((sum, next) => sum + next.lines.length, 0);
  // Of the lines that have room, and a little of what follows them: where it begins may be a sentence's start.
  const starts = sentenceStarts(text.slice(begin, limit + 40)).map((start) => begin + start);
  for (let at = starts.length - 1; at >= 0; at--) {
    const start = starts[at] as number;
    if (start > limit || start >= part.end) continue;
    if (start <= begin) return undefined;
    const split = cutAt(part, start);
    if (used + split.first.lines.length < FEWEST) return undefined;
    if (split.first.lines.length <= room && split.rest.lines.length + after >= FEWEST) {
      return within(speech, index, split);
    }
  }
  return undefined;
}

function within(speech: Speech, index: number, split: Split<Paragraph>): Split<Speech> {
  return {
    first: { ...speech, parts: [...speech.parts.slice(0, index), split.first] },
    rest: { ...speech, parts: [split.rest, ...speech.parts.slice(index + 1)], continued: true, above: 0 },
  };
}

function between(speech: Speech, index: number): Split<Speech> {
  return {
    first: { ...speech, parts: speech.parts.slice(0, index) },
    rest: { ...speech, parts: speech.parts.slice(index), continued: true, above: 0 },
  };
}

/** Splits after `room` lines, the (MORE) included, wherever that falls: of what is longer than a page. */
export function forceSpeech(speech: Speech, room: number): Split<Speech> | undefined {
  let left = room - (speech.cue === undefined ? 0 : speech.cue.lines.length + 1);
  if (left < 1) return undefined;
  for (const [index, part] of speech.parts.entries()) {
    if (part.lines.length > left)
      return left === 0 ? between(speech, index) : within(speech, index, cutLines(part, left));
    left -= part.lines.length;
  }
  return undefined;
}

/** Splits a speech where a locked page begins. */
export function speechAtPlace(speech: Speech, element: number, offset: number): Split<Speech> | undefined {
  const index = speech.parts.findIndex((part) => part.index === element);
  if (index === -1) return undefined;
  const part = speech.parts[index] as Paragraph;
  const begin = part.lines[0]?.from ?? 0;
  if (offset > begin) return within(speech, index, cutAt(part, offset));
  return index === 0 ? undefined : between(speech, index);
}
