/** A line of a text: UTF-16 units [from, to) of it, white space at the end left out. */
export interface WrappedLine {
  readonly from: number;
  readonly to: number;
}

/** What is not one column a unit: combining marks, East Asian letters, emoji, scripts that join. */
const NOT_SIMPLE = /[^ -\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]/;
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u;
/** Joined letters are narrower than a typewriter's: about 0.6 columns in our font. */
const JOINED = /^\p{Script=Arabic}/u;
const JOINED_COLUMNS = 0.7;
/** Japanese and Chinese put no spaces between words: a line may end before and after any of these. */
const IDEOGRAPH = /^[\u2e80-\u2fff\u3000-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\u{20000}-\u{3fffd}]/u;
/** Japanese line breaking (kinsoku): what may not begin a line, and what may not end one. */
const NOT_FIRST =
  /^[、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥)\]}!?,.:;%’”]/u;
const NOT_LAST = /^[（［｛〔〈《「『【〘〖([{‘“]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes: East Asian letters and emoji two, combining marks none, Arabic letters a part. */
export function columnsOf(text: string): number {
  if (!NOT_SIMPLE.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += columnsOfGrapheme(segment);
  return columns;
}

function columnsOfGrapheme(grapheme: string): number {
  if (grapheme.length === 1 && !NOT_SIMPLE.test(grapheme)) return 1;
  if (WIDE.test(grapheme)) return 2;
  if (/^[\p{M}\p{Cf}\p{Cc}]/u.test(grapheme)) return 0;
  return JOINED.test(grapheme) ? JOINED_COLUMNS : 1;
}

/**
 * Lines of at most `width` columns of `text` from `start` on. Breaks at the text's own line breaks, at spaces, after
 * hyphens and dashes within words, and between East Asian letters; a word longer than a line is cut. A space at the
 * start of the text stays, as indentation. Linear in the length. Always at least one line.
 */
export function wrap(text: string, width: number, start = 0, end = text.length): WrappedLine[] {
  const lines: WrappedLine[] = [];
  let from = start;
  for (;;) {
    const lineBreak = text.indexOf('\n', from);
    const last = lineBreak === -1 || lineBreak >= end;
    wrapLine(text, from, last ? end : lineBreak, width, lines);
    if (last) return lines;
    from = lineBreak + 1;
  }
}

function wrapLine(text: string, from: number, to: number, width: number, lines: WrappedLine[]): void {
  const line = text.slice(from, to);
  if (NOT_SIMPLE.test(line)) {
    wrapGraphemes(line, from, width, lines);
    return;
  }
  let at = from;
  const end = endOfText(text, from, to);
  while (end - at > width) {
    const stop = breakBefore(text, at, at + width);
    lines.push({ from: at, to: endOfText(text, at, stop) });
    at = stop;
    while (at < end && text[at] === ' ') at++;
    if (at >= end) return;
  }
  lines.push({ from: at, to: end });
}

function endOfText(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && text[end - 1] === ' ') end--;
  return end;
}

/** The last place in (from, to] where a line may end; `to` where the line is one long word. */
function breakBefore(text: string, from: number, to: number): number {
  let indent = from;
  while (indent < to && text[indent] === ' ') indent++;
  for (let at = to; at > indent; at--) {
    if (text[at] === ' ') return at;
    if (breaksAfter(text.charCodeAt(at - 1), text.charCodeAt(at), at - indent)) return at;
  }
  return to;
}

/** Between a hyphen or dash and what follows it, but not in front of a second hyphen, nor after a lone sign. */
function breaksAfter(before: number, after: number, length: number): boolean {
  if (before !== 0x2d && before !== 0x2013 && before !== 0x2014) return false;
  return length > 1 && isWordCode(after);
}

function isWordCode(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code >= 0xc0;
}

function wrapGraphemes(line: string, offset: number, width: number, lines: WrappedLine[]): void {
  /** Of the line being filled. */
  let start = 0;
  let columns = 0;
  /** Where it may end, and the columns up to there; -1 where nowhere yet. */
  let stop = -1;
  let stopColumns = 0;
  let before = '';
  let indenting = true;
  const end = (to: number): void => {
    lines.push({ from: offset + start, to: offset + start + line.slice(start, to).trimEnd().length });
  };
  for (const { segment, index } of graphemes.segment(line)) {
    const space = segment.trim() === '';
    if (!space) indenting = false;
    const size = columnsOfGrapheme(segment);
    if (!indenting && index > start && mayBreak(before, segment)) {
      stop = index;
      stopColumns = columns;
    }
    // A space at the end of a full line hangs in the margin.
    while (!space && columns + size > width && index > start) {
      const cut = stop > start ? stop : index;
      const cutColumns = stop > start ? stopColumns : columns;
      end(cut);
      let next = cut;
      let skipped = 0;
      for (; next < index && line[next]?.trim() === ''; next++) skipped += columnsOfGrapheme(line[next] as string);
      start = next;
      columns -= cutColumns + skipped;
      stop = -1;
    }
    columns += size;
    before = segment;
  }
  if (start < line.length && (start === 0 || line.slice(start).trim() !== '')) end(line.length);
  else if (line.length === 0) lines.push({ from: offset, to: offset });
}

function mayBreak(before: string, after: string): boolean {
  if (after.trim() === '') return false;
  if (before.trim() === '') return true;
  if (NOT_FIRST.test(after) || NOT_LAST.test(before)) return false;
  return IDEOGRAPH.test(before) || IDEOGRAPH.test(after);
}
