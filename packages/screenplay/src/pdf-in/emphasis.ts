import type { ElementType } from '../elements.ts';
import { BOLD, ITALIC, type StyleSpan, spansOf, UNDERLINE } from '../formats/script/styles.ts';
import type { Span } from './segment.ts';

export interface Styled {
  readonly text: string;
  readonly spans: readonly Span[];
}

const STYLES = [
  ['bold', BOLD],
  ['italic', ITALIC],
  ['underline', UNDERLINE],
] as const;

/**
 * Bold, italics and underlines of an element. Headings, cues and transitions that are bold throughout are so by their
 * template, and stay plain.
 */
export function stylesOf(type: ElementType, { text, spans }: Styled): readonly StyleSpan[] {
  if (spans.length === 0) return [];
  if (type === 'sceneHeading' || type === 'character' || type === 'transition') return [];
  const bits = new Array<number>(text.length).fill(0);
  for (const [style, bit] of STYLES) {
    for (const { from, to } of merged(text, spans, style)) {
      for (let at = from; at < Math.min(to, text.length); at++) if (text[at] !== '\n') bits[at] = (bits[at] ?? 0) | bit;
    }
  }
  return spansOf(bits);
}

/** White space between two words of one style is of that style: a PDF may have drawn none. */
function merged(
  text: string,
  spans: readonly Span[],
  style: 'bold' | 'italic' | 'underline',
): { from: number; to: number }[] {
  const all: { from: number; to: number }[] = [];
  for (const span of spans) {
    if (!span[style]) continue;
    const last = all.at(-1);
    if (last !== undefined && /^[^\S\n]*$/.test(text.slice(last.to, span.from))) last.to = Math.max(last.to, span.to);
    else all.push({ from: span.from, to: span.to });
  }
  return all;
}
