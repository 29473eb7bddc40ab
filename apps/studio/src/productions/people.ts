import { type Decision, Fault, type Person } from '@second-unit/evidence';
import { type PeopleCorrection, saidOfPeople } from '@second-unit/footage/people';
import type { z } from 'zod';
import type { ConsentView, JobView } from '../contract/index.ts';
import type { consentSchema } from '../contract/people.ts';
import { PEOPLE_QUESTION } from '../contract/people.ts';
import {
  appendLedger,
  assignTracks,
  atomically,
  dropNobodies,
  dropPeopleCorrection,
  ensurePerson,
  type FaceTrackRow,
  findAgreement,
  findLog,
  getMedia,
  isHeld,
  keepAgreement,
  keepPeopleCorrection,
  listFaceTracks,
  listPeople,
  listPeopleCorrections,
  newId,
  now,
  type PersonRow,
  putConsent,
  type Store,
  setPersonName,
  turnOfPeople,
} from '../database/index.ts';
import type { CorrectionRow } from '../database/people.ts';
import type { Studio } from '../server/studio.ts';

type Consent = z.output<typeof consentSchema>;

/**
 * Queues the search for people in a film, or answers the one under way. Errors: `refused` until somebody agreed to it
 * for the production, `conflict` before the film is logged.
 */
export async function findPeopleSoon(
  studio: Studio,
  { media, agreed }: { readonly media: string; readonly agreed: boolean },
  person: Person,
): Promise<JobView> {
  const { store } = studio;
  const { id, production, title } = await getMedia(store, media);
  if (!agreed && !(await findAgreement(store, production))) {
    throw new Fault('refused', `${PEOPLE_QUESTION} Nobody has said yes for this production.`, { place: title });
  }
  if (!(await findLog(store, id))) {
    throw new Fault('conflict', 'Log the film first: people are looked for shot by shot.', { place: title });
  }
  await atomically(store, async (trx) => {
    if (!(await keepAgreement(trx, production, person))) return;
    await appendLedger(trx, { production, author: person, record: { kind: 'peopleAgreed', item: production } });
  });
  return studio.jobs.ensure({
    kind: 'people',
    production,
    subject: id,
    label: `Find people in “${title}”`,
    input: null,
  });
}

/** The state of a production's people that a correction is made on. */
interface Standing {
  readonly people: ReadonlyMap<string, PersonRow>;
  readonly tracks: readonly FaceTrackRow[];
}

/** What a correction does, once it is known what stands. */
interface Change {
  readonly correction: PeopleCorrection;
  /** Persons whose name or consent may change. */
  readonly touches: readonly string[];
  readonly apply: (trx: Store) => Promise<void>;
}

function personIn({ people }: Standing, id: string): PersonRow {
  const person = people.get(id);
  if (!person) throw new Fault('not-found', 'There is no such person in this production.', { place: id });
  return person;
}

const idsOf = (tracks: readonly FaceTrackRow[]): string[] => tracks.map(({ id }) => id);

function tracksOf({ tracks }: Standing, person: string): FaceTrackRow[] {
  return tracks.filter((track) => track.person === person);
}

function tracksIn({ tracks }: Standing, ids: readonly string[]): FaceTrackRow[] {
  const wanted = new Set(ids);
  const found = tracks.filter(({ id }) => wanted.has(id));
  if (found.length !== wanted.size) throw new Fault('not-found', 'One of these faces is gone; look again.');
  return found;
}

/** Makes a correction, keeps what it was made of and that it was made. Answers what `make` does. */
async function correct(
  studio: Studio,
  production: string,
  author: Person,
  make: (standing: Standing) => Change,
): Promise<void> {
  await atomically(studio.store, async (trx) => {
    await turnOfPeople(trx, production);
    const people = new Map((await listPeople(trx, production)).map((one) => [one.id, one]));
    const tracks = await listFaceTracks(trx, { production });
    const { correction, touches, apply } = make({ people, tracks });
    const changed = new Set([...correction.tracks, ...(correction.kind === 'split' ? correction.rest : [])]);
    const before = {
      persons: Object.fromEntries(tracks.filter(({ id }) => changed.has(id)).map(({ id, person }) => [id, person])),
      names: Object.fromEntries(touches.map((id) => [id, people.get(id)?.name ?? null])),
      consents: Object.fromEntries(touches.map((id) => [id, people.get(id)?.consent ?? null])),
    };
    await apply(trx);
    await dropNobodies(trx, production);
    const id = newId();
    await keepPeopleCorrection(trx, production, { id, at: now(), correction, before }, author);
    await decided(trx, production, author, id, withoutNames(correction));
  });
  studio.events.emit({ kind: 'people', production });
}

