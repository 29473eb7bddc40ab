import { createHash } from 'node:crypto';
import { listCorrections } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';

/** The read-through of a script as it stands, with what people said of its breakdown, as JSON. Errors: as the reader's. */
export async function readScriptThrough(studio: Studio, id: string): Promise<string> {
  const { text, seq } = await studio.scripts.read(id);
  const kept = await listCorrections(studio.store, id);
  // Corrections come and go: which they are says their ids.
  const said = createHash('sha256')
    .update(kept.map((one) => one.id).join())
    .digest('hex');
  return studio.reader.read(
    `${id} ${seq} ${said}`,
    text,
    kept.map(({ correction }) => correction),
  );
}
