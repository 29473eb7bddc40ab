import type PDFDocument from 'pdfkit';
import type { Span, Tagged, TextLine } from './job.ts';
import { needsItsText } from './runs.ts';

type Pdf = InstanceType<typeof PDFDocument>;
type Element = PDFKit.PDFStructureElement;

/** What pdfkit knows and its types do not. */
interface Inner {
  getStructTreeRoot(): { readonly data: Record<string, unknown> };
}

/** Of what stands of an element on the sheets after its first. */
const CONTINUATION = 'Continuation';

interface Place {
  readonly element: Element;
  /** The sheet that its text was last on. */
  sheet: number | undefined;
  /** What holds its text there: itself, or a part of it. */
  holder: Element;
}

/**
 * The structure tree while the pages are drawn. Every line is marked content of its own, so that a space that it ends
 * with is told from none. What stands on a later sheet than its element's beginning is a `Continuation` in it.
 */
export class StructureTree {
  readonly #pdf: Pdf;
  readonly #root: Element;
  readonly #places = new Map<Tagged, Place>();
  readonly #roles: Record<string, string> = {};
  readonly #types = new Map<string, string>();

  constructor(pdf: Pdf, root: Tagged) {
    this.#pdf = pdf;
    this.#root = this.#build(root);
    pdf.addStructure(this.#root);
  }

  /**
   * Opens the marked content of a line, or of one of its spans. Letters that run right to left, or that a font sets
   * in another order, are drawn as the eye finds them: what was written goes with them as their replacement text
   * (ISO 32000-1, 14.9.4).
   */
  open(tagged: Tagged, sheet: number, { spans, told }: MarkedPart): boolean {
    const place = this.#places.get(tagged);
    if (place === undefined) return false;
    if (place.sheet !== sheet) {
      if (place.sheet !== undefined) {
        place.holder = this.#pdf.struct(this.#typeOf({ tag: 'Span', kind: CONTINUATION }));
        place.element.add(place.holder);
      }
      place.sheet = sheet;
    }
    let holder = place.holder;
    if (told) {
      holder = this.#pdf.struct('Span', { actual: spans.map(({ text }) => text).join('') });
      place.holder.add(holder);
    }
    holder.add(this.#pdf.markStructureContent(holder === place.holder ? tagged.tag : 'Span'));
    return true;
  }

  /** Writes the tree. */
  end(): void {
    this.#root.end();
    // The standard types of 1.7 lack the words of a trade; the role map says what they are nearest to.
    if (Object.keys(this.#roles).length > 0) {
      (this.#pdf as unknown as Inner).getStructTreeRoot().data.RoleMap = this.#roles;
    }
  }

  #build(tagged: Tagged): Element {
    const lang = tagged.language === undefined ? {} : { lang: tagged.language };
    const element = this.#pdf.struct(this.#typeOf(tagged), lang);
    for (const child of tagged.children) element.add(this.#build(child));
    this.#places.set(tagged, { element, sheet: undefined, holder: element });
    return element;
  }

  #typeOf({ tag, kind }: { readonly tag: string; readonly kind?: string }): string {
    if (kind === undefined) return tag;
    const key = `${kind} ${tag}`;
    let type = this.#types.get(key);
    if (type === undefined) {
      const name = pdfName(kind);
      type = `${name}-${tag}`;
      this.#roles[type] = `${name}.${tag}`;
      this.#roles[`${name}.${tag}`] = tag;
      this.#types.set(key, type);
    }
    return type;
  }
}

/** As a name in a PDF is written; those longer than 127 bytes are not. */
function pdfName(text: string): string {
  return Array.from(new TextEncoder().encode(text.slice(0, 30)), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9_]/.test(letter) ? letter : `#${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}

/** Part of a line that is marked by itself. */
export interface MarkedPart {
  readonly spans: readonly Span[];
  /** Part of a line whose glyphs do not say what was written: the text goes with them. */
  readonly told: boolean;
}

/** The spans of a line whose glyphs do not say what was written, else all of it. */
export function markedParts({ spans, direction }: TextLine): readonly MarkedPart[] {
  // In a paragraph that runs right to left even signs around Latin change places.
  const told = direction === 'rtl' || spans.some(({ text }) => needsItsText(text));
  return told ? spans.map((span) => ({ spans: [span], told })) : [{ spans, told }];
}
