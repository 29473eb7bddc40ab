import { Fault } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import { type FaceTrackView, PEOPLE_QUESTION, type PeopleView, type PersonView } from '../contract/index.ts';
import {
  type FaceTrackRow,
  filmsOfPeople,
  findAgreement,
  findFaceSearch,
  findLog,
  getMedia,
  isHeld,
  type LogRow,
  listFaceTracks,
  listPeople,
  listPeopleCorrections,
  type PersonRow,
  type Store,
} from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { notFacesOf } from './people.ts';

/** Everybody seen in a film. Errors: `not-found`. */
export async function peopleView(studio: Pick<Studio, 'store' | 'jobs'>, id: string): Promise<PeopleView> {
  const { store, jobs } = studio;
  const { production } = await getMedia(store, id);
  const [agreed, search, log, people, tracks, films, corrections, noFaces, running] = await Promise.all([
    findAgreement(store, production),
    findFaceSearch(store, id),
    findLog(store, id),
    listPeople(store, production),
    listFaceTracks(store, { production, media: id }),
    filmsOfPeople(store, production),
    listPeopleCorrections(store, production),
    notFacesOf(store, production),
    jobs.list({ subject: id, kind: 'people', states: ['queued', 'running'], limit: 1 }),
  ]);
  const views = new Map(tracks.map((track) => [track.id, trackView(track, log?.log.shots ?? [])]));
  const viewsOf = (isThem: (track: FaceTrackRow) => boolean): FaceTrackView[] =>
    tracks.filter(isThem).map((track) => views.get(track.id) as FaceTrackView);
  const seen = people
    .map((person) =>
      personView(
        person,
        viewsOf((track) => track.person === person.id),
        films,
        log,
      ),
    )
    .filter((person) => person.tracks.length > 0)
    .sort((a, b) => b.screenTime - a.screenTime);
  return {
    media: id,
    production,
    ...(agreed ? { agreed } : {}),
    question: PEOPLE_QUESTION,
    found: search !== undefined,
    stale: search !== undefined && search.log !== log?.revision,
    ...(running[0] ? { job: running[0].id } : {}),
    ...(search ? { model: search.model } : {}),
    people: seen,
    unknown: viewsOf(({ id, person }) => person === null && !noFaces.has(id)),
    notFaces: viewsOf(({ id }) => noFaces.has(id)),
    lapsed: people.flatMap(({ id, consent }) =>
      consent?.ended ? [{ id, until: consent.until ?? consent.recordedAt }] : [],
    ),
    canUndo: corrections.length > 0,
  };
}

/** One person as seen in a film. Errors: `not-found`. */
export async function onePerson(studio: Pick<Studio, 'store'>, media: string, id: string): Promise<PersonView> {
  const { store } = studio;
  const { production } = await getMedia(store, media);
  const person = (await listPeople(store, production)).find((one) => one.id === id);
  if (!person) throw new Fault('not-found', 'There is no such person in this production.', { place: id });
  const log = await findLog(store, media);
  const tracks = (await listFaceTracks(store, { production, media })).filter((track) => track.person === id);
  const views = tracks.map((track) => trackView(track, log?.log.shots ?? []));
  return personView(person, views, await filmsOfPeople(store, production), log);
}

function personView(
  { id, production, name, consent }: PersonRow,
  tracks: readonly FaceTrackView[],
  films: ReadonlyMap<string, string[]>,
  log: LogRow | undefined,
): PersonView {
  const rate = log?.log.media.frameRate ?? { num: 1, den: 1 };
  // Two views of one face at once, as in a mirror, are one time.
  const frames = new Set(tracks.flatMap(({ startFrame, endFrame }) => range(startFrame, endFrame)));
  return {
    id,
    production,
    ...(name !== null && isHeld(consent) ? { name } : {}),
    ...(isHeld(consent) ? { consent } : {}),
    tracks,
    shots: [...new Set(tracks.flatMap(({ shot }) => shot ?? []))],
    screenTime: Math.round(((frames.size * rate.den) / rate.num) * 100) / 100,
    films: films.get(id) ?? [],
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

function trackView(track: FaceTrackRow, shots: readonly Shot[]): FaceTrackView {
  const { id, media, startFrame, endFrame, seen } = track;
  const best = seen[track.best];
  if (best === undefined) throw new Fault('internal', 'A face was kept without a view of it.', { place: id });
  const shot = shots.find((one) => one.startFrame <= best.frame && best.frame < one.endFrame);
  return {
    id,
    ...(shot ? { shot: shot.id } : {}),
    startFrame,
    endFrame,
    seen,
    best,
    picture: `/media/${media}/people/faces/${id}`,
    small: !track.isKnown,
  };
}

/** Names of who is seen in each shot of a film, by the shot's id: for search. Only of people whose consent holds. */
export async function namesByShot(store: Store, media: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { production } = await getMedia(store, media);
  const log = await findLog(store, media);
  const names = new Map(
    (await listPeople(store, production)).flatMap(({ id, name, consent }) =>
      name !== null && isHeld(consent) ? [[id, name] as const] : [],
    ),
  );
  const byShot = new Map<string, Set<string>>();
  for (const track of await listFaceTracks(store, { production, media })) {
    const name = track.person === null ? undefined : names.get(track.person);
    const shot = name === undefined ? undefined : trackView(track, log?.log.shots ?? []).shot;
    if (name === undefined || shot === undefined) continue;
    byShot.set(shot, (byShot.get(shot) ?? new Set()).add(name));
  }
  return new Map([...byShot].map(([shot, set]) => [shot, [...set].sort()]));
}
