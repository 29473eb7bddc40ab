import { expect, test, vi } from 'vitest';
import type { StudioEvent } from '../../src/contract/index.ts';
import { newId } from '../../src/database/index.ts';
import { EventHub } from '../../src/server/event-hub.ts';
import { shareEvents } from '../../src/server/shared-events.ts';
import { HAS_POSTGRESQL, testHome } from '../support/postgres.ts';

test.skipIf(!HAS_POSTGRESQL)(
  'studios on one database hear of each other’s changes, each once',
  async () => {
    const all = await testHome('postgresql');
    try {
      const studios = [];
      for (const { signals } of [all.database, await all.reopen()]) {
        const hub = new EventHub();
        const heard: StudioEvent[] = [];
        hub.subscribe((event) => heard.push(event));
        studios.push({ hub, heard, stop: await shareEvents(hub, signals) });
      }
      const [one, other] = studios as [(typeof studios)[number], (typeof studios)[number]];
      const forgotten: StudioEvent = { kind: 'people', production: newId() };
      const uploaded: StudioEvent = { kind: 'upload', upload: newId(), film: 'a.mov', share: 0.5 };
      const decided: StudioEvent = { kind: 'cut', cut: newId(), production: newId() };
      one.hub.emit(forgotten);
      one.hub.emit(uploaded);
      await vi.waitFor(() => expect(other.heard).toEqual([forgotten]), { timeout: 30_000 });
      other.hub.emit(decided);
      // Word goes in order: an echo of what was said before would have come by now.
      await vi.waitFor(() => expect(one.heard).toEqual([forgotten, uploaded, decided]), { timeout: 30_000 });
      expect(other.heard).toEqual([forgotten, decided]);
      other.stop();
      one.hub.emit(forgotten);
      expect(other.heard).toHaveLength(2);
      one.stop();
    } finally {
      await all.close();
    }
  },
  90_000,
);
