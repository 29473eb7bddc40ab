import type { Font, Glyph, GlyphRun } from 'fontkit';
import type { Face } from './faces.ts';
import type { Run } from './runs.ts';

/**
 * In a PDF a glyph says which letters it stands for, one answer for each glyph of a font. Right-to-left text shows `(`
 * as `)`, and fonts draw letters that differ elsewhere alike inside a word. So that a copy of the page still says what
 * was written, such a run is set in a copy of its font, in which the glyph has another answer.
 */
interface Copy {
  readonly face: Face;
  /** What the glyphs used so far stand for. */
  readonly letters: Map<number, string>;
}

const copies = new WeakMap<Font, Map<boolean, Copy[]>>();

/** The face, or a copy of it, in which every glyph of the run stands for the letters that it has here. */
export function speakingFont({ text, face, mirrored }: Run): Face {
  const run = shaped(face.font, text, mirrored);
  const byKind = copies.get(face.font) ?? new Map<boolean, Copy[]>();
  copies.set(face.font, byKind);
  const made = byKind.get(mirrored) ?? [];
  byKind.set(mirrored, made);
  const says = run.glyphs.map((glyph) => [glyph.id, String(glyph.codePoints)] as const);
  let copy = made.find(({ letters }) => says.every(([id, letter]) => (letters.get(id) ?? letter) === letter));
  if (copy === undefined) {
    copy = { face: copyOf(face, made.length, mirrored), letters: new Map() };
    made.push(copy);
  }
  for (const [id, letter] of says) copy.letters.set(id, letter);
  return copy.face;
}

/**
 * Written before a run's text to draw a part of it. The marks on a word's last letter are its first glyphs from the
 * left; readers would give them to the word before, so they are drawn after the word, at the same place.
 */
export const WORD_ONLY = '\ue000';
export const MARKS_ONLY = '\ue001';

function copyOf(face: Face, index: number, mirrored: boolean): Face {
  const suffix = `${mirrored ? 'Mirrored' : 'RightToLeft'}${index}`;
  const font = Object.create(face.font, {
    postscriptName: { value: `${face.font.postscriptName}-${suffix}` },
    layout: { value: (text: string) => part(face.font, text, mirrored) },
  }) as Font;
  return { name: `${face.name}${suffix}`, font };
}

function part(font: Font, text: string, mirrored: boolean): GlyphRun {
  const which = text[0];
  if (which !== WORD_ONLY && which !== MARKS_ONLY) return shaped(font, text, mirrored);
  const run = shaped(font, text.slice(1), mirrored);
  let marks = 0;
  while (marks < run.glyphs.length && run.positions[marks]?.xAdvance === 0) marks++;
  const [from, to] = which === MARKS_ONLY ? [0, marks] : [marks, run.glyphs.length];
  return Object.create(run, {
    glyphs: { value: run.glyphs.slice(from, to) },
    positions: { value: run.positions.slice(from, to) },
  });
}

const MIRRORED: Readonly<Record<string, string>> = Object.fromEntries(
  ['()', '[]', '{}', '<>', '«»', '‹›', '（）', '「」', '『』', '【】', '“”'].flatMap(([open = '', close = '']) => [
    [open, close],
    [close, open],
  ]),
);

function shaped(font: Font, text: string, mirrored: boolean): GlyphRun {
  if (!mirrored) return font.layout(text, []);
  const run = font.layout(MIRRORED[text] ?? text, []);
  const codePoints = [...text].map((letter) => letter.codePointAt(0));
  const glyphs = run.glyphs.map((glyph): Glyph => Object.create(glyph, { codePoints: { value: codePoints } }));
  return Object.create(run, { glyphs: { value: glyphs } });
}
