import { toDocument } from '../document.ts';
import type { ScreenplayElement } from '../elements.ts';
import { fromDocument } from '../from-document.ts';
import { parse } from '../parse.ts';
import type { Span } from './segment.ts';

export interface Styled {
  readonly text: string;
  readonly spans: readonly Span[];
}

const SIGNS = [
  ['bold', '\uE000', '**'],
  ['italic', '\uE001', '*'],
  ['underline', '\uE002', '_'],
] as const;

/**
 * The element with stand-ins for emphasis signs in its text, where Fountain can say it: `restore` tells whether there
 * are any. Headings, cues and transitions that are bold throughout are so by their template, and stay plain.
 */
export function marked(element: ScreenplayElement, styled: Styled): { element: ScreenplayElement; restore: boolean } {
  const plain = { element, restore: false };
  if (styled.spans.length === 0) return plain;
  if (element.type === 'sceneHeading' || element.type === 'character' || element.type === 'transition') return plain;
  const text = withSigns(styled);
  if (text === styled.text) return plain;
  return readsSame(element, text) ? { element: { ...element, text }, restore: true } : plain;
}

function withSigns({ text, spans }: Styled): string {
  const inserts: { at: number; sign: string; opens: boolean; length: number }[] = [];
  for (const [style, sign] of SIGNS) {
    for (const { from, to } of merged(text, spans, style)) {
      // Emphasis ends with its line, and touches what it marks.
      for (const piece of pieces(text, from, to)) {
        inserts.push({ at: piece.from, sign, opens: true, length: piece.to - piece.from });
        inserts.push({ at: piece.to, sign, opens: false, length: piece.to - piece.from });
      }
    }
  }
  // Inner pairs close first and open last.
  inserts.sort(
    (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || (a.opens ? b.length - a.length : a.length - b.length),
  );
  let out = '';
  let at = 0;
  for (const insert of inserts) {
    out += text.slice(at, insert.at) + insert.sign;
    at = insert.at;
  }
  return out + text.slice(at);
}

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

function pieces(text: string, from: number, to: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const match of text.slice(from, to).matchAll(/[^\n]+/g)) {
    const lead = match[0].length - match[0].trimStart().length;
    const length = match[0].trim().length;
    if (length > 0) found.push({ from: from + match.index + lead, to: from + match.index + lead + length });
  }
  return found;
}

/** Whether the signs are read as signs, and the rest as it was. */
function readsSame(element: ScreenplayElement, text: string): boolean {
  const speech = element.type === 'dialogue' || element.type === 'parenthetical';
  const cue: ScreenplayElement[] = speech ? [{ type: 'character', from: 0, to: 0, text: 'X', name: 'X' }] : [];
  const written = fromDocument({
    format: 'second-unit/screenplay@1',
    titlePage: [],
    elements: [...cue, { ...element, text }],
  });
  const restored = SIGNS.reduce((all, [, sign, fountain]) => all.replaceAll(sign, fountain), written);
  const read = toDocument(parse(restored)).elements;
  const last = read.at(-1);
  return read.length === cue.length + 1 && last?.type === element.type && last.text === element.text;
}
