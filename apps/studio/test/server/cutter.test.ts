import { defaultRights, type Person } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import type { ProductionView } from '../../src/contract/index.ts';
import { finishSearch, keepFoundTracks } from '../../src/database/face-search.ts';
import { createMedia, keepAgreement, listPeople, namePerson, newId, saveShotLog } from '../../src/database/index.ts';
import { openCut } from '../../src/productions/cut-room.ts';
import { Cutter } from '../../src/productions/cutter.ts';
import { clusterProduction } from '../../src/productions/people-clusters.ts';
import type { Studio } from '../../src/server/studio.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

let running: TestStudio;
let studio: Studio;
let author: Person;
let production: string;

beforeAll(async () => {
  running = await testStudio();
  studio = running.studio as Studio;
  author = await namePerson(studio.store, 'Ada');
  ({ id: production } = await running.act('production.create', { title: 'P' }));
}, 60_000);
afterAll(() => running.close());

/** A logged film of so many shots. */
async function film(shots: number, looks?: number) {
  const { log } = filmOf({ shots, seed: 4, ...(looks === undefined ? {} : { looks }) });
  const row = {
    production,
    title: 'Film',
    file: '/films/a.mp4',
    info: log.media,
    rights: defaultRights('own'),
    author,
  };
  const { id } = await createMedia(studio.store, row);
  const whole: ShotLog = { format: 'second-unit/log@1', barcode: [], damage: [], ...log };
  await saveShotLog(studio.store, id, whole);
  return { id, log: whole };
}

// A claim about time: where the machine was taken away for a moment, it is measured again.
test('others are answered while a feature film is cut', { timeout: 60_000, retry: 2 }, async () => {
  const { id: media } = await film(2000, 5);
  const started = performance.now();
  let took: number | undefined;
  const proposed = running.act('cut.propose', { media, seconds: 90 }).finally(() => {
    took = performance.now() - started;
  });
  const waits: number[] = [];
  while (took === undefined) {
    const asked = performance.now();
    await running.get('/studio');
    waits.push(performance.now() - asked);
  }
  const { cut } = await proposed;
  expect(cut.items.length).toBeGreaterThan(20);
  // In one thread with the cutter one of them would wait for nearly as long as it takes.
  expect(waits.length).toBeGreaterThan(5);
  expect(Math.max(...waits)).toBeLessThan(took / 2);
});

test('what the cutter refuses is refused with its code and its place, one or several', async () => {
  const { id: media } = await film(20);
  for (const [name, input] of [
    ['cut.propose', { media, seconds: 500 }],
    ['cut.proposeSeveral', { media, seconds: 500, count: 2 }],
  ] as const) {
    const response = await send(running.address, name, input);
    expect(response.status).toBe(422);
    const error = {
      code: 'input',
      message: expect.stringContaining('ask for at most'),
      place: expect.stringContaining('a.mp4'),
    };
    expect(await response.json()).toEqual({ error });
  }
});

test('a cutter that is closed says so to those who wait', async () => {
  const cutter = new Cutter();
  const brief = { seconds: 60, seed: 0, keepBack: 0 };
  const input = { ...filmOf({ shots: 900, seed: 1, looks: 5 }), brief, onBehalfOf: 'a', id: 'p', at: '' };
  const waiting = Promise.allSettled([cutter.propose(input), cutter.propose(input)]);
  await cutter.close();
  for (const one of await waiting) {
    expect(one).toMatchObject({ reason: { code: 'cancelled', message: 'The studio is closing.' } });
  }
});

test('what is let go ends at once, and what waits behind it goes on', async () => {
  const cutter = new Cutter();
  const input = (shots: number, seconds: number) => {
    const brief = { seconds, seed: 0, keepBack: 0 };
    return { ...filmOf({ shots, seed: 1, looks: 5 }), brief, onBehalfOf: 'a', id: 'p', at: '' };
  };
  try {
    const [first, second] = [new AbortController(), new AbortController()];
    // Minutes, if nobody let it go.
    const endless = Promise.allSettled([cutter.propose(input(6000, 600), first.signal)]);
    const waits = Promise.allSettled([cutter.propose(input(6000, 600), second.signal)]);
    const behind = cutter.propose(input(20, 8));
    second.abort();
    expect((await waits)[0]).toMatchObject({ reason: { code: 'cancelled' } });
    setTimeout(() => first.abort(), 300);
    expect((await endless)[0]).toMatchObject({ reason: { code: 'cancelled' } });
    expect((await behind).change.items.length).toBeGreaterThan(1);
  } finally {
    await cutter.close();
  }
}, 120_000);

test('a proposal whose asker goes away is let go, and nothing of it is kept', async () => {
  const { id: long } = await film(4000, 5);
  const { id: short } = await film(20);
  const gone = new AbortController();
  const asked = fetch(`${running.address}/api/v1/actions/cut.propose`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ media: long, seconds: 300 }),
    signal: gone.signal,
  });
  setTimeout(() => gone.abort(), 400);
  await expect(asked).rejects.toThrow('aborted');
  // One is proposed after the other: had it gone on, it would be there before this one.
  const { id } = await running.act('cut.propose', { media: short, seconds: 8 });
  const { cuts } = await running.get<ProductionView>(`/productions/${production}`);
  expect(cuts.filter(({ media }) => media === long)).toEqual([]);
  expect(cuts.map((cut) => cut.id)).toContain(id);
}, 120_000);

test('the cutter knows who is in a shot only where the production agreed that faces are looked for', async () => {
  const { id: media, log } = await film(40);
  const job = { id: newId(), production, media, model: 'drawn 1' };
  const faces = [log.shots[3]!, log.shots[4]!, log.shots[9]!].map(({ startFrame: frame }, at) => ({
    startFrame: frame,
    endFrame: frame + 12,
    seen: [{ frame, box: { x: 0.2, y: 0.2, width: 0.2, height: 0.3 }, confidence: 0.9 }],
    best: 0,
    // The first and the last are the same person.
    descriptor: Float32Array.of(at === 1 ? 5 : 0, 0),
  }));
  const { id } = await running.act('cut.propose', { media, seconds: 12 });
  expect((await openCut(studio, id)).context.people).toBeUndefined();

  await keepAgreement(studio.store, production, author);
  await keepFoundTracks(studio.store, job, faces);
  await finishSearch(studio.store, job, { log: 'a log', model: job.model, scales: [] });
  await clusterProduction(studio.store, production, { id: job.model, samePerson: 0.6 });
  const { people = {} } = (await openCut(studio, id)).context;
  const known = (await listPeople(studio.store, production)).map((person) => person.id);
  expect(known).toHaveLength(2);
  expect(Object.keys(people)).toEqual([log.shots[3]!.id, log.shots[4]!.id, log.shots[9]!.id]);
  expect(people[log.shots[9]!.id]).toEqual(people[log.shots[3]!.id]);
  expect(new Set(Object.values(people).flat())).toEqual(new Set(known));
  // It is asked of the cutter too, and nothing of it stays in the proposal but reasons.
  const again = await running.act('cut.propose', { media, seconds: 12 });
  expect(JSON.stringify(again)).not.toContain(known[0]);

  await studio.store.deleteFrom('people_agreements').execute();
  expect((await openCut(studio, id)).context.people).toBeUndefined();
}, 120_000);
