import { newId, now } from './ids.ts';
import type { Store } from './tables.ts';

/** What left this machine, to whom, and how it ended. Written before the first byte goes. */
export interface Outgoing {
  readonly id: string;
  readonly production?: string;
  readonly at: string;
  /** In a person's words: `12 frames of “Sintel”`. */
  readonly what: string;
  /** On whose behalf: a person's id or a model's name. */
  readonly sender: string;
  /** Scheme, host and port. */
  readonly destination: string;
  /** Ids of scripts, films, data sets. */
  readonly items: readonly string[];
  /** Bytes of the body; absent where it was streamed. */
  readonly bytes?: number;
  /** `sending`, `answered 200`, `failed`, or why it was refused. */
  readonly outcome: string;
}

export async function recordOutgoing(store: Store, outgoing: Omit<Outgoing, 'id' | 'at'>): Promise<string> {
  const id = newId();
  await store
    .insertInto('outgoing')
    .values({
      id,
      production: outgoing.production ?? null,
      at: now(),
      what: outgoing.what,
      sender: outgoing.sender,
      destination: outgoing.destination,
      items: JSON.stringify(outgoing.items),
      bytes: outgoing.bytes ?? null,
      outcome: outgoing.outcome,
    })
    .execute();
  return id;
}

export async function closeOutgoing(store: Store, id: string, outcome: string): Promise<void> {
  await store.updateTable('outgoing').set({ outcome }).where('id', '=', id).execute();
}

/** What left, newest last: of one production, or of all. */
export async function listOutgoing(store: Store, production?: string): Promise<Outgoing[]> {
  let query = store.selectFrom('outgoing').selectAll();
  if (production !== undefined) query = query.where('production', '=', production);
  const rows = await query.orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    ...(row.production === null ? {} : { production: row.production }),
    at: row.at,
    what: row.what,
    sender: row.sender,
    destination: row.destination,
    items: JSON.parse(row.items) as string[],
    ...(row.bytes === null ? {} : { bytes: row.bytes }),
    outcome: row.outcome,
  }));
}
