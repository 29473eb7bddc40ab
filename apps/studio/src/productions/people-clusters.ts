import { clusterFaces, constraintsFor, saidOfPeople } from '@second-unit/footage/people';
import { type DescribedTrack, listDescribed, saveClusters } from '../database/face-search.ts';
import { atomically, listPeople, listPeopleCorrections, type Store, turnOfPeople } from '../database/index.ts';

/**
 * Tells the faces of all films of a production apart, under what people said of them. Whoever was somebody before stays
 * that somebody, as far as most of their faces are together. Takes seconds for thousands of faces: run it in a job.
 */
export async function clusterProduction(
  store: Store,
  production: string,
  model: { readonly id: string; readonly samePerson: number },
): Promise<void> {
  await atomically(store, async (trx) => {
    await turnOfPeople(trx, production);
    const said = saidOfPeople((await listPeopleCorrections(trx, production)).map(({ correction }) => correction));
    const faces = (await listDescribed(trx, production, model.id)).filter(({ id }) => !said.notFaces.has(id));
    const named = new Set((await listPeople(trx, production)).filter(({ name }) => name !== null).map(({ id }) => id));
    const answer = clusterFaces(
      faces.map(({ descriptor }) => descriptor),
      model.samePerson,
      constraintsFor(faces, said, named),
    );
    const clusters = [...Map.groupBy(faces.keys(), (at) => answer[at]).values()].map((members) =>
      members.map((at) => faces[at] as DescribedTrack),
    );
    await saveClusters(trx, production, whoIsWho(clusters, said.personOf, named));
  });
}

/** For each cluster the person that it is: who was said, else who most of it was; undefined for somebody new. */
function whoIsWho(
  clusters: readonly (readonly Pick<DescribedTrack, 'id' | 'person'>[])[],
  saidOf: ReadonlyMap<string, string>,
  named: ReadonlySet<string>,
): { readonly person: string | undefined; readonly tracks: readonly string[] }[] {
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
