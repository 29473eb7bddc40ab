import { Fault } from '@second-unit/evidence';
import type { BreakdownCorrection } from '@second-unit/story';
import type { KeptCorrection } from '../contract/index.ts';
import { newId, now } from './ids.ts';
import type { Store } from './tables.ts';

/** So many that a person could never say them; each is applied at each reading. */
const MOST = 20_000;

/** What was said about a script's breakdown, in the order in which it is applied. */
export async function listCorrections(store: Store, script: string): Promise<KeptCorrection[]> {
  const rows = await store
    .selectFrom('breakdown_corrections')
    .select(['id', 'correction', 'at'])
    .where('script', '=', script)
    .orderBy('id')
    .execute();
  return rows.map(({ id, correction, at }) => ({ id, at, correction: JSON.parse(correction) as BreakdownCorrection }));
}

/**
 * Keeps corrections behind those that are there; `author` is a person's id.
 *
 * @throws Fault `too-large` where a script has too many.
 */
export async function keepCorrections(
  store: Store,
  script: string,
  corrections: readonly BreakdownCorrection[],
  author: string,
): Promise<KeptCorrection[]> {
  const { count } = await store
    .selectFrom('breakdown_corrections')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('script', '=', script)
    .executeTakeFirstOrThrow();
  if (Number(count) + corrections.length > MOST) {
    throw new Fault('too-large', `A breakdown may have ${MOST.toLocaleString('en')} corrections at most.`, {
      place: script,
    });
  }
  const at = now();
  const kept = corrections.map((correction) => ({ id: newId(), correction, at }));
  for (let from = 0; from < kept.length; from += 500) {
    const values = kept
      .slice(from, from + 500)
      .map(({ id, correction }) => ({ id, script, correction: JSON.stringify(correction), author, at }));
    await store.insertInto('breakdown_corrections').values(values).execute();
  }
  return kept;
}

/** Takes one back and answers what it was. Errors: `not-found`, as where another window was faster. */
export async function dropCorrection(store: Store, script: string, id: string): Promise<KeptCorrection> {
  const row = await store
    .deleteFrom('breakdown_corrections')
    .where('script', '=', script)
    .where('id', '=', id)
    .returning(['id', 'correction', 'at'])
    .executeTakeFirst();
  if (!row) throw new Fault('not-found', 'This correction was taken back already.', { place: id });
  return { id: row.id, at: row.at, correction: JSON.parse(row.correction) as BreakdownCorrection };
}
