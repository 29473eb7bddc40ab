import { rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Author, Fault, type Rights } from '@second-unit/evidence';
import { lowConfidence, type PdfLine } from '@second-unit/screenplay/pdf-in';
import type { LineSaid, ScriptSummary } from '../contract/index.ts';
import { newId } from '../database/index.ts';
import { itemPath, placeFile, storedPath } from '../home/index.ts';
import { readApart } from '../script-files/apart.ts';
import type { ScriptFormat } from '../script-files/formats.ts';
import { Turns } from '../scripts/turns.ts';
import type { Studio } from '../server/studio.ts';
import { titleInText } from './script-title.ts';

/** Lines of a PDF that are kept for correction: those of a thousand pages. */
const MOST_LINES = 60_000;
/** Files that are read at the same time; each may take a process of two gigabytes. */
const AT_ONCE = 2;

export interface ForeignScript {
  readonly production: string;
  /** Where its title page has none. */
  readonly title: string;
  /** Where it lies now. */
  readonly path: string;
  /** What the person knows it by. */
  readonly name: string;
  readonly format: ScriptFormat;
  readonly rights: Rights;
  readonly author: Author;
  readonly signal: AbortSignal;
}

const turns = new Turns();
let asked = 0;

/**
 * Takes in a screenplay of another program: its text becomes a script, and the file itself is kept in the home as it
 * came. All of it or nothing.
 *
 * @throws Fault `input` for what cannot be read as its format, `too-large` for what would take too long or too much
 *   memory to read, `cancelled`.
 */
export async function openForeign(studio: Studio, foreign: ForeignScript): Promise<ScriptSummary> {
  const { format, signal } = foreign;
  const name = basename(foreign.name.replaceAll('\\', '/'));
  const {
    text,
    format: found,
    pdf,
    warnings,
    corrections = [],
  } = await turns
    .take(`${++asked % AT_ONCE}`, () => readApart({ path: foreign.path, format, name }, { signal }))
    .catch((thrown: unknown) => {
      if (!(thrown instanceof Fault) || thrown.place !== 'password') throw thrown;
      throw new Fault('input', `${thrown.message} Save it without one, and open that.`, { place: name, cause: thrown });
    });
  const file = itemPath('originals', newId(), extname(name));
  const path = storedPath(studio.home, file);
  await placeFile(foreign.path, path);
  const reading =
    pdf === undefined || pdf.lines.length > MOST_LINES
      ? {}
      : { reading: { ...pdf, warnings, doubts: doubtsIn(pdf.lines, []).length } };
  try {
    return await studio.scripts.create({
      ...foreign,
      title: titleInText(text) ?? foreign.title,
      text,
      original: { name, format: found, file },
      corrections,
      ...reading,
    });
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
}

/** The lines, by index, that were read with doubt and that nobody has spoken of. */
export function doubtsIn(lines: readonly PdfLine[], said: readonly LineSaid[]): number[] {
  const doubtful = new Set(lowConfidence(lines));
  const answered = new Set(said.map(({ line }) => line));
  return [...lines.keys()].filter((index) => doubtful.has(lines[index] as PdfLine) && !answered.has(index));
}
