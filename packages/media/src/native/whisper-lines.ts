import { plainText } from '../subtitle-text.ts';

/** A stretch of time, seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words with their time, seconds. */
export interface Line extends Span {
  readonly text: string;
}

const TIME = String.raw`(\d+):(\d\d):(\d\d),(\d{3})`;
const ENTRY = new RegExp(`^${TIME} --> ${TIME}$`);

/** What Whisper writes instead of words. */
const NO_WORDS = /^[[(♪*\s]*(?:blank_audio|silence|music|musik|musique|inaudible|applause|♪)?[\])♪*.\s]*$/i;

const secondsOf = (parts: readonly string[]): number => {
  const [hours, minutes, seconds, thousandths] = parts.map(Number) as [number, number, number, number];
  return hours * 3600 + minutes * 60 + seconds + thousandths / 1000;
};

/** The lines of a SubRip file as FFmpeg's Whisper filter writes it: one line of text each. */
export function linesOf(srt: string): Line[] {
  const found: Line[] = [];
  const rows = srt.split('\n');
  for (const [at, row] of rows.entries()) {
    const times = ENTRY.exec(row);
    if (times === null) continue;
    const text = plainText(rows[at + 1] ?? '');
    const start = secondsOf(times.slice(1, 5));
    const end = secondsOf(times.slice(5, 9));
    if (!NO_WORDS.test(text) && end > start) found.push({ start, end, text });
  }
  return found;
}

/**
 * Lines of stretches that were heard one after the other, `gap` seconds of silence behind each, at their times in the
 * film. A line stays within the stretch that it begins in.
 */
export function placed(lines: readonly Line[], spans: readonly Span[], gap: number): Line[] {
  const found: Line[] = [];
  let heard = 0;
  const places = spans.map(({ start, end }) => {
    const from = heard;
    heard += end - start + gap;
    return { from, start, end };
  });
  for (const { start, end, text } of lines) {
    const middle = Math.min(end, start + 0.5);
    const place = places.findLast(({ from }) => from <= middle);
    if (place === undefined) continue;
    const shift = place.start - place.from;
    const first = Math.min(Math.max(start + shift, place.start), place.end);
    const last = Math.min(end + shift, place.end);
    if (last > first) found.push({ start: first, end: last, text });
  }
  return found;
}
