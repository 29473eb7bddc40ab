import { Fault, type FaultCode } from '@second-unit/evidence';
import {
  decode,
  decodeWindows1252,
  type ElementType,
  fromDocument,
  parse,
  type ScreenplayDocument,
  type TitlePageEntry,
  toDocument,
} from '@second-unit/screenplay';
import {
  type FdxScript,
  type HighlandScript,
  type OsfScript,
  readCeltx,
  readDocx,
  readFdx,
  readHighland,
  readOsf,
  readPlainText,
} from '@second-unit/screenplay/formats';
import type { PdfLine } from '@second-unit/screenplay/pdf-in';
import type { ScriptFormat } from './formats.ts';

/** A file as its own format holds it: to be written back into, so that what Fountain cannot say stays. */
export type ScriptCarrier =
  | { readonly format: 'fdx'; readonly script: FdxScript }
  | { readonly format: 'osf'; readonly script: OsfScript }
  | { readonly format: 'highland'; readonly script: HighlandScript };

/** What a PDF was read as, line by line. */
export interface PdfReading {
  readonly lines: readonly PdfLine[];
  readonly titlePage: readonly TitlePageEntry[];
}

export interface ReadFile {
  /** Fountain; of a Fountain file, every unit as it stands there. */
  readonly text: string;
  readonly carrier?: ScriptCarrier;
  readonly pdf?: PdfReading;
  /** What a person should know about how it was read, in sentences. */
  readonly warnings: readonly string[];
}

export interface ReadFileOptions {
  /** As a person knows the file, for the sentences. */
  readonly name: string;
  /** Of an encrypted PDF. */
  readonly password?: string;
  /** Reads text that is not UTF-8 but makes sense as Windows-1252 as that, with a warning: where warnings are seen. */
  readonly guessEncoding?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly page: number; readonly pages: number }) => void;
}

/**
 * Reads a screenplay file of any format, in this thread. Where the file is a stranger's, ask
 * `readApart`, which does the same in a process of its own.
 *
 * @throws Fault `input` for what is not of that format, is damaged, encrypted, or without text; `too-large`.
 */
export async function readFileBytes(
  bytes: Uint8Array,
  format: ScriptFormat,
  options: ReadFileOptions,
): Promise<ReadFile> {
  const { name } = options;
  try {
    const read = await byFormat(bytes, format, options);
    if (read.text.trim() === '') throw new Fault('input', `${name} holds nothing but white space.`, { place: name });
    return read;
  } catch (thrown) {
    options.signal?.throwIfAborted();
    throw asFault(thrown, name);
  }
}

async function byFormat(bytes: Uint8Array, format: ScriptFormat, options: ReadFileOptions): Promise<ReadFile> {
  const { name } = options;
  switch (format) {
    case 'fountain':
      return decoded(bytes, options);
    case 'text': {
      const { text, warnings } = decoded(bytes, options);
      return { text: readPlainText(text, name).fountain, warnings };
    }
    case 'docx': {
      const { fountain, document, guessed = 0, unmarked = 0 } = readDocx(bytes, name);
      return {
        text: fountain,
        warnings: [
          ...(guessed === 0 ? [] : [guessWarning(name, guessed)]),
          ...unmarkedWarning(name, unmarked),
          ...noScreenplay(document),
        ],
      };
    }
    case 'celtx':
      return ofCeltx(bytes, name);
    case 'fdx':
      return ofFdx(bytes, name);
    case 'fadein':
    case 'osf': {
      if (isFinalDraft(bytes)) return ofFdx(bytes, name);
      const script = readOsf(bytes, name);
      return {
        text: script.fountain,
        carrier: { format: 'osf', script },
        warnings: unmarkedWarning(name, script.unmarked),
      };
    }
    case 'highland': {
      const script = readHighland(bytes, name);
      return { text: script.fountain, carrier: { format: 'highland', script }, warnings: [] };
    }
    case 'pdf':
      return ofPdf(bytes, options);
    case 'json':
      return { text: fromDocument(parseJson(bytes, name)), warnings: [] };
    case 'html':
      throw new Fault('input', `${name} is HTML, which is written but not read.`, { place: name });
  }
}

