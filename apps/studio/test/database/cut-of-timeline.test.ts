import type { CutProposal } from '@second-unit/editing';
import { defaultRights, type Person } from '@second-unit/evidence';
import { expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import {
  createMedia,
  createProduction,
  createTimeline,
  cutOfTimeline,
  findLog,
  getTimeline,
  listCuts,
  newId,
  now,
  saveShotLog,
} from '../../src/database/index.ts';
import { testHome } from '../support/postgres.ts';

const person: Person = { kind: 'person', id: newId(), name: 'Ada' };

test('of two that cut a timeline at once one does it', async () => {
  const all = await testHome('sqlite');
  try {
    const { store } = all.database;
    const { log } = filmOf({ shots: 2, seed: 1 });
    const { id: production } = await createProduction(store, { title: 'A Film' });
    const rights = defaultRights('own');
    const file = { title: 'Film', file: 'media/a.mov', info: log.media, rights, author: person };
    const media = await createMedia(store, { production, ...file });
    await saveShotLog(store, media.id, { format: 'second-unit/log@1', barcode: [], damage: [], ...log });
    const revision = (await findLog(store, media.id))!.revision;
    const said = { title: 'Edit', name: 'edit.edl', format: 'edl', otio: '{}', notes: [], links: {} };
    const { id } = await createTimeline(store, { id: newId(), production, ...said });
    const cut = () => {
      const proposal: CutProposal = {
        id: newId(),
        what: 'An edit.',
        change: { brief: { seconds: 1, seed: 0, keepBack: 0 }, items: [], banned: [] },
        by: { kind: 'model', name: 'timeline-import', version: '1', settings: {}, onBehalfOf: person.id },
        evidence: [],
        at: now(),
      };
      return cutOfTimeline(store, id, {
        production,
        media: media.id,
        log: revision,
        title: 'Edit',
        duration: 1,
        proposal,
      });
    };
    const [one, other] = await Promise.all([cut(), cut()]);
    expect(other).toBe(one);
    expect(await cut()).toBe(one);
    expect((await listCuts(store, production)).map((row) => row.id)).toEqual([one]);
    expect((await getTimeline(store, id)).cut).toBe(one);
  } finally {
    await all.close();
  }
});
