import { type Author, Fault, type Person } from '@second-unit/evidence';
import type { Scale } from '@second-unit/footage';
import type { FaceSeen, PeopleCorrection } from '@second-unit/footage/people';
import type { Selectable } from 'kysely';
import type { ConsentView, PeopleView } from '../contract/index.ts';
import { now } from './ids.ts';
import type { Store, Tables } from './tables.ts';

/** A person of a production, as kept. */
export interface PersonRow {
  readonly id: string;
  readonly production: string;
  readonly name: string | null;
  readonly consent: ConsentView | undefined;
}

/** A face that goes through a shot, as kept. */
export interface FaceTrackRow {
  readonly id: string;
  readonly media: string;
  readonly person: string | null;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly seen: readonly FaceSeen[];
  readonly best: number;
  readonly model: string;
  /** Has it a descriptor? The descriptor itself is read only to cluster. */
  readonly isKnown: boolean;
}

/** What undo brings back: all that a correction changed, as it was. */
interface BeforeCorrection {
  /** Person of each track; null for nobody's, or no face. */
  readonly persons: Readonly<Record<string, string | null>>;
  /** Name of each person. */
  readonly names: Readonly<Record<string, string | null>>;
  readonly consents: Readonly<Record<string, ConsentView | null>>;
}

/** Does a consent to the index hold now? */
export function isHeld(consent: ConsentView | undefined): consent is ConsentView {
  return consent?.index === true && !consent.ended && (consent.until === null || consent.until >= now());
}

/** Who asked for people to be found in a production; undefined where nobody did. */
export async function findAgreement(
  store: Store,
  production: string,
): Promise<{ readonly by: string; readonly at: string } | undefined> {
  return store
    .selectFrom('people_agreements')
    .select(['by', 'at'])
    .where('production', '=', production)
    .executeTakeFirst();
}

/** Who asked for people to be found in a production, with the name under which the ledger has it. */
export async function agreementView(store: Store, production: string): Promise<PeopleView['agreed']> {
  const agreed = await findAgreement(store, production);
  if (!agreed) return undefined;
  const rows = await store
    .selectFrom('ledger')
    .select('author')
    .where('subject', '=', production)
    .where('kind', '=', 'peopleAgreed')
    .orderBy('seq', 'desc')
    .execute();
  const authors = rows.map(({ author }) => JSON.parse(author) as Author);
  const known = authors.find((author) => author.kind === 'person' && author.id === agreed.by);
  return { ...agreed, ...(known ? { name: known.name } : {}) };
}

/** Notes that faces may be found in a production's films; answers whether that is news. */
export async function keepAgreement(store: Store, production: string, by: Person): Promise<boolean> {
  const row = await store
    .insertInto('people_agreements')
    .values({ production, by: by.id, at: now() })
    .onConflict((conflict) => conflict.column('production').doNothing())
    .returning('production')
    .executeTakeFirst();
  return row !== undefined;
}

type ConsentColumns = Omit<Selectable<Tables['people_consents']>, 'person'>;

function consentView(row: ConsentColumns): ConsentView {
  return {
    index: row.may_index === 1,
    likeness: row.may_use_likeness === 1,
    voice: row.may_use_voice === 1,
    givenBy: row.given_by,
    until: row.until,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    ended: row.ended === 1,
  };
}

/** A production's people, oldest first, with what they agreed to. */
export async function listPeople(store: Store, production: string): Promise<PersonRow[]> {
  const persons = await store
    .selectFrom('people')
    .selectAll()
    .where('production', '=', production)
    .orderBy('id')
    .execute();
  const consents = await store
    .selectFrom('people_consents')
    .innerJoin('people', 'people.id', 'people_consents.person')
    .selectAll('people_consents')
    .where('people.production', '=', production)
    .execute();
  const of = new Map(consents.map((row) => [row.person, consentView(row)]));
  return persons.map(({ id, name }) => ({ id, production, name, consent: of.get(id) }));
}

