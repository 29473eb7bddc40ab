import { type Author, defaultRights, Fault, type Rights } from '@second-unit/evidence';
import { atomically } from './dialect.ts';
import { now } from './ids.ts';
import { appendLedger } from './ledger.ts';
import type { Store } from './tables.ts';

/** The rights of an item; where nobody said anything, the safe ones. */
export async function getRights(store: Store, item: string): Promise<Rights> {
  const row = await store.selectFrom('rights').select('rights').where('item', '=', item).executeTakeFirst();
  return row ? (JSON.parse(row.rights) as Rights) : defaultRights();
}

/** The rights of several items in one read; items without a record have the safe ones. */
export async function getAllRights(store: Store, items: readonly string[]): Promise<Map<string, Rights>> {
  const rights = new Map(items.map((item) => [item, defaultRights()]));
  if (items.length === 0) return rights;
  const rows = await store.selectFrom('rights').select(['item', 'rights']).where('item', 'in', items).execute();
  for (const row of rows) rights.set(row.item, JSON.parse(row.rights) as Rights);
  return rights;
}

/** Says what may be done with an item: the table holds how it stands, the ledger how it came to. */
export async function setRights(
  store: Store,
  { production, item, rights, author }: { production: string; item: string; rights: Rights; author: Author },
): Promise<void> {
  await atomically(store, async (trx) => {
    const values = { rights: JSON.stringify(rights), at: now() };
    await trx
      .insertInto('rights')
      .values({ item, production, ...values })
      .onConflict((conflict) => conflict.column('item').doUpdateSet(values))
      .execute();
    await appendLedger(trx, { production, author, record: { kind: 'rights', item, rights } });
  });
}

/** The production that an item (script, media) belongs to. Errors: `not-found`. */
export async function productionOfItem(store: Store, item: string): Promise<string> {
  const row = await store.selectFrom('rights').select('production').where('item', '=', item).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such script or film.', { place: item });
  return row.production;
}

/** The productions that any of these items belong to. */
export async function productionsOf(store: Store, items: readonly string[]): Promise<string[]> {
  if (items.length === 0) return [];
  const rows = await store.selectFrom('rights').select('production').distinct().where('item', 'in', items).execute();
  return rows.map((row) => row.production);
}
