import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StudioEvent } from '../../contract/index.ts';
import type { EventHub } from '../event-hub.ts';

/** Often enough that no proxy or sleeping laptop takes the silence for the end. */
const HEARTBEAT_MS = 15_000;
/** A client that lags this far behind is cut off; it reconnects and asks for the state anew. */
const MAX_WAITING = 5000;

/** `GET /events`: everything that happens, as server-sent events, until the client or the studio goes. */
export function eventRoutes(api: Hono, hub: EventHub, closing: AbortSignal, heartbeatMs = HEARTBEAT_MS): void {
  api.get('/events', (c) => {
    // An intermediary that compresses or buffers would hold events back.
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const waiting: StudioEvent[] = [];
      let wake = (): void => {};
      let open = true;
      const end = (): void => {
        open = false;
        wake();
      };
      const unsubscribe = hub.subscribe((event) => {
        waiting.push(event);
        if (waiting.length > MAX_WAITING) end();
        else wake();
      });
      stream.onAbort(end);
      closing.addEventListener('abort', end);
      try {
        // The first bytes open the stream on the client's side before anything happens.
        await stream.write('retry: 1000\n\n');
        while (open && !closing.aborted) {
          const event = waiting.shift();
          if (event) {
            await stream.writeSSE({ event: event.kind, data: JSON.stringify(event) });
            continue;
          }
          const beat = await new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(true), heartbeatMs);
            wake = () => {
              clearTimeout(timer);
              resolve(false);
            };
          });
          wake = () => {};
          if (beat) await stream.write(': still here\n\n');
        }
      } finally {
        unsubscribe();
        closing.removeEventListener('abort', end);
      }
    });
  });
}
