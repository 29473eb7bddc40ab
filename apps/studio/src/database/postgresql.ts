import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Store, Tables } from './tables.ts';

/** PostgreSQL by its address, with at most so many connections. */
export function postgresql(url: string, connections: number): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'second-unit',
  });
  // An idle connection that breaks is replaced at its next use; unheard, it would end the process.
  pool.on('error', () => {});
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

export type Client = pg.Client;

/** A connection of its own, outside of the pool. */
export async function connect(url: string): Promise<Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'second-unit signals', keepAlive: true });
  // Heard before the connection is made: an error with no listener ends the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}
