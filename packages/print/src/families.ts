import { Faces } from './faces.ts';
import type { FontFile } from './job.ts';

/** Letters in a row that one family has. */
export interface FamilySpan {
  readonly text: string;
  /** As the font file itself calls it. */
  readonly family: string;
  /** Height of the family's line ÷ size of type, as Windows counts; programs that take a line's height for the size need it. */
  readonly lineHeight: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Parts of a text in logical order, each in the first family of `fonts` that has its letters, in regular type. White
 * space goes with what stands before it. Throws `PrintFault` 'input' without a font, or for a file that is none.
 */
export function familySpans(text: string, fonts: readonly FontFile[]): FamilySpan[] {
  const faces = new Faces(fonts);
  const spans: { text: string; family: string; lineHeight: number }[] = [];
  for (const { segment } of graphemes.segment(text.normalize('NFC'))) {
    const last = spans.at(-1);
    if (last !== undefined && /^\s+$/.test(segment)) last.text += segment;
    else {
      const { font } = faces.faceOf(segment, false, false);
      const family = font.familyName ?? '';
      const { winAscent, winDescent } = font['OS/2'];
      const lineHeight = (winAscent + winDescent) / font.unitsPerEm;
      if (last?.family === family) last.text += segment;
      else spans.push({ text: segment, family, lineHeight });
    }
  }
  return spans;
}
