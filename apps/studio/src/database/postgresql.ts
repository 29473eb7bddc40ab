import {
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import pg from 'pg';
import { explain, explainErrors } from './explain.ts';
import type { Store, Tables } from './tables.ts';

class ExplainingPostgresDriver extends PostgresDriver {
  readonly #place: string;

  constructor(pool: pg.Pool, place: string) {
    super({ pool });
    this.#place = place;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return explainErrors(await super.acquireConnection(), this.#place);
    } catch (error) {
      throw explain(error, this.#place);
    }
  }
}

/**
 * PostgreSQL by its address, with at most so many connections. `place` is what to call it in a
 * message.
 */
export function postgresql(url: string, { connections, place }: { connections: number; place: string }): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'second-unit',
  });
  // An idle connection that breaks is replaced at its next use; unheard, it would end the process.
  pool.on('error', () => {});
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => new ExplainingPostgresDriver(pool, place),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });
}

/** The server that a connection string means, as its driver reads it: also by `?host=`. */
export function serverOf(url: string): { host: string; port: number } {
  const { host, port } = new pg.Client({ connectionString: url });
  return { host, port };
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
