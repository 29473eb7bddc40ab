import { afterLineBreak, blankEnd, isLineBreak, type Source } from '../source.ts';
import { findBoneyardEnd } from './boneyard.ts';

/** A note: `[[…]]`, over lines too, but not over an empty one (one of two spaces connects). Notes do not nest. */

/** Offset after the note that starts at `from`, or -1 where it does not end. */
export function findNoteEnd(source: Source, from: number): number {
  const { text } = source;
  // Had a note from further up not ended by here, this one would not either.
  if (from < source.noNoteBefore) return -1;
  let at = from + 2;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x5d && text.charCodeAt(at + 1) === 0x5d) return at + 2;
    if (isEscapeInNote(code, text.charCodeAt(at + 1))) at += 2;
    else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2a) {
      const end = findBoneyardEnd(source, at);
      at = end === -1 ? at + 2 : end;
    } else if (isLineBreak(code)) {
      at = afterLineBreak(text, at);
      const blank = blankEnd(text, at);
      if (blank !== -1 && blank - at < 2) break;
    } else {
      at++;
    }
  }
  source.noNoteBefore = at;
  if (at >= text.length) source.starved = true;
  return -1;
}

/**
 * A backslash that keeps `/*` in a note from opening a boneyard, as one does outside: were the two to differ, a note
 * that does not end would depend on text far below it. Brackets cannot be escaped in a note.
 */
export function isEscapeInNote(code: number, next: number): boolean {
  return code === 0x5c && (next === 0x5c || next === 0x2f);
}
