import { create, type Font } from 'fontkit';
import { PrintFault } from './fault.ts';
import type { FontFile } from './job.ts';
import { unpacked } from './woff.ts';

/** A font that is open, under a name of its own in this document. */
export interface Face {
  readonly name: string;
  readonly font: Font;
}

interface Entry {
  readonly file: FontFile;
  readonly name: string;
  face: Face | undefined;
}

/** Opens a font file. Throws `input` for what is none. */
export function openFont(file: FontFile): Font {
  try {
    // Any bytes do; its types ask for Node's.
    const font = create(unpacked(file.bytes) as Buffer);
    if (!('fonts' in font)) return font;
  } catch (cause) {
    throw new PrintFault(`A file given for the font ${file.family} is not a font that can be read.`, {
      place: file.family,
      cause,
    });
  }
  throw new PrintFault(`The file of ${file.family} holds several fonts; give the one to print with.`, {
    place: file.family,
  });
}

/** The fonts of one document. Each is opened when first a letter is looked for in it. */
export class Faces {
  readonly #entries: readonly Entry[];
  readonly #families: readonly string[];
  readonly #known = new Map<string, Face>();

  constructor(files: readonly FontFile[]) {
    if (files.length === 0) throw new PrintFault('Nothing can be printed without a font.');
    this.#entries = files.map((file, index) => ({ file, name: `F${index}`, face: undefined }));
    this.#families = [...new Set(files.map((file) => file.family))];
  }

  /**
   * The face for a grapheme: of the first family that has its letter and marks, in the style asked for, or the nearest that it
   * has. Where none has it, the first face, whose empty box shows that something is missing.
   */
  faceOf(grapheme: string, bold: boolean, italic: boolean): Face {
    const key = `${grapheme} ${bold} ${italic}`;
    let face = this.#known.get(key);
    if (face === undefined) {
      const codePoints = [...grapheme].map((letter) => letter.codePointAt(0) as number);
      face =
        this.#find(codePoints, bold, italic) ??
        this.#find(codePoints.slice(0, 1), bold, italic) ??
        this.#open(this.#entries[0] as Entry);
      this.#known.set(key, face);
    }
    return face;
  }

  #find(codePoints: readonly number[], bold: boolean, italic: boolean): Face | undefined {
    for (const family of this.#families) {
      const entries = this.#entries.filter(({ file }) => file.family === family);
      const nearest = (file: FontFile): number => (file.bold === bold ? 0 : 2) + (file.italic === italic ? 0 : 1);
      for (const entry of entries.sort((a, b) => nearest(a.file) - nearest(b.file))) {
        const face = this.#open(entry);
        if (codePoints.every((codePoint) => face.font.hasGlyphForCodePoint(codePoint))) return face;
      }
    }
    return undefined;
  }

  #open(entry: Entry): Face {
    entry.face ??= { name: entry.name, font: openFont(entry.file) };
    return entry.face;
  }
}
