import { randomUUID } from 'node:crypto';
import type { StudioEvent } from '../contract/index.ts';
import type { Signals } from '../database/index.ts';
import type { EventHub } from './event-hub.ts';

/** Jobs and script updates find their own way, with what they are of; an upload is of one window. */
const OWN_WAY: ReadonlySet<StudioEvent['kind']> = new Set<StudioEvent['kind']>(['job', 'script', 'upload']);

/**
 * Lets the studios that share a database hear of each other's changes: who forgot a person, moved a clip or decided on a
 * cut in one of them is seen in the windows of all. Such an event only says what to ask for anew.
 *
 * @returns a function that ends it.
 */
export async function shareEvents(hub: EventHub, signals: Signals): Promise<() => void> {
  const here = randomUUID();
  let isFromElsewhere = false;
  const unsubscribe = hub.subscribe((event) => {
    if (isFromElsewhere || OWN_WAY.has(event.kind)) return;
    // Unheard, it shows when the page is looked at again.
    void signals.tell('event', `${here} ${JSON.stringify(event)}`).catch(() => {});
  });
  const deafen = await signals.hear('event', (message) => {
    const at = message.indexOf(' ');
    if (message.slice(0, at) === here) return;
    isFromElsewhere = true;
    try {
      hub.emit(JSON.parse(message.slice(at + 1)) as StudioEvent);
    } finally {
      isFromElsewhere = false;
    }
  });
  return () => {
    unsubscribe();
    deafen();
  };
}
