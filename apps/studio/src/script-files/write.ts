import { Fault } from '@second-unit/evidence';
import { parse, toDocument } from '@second-unit/screenplay';
import type { BreakdownTagging } from './breakdown-tags.ts';
import { FORMATS, type ScriptFormat } from './formats.ts';
import { lossesIn } from './losses.ts';
import type { ScriptCarrier } from './read.ts';

export interface WriteFileOptions {
  /** Of a PDF; US letter if left out. */
  readonly paper?: 'letter' | 'a4';
  /** Of Final Draft: tags of the breakdown; without it, none but those of `into`. */
  readonly tags?: BreakdownTagging;
  /** The file that the script came from: what it says beyond Fountain stays. Ignored by formats that are not its own. */
  readonly into?: ScriptCarrier;
}

export interface WrittenFile {
  readonly content: string | Uint8Array;
  /** What a person should know: what the format cannot carry, signs no font has. One sentence each. */
  readonly notes: readonly string[];
}

/**
 * A script, as Fountain text, in any format that is written.
 *
 * @throws Fault `input` for a format that is only read.
 */
export async function writeFileBytes(
  text: string,
  format: ScriptFormat,
  options: WriteFileOptions = {},
): Promise<WrittenFile> {
  const { into } = options;
  const tree = parse(text);
  const loss = lossesIn(tree, format);
  const notes = loss === undefined ? [] : [loss];
  switch (format) {
    case 'fountain':
    case 'text':
      return { content: text, notes };
    case 'json':
      return { content: `${JSON.stringify(toDocument(tree), null, 2)}\n`, notes };
    case 'html':
      return { content: (await import('@second-unit/screenplay/html')).toHtml(text), notes };
    case 'pdf':
      return toPdf(text, options.paper ?? 'letter', notes);
    case 'fdx': {
      const { writeFdx } = await import('@second-unit/screenplay/formats');
      const content = writeFdx(text, into?.format === 'fdx' ? { from: into.script } : {});
      if (options.tags === undefined) return { content, notes };
      const tagged = await (await import('./breakdown-tags.ts')).withBreakdownTags(content, options.tags);
      return { content: tagged.content, notes: [...notes, ...tagged.notes] };
    }
    case 'osf':
    case 'fadein': {
      const { writeFadeIn, writeOsf } = await import('@second-unit/screenplay/formats');
      const from = into?.format === 'osf' ? { from: into.script } : {};
      return { content: format === 'osf' ? writeOsf(text, from) : writeFadeIn(text, from), notes };
    }
    case 'highland': {
      const { writeHighland } = await import('@second-unit/screenplay/formats');
      return { content: writeHighland(text, into?.format === 'highland' ? { from: into.script } : {}), notes };
    }
    case 'celtx':
    case 'docx':
      throw new Fault('input', `${FORMATS[format].name} files are read but not written.`);
  }
}

async function toPdf(text: string, paper: 'letter' | 'a4', notes: readonly string[]): Promise<WrittenFile> {
  const [print, screenplay] = await Promise.all([
    import('@second-unit/print/node'),
    import('@second-unit/screenplay/pdf'),
  ]);
  const tree = parse(text);
  const { fonts, missing } = await print.fontsFor(screenplay.printedText(tree));
  const content = await screenplay.toPdf(tree, { fonts, paper });
  if (missing.length === 0) return { content, notes };
  const some = missing.slice(0, 12).join(' ');
  const noFont = `No font here has ${some}${missing.length > 12 ? ' …' : ''}; they print as empty boxes.`;
  return { content, notes: [...notes, noFont] };
}