/** A ledger cannot forget, so it never hears a name: only that this was said of these ids. */
function withoutNames(correction: PeopleCorrection): Record<string, unknown> {
  const { kind, tracks, ...ids } = correction;
  const { rest: _rest, ...persons } = { rest: [], ...ids };
  return { kind: `people.${kind}`, ...persons, faces: tracks.length };
}

async function decided(
  trx: Store,
  production: string,
  author: Person,
  proposal: string,
  change: Record<string, unknown>,
): Promise<void> {
  const decision: Decision = { id: newId(), proposal, verdict: 'accepted', change, by: author, at: now() };
  await appendLedger(trx, { production, author, record: { kind: 'decision', decision } });
}

/** Gives a person a name, which holds over every later search. Errors: `refused` without consent, `conflict` for a name that another has. */
export async function namePersonSeen(
  studio: Studio,
  { media, person, name, consent }: { media: string; person: string; name: string; consent: Consent | undefined },
  author: Person,
): Promise<void> {
  const { production } = await getMedia(studio.store, media);
  await correct(studio, production, author, (standing) => {
    const row = personIn(standing, person);
    const held = isHeld(row.consent);
    if (!(consent?.index ?? held)) {
      throw new Fault('refused', 'A name is kept only with the consent of the person, or of who speaks for them.');
    }
    const key = (one: string) => one.normalize('NFC').toLocaleLowerCase();
    for (const other of standing.people.values()) {
      if (other.id === person || other.name === null || !isHeld(other.consent) || key(other.name) !== key(name))
        continue;
      throw new Fault('conflict', 'Another person of this production has this name; say that the two are the same.', {
        place: other.id,
      });
    }
    const tracks = idsOf(tracksOf(standing, person));
    return {
      correction: { kind: 'name', person, tracks },
      touches: [person],
      apply: async (trx) => {
        await setPersonName(trx, person, name);
        if (consent) await putConsent(trx, person, recorded(consent, author));
      },
    };
  });
}

/** A consent as it goes on record. Errors: `input` for one that has ended already. */
function recorded(consent: Consent, author: Person) {
  // Times are compared as text, so all are written alike.
  const until = consent.until === null ? null : new Date(consent.until).toISOString();
  if (until !== null && until < now()) {
    throw new Fault('input', 'This consent has ended already.', { place: until });
  }
  return { ...consent, until, recordedBy: author.id, recordedAt: now(), ended: false };
}

/** Makes two persons one. The one that stays keeps its name; without one it takes the other's, and the consent with it. */
export async function mergePeople(
  studio: Studio,
  { media, person, from }: { media: string; person: string; from: string },
  author: Person,
): Promise<void> {
  if (person === from) throw new Fault('input', 'A person is the same as themselves already.', { place: person });
  const { production } = await getMedia(studio.store, media);
  await correct(studio, production, author, (standing) => {
    const [stays, goes] = [personIn(standing, person), personIn(standing, from)];
    const moved = idsOf(tracksOf(standing, from));
    const tracks = [...idsOf(tracksOf(standing, person)), ...moved];
    return {
      correction: { kind: 'merge', into: person, from, tracks },
      touches: [person, from],
      apply: async (trx) => {
        await assignTracks(trx, production, moved, person);
        await setPersonName(trx, from, null);
        await putConsent(trx, from, null);
        if (stays.name !== null) return;
        await setPersonName(trx, person, goes.name);
        if (goes.consent) await putConsent(trx, person, goes.consent);
      },
    };
  });
}

/** Makes faces a person of their own, who is not the one that they were taken for. Answers the new person's id. */
export async function splitPerson(
  studio: Studio,
  { media, person, tracks }: { media: string; person: string | undefined; tracks: readonly string[] },
  author: Person,
): Promise<string> {
  const { production } = await getMedia(studio.store, media);
  const out = newId();
  await correct(studio, production, author, (standing) => {
    const chosen = tracksIn(standing, tracks);
    if (chosen.some((track) => track.person !== (person ?? null))) {
      throw new Fault('conflict', 'One of these faces is taken for somebody else by now; look again.');
    }
    const ids = idsOf(chosen);
    const apply = async (trx: Store) => {
      await ensurePerson(trx, production, out);
      await assignTracks(trx, production, ids, out);
    };
    if (person === undefined) return { correction: { kind: 'name', person: out, tracks: ids }, touches: [out], apply };
    const rest = idsOf(tracksOf(standing, personIn(standing, person).id)).filter((id) => !ids.includes(id));
    if (rest.length === 0) throw new Fault('input', 'These are all the faces of this person.', { place: person });
    return { correction: { kind: 'split', person, out, tracks: ids, rest }, touches: [out], apply };
  });
  return out;
}

