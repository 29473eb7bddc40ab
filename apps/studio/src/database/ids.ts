import { v7 } from 'uuid';

/** A new UUIDv7: its order is its time, to the millisecond and within one process beyond it. */
export function newId(): string {
  return v7();
}

/** Now, UTC, ISO 8601 with milliseconds. */
export function now(): string {
  return new Date().toISOString();
}
