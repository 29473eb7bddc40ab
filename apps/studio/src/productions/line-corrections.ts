import { Fault, type Person } from '@second-unit/evidence';
import { assemble, type LineType } from '@second-unit/screenplay/pdf-in';
import { carriedOver, type PdfReadingView, relabelled, type ScriptSummary } from '../contract/index.ts';
import { correctLines, findOriginal, getPdfReading, type LineCorrection } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { doubtsIn } from './foreign-scripts.ts';

/** How a script's PDF was read, and what was said of it since. Errors: `not-found`. */
export async function viewReading(studio: Studio, script: string): Promise<PdfReadingView> {
  const reading = await getPdfReading(studio.store, script);
  const original = await findOriginal(studio.store, script);
  return { ...reading, name: original?.name ?? '', doubtful: doubtsIn(reading.lines, []) };
}

export interface Corrections {
  readonly lines: readonly { readonly line: number; readonly type: LineType | null }[];
  /** Whether the script's text follows here; else whoever asks changes it. */
  readonly text: boolean;
}

/**
 * Says what lines of a script's PDF are. The script's text follows where it still reads there as it was taken in:
 * what somebody has written since is left as it is.
 *
 * @throws Fault `not-found` for a script without a PDF, `input` for a line that its PDF does not have.
 */
export async function correct(
  studio: Studio,
  script: string,
  { lines: said, text }: Corrections,
  person: Person,
): Promise<ScriptSummary> {
  const { lines, titlePage, corrections } = await getPdfReading(studio.store, script);
  const beyond = said.find(({ line }) => line >= lines.length);
  if (beyond) {
    throw new Fault('input', `The PDF of this script has ${lines.length} lines; there is no line ${beyond.line}.`, {
      place: script,
    });
  }
  if (text) {
    const standing = new Map(corrections.map(({ line, type }) => [line, type]));
    const all = (): LineCorrection[] => [...standing].map(([line, type]) => ({ line, type }));
    let base = assemble(relabelled(lines, all()), titlePage).fountain;
    // One by one: where one line was written over, the others still follow.
    for (const { line, type } of said) {
      if (type === null) standing.delete(line);
      else standing.set(line, type);
      const wanted = assemble(relabelled(lines, all()), titlePage).fountain;
      const before = base;
      base = wanted;
      if (before === wanted) continue;
      await studio.scripts.edit(
        script,
        (now) => {
          const edit = carriedOver(before, wanted, now);
          return typeof edit === 'string' ? undefined : edit;
        },
        { person, client: 'correction' },
      );
    }
  }
  await correctLines(
    studio.store,
    script,
    said.map(({ line, type }) => ({ line, type: type ?? undefined })),
    { author: person, doubtsOf: (all) => doubtsIn(lines, all).length },
  );
  return studio.scripts.changed(script);
}