/** Text in UTF-8, or, where it is none but makes sense as that, in Windows-1252, with a warning. */
function decoded(bytes: Uint8Array, { name, guessEncoding }: ReadFileOptions): ReadFile {
  try {
    return { text: decode(bytes, name), warnings: [] };
  } catch (thrown) {
    const text = guessEncoding === true ? decodeWindows1252(bytes) : undefined;
    if (text === undefined) throw thrown;
    const warning = `${name} is not UTF-8; it was read as Windows-1252. Check its accents and quotation marks.`;
    return { text, warnings: [warning] };
  }
}

function guessWarning(name: string, guessed: number): string {
  const lines = guessed === 1 ? '1 line' : `${guessed.toLocaleString('en')} lines`;
  return `${name} has no styles or indents of a screenplay: what ${lines} are was guessed from capitals and order.`;
}

function ofFdx(bytes: Uint8Array, name: string): ReadFile {
  const script = readFdx(bytes, name);
  return {
    text: script.fountain,
    carrier: { format: 'fdx', script },
    warnings: unmarkedWarning(name, script.unmarked),
  };
}

function ofCeltx(bytes: Uint8Array, name: string): ReadFile {
  const { fountain, unmarked = 0 } = readCeltx(bytes, name);
  return { text: fountain, warnings: unmarkedWarning(name, unmarked) };
}

function unmarkedWarning(name: string, count: number): string[] {
  if (count === 0) return [];
  const runs = count === 1 ? '1 run' : `${count.toLocaleString('en')} runs`;
  return [
    `Fountain has no signs for the emphasis of ${runs} of ${name}, such as a part of a word underlined; it is left out.`,
  ];
}

/** A file that ends in `.xml` may be either program's. */
function isFinalDraft(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('<FinalDraft');
}

async function ofPdf(bytes: Uint8Array, options: ReadFileOptions): Promise<ReadFile> {
  const { readPdf } = await import('@second-unit/screenplay/pdf-in');
  const { password, signal, onProgress } = options;
  const read = await readPdf(bytes, {
    ...(password === undefined ? {} : { password }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return {
    text: read.fountain,
    pdf: { lines: read.lines, titlePage: read.titlePage },
    warnings: [...read.warnings, ...noScreenplay(toDocument(parse(read.fountain)))],
  };
}

/** From so many elements on, a script has more than one heading or cue in fifty of them. */
const ENOUGH = 50;

/** What a letter or an article has and a screenplay has not. */
function noScreenplay({ elements }: ScreenplayDocument): string[] {
  const count = (type: ElementType): number => elements.filter((element) => element.type === type).length;
  const [headings, cues] = [count('sceneHeading'), count('character')];
  if (headings === 0) {
    return [`No scene headings were found${cues === 0 ? ', and nobody speaks' : ''}; it may be no screenplay.`];
  }
  const few = elements.length >= ENOUGH && (headings + cues) * 50 < elements.length;
  return few ? ['Hardly any scene headings or cues were found; it may be no screenplay.'] : [];
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  const text = decode(bytes, name).replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('input', `${name} is not JSON: ${(cause as Error).message}.`, { place: name, cause });
  }
}

/** With the file's name in the sentence, whoever threw. */
function asFault(thrown: unknown, name: string): unknown {
  if (thrown instanceof Fault || !(thrown instanceof Error) || !('code' in thrown)) return thrown;
  const { code, message } = thrown as Error & { code: FaultCode };
  const place = 'place' in thrown && typeof thrown.place === 'string' ? thrown.place : name;
  return new Fault(code, message.includes(name) ? message : `${name}: ${message}`, { place, cause: thrown });
}
