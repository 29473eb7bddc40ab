import { defaultRights } from '@second-unit/evidence';
import { expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import type { TasteView } from '../../src/contract/index.ts';
import { createMedia, namePerson, saveShotLog, setRights } from '../../src/database/index.ts';
import { testStudio } from './harness.ts';

test('what a cut told is known without its film’s log, and whose rights count is asked each time', async () => {
  const all = await testStudio();
  try {
    const { store } = all.studio!;
    const person = await namePerson(store, 'Ada');
    const { id: production } = await all.act('production.create', { title: 'P' });
    const { log } = filmOf({ shots: 40, seed: 3 });
    const rights = { ...defaultRights('own'), mayLearnFrom: true };
    const film = { production, title: 'Film', file: '/films/a.mp4', info: log.media, rights, author: person };
    const { id: media } = await createMedia(store, film);
    await saveShotLog(store, media, { format: 'second-unit/log@1', barcode: [], damage: [], ...log });
    const cut = await all.act('cut.propose', { media, seconds: 10, keepBack: 0.2 });
    const [first, second] = cut.cut.items;
    const taste = () => all.get<TasteView>('/taste');
    await all.act('cut.decide', { cut: cut.id, change: { kind: 'remove', item: first!.id } });
    const told = await taste();
    expect(told.decisions).toBe(1);
    // From here on the log cannot be read.
    const whole = await store
      .selectFrom('shot_logs')
      .select('log')
      .where('media', '=', media)
      .executeTakeFirstOrThrow();
    await store.updateTable('shot_logs').set({ log: '{' }).where('media', '=', media).execute();
    expect(await taste()).toEqual(told);
    await setRights(store, { production, item: media, rights: defaultRights('own'), author: person });
    expect(await taste()).toMatchObject({ decisions: 0, held: [{ item: media, decisions: 1 }] });
    await setRights(store, { production, item: media, rights, author: person });
    await store.updateTable('shot_logs').set({ log: whole.log }).where('media', '=', media).execute();
    // What is decided since is learned from too.
    await all.act('cut.decide', { cut: cut.id, change: { kind: 'remove', item: second!.id } });
    expect(await taste()).toMatchObject({ decisions: 2, held: [] });
  } finally {
    await all.close();
  }
});
