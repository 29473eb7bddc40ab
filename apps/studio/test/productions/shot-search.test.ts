import { defaultRights, type Person } from '@second-unit/evidence';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMedia, createProduction, createScript, newId, saveShotLog } from '../../src/database/index.ts';
import { Reader } from '../../src/productions/reader.ts';
import { linkScenes, type SceneAlignment } from '../../src/productions/scene-alignment.ts';
import { searchProduction } from '../../src/productions/shot-search.ts';
import { drawnFilm, drawnLog, evenStarts } from '../support/drawn-log.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

const FILMS = 40;
let all: TestHome;
let production: string;
const reader = new Reader();

beforeAll(async () => {
  all = await testHome('sqlite');
  const { store } = all.database;
  production = (await createProduction(store, { title: 'Shoot' })).id;
  const author: Person = { kind: 'person', id: newId(), name: 'Editor' };
  for (let at = 0; at < FILMS; at++) {
    const info = drawnFilm(100, `/${at}.mp4`);
    const film = { production, title: `Clip ${at}`, file: `/${at}.mp4`, info, rights: defaultRights('own'), author };
    const { id } = await createMedia(store, film);
    await saveShotLog(store, id, drawnLog(info, evenStarts(2)));
  }
}, 60_000);
afterAll(async () => {
  await reader.close();
  await all?.close();
});

test('a search of many films lets others be answered meanwhile, and ends when nobody waits for it', async () => {
  const place = { store: all.database.store, reader };
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const { hits } = await searchProduction(place, { production }, '');
  clearImmediate(next);
  expect(hits).toHaveLength(2 * FILMS);
  expect(turns).toBeGreaterThanOrEqual(FILMS / 16 - 1);

  const gone = new AbortController();
  const asked = searchProduction(place, { production }, '', { signal: gone.signal });
  gone.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

test('the script speaks for a film of which a line is heard, not for one that only its order links', async () => {
  const { store } = all.database;
  const { id } = await createProduction(store, { title: 'Ferry' });
  const author: Person = { kind: 'person', id: newId(), name: 'Editor' };
  const rights = defaultRights('own');
  const info = drawnFilm(100, '/ferry.mp4');
  const film = await createMedia(store, { production: id, title: 'F', file: '/ferry.mp4', info, rights, author });
  await saveShotLog(store, film.id, drawnLog(info, evenStarts(2)));
  await createScript(store, { production: id, title: 'Ferry', rights, author });
  const nights = async (method: 'dialogue' | 'order') => {
    const scene = { scene: 0, shots: ['s0001', 's0002'], confidence: 0.25, method, lines: [] };
    const sceneInfo = [{ heading: 'INT. HUT - NIGHT' }] as unknown as SceneAlignment['sceneInfo'];
    const linked: SceneAlignment = { scenes: [scene], takes: [], unscripted: [], unshot: [], sceneInfo };
    const reader = Object.assign(new Reader(), { align: async () => linked });
    try {
      return (await searchProduction({ store, reader }, { production: id }, 'night')).all;
    } finally {
      await reader.close();
    }
  };
  expect(await nights('order')).toBe(0);
  expect(await nights('dialogue')).toBe(2);
});

test('a scene is found by the number that the script prints, else by its place in the script', async () => {
  const { store } = all.database;
  const { id } = await createProduction(store, { title: 'Numbers' });
  const author: Person = { kind: 'person', id: newId(), name: 'Editor' };
  const rights = defaultRights('own');
  const info = drawnFilm(150, '/numbers.mp4');
  const film = await createMedia(store, { production: id, title: 'N', file: '/numbers.mp4', info, rights, author });
  const log = drawnLog(info, evenStarts(3));
  await saveShotLog(store, film.id, log);
  await createScript(store, { production: id, title: 'Numbers', rights, author });
  const text = 'INT. HUT - NIGHT\n\nRain.\n\nEXT. FIELD - DAY #12A#\n\nSun.\n\nEXT. ROAD - DAY\n\nDust.\n';
  const scenes = log.shots.map((shot, scene) => ({
    ...{ scene, shots: [shot.id], confidence: 0.9, method: 'dialogue' as const, lines: [] },
  }));
  const reader = Object.assign(new Reader(), { align: async () => ({ ...linkScenes(text, log), scenes }) });
  try {
    const found = async (query: string) =>
      (await searchProduction({ store, reader }, { production: id }, query)).hits.map(({ shot }) => shot.index + 1);
    expect(await found('scene 1')).toEqual([1]);
    expect(await found('scene 12A')).toEqual([2]);
    expect(await found('scene 2')).toEqual([]);
    expect(await found('scene 3')).toEqual([3]);
  } finally {
    await reader.close();
  }
});
