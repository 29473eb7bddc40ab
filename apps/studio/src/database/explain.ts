import { Fault } from '@second-unit/evidence';
import type { DatabaseConnection } from 'kysely';

/** Beginnings of error codes of both databases, and what to tell a person. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|53100)/, 'There is no room left for the database; the last change was not saved.'],
  [/^SQLITE_(BUSY|LOCKED)/, 'Another process kept the database busy; the last change was not saved, try again.'],
  [/^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/, 'The database file may not be written; the last change was not saved.'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'The database file is damaged; restore the last backup into a new home.'],
  [/^SQLITE_IOERR/, 'The disk failed while the database was read or written; the last change was not saved.'],
  // SQLSTATE: no connection, not let in, no such database, too many, shutting down; then the sockets' own.
  [
    /^(08|28|3D000|53300|57P|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)/,
    'The database does not answer; the last change was not saved.',
  ],
];

/**
 * What a person can act on (a full disk, a server that is away) as `unavailable`; any other error
 * is ours and stays as it is.
 */
export function explain(error: unknown, place: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  // pg gives a connection that breaks, or takes too long to make, no code.
  const told =
    typeof code === 'string' ? code : /^(Connection terminated|timeout exceeded)/.test(error.message) ? '08' : '';
  const sentence = SENTENCES.find(([pattern]) => pattern.test(told))?.[1];
  return sentence === undefined ? error : new Fault('unavailable', sentence, { place, cause: error });
}

const explaining = new WeakSet<DatabaseConnection>();

/** Makes a connection explain its errors. The object stays the same: the driver knows it by that. */
export function explainErrors(connection: DatabaseConnection, place: string): DatabaseConnection {
  if (explaining.has(connection)) return connection;
  explaining.add(connection);
  const run: DatabaseConnection['executeQuery'] = connection.executeQuery.bind(connection);
  connection.executeQuery = async (query, options) => {
    try {
      return await run(query, options);
    } catch (error) {
      throw explain(error, place);
    }
  };
  return connection;
}
