import { Fault } from '@second-unit/evidence';
import { type SearchableFilm, wordsLeft } from '@second-unit/footage/search';
import { listThingSearches, type Store, type ThingSearch } from '../database/index.ts';
import { Recent } from './recent.ts';
import { type EncodedWords, encodeWords, likenShots, thingModels } from './things.ts';

/** Encoded words of as many searches are kept: each letter that is typed searches again. */
const MOST_WORDS = 200;
const encoded = new Recent<Promise<EncodedWords | undefined>>(MOST_WORDS);
/** A model may be large: words are encoded one after another. */
let before: Promise<unknown> = Promise.resolve();

/**
 * The films with how like their shots are to those words of a query that no filter understands, by the owner's own
 * model of pictures and words; as they are where none is set, or it has not looked at them as they are logged now. A
 * model that fails finds nothing: the search goes on without it.
 */
export async function withAlikeWords(
  store: Store,
  films: readonly (SearchableFilm & { readonly revision: string })[],
  query: string,
): Promise<readonly SearchableFilm[]> {
  const words = wordsLeft(query, films);
  const { manifest } = await thingModels(store);
  if (manifest === null || words.length === 0) return films;
  const searches = new Map<string, ThingSearch>();
  for (const { media, revision } of films) {
    const search = (await listThingSearches(store, media)).find(({ kind }) => kind === 'image-text');
    if (search?.log === revision) searches.set(media, search);
  }
  if (searches.size === 0) return films;
  const spoken = await Promise.all(words.map(async (one) => ({ words: one, as: await encodedOnce(manifest, one) })));
  return films.map((film) => {
    const search = searches.get(film.media);
    if (!search) return film;
    const alike = spoken.flatMap(({ words: one, as }) => {
      const found = as && likenShots(search, as);
      return found ? [{ words: one, ...found }] : [];
    });
    return { ...film, alike };
  });
}

function encodedOnce(manifest: string, words: string): Promise<EncodedWords | undefined> {
  const key = JSON.stringify([manifest, words]);
  return encoded.get(key, () => {
    const now = before
      .then(() => encodeWords(manifest, words))
      .catch((thrown: unknown) => {
        // What was not there may be there at the next search.
        encoded.forget(key);
        if (thrown instanceof Fault) return undefined;
        throw thrown;
      });
    before = now.catch(() => undefined);
    return now;
  });
}
