import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packViews, type ShotLog, scenesOf, unpackViews, type ViewsOfShot } from '@second-unit/footage';
import type { LogRow, MediaRow, Store } from '../database/index.ts';
import { type Home, writeAtomic } from '../home/index.ts';
import { peopleByShot } from './people-shots.ts';
import { pictureKey } from './pictures.ts';

/** Where the views of a log's shots lie: with the film's pictures, and gone with them. */
function viewsFile(home: Home, media: string, { shots }: Pick<ShotLog, 'shots'>): string {
  const hash = createHash('sha256').update(
    JSON.stringify(shots.map(({ startFrame, endFrame }) => [startFrame, endFrame])),
  );
  return join(home.cache, 'frames', media, `views-${hash.digest('hex').slice(0, 16)}.bin`);
}

/** Keeps how the shots of a log begin and end, for when people are known. `media` is a `pictureKey`. */
export async function keepViews(
  home: Home,
  media: string,
  log: Pick<ShotLog, 'shots'>,
  views: readonly ViewsOfShot[],
): Promise<void> {
  await writeAtomic(viewsFile(home, media, log), packViews(views));
}

/**
 * The scenes of a film: of its log, and where people were found in it, with who is seen in which shot. Where the views
 * of its shots are not kept, as of a log that was made before they were, its palettes have to do.
 */
export async function filmScenes(
  { store, home }: { readonly store: Store; readonly home: Home },
  media: MediaRow,
  { log }: Pick<LogRow, 'log'>,
): Promise<Pick<ShotLog, 'scenes'>> {
  const people = log.scenes && (await peopleByShot(store, media, log));
  if (people === undefined) return log.scenes === undefined ? {} : { scenes: log.scenes };
  const kept = await readFile(viewsFile(home, pictureKey(media), log)).catch(() => undefined);
  const views = kept && unpackViews(kept, log.shots.length);
  const scenes = scenesOf(log.shots, {
    people: log.shots.map(({ id }) => people[id] ?? []),
    ...(views === undefined ? {} : { views }),
  });
  return { scenes };
}
