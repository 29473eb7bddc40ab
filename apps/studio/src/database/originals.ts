import { Fault, type Person } from '@second-unit/evidence';
import type { TitlePageEntry } from '@second-unit/screenplay';
import type { LineType, PdfLine } from '@second-unit/screenplay/pdf-in';
import { atomically } from './dialect.ts';
import { now } from './ids.ts';
import type { Store } from './tables.ts';

/** The file of another program that a script was read of; it is kept as it came. */
export interface ScriptOriginal {
  readonly script: string;
  /** As the person who brought it knows it. */
  readonly name: string;
  readonly format: string;
  /** Relative to the home. */
  readonly file: string;
}

/** How a PDF was read. */
export interface PdfReading {
  readonly lines: readonly PdfLine[];
  readonly titlePage: readonly TitlePageEntry[];
  readonly warnings: readonly string[];
}

/** What a person said that a line is; `line` is its index among the lines of the reading. */
export interface LineCorrection {
  readonly line: number;
  readonly type: LineType;
}

/** Notes the original of a script and, of a PDF, how it was read; `doubts` counts the lines to look at. */
export async function keepOriginal(
  store: Store,
  original: ScriptOriginal,
  reading?: PdfReading & { readonly doubts: number },
): Promise<void> {
  await store
    .insertInto('script_originals')
    .values({ ...original, at: now() })
    .execute();
  if (reading === undefined) return;
  await store
    .insertInto('pdf_readings')
    .values({
      script: original.script,
      lines: JSON.stringify(reading.lines),
      title_page: JSON.stringify(reading.titlePage),
      warnings: JSON.stringify(reading.warnings),
      doubts: reading.doubts,
    })
    .execute();
}

/** The original of a script; undefined where it was written here, or came in as Fountain. */
export async function findOriginal(store: Store, script: string): Promise<ScriptOriginal | undefined> {
  return store
    .selectFrom('script_originals')
    .select(['script', 'name', 'format', 'file'])
    .where('script', '=', script)
    .executeTakeFirst();
}

/** Of each of these scripts that has one: its original's name and format, and how many lines are in doubt. */
export async function listOriginals(
  store: Store,
  scripts: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly format: string; readonly doubts?: number }>> {
  if (scripts.length === 0) return new Map();
  const rows = await store
    .selectFrom('script_originals')
    .leftJoin('pdf_readings', 'pdf_readings.script', 'script_originals.script')
    .select(['script_originals.script', 'script_originals.name', 'script_originals.format', 'pdf_readings.doubts'])
    .where('script_originals.script', 'in', scripts)
    .execute();
  return new Map(
    rows.map(({ script, name, format, doubts }) => [
      script,
      { name, format, ...(doubts === null ? {} : { doubts: Number(doubts) }) },
    ]),
  );
}

/** How a script's PDF was read, and what was said of its lines since. Errors: `not-found` for no PDF. */
export async function getPdfReading(
  store: Store,
  script: string,
): Promise<PdfReading & { readonly corrections: readonly LineCorrection[] }> {
  const row = await store.selectFrom('pdf_readings').selectAll().where('script', '=', script).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'This script was not read of a PDF.', { place: script });
  const corrections = await store
    .selectFrom('line_corrections')
    .select(['line', 'type'])
    .where('script', '=', script)
    .orderBy('line')
    .execute();
  return {
    lines: JSON.parse(row.lines) as PdfLine[],
    titlePage: JSON.parse(row.title_page) as TitlePageEntry[],
    warnings: JSON.parse(row.warnings) as string[],
    corrections: corrections.map(({ line, type }) => ({ line: Number(line), type: type as LineType })),
  };
}

/**
 * Says of some lines what they are, or, with no type, that nobody has said it. `doubtsOf` counts the lines that are
 * in doubt still, given all corrections as they stand then.
 */
export async function correctLines(
  store: Store,
  script: string,
  changes: readonly { readonly line: number; readonly type: LineType | undefined }[],
  options: { readonly author: Person; readonly doubtsOf: (corrections: readonly LineCorrection[]) => number },
): Promise<void> {
  const { author, doubtsOf } = options;
  await atomically(store, async (trx) => {
    // Takes the row's lock, so that two windows count one after the other.
    await trx
      .updateTable('pdf_readings')
      .set(({ ref }) => ({ doubts: ref('doubts') }))
      .where('script', '=', script)
      .execute();
    for (const { line, type } of changes) {
      if (type === undefined) {
        await trx.deleteFrom('line_corrections').where('script', '=', script).where('line', '=', line).execute();
        continue;
      }
      const values = { type, author: author.id, at: now() };
      await trx
        .insertInto('line_corrections')
        .values({ script, line, ...values })
        .onConflict((conflict) => conflict.columns(['script', 'line']).doUpdateSet(values))
        .execute();
    }
    const { corrections } = await getPdfReading(trx, script);
    await trx
      .updateTable('pdf_readings')
      .set({ doubts: doubtsOf(corrections) })
      .where('script', '=', script)
      .execute();
  });
}
