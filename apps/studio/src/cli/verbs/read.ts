import { basename, extname } from 'node:path';
import { readThrough, readThroughHtml } from '@second-unit/story';
import { breakdownLexicon, emotionModel, vadModel } from '@second-unit/story/node';
import { readThroughPdf } from '../../reports/read-through-pdf.ts';
import { openScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { readInWords } from './read-words.ts';

export interface ReadOptions {
  /** True: on stdout. */
  readonly json?: boolean | string;
  readonly html?: string;
  readonly pdf?: string;
}

/** `read SCRIPT`: the read-through, printed or written. */
export async function read(script: string, options: ReadOptions, task: Task): Promise<void> {
  const { json, html, pdf } = options;
  const files = [json, html, pdf].filter((out) => typeof out === 'string');
  for (const out of files) await checkOutput(out, [script]);
  const { tree, text } = await openScript(script, task);
  const [emotion, vad, lexicon] = await Promise.all([emotionModel(), vadModel(), breakdownLexicon()]);
  const through = readThrough(tree, { models: { emotion, vad }, lexicon });
  const title = through.title ?? basename(script, extname(script));
  const titled = { ...through, title };
  if (html !== undefined) await writeOutput(html, readThroughHtml(titled, text));
  if (pdf !== undefined) {
    const { bytes, missing } = await readThroughPdf(titled, text);
    await writeOutput(pdf, bytes);
    if (missing.length > 0)
      process.stderr.write(`No font of ours has these letters of the PDF: ${missing.join(' ')}\n`);
  }
  const document = `${JSON.stringify(through, null, 2)}\n`;
  if (typeof json === 'string') await writeOutput(json, document);
  else if (json) await task.print(document);
  else if (files.length === 0) await task.print(readInWords(title, through, text));
}
