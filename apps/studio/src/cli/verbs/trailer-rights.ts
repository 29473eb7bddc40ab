import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { BASES, type Basis, defaultRights, Fault, type Rights } from '@second-unit/evidence';

/** The grounds on which something may be written out. */
const GROUNDS = BASES.filter((basis) => defaultRights(basis).mayExport)
  .join(', ')
  .replace(/, ([^,]*)$/, ' or $1');

type Flag = '--rights' | '--music-rights';

/**
 * What may be done with a file that a trailer is made from, by the ground that the flag says, or that somebody says who
 * is asked in one line.
 *
 * @throws Fault `input` for a ground that there is not; `refused` where nobody said one that lets a trailer be written
 */
export async function rightsToCut(file: string, flag: Flag, said: string | undefined): Promise<Rights> {
  const rights = defaultRights(await groundOf(file, flag, said));
  if (rights.mayExport) return rights;
  const made = flag === '--rights' ? 'cut from' : 'set to';
  throw new Fault(
    'refused',
    `Nobody said on what ground ${basename(file)} is used, so nothing ${made} it may be written; say it with ${flag} ${GROUNDS}.`,
    { place: flag },
  );
}

async function groundOf(file: string, flag: Flag, said: string | undefined): Promise<Basis> {
  const known = (text: string): Basis | undefined => BASES.find((one) => one === text.trim());
  if (said !== undefined) {
    const basis = known(said);
    if (basis) return basis;
    throw new Fault('input', `${flag} must be ${GROUNDS}, not ${said}.`, { place: flag });
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY) return 'unknown';
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`On what ground do you use ${basename(file)}: ${GROUNDS}? `);
    return known(answer) ?? 'unknown';
  } finally {
    lines.close();
  }
}
