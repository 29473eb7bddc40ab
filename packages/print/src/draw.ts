import type { Font } from 'fontkit';
import type PDFDocument from 'pdfkit';
import type { Face, Faces } from './faces.ts';
import type { TextLine } from './job.ts';
import { type Run, visualRuns } from './runs.ts';
import { MARKS_ONLY, speakingFont, WORD_ONLY } from './speaking-font.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** A rule under a text, drawn when the page's text is done: it is an artifact, and no one's content. */
export interface Rule {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const SIZE = 12;

/** Draws one line and returns the rules under it. `onSpan` is called before each span's text, in the order of speech. */
export function drawLine(pdf: Pdf, line: TextLine, faces: Faces, onSpan: (index: number) => void): Rule[] {
  const size = line.size ?? SIZE;
  const pieces = visualRuns(line, faces).map((run) => ({ run, ...measured(pdf, run, size) }));
  const natural = pieces.reduce((sum, piece) => sum + piece.width, 0);
  const narrow = line.maxWidth !== undefined && natural > line.maxWidth ? line.maxWidth / natural : 1;
  const trailing = /\s*$/.exec(line.spans.at(-1)?.text ?? '')?.[0].length ?? 0;
  // Spaces that end a line are there to be read, not to be seen.
  const visible = (natural - (trailing > 0 ? trailing * spaceWidth(pdf, pieces[0]?.run, size) : 0)) * narrow;
  const rightToLeft = line.direction === 'rtl';
  let x = line.x;
  if (line.align === 'right') x -= rightToLeft ? natural * narrow : visible;
  else if (line.align === 'center') x -= visible / 2;
  const rules: Rule[] = [];
  const places = pieces.map((piece) => {
    const at = x;
    x += piece.width * narrow;
    return { ...piece, at };
  });
  // Where the eye finds them, in the order of the tongue: so a copy of the page reads.
  let span: number | undefined;
  for (const { run, font, features, width, at } of places.sort((a, b) => a.run.order - b.run.order)) {
    if (run.span !== span) onSpan(run.span);
    span = run.span;
    useFont(pdf, font, size);
    const put = (text: string): void => {
      const scaled = narrow === 1 ? {} : { horizontalScaling: narrow * 100 };
      const shaped = features === undefined ? {} : { features };
      pdf.text(text, at, line.y, { lineBreak: false, baseline: 'alphabetic', ...shaped, ...scaled });
    };
    if (run.level % 2 === 1 && /\p{M}$/u.test(run.text)) {
      put(WORD_ONLY + run.text);
      // A border, so that what follows is no part of the word that is turned.
      pdf.markContent('Span');
      put(MARKS_ONLY + run.text);
      pdf.endMarkedContent();
    } else put(run.text);
    if (run.underline) rules.push({ x: at, y: line.y + size / 8, width: width * narrow });
  }
  return rules;
}

function spaceWidth(pdf: Pdf, run: Run | undefined, size: number): number {
  if (run === undefined) return 0;
  useFont(pdf, typewriter(run.face), size);
  return pdf.widthOfString(' ');
}

interface Measured {
  readonly font: Face;
  readonly width: number;
  /** None where pdfkit may keep what it has laid out, word by word. */
  readonly features: PDFKit.Mixins.OpenTypeFeatures[] | undefined;
}

/** Ligatures would leave the grid of a typewriter. */
const FEATURES = { liga: false, clig: false };
const typewriters = new WeakMap<Font, Face>();

/** The face without ligatures. It is told to the font and not to pdfkit, which lays out anew what has features. */
function typewriter({ name, font }: Face): Face {
  let face = typewriters.get(font);
  if (face?.name !== name) {
    const plain = Object.create(font, {
      layout: { value: (text: string) => font.layout(text, FEATURES) },
    }) as Font;
    face = { name, font: plain };
    typewriters.set(font, face);
  }
  return face;
}

function measured(pdf: Pdf, run: Run, size: number): Measured {
  const odd = run.level % 2 === 1;
  const features = odd ? [] : undefined;
  const font = odd ? speakingFont(run) : typewriter(run.face);
  useFont(pdf, font, size);
  return { font, features, width: pdf.widthOfString(run.text, odd ? { features: [] } : {}) };
}

function useFont(pdf: Pdf, { name, font }: Face, size: number): void {
  // pdfkit takes an open font as well as its bytes, which its types do not say.
  pdf.font(font as unknown as PDFKit.Mixins.PDFFontSource, name, size);
}
