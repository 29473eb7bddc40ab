import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LinedScript } from '../../src/contract/index.ts';
import { drawnFilm, drawnLog, evenStarts, saidInTurn } from '../support/drawn-log.ts';
import { cli } from './harness.ts';

const SCRIPT = `INT. HUT - DAY

ANNA
The last ferry has gone without us.

BORIS
Then nobody eats before Thursday.
`;

const SAID = ['The last ferry has gone without us.', 'Then nobody eats before Thursday.'];

/** Both lines, twice, as `log --json` prints a log. */
const log = drawnLog(drawnFilm(200, 'ferry.mp4'), evenStarts(2, 100), saidInTurn([...SAID, ...SAID]));

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit lined '));
  await writeFile(at('ferry.fountain'), SCRIPT);
  await writeFile(at('ferry.log.json'), JSON.stringify(log));
  await writeFile(at('wrong.json'), 'INT. HUT - DAY');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

test('lines a script with a log: in words, as JSON, as PDF', async () => {
  const words = await cli(['lined', at('ferry.fountain'), at('ferry.log.json')]);
  expect(words).toMatchObject({ code: 0, stderr: '' });
  expect(words.stdout).toMatch(/^ferry: 2 takes of 1 scene/);
  expect(words.stdout).toMatch(/INT\. HUT - DAY +00:00:04:02 +s0002/);
  const written = await cli([
    'lined',
    at('ferry.fountain'),
    at('ferry.log.json'),
    '--json',
    at('l.json'),
    '--pdf',
    at('l.pdf'),
  ]);
  expect(written).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const lined = JSON.parse(await readFile(at('l.json'), 'utf8')) as LinedScript;
  expect(lined.format).toBe('second-unit/lined@1');
  expect(lined.takes.map(({ number, lines }) => [number, lines.length])).toEqual([
    [1, 2],
    [2, 2],
  ]);
  expect((await readFile(at('l.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
}, 60_000);

test('says in one sentence what cannot be lined', async () => {
  const wrong = await cli(['lined', at('ferry.fountain'), at('wrong.json')]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/is not JSON; a log is what second-unit log --json prints/);
  const ending = await cli(['lined', at('ferry.fountain'), at('ferry.log.json'), '--pdf', at('l.txt')]);
  expect(ending).toMatchObject({ code: 2 });
  expect(ending.stderr).toMatch(/must end in \.pdf/);
}, 60_000);
