import type { ShotLog } from '@second-unit/footage';
import { findAgreement, isHeld, listPeople, type MediaRow, type Store } from '../database/index.ts';
import { whenSeen } from '../database/people.ts';

/**
 * Who is in each shot of a film, as the ids of nameless persons, in the shots of that log; undefined where the
 * production did not agree that faces are looked for, or nobody was found.
 */
export async function peopleByShot(
  store: Store,
  { id, production }: Pick<MediaRow, 'id' | 'production'>,
  { shots }: Pick<ShotLog, 'shots'>,
): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
  if (!(await findAgreement(store, production))) return undefined;
  const seen = await whenSeen(store, { production, media: id });
  const byShot = new Map<string, Set<string>>();
  let first = 0;
  for (const { person, startFrame, endFrame } of seen) {
    // Both are in the film's order. A film logged again may have a cut within the time that a face was seen.
    while (first < shots.length && shots[first]!.endFrame <= startFrame) first++;
    for (let at = first; at < shots.length && shots[at]!.startFrame < endFrame; at++) {
      const shot = shots[at]!.id;
      byShot.set(shot, (byShot.get(shot) ?? new Set()).add(person));
    }
  }
  return byShot.size === 0 ? undefined : Object.fromEntries([...byShot].map(([shot, ids]) => [shot, [...ids].sort()]));
}

/** The people of a production who may be called by their names, by their ids: of those whose consent holds. */
export async function knownNames(store: Store, production: string): Promise<ReadonlyMap<string, string>> {
  return new Map(
    (await listPeople(store, production)).flatMap(({ id, name, consent }) =>
      name !== null && isHeld(consent) ? [[id, name] as const] : [],
    ),
  );
}

/** Names of who is seen in each shot of a film, by the shot's id: of `names` (`knownNames`) and nobody else. */
export async function namesByShot(
  store: Store,
  film: Pick<MediaRow, 'id' | 'production'>,
  log: Pick<ShotLog, 'shots'>,
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (names.size === 0) return new Map();
  const people = (await peopleByShot(store, film, log)) ?? {};
  return new Map(
    Object.entries(people).flatMap(([shot, ids]) => {
      const named = new Set(ids.flatMap((id) => names.get(id) ?? []));
      return named.size === 0 ? [] : [[shot, [...named].sort()] as const];
    }),
  );
}
