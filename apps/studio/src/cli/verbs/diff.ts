import { basename } from 'node:path';
import { Fault } from '@second-unit/evidence';
import type { Screenplay } from '@second-unit/screenplay';
import {
  type Comparison,
  compareDrafts,
  REVISION_COLOURS,
  type RevisionOptions,
  revisionsOf,
  summarise,
} from '@second-unit/screenplay/drafts';
import { formatOf } from '../../script-files/formats.ts';
import { openScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { draftsInWords } from './diff-words.ts';

export interface DiffOptions {
  readonly json?: boolean;
  readonly pdf?: string;
  readonly paper?: 'letter' | 'a4';
  readonly colour?: string;
  readonly label?: string;
}

/** `diff DRAFT_A DRAFT_B`: what changed between two drafts, printed, and as revision marks in a PDF of the second. */
export async function diff(from: string, to: string, options: DiffOptions, task: Task): Promise<void> {
  if (options.pdf !== undefined) {
    if (formatOf(options.pdf) !== 'pdf') {
      throw new Fault('input', `${options.pdf} cannot be written: what --pdf writes must end in .pdf.`, {
        place: options.pdf,
      });
    }
    await checkOutput(options.pdf, [from, to]);
  }
  if (options.colour !== undefined) checkColour(options.colour);
  const a = (await openScript(from, task)).tree;
  const b = (await openScript(to, task)).tree;
  const comparison = compareDrafts(a, b);
  task.signal.throwIfAborted();
  if (options.pdf !== undefined) await writePdf(b, comparison, { ...options, pdf: options.pdf }, task);
  if (options.json) {
    const { text, sentences, counts } = summarise(comparison);
    const told = {
      format: 'second-unit/draft-diff@1',
      a: from,
      b: to,
      summary: { text, sentences, counts },
      comparison,
    };
    await task.print(`${JSON.stringify(told, null, 2)}\n`);
  } else await task.print(draftsInWords(comparison, { a: basename(from), b: basename(to) }));
}

/** A name that no production has for its pages is a slip of the hand. */
function checkColour(colour: string): void {
  const base = colour.trim().replace(/^double\s+/i, '');
  if (REVISION_COLOURS.some((one) => one.toLowerCase() === base.toLowerCase())) return;
  const known = REVISION_COLOURS.join(', ');
  throw new Fault(
    'input',
    `--colour must be ${known}, or Double and one of these, not ${colour}; --label takes any words.`,
    {
      place: '--colour',
    },
  );
}

async function writePdf(
  draft: Screenplay,
  comparison: Comparison,
  { pdf, paper, colour, label }: DiffOptions & { readonly pdf: string },
  task: Task,
): Promise<void> {
  const [print, screenplay] = await Promise.all([
    import('@second-unit/print/node'),
    import('@second-unit/screenplay/pdf'),
  ]);
  const named: RevisionOptions = {
    ...(colour === undefined ? {} : { colour }),
    ...(label === undefined ? {} : { label }),
  };
  const revisions = revisionsOf(comparison, named);
  const { fonts, missing } = await print.fontsFor(screenplay.printedText(draft, { revisions }));
  const content = await screenplay.toPdf(draft, { fonts, revisions, ...(paper === undefined ? {} : { paper }) });
  task.signal.throwIfAborted();
  await writeOutput(pdf, content);
  const marks = revisions.length === 0 ? '; nothing that prints has changed' : ' with revision marks';
  process.stderr.write(`Written: ${pdf} (PDF${marks})\n`);
  if (missing.length > 0) {
    const some = missing.slice(0, 12).join(' ');
    process.stderr.write(`No font here has ${some}${missing.length > 12 ? ' …' : ''}; they print as empty boxes.\n`);
  }
}
