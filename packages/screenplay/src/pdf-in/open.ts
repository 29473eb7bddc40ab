import type * as PdfJs from 'pdfjs-dist';
import { ScreenplayFault } from '../fault.ts';

export type Library = typeof PdfJs;
type Pdf = PdfJs.PDFDocumentProxy;
export type PdfPage = PdfJs.PDFPageProxy;

export interface Opened {
  readonly library: Library;
  readonly pdf: Pdf;
  /** Frees what the file holds; to be called once. */
  close(): Promise<void>;
}

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

let loaded: Promise<Library> | undefined;

/** pdf.js with its worker in this thread: no second file is looked for, none fetched. */
function library(): Promise<Library> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Library> {
  const scope = globalThis as { pdfjsWorker?: object };
  if (inNode) {
    // The legacy build is the one that its makers support outside of browsers.
    const legacy = (await import('pdfjs-dist/legacy/build/pdf.mjs')) as Library;
    scope.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return legacy;
  }
  const modern = await import('pdfjs-dist');
  scope.pdfjsWorker ??= await import('pdfjs-dist/build/pdf.worker.mjs');
  return modern;
}

/**
 * What pdf.js asks for besides the file: character maps of East Asian fonts, from its own package on disk. Nothing is
 * fetched: a browser gets none, and what needed one is read without.
 */
class LocalData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    if (!inNode || kind !== 'cMapUrl' || !/^[\w-]+(?:\.bcmap)?$/.test(filename)) {
      throw new Error(`${filename} is not read.`);
    }
    const [{ readFile }, { createRequire }, { dirname, join }] = await Promise.all([
      import('node:fs/promises'),
      import('node:module'),
      import('node:path'),
    ]);
    const entry = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
    return new Uint8Array(await readFile(join(dirname(entry), 'cmaps', filename)));
  }
}

/**
 * Opens a PDF without running anything in it: no scripts, forms, images or fonts of the system, no network.
 * The bytes are copied, as pdf.js takes over what it is given (and takes no `Buffer`).
 */
export async function openPdf(bytes: Uint8Array, password?: string): Promise<Opened> {
  const pdfjs = await library();
  const task = pdfjs.getDocument({
    data: Uint8Array.from(bytes),
    ...(password === undefined ? {} : { password }),
    verbosity: 0,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    // Only so do fonts tell their names, which say what is bold and italic.
    fontExtraProperties: true,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Pictures are never decoded: each is larger than one pixel.
    maxImageSize: 1,
    disableAutoFetch: true,
    disableStream: true,
    disableRange: true,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    BinaryDataFactory: LocalData,
  });
  try {
    const pdf = await task.promise;
    return { library: pdfjs, pdf, close: () => task.destroy() };
  } catch (cause) {
    await task.destroy().catch(() => undefined);
    throw asFault(cause, password);
  }
}

function asFault(cause: unknown, password: string | undefined): unknown {
  if (!(cause instanceof Error)) return cause;
  if (cause.name === 'PasswordException') {
    const message =
      password === undefined
        ? 'The PDF is encrypted; its password is needed to read it.'
        : 'The password does not open the PDF.';
    return new ScreenplayFault('input', message, { place: 'password', cause });
  }
  return new ScreenplayFault('input', 'The file is not a PDF, or is too damaged to be read.', { cause });
}
