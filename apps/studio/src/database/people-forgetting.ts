import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PeopleCorrection } from '@second-unit/footage/people';
import { type Kysely, sql } from 'kysely';
import { writeAtomic } from '../home/index.ts';
import { atomically, BUSY_TIMEOUT, type Dialect, sqlite } from './dialect.ts';
import type { Store, Tables } from './tables.ts';

/** What of a production's people is to go. */
export interface ToForget {
  readonly production: string;
  /** Absent: everybody, and that they were looked for. */
  readonly only?: {
    /** The person, under every id that they had: who was merged into them was them. */
    readonly persons: readonly string[];
    /** Their faces. A copy made earlier may have taken these for somebody else. */
    readonly tracks: readonly string[];
    /** Name and consent stay, hidden: consent ended, and may be given anew. */
    readonly keepName: boolean;
    /**
     * What searches under way found stays: they find everybody anew, and would put the rest in place of all that is
     * known. It is nobody's yet.
     */
    readonly keepSearches?: boolean;
  };
}

/** How much went. */
export interface Gone {
  readonly people: number;
  readonly faces: number;
}

/** How much went from a database. */
export interface GoneFrom extends Gone {
  /**
   * What was removed may still stand in SQLite's log of writes: somebody reads an older state, as a backup that is being
   * made. It goes when they are done and more is written, and at the latest when the last who has the database closes it.
   */
  readonly inLog: boolean;
}

/** Tables that hold people, those that refer to others first. */
const TABLES = [
  'people_corrections',
  'face_tracks',
  'people_consents',
  'people',
  'face_searches',
  'people_agreements',
] as const;
type PeopleTable = (typeof TABLES)[number];

const KEYS: Readonly<Record<PeopleTable, string>> = {
  people_corrections: 'id',
  face_tracks: 'id',
  people_consents: 'person',
  people: 'id',
  face_searches: 'media',
  people_agreements: 'production',
};

function personsOf(correction: PeopleCorrection): string[] {
  switch (correction.kind) {
    case 'name':
      return [correction.person];
    case 'merge':
      return [correction.into, correction.from];
    case 'split':
      return [correction.person, correction.out];
    case 'notAFace':
      return [];
  }
}

/** Every id that a person had: those merged into them, and into those. */
export function idsOfPerson(person: string, corrections: readonly PeopleCorrection[]): string[] {
  const ids = new Set([person]);
  for (const correction of corrections.toReversed()) {
    if (correction.kind === 'merge' && ids.has(correction.into)) ids.add(correction.from);
  }
  return [...ids];
}

type Row = Readonly<Record<string, unknown>>;

/** Is this row of a table one to forget? Rows as a backup has them; of consents the person's production is not known. */
function isOneToForget(table: PeopleTable, row: Row, what: ToForget, persons: ReadonlySet<unknown>): boolean {
  const { only } = what;
  if (table === 'people_consents') return only?.keepName !== true && persons.has(row.person);
  if (row.production !== what.production) return false;
  if (only === undefined) return true;
  switch (table) {
    case 'face_tracks':
      return (
        persons.has(row.person) || only.tracks.includes(String(row.id)) || (row.job !== null && !only.keepSearches)
      );
    case 'people':
      return !only.keepName && persons.has(row.id);
    case 'people_corrections':
      return personsOf(JSON.parse(String(row.correction)) as PeopleCorrection).some((id) => persons.has(id));
    default:
      return false;
  }
}

/**
 * Removes people from a database. `isDue`, which may say that there is nothing to do after all, and `note` run in the
 * same transaction; undefined where it was not due.
 *
 * SQLite writes over what is removed, in its file and in its log of writes. PostgreSQL only frees it for other rows
 * (`vacuum`): bytes of removed rows may stay in pages of its tables, and in its write-ahead log, until they are written
 * over, and rows that an older transaction still sees go when a later vacuum runs. Who runs the server can have the
 * tables written anew (`vacuum full`); archives of the write-ahead log and backups made elsewhere are theirs as well.
 */
