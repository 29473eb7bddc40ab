import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Decision, Person } from '@second-unit/evidence';
import { type LogCurve, VIEWING_VERSION, viewingCube } from '@second-unit/footage/shoot-day';
import type { Viewing } from '../contract/index.ts';
import { appendLedger, atomically, getMedia, type MediaRow, newId, now, setViewing } from '../database/index.ts';
import { type Home, writeAtomic } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';

/** The curve that pictures of a film are looked at through; undefined as recorded. */
export const curveOf = ({ viewing }: Pick<MediaRow, 'viewing'>): LogCurve | undefined => viewing?.curve ?? undefined;

/** Name of what is made through a curve; another one where the transform changes. */
export const viewedAs = (curve: LogCurve): string => `${curve}.${VIEWING_VERSION}`;

/** Path of a curve's viewing transform as a `.cube` file, kept in the cache. */
export async function cubeOf(home: Home, curve: LogCurve): Promise<string> {
  const folder = join(home.cache, 'luts');
  const path = join(folder, `${viewedAs(curve)}.cube`);
  await access(path).catch(async () => {
    await mkdir(folder, { recursive: true });
    await writeAtomic(path, viewingCube(curve));
  });
  return path;
}

/** Keeps how a person looks at a film, and in the ledger that they said so. Errors: `not-found`. */
export async function viewFilm(studio: Studio, id: string, curve: LogCurve | null, person: Person): Promise<Viewing> {
  const media = await getMedia(studio.store, id);
  const viewing: Viewing = { curve, by: 'person', confidence: 1, reason: 'You chose it.' };
  const { production } = media;
  await atomically(studio.store, async (trx) => {
    await setViewing(trx, id, viewing);
    // No model's proposal is decided on: what is said of how a film is looked at is filed under the film.
    const change = { kind: 'viewFilm', media: id, curve };
    const decision: Decision = { id: newId(), proposal: id, verdict: 'accepted', change, by: person, at: now() };
    await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
  });
  studio.events.emit({ kind: 'media', media: id, production });
  return viewing;
}
