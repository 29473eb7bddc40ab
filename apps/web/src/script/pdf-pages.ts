import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';
import fixed from 'pdfjs-dist/standard_fonts/FoxitFixed.pfb?url';
import fixedBold from 'pdfjs-dist/standard_fonts/FoxitFixedBold.pfb?url';
import fixedBoldItalic from 'pdfjs-dist/standard_fonts/FoxitFixedBoldItalic.pfb?url';
import fixedItalic from 'pdfjs-dist/standard_fonts/FoxitFixedItalic.pfb?url';
import serif from 'pdfjs-dist/standard_fonts/FoxitSerif.pfb?url';
import { url } from '../api/client.ts';

/**
 * Fonts that a PDF may name without holding them; screenplays seldom name another than Courier. For a sans serif the
 * browser has to do: the one that pdf.js brings is under the GPL.
 */
const FONTS: Readonly<Record<string, string>> = {
  'FoxitFixed.pfb': fixed,
  'FoxitFixedBold.pfb': fixedBold,
  'FoxitFixedBoldItalic.pfb': fixedBoldItalic,
  'FoxitFixedItalic.pfb': fixedItalic,
  'FoxitSerif.pfb': serif,
};

/** What pdf.js asks for besides the file: only what is built into our own pages. */
class OwnData {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = FONTS[filename];
    if (address === undefined) throw new Error(`${filename} is not there.`);
    return new Uint8Array(await (await fetch(address)).arrayBuffer());
  }
}

/** Pictures in a PDF larger than this, in pixels, are left out. */
const MOST_PIXELS = 16_000_000;
/** Milliseconds after which a page is given up, and its lines are shown as text. */
const LIMIT = 8000;

let open: { readonly script: string; readonly pdf: Promise<PDFDocumentProxy> } | undefined;

/** The PDF that a script came from. One at a time is held; nothing in it is run, and nothing is fetched for it. */
function pdfOf(script: string): Promise<PDFDocumentProxy> {
  if (open?.script === script) return open.pdf;
  GlobalWorkerOptions.workerPort ??= new PdfWorker();
  open?.pdf.then((old) => old.loadingTask.destroy()).catch(() => undefined);
  const pdf = fetch(url(`/scripts/${script}/original`)).then(async (answer) => {
    if (!answer.ok) throw new Error(`The original answered ${answer.status}.`);
    return getDocument({
      data: new Uint8Array(await answer.arrayBuffer()),
      verbosity: 0,
      enableXfa: false,
      useSystemFonts: false,
      useWorkerFetch: false,
      useWasm: false,
      maxImageSize: MOST_PIXELS,
      standardFontDataUrl: 'fonts/',
      BinaryDataFactory: OwnData,
    }).promise;
  });
  open = { script, pdf };
  pdf.catch(() => {
    if (open?.pdf === pdf) open = undefined;
  });
  return pdf;
}

/** What is to be seen of a page; points from its left and top. */
export interface PagePart {
  /** Counted from 1. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a part of a page of the script's PDF on a canvas, at `scale` CSS pixels to a point. Rejects where the page cannot be drawn, in time; an aborted signal stops it.
 */
export async function drawPart(
  canvas: HTMLCanvasElement,
  script: string,
  part: PagePart,
  { scale, signal }: { readonly scale: number; readonly signal: AbortSignal },
): Promise<void> {
  const pdf = await pdfOf(script);
  const page: PDFPageProxy = await pdf.getPage(part.page);
  signal.throwIfAborted();
  const dense = scale * Math.min(3, window.devicePixelRatio || 1);
  const viewport = page.getViewport({ scale: dense, offsetX: -part.left * dense, offsetY: -part.top * dense });
  // Drawn out of sight: what stands on the canvas stays until the whole part is there.
  const drawn = document.createElement('canvas');
  drawn.width = Math.round(part.width * dense);
  drawn.height = Math.round(part.height * dense);
  const task = page.render({ canvas: drawn, viewport, annotationMode: 0 });
  const stop = (): void => task.cancel();
  const clock = setTimeout(stop, LIMIT);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await task.promise;
  } finally {
    clearTimeout(clock);
    signal.removeEventListener('abort', stop);
  }
  canvas.width = drawn.width;
  canvas.height = drawn.height;
  canvas.getContext('2d')?.drawImage(drawn, 0, 0);
}
