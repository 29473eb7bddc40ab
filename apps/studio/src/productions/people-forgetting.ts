import { basename } from 'node:path';
import { type Author, Fault } from '@second-unit/evidence';
import { forgetInCopies } from '../backup/index.ts';
import type { LedgerEntry, PeopleForgotten } from '../contract/index.ts';
import {
  appendLedger,
  getProduction,
  listFaceTracks,
  listPeople,
  listPeopleCorrections,
  listRunOut,
  now,
  type Store,
} from '../database/index.ts';
import { markEnded } from '../database/people.ts';
import { forgetPeople, idsOfPerson, type ToForget } from '../database/people-forgetting.ts';
import type { Studio } from '../server/studio.ts';

type Because = Extract<LedgerEntry['record'], { kind: 'forgotten' }>['because'];

/**
 * Forgets a person, or everybody of a production: faces, descriptors, names, consents and what was said of them, in the
 * database, in its copies and in backups that lie in the home. The ledger keeps that it was done, and no name. Searches
 * under way end first, as they may hold anybody. Errors: `not-found`.
 */
export async function forget(
  studio: Studio,
  { production, person }: { readonly production: string; readonly person?: string },
  author: Author,
): Promise<PeopleForgotten> {
  await getProduction(studio.store, production);
  const known = await listPeople(studio.store, production);
  if (person !== undefined && !known.some(({ id }) => id === person)) {
    throw new Fault('not-found', 'There is no such person in this production.', { place: person });
  }
  await endSearches(studio, production);
  const what = person === undefined ? { production } : await oneOf(studio, production, person, false);
  return forgetAll(studio, what, { item: person ?? production, author, because: 'asked' });
}

/** Ends all searches of a production that wait or run; the list gives some at a time, the newest first. */
async function endSearches({ jobs }: Studio, production: string): Promise<void> {
  for (;;) {
    const some = await jobs.list({ production, kind: 'people', states: ['queued', 'running'] });
    if (some.length === 0) return;
    for (const { id } of some) await jobs.cancel(id);
    for (const { id } of some) await jobs.finished(id);
  }
}

/** What is known of one person, so that copies of it are known as well. */
async function oneOf(studio: Studio, production: string, person: string, isEnd: boolean): Promise<ToForget> {
  const corrections = (await listPeopleCorrections(studio.store, production)).map(({ correction }) => correction);
  const persons = idsOfPerson(person, corrections);
  const tracks = (await listFaceTracks(studio.store, { production }))
    .filter((track) => track.person === person)
    .map(({ id }) => id);
  return { production, only: { persons, tracks, keepName: isEnd, keepSearches: isEnd } };
}

async function forgetAll(
  studio: Studio,
  what: ToForget,
  { item, author, because }: { readonly item: string; readonly author: Author; readonly because: Because },
  isDue?: (trx: Store) => Promise<boolean>,
): Promise<PeopleForgotten> {
  const { store, database, home } = studio;
  const { production, only } = what;
  const gone = await forgetPeople(store, database.dialect, what, {
    ...(isDue ? { isDue } : {}),
    note: async (trx, { people, faces }) => {
      await appendLedger(trx, { production, author, record: { kind: 'forgotten', item, people, faces, because } });
    },
  });
  if (gone === undefined) return { people: 0, faces: 0, files: [], left: [] };
  // In a copy no search goes on; one that was under way when it was made begins again where its faces are gone.
  const { cleaned, left } = await forgetInCopies(home, {
    production,
    ...(only ? { only: { ...only, keepSearches: false } } : {}),
  });
  studio.events.emit({ kind: 'people', production });
  const { people, faces, inLog } = gone;
  return { people, faces, files: cleaned, left: inLog ? [...left, `${basename(home.database)}-wal`] : left };
}

/**
 * Removes the faces of people whose consent has run out, and hides their names until it is given anew. Searches under
 * way go on: they find faces, and whose these are is told when they are done.
 */
export async function endConsents(studio: Studio): Promise<void> {
  const at = now();
  for (const { person, production, recordedBy } of await listRunOut(studio.store, at)) {
    const author: Author = {
      kind: 'model',
      name: 'end-of-consent',
      version: '1',
      settings: {},
      onBehalfOf: recordedBy,
    };
    const what = await oneOf(studio, production, person, true);
    // Somebody else may have looked at the same time, or consent may have been given anew since.
    const isDue = (trx: Store) => markEnded(trx, person, at);
    await forgetAll(studio, what, { item: person, author, because: 'consent ended' }, isDue);
  }
}
