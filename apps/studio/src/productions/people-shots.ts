import type { ShotLog } from '@second-unit/footage';
import { findAgreement, type MediaRow, type Store } from '../database/index.ts';
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