/** Makes a person without a name where there is none of this id. */
export async function ensurePerson(store: Store, production: string, id: string): Promise<void> {
  await store
    .insertInto('people')
    .values({ id, production, name: null, created_at: now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function setPersonName(store: Store, person: string, name: string | null): Promise<void> {
  await store.updateTable('people').set({ name }).where('id', '=', person).execute();
}

/** Puts a consent on record in place of what was; null takes it off. */
export async function putConsent(store: Store, person: string, consent: ConsentView | null): Promise<void> {
  await store.deleteFrom('people_consents').where('person', '=', person).execute();
  if (consent === null) return;
  await store
    .insertInto('people_consents')
    .values({
      person,
      may_index: consent.index ? 1 : 0,
      may_use_likeness: consent.likeness ? 1 : 0,
      may_use_voice: consent.voice ? 1 : 0,
      given_by: consent.givenBy,
      recorded_by: consent.recordedBy,
      recorded_at: consent.recordedAt,
      until: consent.until,
      ended: consent.ended ? 1 : 0,
    })
    .execute();
}

/** People whose consent has run out and whose faces are still there. */
export async function listRunOut(
  store: Store,
  at: string,
): Promise<{ readonly person: string; readonly production: string; readonly recordedBy: string }[]> {
  const rows = await store
    .selectFrom('people_consents')
    .innerJoin('people', 'people.id', 'people_consents.person')
    .select(['person', 'production', 'recorded_by'])
    .where('ended', '=', 0)
    .where('until', '<', at)
    .execute();
  return rows.map(({ person, production, recorded_by }) => ({ person, production, recordedBy: recorded_by }));
}

/** Marks a consent that has run out as ended. Answers false where it was, or was given anew, or is gone. */
export async function markEnded(trx: Store, person: string, at: string): Promise<boolean> {
  const row = await trx
    .updateTable('people_consents')
    .set({ ended: 1 })
    .where('person', '=', person)
    .where('ended', '=', 0)
    .where('until', '<', at)
    .returning('person')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes its turn among all who change who is who in a production, until the transaction ends. Errors: `refused` where
 * nobody agreed to look for people in it.
 */
export async function turnOfPeople(trx: Store, production: string): Promise<void> {
  const row = await trx
    .updateTable('people_agreements')
    .set({ production })
    .where('production', '=', production)
    .returning('production')
    .executeTakeFirst();
  if (!row) throw new Fault('refused', 'People are not looked for in this production; nobody agreed to it.');
}

const COLUMNS = ['id', 'media', 'person', 'start_frame', 'end_frame', 'seen', 'best', 'model'] as const;

/** Faces of a production, or of one film, in film order; those that a job is still finding are not among them. */
export async function listFaceTracks(
  store: Store,
  by: { readonly production: string; readonly media?: string; readonly track?: string },
): Promise<FaceTrackRow[]> {
  const rows = await store
    .selectFrom('face_tracks')
    .select(COLUMNS)
    .select((expression) => expression('descriptor', 'is not', null).as('known'))
    .where('production', '=', by.production)
    .where('job', 'is', null)
    .$if(by.media !== undefined, (query) => query.where('media', '=', by.media ?? ''))
    .$if(by.track !== undefined, (query) => query.where('id', '=', by.track ?? ''))
    .orderBy('media')
    .orderBy('start_frame')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    media: row.media,
    person: row.person,
    startFrame: row.start_frame,
    endFrame: row.end_frame,
    seen: JSON.parse(row.seen) as FaceSeen[],
    best: row.best,
    model: row.model,
    isKnown: Boolean(row.known),
  }));
}

/** One face. */
export async function findFaceTrack(
  store: Store,
  { production, media, track }: { readonly production: string; readonly media: string; readonly track: string },
): Promise<FaceTrackRow | undefined> {
  return (await listFaceTracks(store, { production, media, track }))[0];
}

/** Who is seen in a film, and in which frames: `listFaceTracks` without the faces, which are large. */
export async function whenSeen(
  store: Store,
  by: { readonly production: string; readonly media: string },
): Promise<readonly { readonly person: string; readonly startFrame: number; readonly endFrame: number }[]> {
  const rows = await store
    .selectFrom('face_tracks')
    .select(['person', 'start_frame', 'end_frame'])
    .where('production', '=', by.production)
    .where('media', '=', by.media)
    .where('job', 'is', null)
    .where('person', 'is not', null)
    .orderBy('start_frame')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ person, start_frame: startFrame, end_frame: endFrame }) =>
    person === null ? [] : [{ person, startFrame, endFrame }],
  );
}

/** The films that each person of a production is seen in. */
export async function filmsOfPeople(store: Store, production: string): Promise<ReadonlyMap<string, string[]>> {
  const rows = await store
    .selectFrom('face_tracks')
    .select(['person', 'media'])
    .distinct()
    .where('production', '=', production)
    .where('job', 'is', null)
    .where('person', 'is not', null)
    .orderBy('media')
    .execute();
  const films = new Map<string, string[]>();
  for (const { person, media } of rows) {
    if (person !== null) films.set(person, [...(films.get(person) ?? []), media]);
  }
  return films;
}

/** Gives tracks of a production to a person, or to nobody. */
export async function assignTracks(
  store: Store,
  production: string,
  tracks: readonly string[],
  person: string | null,
): Promise<void> {
  for (let from = 0; from < tracks.length; from += 500) {
    await store
      .updateTable('face_tracks')
      .set({ person })
      .where('production', '=', production)
      .where('id', 'in', tracks.slice(from, from + 500))
      .execute();
  }
}

/** A correction as it is kept; its id is that of the decision in the ledger. */
export interface CorrectionRow {
  readonly id: string;
  readonly at: string;
  readonly correction: PeopleCorrection;
  readonly before: BeforeCorrection;
}

/** What people said of who is who in a production, in order. */
export async function listPeopleCorrections(store: Store, production: string): Promise<CorrectionRow[]> {
  const rows = await store
    .selectFrom('people_corrections')
    .select(['id', 'at', 'correction', 'before'])
    .where('production', '=', production)
    .orderBy('id')
    .execute();
  return rows.map(({ id, at, correction, before }) => ({
    id,
    at,
    correction: JSON.parse(correction) as PeopleCorrection,
    before: JSON.parse(before) as BeforeCorrection,
  }));
}

export async function keepPeopleCorrection(
  store: Store,
  production: string,
  { id, at, correction, before }: CorrectionRow,
  author: Person,
): Promise<void> {
  await store
    .insertInto('people_corrections')
    .values({
      id,
      production,
      correction: JSON.stringify(correction),
      before: JSON.stringify(before),
      author: author.id,
      at,
    })
    .execute();
}

export async function dropPeopleCorrection(store: Store, id: string): Promise<void> {
  await store.deleteFrom('people_corrections').where('id', '=', id).execute();
}

/** How faces were last looked for in a film. */
export interface FaceSearch {
  /** Revision of the log whose shots were looked at. */
  readonly log: string;
  readonly model: string;
  readonly scales: readonly ShotScale[];
}

/** How large people are in a shot, by its id in the log. */
export interface ShotScale {
  readonly shot: string;
  readonly scale: Scale;
}

export async function findFaceSearch(store: Store, media: string): Promise<FaceSearch | undefined> {
  const row = await store
    .selectFrom('face_searches')
    .select(['log', 'model', 'scales'])
    .where('media', '=', media)
    .executeTakeFirst();
  return row && { ...row, scales: JSON.parse(row.scales) as ShotScale[] };
}
