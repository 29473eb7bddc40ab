import type { Person } from '@second-unit/evidence';
import { newId } from './ids.ts';
import type { Store } from './tables.ts';

/** A setting that belongs to the whole home, by name; undefined where it was never set. */
export async function getSetting<Value>(store: Store, name: string): Promise<Value | undefined> {
  const row = await store.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.value) as Value);
}

export async function setSetting(store: Store, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await store
    .insertInto('settings')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
}

/** The one person of local mode; undefined before the first run asked for a name. */
export async function getPerson(store: Store): Promise<Person | undefined> {
  return getSetting<Person>(store, 'person');
}

/** Names the person, keeping the id that earlier work carries. */
export async function namePerson(store: Store, name: string): Promise<Person> {
  const before = await getPerson(store);
  const person: Person = { kind: 'person', id: before?.id ?? newId(), name };
  await setSetting(store, 'person', person);
  return person;
}
