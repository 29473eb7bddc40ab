import { Fault } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import { type FaceTrackView, PEOPLE_QUESTION, type PeopleView, type PersonView } from '../contract/index.ts';
import {
  agreementView,
  type FaceTrackRow,
  filmsOfPeople,
  findFaceSearch,
  findLog,
  getMedia,
  isHeld,
  type LogRow,
  listFaceTracks,
  listPeople,
  listPeopleCorrections,
  type PersonRow,
} from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { notFacesOf } from './people.ts';

/** Everybody seen in a film. Errors: `not-found`. */
export async function peopleView(studio: Pick<Studio, 'store' | 'jobs'>, id: string): Promise<PeopleView> {
  const { store, jobs } = studio;
  const { production } = await getMedia(store, id);
  const [agreed, search, log, people, tracks, films, corrections, noFaces, running] = await Promise.all([
    agreementView(store, production),
    findFaceSearch(store, id),
    findLog(store, id),
    listPeople(store, production),
    listFaceTracks(store, { production, media: id }),
    filmsOfPeople(store, production),
    listPeopleCorrections(store, production),
    notFacesOf(store, production),
    jobs.list({ subject: id, kind: 'people', states: ['queued', 'running'], limit: 1 }),
  ]);
  const viewsOf = (some: readonly FaceTrackRow[] = []) => some.map((track) => trackView(track, log?.log.shots ?? []));
  const ofPerson = Map.groupBy(tracks, ({ person }) => person);
  const seen = people
    .map((person) => personView(person, viewsOf(ofPerson.get(person.id)), films, log))
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
    unknown: viewsOf(ofPerson.get(null)?.filter(({ id }) => !noFaces.has(id))),
    notFaces: viewsOf(tracks.filter(({ id }) => noFaces.has(id))),
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
  return {
    id,
    production,
    ...(name !== null && isHeld(consent) ? { name } : {}),
    ...(isHeld(consent) ? { consent } : {}),
    tracks,
    shots: [...new Set(tracks.flatMap(({ shot }) => shot ?? []))],
    screenTime: Math.round(((framesOf(tracks) * rate.den) / rate.num) * 100) / 100,
    films: films.get(id) ?? [],
  };
}

/** Frames in which any of these faces is seen, which are in film order: two at once, as in a mirror, are one time. */
function framesOf(tracks: readonly Pick<FaceTrackView, 'startFrame' | 'endFrame'>[]): number {
  let frames = 0;
  let until = 0;
  for (const { startFrame, endFrame } of tracks) {
    frames += Math.max(0, endFrame - Math.max(startFrame, until));
    until = Math.max(until, endFrame);
  }
  return frames;
}

/** The shot that a frame lies in, of shots in film order. */
function shotAt(shots: readonly Shot[], frame: number): Shot | undefined {
  let [from, to] = [0, shots.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((shots[middle]?.endFrame ?? 0) <= frame) from = middle + 1;
    else to = middle;
  }
  const shot = shots[from];
  return shot !== undefined && shot.startFrame <= frame ? shot : undefined;
}

function trackView(track: FaceTrackRow, shots: readonly Shot[]): FaceTrackView {
  const { id, media, startFrame, endFrame, seen } = track;
  const best = seen[track.best];
  if (best === undefined) throw new Fault('internal', 'A face was kept without a view of it.', { place: id });
  const shot = shotAt(shots, best.frame);
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
