import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS, type ScriptSummary, type StudioView } from '../../src/contract/index.ts';
import { testStudio } from '../server/harness.ts';
import { cli } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const TEXT = 'INT. HOUSE - DAY\n\nZoë waits. 🎬\n';
let script: ScriptSummary;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit homes 🎬 '));
  const studio = await testStudio(at('home'));
  const { id } = await studio.act('production.create', { title: 'The Sea' });
  const response = await fetch(`${studio.address}/api/v1/productions/${id}/files?name=Sea.fountain&basis=own`, {
    method: 'POST',
    body: TEXT,
  });
  script = ((await response.json()) as { script: ScriptSummary }).script;
  await studio.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a home goes into a file and out of it again', async () => {
  const made = await cli(['backup', at('sea 🎬.backup'), '--home', at('home')]);
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toContain('1 production, 1 script, 0 films');
  const back = await cli(['restore', at('sea 🎬.backup'), '--home', at('again')]);
  expect([back.code, back.stderr]).toEqual([0, '']);
  const studio = await testStudio(at('again'));
  const file = await fetch(`${studio.address}/api/v1/scripts/${script.id}/file`);
  expect(await file.text()).toBe(TEXT);
  await studio.stop();
  expect(await readFile(join(at('again'), 'productions', 'the-sea', 'sea.fountain'), 'utf8')).toBe(TEXT);
}, 60_000);

test('what cannot be done is said in one sentence, and leaves nothing', async () => {
  await writeFile(at('taken'), 'mine');
  await writeFile(at('empty'), '');
  await writeFile(at('noise'), 'x'.repeat(4000));
  expect((await cli(['backup', at('cut.backup'), '--home', at('home')])).code).toBe(0);
  await truncate(at('cut.backup'), 3000);
  const before = await readdir(folder);
  for (const args of [
    ['backup', at('new'), '--home', at('nowhere')],
    ['backup', at('taken'), '--home', at('home')],
    ['backup', at('nowhere/new'), '--home', at('home')],
    ['backup', join(at('home'), 'second-unit.sqlite'), '--home', at('home')],
    ['restore', at('nowhere'), '--home', at('new')],
    ['restore', at('empty'), '--home', at('new')],
    ['restore', at('noise'), '--home', at('new')],
    ['restore', at('cut.backup'), '--home', at('new')],
    ['restore', at('cut.backup'), '--home', at('home')],
    ['worker', '--home', at('home')],
  ]) {
    const { code, stdout, stderr } = await cli(args);
    expect([code, stdout], args.join(' ')).toEqual([2, '']);
    expect(stderr.trim().split('\n'), args.join(' ')).toHaveLength(1);
    expect(stderr).not.toMatch(/\bat .+:\d+:\d+|Error:/);
  }
  expect(await readFile(at('taken'), 'utf8')).toBe('mine');
  expect(await readdir(folder)).toEqual(before);
}, 120_000);

test('every action of the table is there by its name', async () => {
  const { code, stdout } = await cli(['act']);
  expect(code).toBe(0);
  for (const name of Object.keys(ACTIONS)) expect(stdout).toContain(name);
});

test('an action is done in the open studio, or without one', async () => {
  const alone = await cli(['act', 'production.create', '{"title":"Alone"}', '--home', at('acts')]);
  expect([alone.code, alone.stderr]).toEqual([0, '']);
  expect(JSON.parse(alone.stdout)).toMatchObject({ title: 'Alone', sample: false });

  const studio = await testStudio(at('acts'));
  const beside = await cli(['act', 'production.create', '{"title":"Beside"}', '--home', at('acts')]);
  expect([beside.code, beside.stderr]).toEqual([0, '']);
  const { productions } = await studio.get<StudioView>('/studio');
  expect(productions.map(({ title }) => title).sort()).toEqual(['Alone', 'Beside']);
  await studio.stop();
}, 60_000);

test.each([
  [['act', 'sing'], /no action “sing”/],
  [['act', 'production.create', '{'], /not JSON/],
  [['act', 'production.create', '{"title":""}'], /title/],
])('%j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await cli([...args, '--home', at('acts')]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(sentence);
});