export async function forgetPeople(
  store: Store,
  dialect: Dialect,
  what: ToForget,
  {
    isDue = async () => true,
    note = async () => {},
  }: {
    readonly isDue?: (trx: Store) => Promise<boolean>;
    readonly note?: (trx: Store, gone: Gone) => Promise<void>;
  } = {},
): Promise<GoneFrom | undefined> {
  const gone = await atomically(store, async (trx) => {
    const { production, only } = what;
    // In turn with all who change who is who, so that nobody is put back by a clustering that ends now.
    await trx.updateTable('people_agreements').set({ production }).where('production', '=', production).execute();
    if (!(await isDue(trx))) return undefined;
    const known = await trx.selectFrom('people').select('id').where('production', '=', production).execute();
    const persons = new Set<unknown>(only?.persons ?? known.map(({ id }) => id));
    const counts = { people: 0, faces: 0 };
    for (const table of TABLES) {
      const key = KEYS[table];
      const rows = (await trx
        .selectFrom(table as 'people')
        .selectAll()
        .$if(table !== 'people_consents', (query) => query.where('production', '=', production))
        .execute()) as unknown as Row[];
      const ids = rows.filter((row) => isOneToForget(table, row, what, persons)).map((row) => String(row[key]));
      for (let from = 0; from < ids.length; from += 500) {
        await trx
          .deleteFrom(table as 'people')
          .where(key as 'id', 'in', ids.slice(from, from + 500))
          .execute();
      }
      if (table === 'people') counts.people = ids.length;
      if (table === 'face_tracks') counts.faces = ids.length;
    }
    if (only?.keepName) {
      await trx
        .updateTable('people_consents')
        .set({ ended: 1 })
        .where('person', 'in', [...only.persons])
        .execute();
      counts.people = only.persons.length;
    }
    await note(trx, counts);
    return counts;
  });
  if (gone === undefined) return undefined;
  // Deleted bytes are overwritten (`sqlite`), but for those in the log of what was written.
  if (dialect === 'sqlite') return { ...gone, inLog: !(await emptyLog(store)) };
  for (const table of TABLES) await sql`vacuum ${sql.table(table)}`.execute(store);
  return { ...gone, inLog: false };
}

/** How often, and after how many milliseconds each, SQLite's log is tried to be emptied. */
const EMPTY_TRIES = 8;
const EMPTY_EVERY = 250;

/** Empties SQLite's log of writes into the database; false where somebody still reads what is in it. */
async function emptyLog(store: Kysely<Tables>): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const isEmpty = await store.connection().execute(async (connection) => {
      // Waited for here, where others are answered meanwhile, and not inside of SQLite.
      await sql`pragma busy_timeout = 0`.execute(connection);
      try {
        const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection);
        return rows[0]?.busy === 0;
      } finally {
        await sql`pragma busy_timeout = ${sql.lit(BUSY_TIMEOUT)}`.execute(connection);
      }
    });
    if (isEmpty || tries === EMPTY_TRIES) return isEmpty;
    await wait(EMPTY_EVERY);
  }
}

/** Removes people from a copy of an SQLite database. Answers whether there was anything to remove. */
export async function forgetInCopy(file: string, what: ToForget): Promise<boolean> {
  const store = sqlite(file);
  try {
    // One of an earlier schema knows nobody.
    if (!(await store.introspection.getTables()).some(({ name }) => name === 'face_tracks')) return false;
    const gone = await forgetPeople(store, 'sqlite', what);
    if (gone === undefined || gone.people + gone.faces === 0) return false;
    await sql`vacuum`.execute(store);
    return true;
  } finally {
    await store.destroy();
  }
}

/** Lines of a table as a backup has them, without the people to forget; undefined for a table that holds none. */
export function forgetInLines(
  table: string,
  text: string,
  what: ToForget,
  persons: ReadonlySet<string>,
): { readonly text: string; readonly rows: number; readonly gone: number } | undefined {
  if (!(TABLES as readonly string[]).includes(table)) return undefined;
  const lines = text.split('\n').filter((line) => line !== '');
  const kept = lines.filter((line) => !isOneToForget(table as PeopleTable, JSON.parse(line) as Row, what, persons));
  return { text: kept.map((line) => `${line}\n`).join(''), rows: kept.length, gone: lines.length - kept.length };
}

/** Ids of the people that lines of the table `people` speak of, as far as they are to be forgotten. */
export function personsInLines(text: string, what: ToForget): Set<string> {
  if (what.only) return new Set(what.only.persons);
  const rows = text.split('\n').filter((line) => line !== '');
  return new Set(
    rows
      .map((line) => JSON.parse(line) as Row)
      .filter((row) => row.production === what.production)
      .map((row) => String(row.id)),
  );
}

/** Removes people from a copy of a database in lines (`<table>.jsonl`). Answers whether there was anything to remove. */
export async function forgetInFolder(folder: string, what: ToForget): Promise<boolean> {
  const path = (table: string) => join(folder, `${table}.jsonl`);
  const facts = await stat(path('people')).catch(() => undefined);
  if (!facts) return false;
  const persons = personsInLines(await readFile(path('people'), 'utf8'), what);
  let gone = 0;
  for (const table of TABLES) {
    const left = forgetInLines(table, await readFile(path(table), 'utf8'), what, persons);
    if (left === undefined || left.gone === 0) continue;
    await writeAtomic(path(table), left.text);
    gone += left.gone;
  }
  return gone > 0;
}
