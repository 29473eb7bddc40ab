import {
  findPeopleSoon,
  mergePeople,
  namePersonSeen,
  notFaces,
  recordConsent,
  splitPerson,
  undoPeople,
} from '../productions/people.ts';
import { endConsents, forget } from '../productions/people-forgetting.ts';
import { onePerson } from '../productions/people-view.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const peopleActions = {
  'people.find': async (studio, ask) => {
    await endConsents(studio);
    return findPeopleSoon(studio, ask, await personOf(studio));
  },

  'people.name': async (studio, { media, person, name, consent }) => {
    await namePersonSeen(studio, { media, person, name, consent }, await personOf(studio));
    return onePerson(studio, media, person);
  },

  'people.merge': async (studio, { media, person, from }) => {
    await mergePeople(studio, { media, person, from }, await personOf(studio));
    return onePerson(studio, media, person);
  },

  'people.split': async (studio, { media, person, tracks }) =>
    onePerson(studio, media, await splitPerson(studio, { media, person, tracks }, await personOf(studio))),

  'people.notAFace': async (studio, { media, tracks }) => ({
    faces: await notFaces(studio, { media, tracks }, await personOf(studio)),
  }),

  'people.undo': async (studio, { production }) => ({
    undone: await undoPeople(studio, production, await personOf(studio)),
  }),

  'people.consent': async (studio, { media, person, consent }) => {
    await recordConsent(studio, { media, person, consent }, await personOf(studio));
    return onePerson(studio, media, person);
  },

  'people.forget': async (studio, { production, person }) =>
    forget(studio, { production, ...(person === undefined ? {} : { person }) }, await personOf(studio)),
} satisfies Partial<Actions>;
