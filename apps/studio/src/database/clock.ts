import { PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Store } from './tables.ts';

/**
 * The database's own clock, some milliseconds ago: UTC, ISO 8601, as all times are kept. What machines say to each
 * other goes by it: their own clocks may be minutes apart, as after one slept.
 */
export function databaseTime(store: Store, millisecondsAgo = 0): RawBuilder<string> {
  const seconds = sql.lit(millisecondsAgo / 1000);
  return store.getExecutor().adapter instanceof PostgresAdapter
    ? sql<string>`to_char((clock_timestamp() - ${seconds} * interval '1 second') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${sql.lit(`-${millisecondsAgo / 1000} seconds`)})`;
}
