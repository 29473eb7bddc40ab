import { proposeCut } from '@second-unit/editing';
import { defaultRights } from '@second-unit/evidence';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import { createMedia, createProduction, createScript, newId } from '../../src/database/index.ts';
import { exportRefusal, itemsOf } from '../../src/productions/export-rights.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

let all: TestHome;
beforeAll(async () => {
  all = await testHome('sqlite');
});
afterAll(() => all.close());

test('a linked script counts for every cut of its film, and one that a cut’s reasons quote for that cut', async () => {
  const { store } = all.database;
  const author = { kind: 'person' as const, id: newId(), name: 'Ada' };
  const production = (await createProduction(store, { title: 'P' })).id;
  const script = await createScript(store, { production, title: 'Held', rights: defaultRights('unknown'), author });
  const film = filmOf({ shots: 60, seed: 3, scenes: 5 });
  const { log } = film;
  const rights = defaultRights('own');
  const media = await createMedia(store, { production, title: 'F', file: '/a.mp4', info: log.media, rights, author });
  const sceneInfo = film.sceneInfo!.map((info, index) => ({ ...info, range: { from: index, to: index + 1 } }));
  const linked = { ...film, sceneInfo, script: script.id };
  const brief = { seconds: 20, seed: 0, keepBack: 0 };
  const cut = proposeCut({ ...linked, brief, onBehalfOf: 'p', id: 'x', at: '' }).change;
  const items = async (context: object, of: typeof cut) =>
    (await itemsOf(store, { media, context: context as typeof linked, cut: of })).map(({ title }) => title);

  // What an editing program or a paper edit gave has no reasons; lists of it quote the linked script all the same.
  const bare = { ...cut, items: cut.items.map((item) => ({ ...item, reasons: [] })) };
  expect(await items(linked, bare)).toEqual(['F', 'Held']);
  // The script is no longer linked, and the reasons still quote its headings.
  const plain = { mediaId: film.mediaId, log };
  const stories = cut.items.map((item) => ({ ...item, reasons: item.reasons.filter(({ term }) => term === 'story') }));
  expect(await items(plain, { ...cut, items: stories })).toEqual(['F', 'Held']);
  expect(await items(plain, bare)).toEqual(['F']);
  expect(exportRefusal(await itemsOf(store, { media, context: linked, cut: bare }))).toContain('“Held”');
});
