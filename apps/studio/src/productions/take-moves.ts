import { type Decision, Fault, type Person } from '@second-unit/evidence';
import type { TakePin } from '@second-unit/footage';
import type { TakeMove, TakeUnmove } from '../contract/index.ts';
import { appendLedger, decisionsOn, getMedia, getScript, newId, now, type Store } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';

/** What people said about a film's takes and did not take back, in order, for one script. */
export async function takePins(store: Store, media: string, script: string): Promise<TakePin[]> {
  const standing = new Map<string, TakePin>();
  for (const { id, change } of await decisionsOn(store, media)) {
    if (isUnmove(change)) standing.delete(change.decision);
    else if (isMove(change) && change.script === script) {
      const { startFrame, endFrame, to } = change;
      standing.set(id, { id, startFrame, endFrame, to });
    }
  }
  return [...standing.values()];
}

/** Keeps where a person put a stretch of the film. Errors: `not-found`, `input` for frames that the film lacks. */
export async function moveTake(
  studio: Studio,
  { media, script, ...to }: Omit<TakeMove, 'kind'>,
  person: Person,
): Promise<{ decision: string }> {
  const film = await getMedia(studio.store, media);
  const { production } = await getScript(studio.store, script);
  if (production !== film.production) {
    throw new Fault('input', 'The script is of another production than the film.', { place: script });
  }
  if (to.endFrame <= to.startFrame || to.endFrame > film.info.frames) {
    throw new Fault('input', `This film has the frames 0 to ${film.info.frames - 1}.`, { place: String(to.endFrame) });
  }
  return decide(studio, film.production, { kind: 'moveTake', media, script, ...to }, person);
}

/** Takes such a decision back. Errors: `not-found` where it does not stand, as when another window was faster. */
export async function unmoveTake(
  studio: Studio,
  { media, decision }: Omit<TakeUnmove, 'kind'>,
  person: Person,
): Promise<{ decision: string }> {
  const { production } = await getMedia(studio.store, media);
  const decisions = await decisionsOn(studio.store, media);
  const gone = decisions.some(({ change }) => isUnmove(change) && change.decision === decision);
  if (gone || !decisions.some(({ id, change }) => id === decision && isMove(change))) {
    throw new Fault('not-found', 'This take was put back already.', { place: decision });
  }
  return decide(studio, production, { kind: 'unmoveTake', media, decision }, person);
}

async function decide(
  studio: Studio,
  production: string,
  change: TakeMove | TakeUnmove,
  by: Person,
): Promise<{ decision: string }> {
  const decision: Decision = {
    id: newId(),
    // No model offered this: what is said of a film's takes is filed under the film.
    proposal: change.media,
    verdict: 'accepted',
    change,
    by,
    at: now(),
  };
  await appendLedger(studio.store, { production, author: by, record: { kind: 'decision', decision } });
  studio.events.emit({ kind: 'media', media: change.media, production });
  return { decision: decision.id };
}

const kindOf = (change: unknown): unknown =>
  typeof change === 'object' && change !== null ? Reflect.get(change, 'kind') : undefined;
const isMove = (change: unknown): change is TakeMove => kindOf(change) === 'moveTake';
const isUnmove = (change: unknown): change is TakeUnmove => kindOf(change) === 'unmoveTake';
