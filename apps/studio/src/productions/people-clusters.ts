import { createHash } from 'node:crypto';
import {
  clusterFaces,
  constraintsFor,
  distanceOf,
  type PeopleCorrection,
  saidOfPeople,
} from '@second-unit/footage/people';
import { type DescribedTrack, listDescribed, saveClusters } from '../database/face-search.ts';
import { atomically, listPeople, listPeopleCorrections, type Store, turnOfPeople } from '../database/index.ts';

/** As many faces as are compared each with each; more would take gigabytes. */
const MOST = 10_000;
/** Faces of a known person that a new one is compared with, where each with each is too many. */
const SAMPLES = 8;

/** All that the answer depends on. */
interface Standing {
  readonly corrections: readonly PeopleCorrection[];
  readonly faces: readonly DescribedTrack[];
  readonly named: ReadonlySet<string>;
}

/** A person, undefined for somebody new, and their faces. */
interface Cluster {
  readonly person: string | undefined;
  readonly tracks: readonly string[];
}

interface ModelOfFaces {
  readonly id: string;
  /** Descriptors nearer than this on average are of one person. */
  readonly samePerson: number;
}

/**
 * Tells the faces of all films of a production apart, under what people said of them. Whoever was somebody before stays
 * that somebody, as far as most of their faces are together. Takes seconds for thousands of faces: run it in a job.
 * Others read and write meanwhile, and where they change who is who, it is told anew. Of more than `most` faces only
 * those of people who are known are told: the others stay nobody's.
 */
export async function clusterProduction(
  store: Store,
  production: string,
  model: ModelOfFaces,
  { most = MOST }: { readonly most?: number } = {},
): Promise<void> {
  // A person who corrects is slower than this, so its turn comes.
  for (;;) {
    const before = await atomically(store, (trx) => standingOf(trx, production, model.id));
    const clusters = tellApart(before, model.samePerson, most);
    const isSaved = await atomically(store, async (trx) => {
      if (stampOf(await standingOf(trx, production, model.id)) !== stampOf(before)) return false;
      await saveClusters(trx, production, clusters);
      return true;
    });
    if (isSaved) return;
  }
}

async function standingOf(trx: Store, production: string, model: string): Promise<Standing> {
  await turnOfPeople(trx, production);
  const corrections = (await listPeopleCorrections(trx, production)).map(({ correction }) => correction);
  const { notFaces } = saidOfPeople(corrections);
  const faces = (await listDescribed(trx, production, model)).filter(({ id }) => !notFaces.has(id));
  const named = new Set((await listPeople(trx, production)).filter(({ name }) => name !== null).map(({ id }) => id));
  return { corrections, faces, named };
}

/** What must not change between a look and a save. */
function stampOf({ corrections, faces, named }: Standing): string {
  const hash = createHash('sha256').update(JSON.stringify([corrections, [...named]]));
  // A face that is found again keeps its id, and may look otherwise.
  for (const { id, person, frames, descriptor } of faces) {
    hash.update(JSON.stringify([id, person, frames]));
    hash.update(new Uint8Array(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength));
  }
  return hash.digest('hex');
}

function tellApart({ corrections, faces, named }: Standing, samePerson: number, most: number): Cluster[] {
  const said = saidOfPeople(corrections);
  const together = (some: readonly DescribedTrack[]): Cluster[] => {
    const answer = clusterFaces(
      some.map(({ descriptor }) => descriptor),
      samePerson,
      constraintsFor(some, said, named),
    );
    const clusters = [...Map.groupBy(some.keys(), (at) => answer[at]).values()].map((members) =>
      members.map((at) => some[at] as DescribedTrack),
    );
    return whoIsWho(clusters, said.personOf, named);
  };
  if (faces.length <= most) return together(faces);
  const isKnown = ({ id, person }: DescribedTrack) => person !== null || said.personOf.has(id);
  // Where nobody is known yet, as many as can be compared are made known first.
  const fromScratch = faces.some(isKnown) ? [] : together(faces.slice(0, most));
  const faceOf = new Map(faces.map((face) => [face.id, face]));
  const known: Known[] = fromScratch.map(({ person, tracks }) => ({
    person,
    faces: tracks.flatMap((id) => faceOf.get(id) ?? []),
  }));
  const byPerson = Map.groupBy(faces.filter(isKnown), ({ id, person }) => said.personOf.get(id) ?? person ?? undefined);
  for (const [person, own] of byPerson) known.push({ person, faces: own });
  const taken = new Set(known.flatMap((one) => one.faces));
  joinKnown(
    faces.filter((face) => !taken.has(face)),
    known,
    samePerson,
  );
  return known.map((one) => ({ person: one.person, tracks: one.faces.map(({ id }) => id) }));
}

/** A person with faces; more may join. */
interface Known {
  readonly person: string | undefined;
  readonly faces: DescribedTrack[];
}

/** Gives each face to the nearest person who is near enough and not seen at the same time. */
function joinKnown(faces: readonly DescribedTrack[], known: readonly Known[], samePerson: number): void {
  const looksOf = ({ media, frames }: DescribedTrack) => frames.map((frame) => `${media}:${frame}`);
  const people = known.map((one) => ({
    one,
    looks: new Set(one.faces.flatMap(looksOf)),
    // Spread over all of them, so that no one film or shot stands for the person.
    samples: Array.from(
      { length: Math.min(SAMPLES, one.faces.length) },
      (_, at) => one.faces[Math.floor((at * one.faces.length) / Math.min(SAMPLES, one.faces.length))] as DescribedTrack,
    ),
  }));
  for (const face of faces) {
    const looks = looksOf(face);
    let nearest: (typeof people)[number] | undefined;
    let least = samePerson;
    for (const person of people) {
      const { samples } = person;
      const far = samples.reduce((sum, { descriptor }) => sum + distanceOf(descriptor, face.descriptor), 0);
      if (far / samples.length >= least || looks.some((look) => person.looks.has(look))) continue;
      least = far / samples.length;
      nearest = person;
    }
    if (nearest === undefined) continue;
    nearest.one.faces.push(face);
    for (const look of looks) nearest.looks.add(look);
  }
}

/** For each cluster the person that it is: who was said, else who most of it was; undefined for somebody new. */
function whoIsWho(
  clusters: readonly (readonly Pick<DescribedTrack, 'id' | 'person'>[])[],
  saidOf: ReadonlyMap<string, string>,
  named: ReadonlySet<string>,
): Cluster[] {
  const claims = clusters.flatMap((members, cluster) => {
    const said = tally(members.flatMap(({ id }) => saidOf.get(id) ?? []));
    const was = tally(members.flatMap(({ person }) => person ?? []));
    return [
      // Words before looks, names before words, and more faces before fewer.
      ...[...said].map(([person, count]) => ({ cluster, person, rank: named.has(person) ? 2 : 1, count })),
      ...[...was].map(([person, count]) => ({ cluster, person, rank: 0, count })),
    ];
  });
  claims.sort((a, b) => b.rank - a.rank || b.count - a.count || a.cluster - b.cluster);
  const personOf = new Map<number, string>();
  const given = new Set<string>();
  for (const { cluster, person } of claims) {
    if (personOf.has(cluster) || given.has(person)) continue;
    personOf.set(cluster, person);
    given.add(person);
  }
  return clusters.map((members, at) => ({ person: personOf.get(at), tracks: members.map(({ id }) => id) }));
}

function tally(persons: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const person of persons) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}
