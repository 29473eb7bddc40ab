import { setImmediate } from 'node:timers/promises';
import { type SearchableFilm, type ShotSearch, searchShots } from '@second-unit/footage/search';
import { findLog, listMedia, listThingSearches, logRevisions, type MediaRow } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { withAlikeWords } from './alike-words.ts';
import { knownNames, namesByShot } from './people-shots.ts';
import { Recent } from './recent.ts';
import { linksToScript } from './scene-links.ts';
import { withScale } from './shot-scales.ts';
import { seenInShots } from './things.ts';

/** Logs of as many films are kept ready to be searched again at the next letter: a production of shoot days has hundreds. */
const MOST_FILMS = 256;
/** A person gave the name, to faces that a model took for one. */
const SURE_OF_NAMED = 0.9;
const logs = new Recent<ReturnType<typeof findLog>>(MOST_FILMS);

/** Films that are made ready at once. Between two lots others are answered, and it shows that nobody waits any more. */
const LOT = 16;

/**
 * Shots of all logged films of a production, or of one of them, by words. Films that are not logged yet are not
 * searched. Errors: `cancelled` where nobody waits any more, as when the next letter was typed.
 */
export async function searchProduction(
  studio: Pick<Studio, 'store' | 'reader'>,
  { production, media: only }: { readonly production: string; readonly media?: string },
  query: string,
  { limit, signal }: { readonly limit?: number; readonly signal?: AbortSignal } = {},
): Promise<ShotSearch> {
  const [media, revisions, names] = await Promise.all([
    listMedia(studio.store, production),
    logRevisions(studio.store, production),
    knownNames(studio.store, production),
  ]);
  const wanted = media.flatMap((one) => {
    const revision = revisions.get(one.id);
    return revision === undefined || (only !== undefined && one.id !== only) ? [] : [{ one, revision }];
  });
  const logged: Awaited<ReturnType<typeof searchable>>[] = [];
  for (let from = 0; from < wanted.length; from += LOT) {
    const lot = wanted.slice(from, from + LOT);
    logged.push(...(await Promise.all(lot.map(({ one, revision }) => searchable(studio, one, revision, names)))));
    await setImmediate();
    signal?.throwIfAborted();
  }
  const films = logged.filter((film) => film !== undefined);
  return searchShots(await withAlikeWords(studio.store, films, query), query, limit);
}

async function searchable(
  studio: Pick<Studio, 'store' | 'reader'>,
  { id, title, production }: MediaRow,
  revision: string,
  names: ReadonlyMap<string, string>,
): Promise<(SearchableFilm & { readonly revision: string }) | undefined> {
  const row = await logs.get(`${id} ${revision}`, () => findLog(studio.store, id, revision));
  if (!row) return undefined;
  const links = await linksToScript(studio, production, { ...row, media: id });
  // Where not a line of the script is heard, the film may be another's: its order alone says of no shot that it is night.
  const heard = links?.scenes.some(({ method }) => method === 'dialogue') ? links : undefined;
  const scenes = heard?.scenes.map(({ scene, shots, confidence }) => {
    const { heading = '', number } = heard.sceneInfo[scene] ?? {};
    return { heading, shots, confidence, ...(number === undefined ? {} : { number }) };
  });
  const searches = await listThingSearches(studio.store, id);
  const [shots, named] = await Promise.all([
    withScale(studio.store, id, row, searches),
    namesByShot(studio.store, { id, production }, row.log, names),
  ]);
  const seen = seenInShots(searches, revision);
  const people = [...named].flatMap(([shot, all]) =>
    all.map((name) => ({ name, shots: [{ shot, confidence: SURE_OF_NAMED }] })),
  );
  return { media: id, title, revision, log: { ...row.log, shots }, people, ...seen, ...(scenes ? { scenes } : {}) };
}
