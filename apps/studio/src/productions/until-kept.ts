import { Fault } from '@second-unit/evidence';

/** Each time that one is worked out anew another one was kept, so that so many are far more than people make. */
const MOST_TRIES = 30;

/**
 * What `attempt` keeps: it works a decision out on the state as it stands, and answers undefined where another decision
 * was kept meanwhile; then it is worked out anew, on the state that this one left. Errors: as `attempt`, and `conflict`
 * where others never stop deciding.
 */
export async function untilKept<Kept>(title: string, attempt: () => Promise<Kept | undefined>): Promise<Kept> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const kept = await attempt();
    if (kept !== undefined) return kept;
  }
  throw new Fault('conflict', 'Too much is decided here at the same time; nothing was changed, try again.', {
    place: title,
  });
}
