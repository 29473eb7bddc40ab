import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Fault } from '@second-unit/evidence';
import type { InsertObject } from 'kysely';
import { syncFolder } from '../home/index.ts';
import { DATA_TABLES, type DataTable, type Store, type Tables } from './tables.ts';

/** Columns by which rows are read in pages; together unique in their table. */
const KEYS = {
  settings: ['name'],
  productions: ['id'],
  scripts: ['id'],
  script_updates: ['script', 'seq'],
  script_snapshots: ['script'],
  script_originals: ['script'],
  pdf_readings: ['script'],
  line_corrections: ['script', 'line'],
  breakdown_corrections: ['id'],
  media: ['id'],
  shot_logs: ['media'],
  earlier_logs: ['revision'],
  cuts: ['id'],
  ledger: ['id'],
  rights: ['item'],
  outgoing: ['id'],
  jobs: ['id'],
  people_agreements: ['production'],
  people: ['id'],
  people_consents: ['person'],
  face_tracks: ['id'],
  people_corrections: ['id'],
  face_searches: ['media'],
  thing_searches: ['media', 'kind'],
  shoot_days: ['id'],
  shoot_day_clips: ['shoot_day', 'path'],
  shoot_day_corrections: ['id'],
  paper_edits: ['id'],
  reference_stills: ['id'],
  looks: ['id'],
  music: ['id'],
  timelines: ['id'],
} as const satisfies Record<DataTable, readonly string[]>;

const LARGE: ReadonlySet<DataTable> = new Set([
  'shot_logs',
  'earlier_logs',
  'script_snapshots',
  'pdf_readings',
  'timelines',
]);

/** Rows read or inserted at once; fewer where a row may be megabytes. */
function pageOf(table: DataTable): number {
  return LARGE.has(table) ? 4 : 200;
}

type Row = Record<string, unknown>;

/** Bytes have no JSON of their own; no column of ours holds an object otherwise. */
function toJson(row: Row): string {
  const json = JSON.stringify(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
      ]),
    ),
  );
  // Legal in JSON, but a line's end to many readers of lines, Node's among them.
  return json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function fromJson(line: string): Row {
  const row = JSON.parse(line) as Row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && typeof (value as { base64?: unknown }).base64 === 'string'
        ? Buffer.from((value as { base64: string }).base64, 'base64')
        : value,
    ]),
  );
}

/**
 * A table's rows in pages, ordered by its key. Consistent across tables only inside a transaction
 * that sees one state (SQLite's read transaction, PostgreSQL's repeatable read).
 */
async function* pages(store: Store, table: DataTable): AsyncGenerator<Row[]> {
  const keys: readonly string[] = KEYS[table];
  const size = pageOf(table);
  let last: Row | undefined;
  for (;;) {
    const from = last;
    let query = store
      .selectFrom(table as 'jobs')
      .selectAll()
      .limit(size);
    for (const key of keys) query = query.orderBy(key as 'id');
    if (from !== undefined) {
      query = query.where(({ eb, refTuple, tuple }) =>
        keys.length === 1
          ? eb(keys[0] as 'id', '>', from[keys[0] as string] as string)
          : eb(
              refTuple(keys[0] as 'id', keys[1] as 'id'),
              '>',
              tuple(from[keys[0]!] as string, from[keys[1]!] as string),
            ),
      );
    }
    const rows = (await query.execute()) as unknown as Row[];
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    last = rows.at(-1);
  }
}

/** The data tables that this database has: one of an earlier schema lacks the newer ones. */
async function dataTables(store: Store): Promise<DataTable[]> {
  const names = new Set((await store.introspection.getTables()).map((table) => table.name));
  return DATA_TABLES.filter((table) => names.has(table));
}

/** Writes every data table as `<table>.jsonl` into `folder`, synced. Answers the count of rows. */
export async function writeRows(store: Store, folder: string): Promise<Record<string, number>> {
  await mkdir(folder, { recursive: true });
  const counts: Record<string, number> = {};
  for (const table of await dataTables(store)) {
    const file = await open(join(folder, `${table}.jsonl`), 'wx');
    try {
      let count = 0;
      for await (const rows of pages(store, table)) {
        await file.appendFile(rows.map((row) => `${toJson(row)}\n`).join(''));
        count += rows.length;
      }
      await file.sync();
      counts[table] = count;
    } finally {
      await file.close();
    }
  }
  await syncFolder(folder);
  return counts;
}

/** Inserts the rows of `<table>.jsonl` files into empty tables. Run it in a transaction. */
export async function readRows(store: Store, folder: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await dataTables(store)) {
    let count = 0;
    let page: Row[] = [];
    const insert = async () => {
      if (page.length === 0) return;
      await store
        .insertInto(table)
        .values(page as unknown as InsertObject<Tables, typeof table>[])
        .execute();
      count += page.length;
      page = [];
    };
    const lines = createInterface({
      input: createReadStream(join(folder, `${table}.jsonl`), 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) {
      if (line === '') continue;
      try {
        page.push(fromJson(line));
      } catch (error) {
        throw new Fault('input', `Row ${count + page.length + 1} of the table ${table} is not JSON.`, {
          place: folder,
          cause: error,
        });
      }
      // Every row has fewer than 20 columns, and no engine takes fewer than 32,000 parameters.
      if (page.length === pageOf(table)) await insert();
    }
    await insert();
    counts[table] = count;
  }
  return counts;
}

/** Does any table hold a row? */
export async function isEmpty(store: Store): Promise<boolean> {
  for (const table of await dataTables(store)) {
    const row = await store
      .selectFrom(table as 'settings')
      .select((eb) => eb.lit(1).as('one'))
      .limit(1)
      .executeTakeFirst();
    if (row) return false;
  }
  return true;
}

async function hasColumn(store: Store, table: DataTable, column: string): Promise<boolean> {
  const tables = await store.introspection.getTables();
  return tables.some(({ name, columns }) => name === table && columns.some((one) => one.name === column));
}

/** Every file that the database names: films, renders and originals of scripts, relative to the home or absolute. */
export async function listFiles(store: Store): Promise<string[]> {
  const media = await store.selectFrom('media').select('file').orderBy('id').execute();
  // A database of an earlier schema has none.
  const known = await dataTables(store);
  const originals = known.includes('script_originals')
    ? await store.selectFrom('script_originals').select('file').orderBy('script').execute()
    : [];
  const renders = await store
    .selectFrom('cuts')
    .select('render')
    .where('render', 'is not', null)
    .orderBy('id')
    .execute();
  const papers = (await hasColumn(store, 'paper_edits', 'render'))
    ? await store.selectFrom('paper_edits').select('render').where('render', 'is not', null).orderBy('id').execute()
    : [];
  const stills = known.includes('reference_stills')
    ? await store.selectFrom('reference_stills').select('file').orderBy('id').execute()
    : [];
  const looks = known.includes('looks')
    ? await store.selectFrom('looks').select('file').where('file', 'is not', null).orderBy('id').execute()
    : [];
  const music = known.includes('music') ? await store.selectFrom('music').select('file').orderBy('id').execute() : [];
  const named = [...media, ...originals, ...stills, ...looks, ...music].flatMap((row) => row.file ?? []);
  return [...new Set([...named, ...[...renders, ...papers].flatMap((row) => row.render ?? [])])];
}
