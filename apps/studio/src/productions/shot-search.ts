import { type SearchableFilm, type ShotSearch, searchShots } from '@second-unit/footage/search';
import { findLog, listMedia, logRevisions, type MediaRow } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { withAlikeWords } from './alike-words.ts';
import { namesByShot } from './people-view.ts';
import { Recent } from './recent.ts';
import { linksToScript } from './scene-links.ts';
import { shotsWithScale } from './shot-scales.ts';
import { seenInShots } from './things.ts';

/** Logs of as many films are kept ready to be searched again at the next letter. */
const MOST_FILMS = 64;
/** A person gave the name, to faces that a model took for one. */
const SURE_OF_NAMED = 0.9;
const logs = new Recent<ReturnType<typeof findLog>>(MOST_FILMS);

/** Shots of all logged films of a production, or of one of them, by words. Films that are not logged yet are not searched. */
export async function searchProduction(
  studio: Pick<Studio, 'store' | 'reader'>,
  { production, media: only }: { readonly production: string; readonly media?: string },
  query: string,
  limit?: number,
): Promise<ShotSearch> {
  const [media, revisions] = await Promise.all([
    listMedia(studio.store, production),
    logRevisions(studio.store, production),
  ]);
  const films = await Promise.all(
    media.map((one) => {
      const revision = revisions.get(one.id);
      const isLeftOut = revision === undefined || (only !== undefined && one.id !== only);
      return isLeftOut ? undefined : searchable(studio, production, one, revision);
    }),
  );
  const logged = films.filter((film) => film !== undefined);
  return searchShots(await withAlikeWords(studio.store, logged, query), query, limit);
}

async function searchable(
  studio: Pick<Studio, 'store' | 'reader'>,
  production: string,
  { id, title }: MediaRow,
  revision: string,
): Promise<(SearchableFilm & { readonly revision: string }) | undefined> {
  const row = await logs.get(`${id} ${revision}`, () => findLog(studio.store, id, revision));
  if (!row) return undefined;
  const links = await linksToScript(studio, production, { ...row, media: id });
  const scenes = links?.scenes.map(({ scene, shots, confidence }) => {
    const heading = links.sceneInfo[scene]?.heading ?? '';
    const number = /#([^#\n]+)#\s*$/.exec(heading)?.[1];
    return { heading, shots, confidence, ...(number === undefined ? {} : { number }) };
  });
  const [shots, names, seen] = await Promise.all([
    shotsWithScale(studio.store, id, row),
    namesByShot(studio.store, id),
    seenInShots(studio.store, id, revision),
  ]);
  const people = [...names].flatMap(([shot, named]) =>
    named.map((name) => ({ name, shots: [{ shot, confidence: SURE_OF_NAMED }] })),
  );
  return { media: id, title, revision, log: { ...row.log, shots }, people, ...seen, ...(scenes ? { scenes } : {}) };
}