/** Says that these are no faces. Answers how many. */
export async function notFaces(
  studio: Studio,
  { media, tracks }: { media: string; tracks: readonly string[] },
  author: Person,
): Promise<number> {
  const { production } = await getMedia(studio.store, media);
  let count = 0;
  await correct(studio, production, author, (standing) => {
    const ids = idsOf(tracksIn(standing, tracks));
    count = ids.length;
    return {
      correction: { kind: 'notAFace', tracks: ids },
      touches: [],
      apply: (trx) => assignTracks(trx, production, ids, null),
    };
  });
  return count;
}

/** Takes back the last correction of a production's people. Errors: `conflict` where there is none. */
export async function undoPeople(studio: Studio, production: string, author: Person): Promise<string> {
  const undone = await atomically(studio.store, async (trx) => {
    await turnOfPeople(trx, production);
    const last = (await listPeopleCorrections(trx, production)).at(-1);
    if (!last) throw new Fault('conflict', 'There is nothing to undo.', { place: production });
    const { persons, names } = last.before;
    const consents = consentsBefore(last, await listPeople(trx, production));
    const back = [...Object.keys(names), ...Object.values(persons).filter((id) => id !== null)];
    for (const id of new Set(back)) await ensurePerson(trx, production, id);
    for (const [id, name] of Object.entries(names)) await setPersonName(trx, id, name);
    for (const [id, consent] of Object.entries(consents)) await putConsent(trx, id, consent);
    for (const [track, person] of Object.entries(persons)) await assignTracks(trx, production, [track], person);
    await dropPeopleCorrection(trx, last.id);
    await dropNobodies(trx, production);
    await decided(trx, production, author, last.id, { kind: 'people.undo', decision: last.id });
    return last;
  });
  studio.events.emit({ kind: 'people', production });
  return undone.correction.kind;
}

/**
 * The consents that an undo puts back. One recorded after the correction is the person's latest word, which no undo
 * takes back: it stays, and goes along where the name that a merge brought goes back.
 */
function consentsBefore(
  { at, correction, before }: CorrectionRow,
  people: readonly PersonRow[],
): Readonly<Record<string, ConsentView | null>> {
  const later = new Map(
    people.flatMap(({ id, consent }) => (consent && consent.recordedAt > at ? [[id, consent] as const] : [])),
  );
  if (correction.kind === 'merge') {
    const { into, from } = correction;
    const said = later.get(into);
    if (said && before.names[into] === null && before.names[from] !== null) {
      return { ...before.consents, [from]: said };
    }
  }
  return Object.fromEntries(Object.entries(before.consents).filter(([id]) => !later.has(id)));
}

/** Puts on record what a person agreed to. Errors: `input` without consent to the index: then nothing may be kept. */
export async function recordConsent(
  studio: Studio,
  { media, person, consent }: { media: string; person: string; consent: Consent },
  author: Person,
): Promise<void> {
  if (!consent.index) {
    throw new Fault('input', 'Without consent to the index nothing may be kept of this person; forget them instead.');
  }
  const { production } = await getMedia(studio.store, media);
  await atomically(studio.store, async (trx) => {
    await turnOfPeople(trx, production);
    const known = (await listPeople(trx, production)).some(({ id }) => id === person);
    if (!known) throw new Fault('not-found', 'There is no such person in this production.', { place: person });
    await putConsent(trx, person, recorded(consent, author));
    const { index, likeness, voice, until } = consent;
    const change = { kind: 'people.consent', person, index, likeness, voice, until };
    await decided(trx, production, author, newId(), change);
  });
  studio.events.emit({ kind: 'people', production });
}

/** Tracks of a production that a person said are no faces. */
export async function notFacesOf(store: Store, production: string): Promise<ReadonlySet<string>> {
  return saidOfPeople((await listPeopleCorrections(store, production)).map(({ correction }) => correction)).notFaces;
}
