import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wrapped } from '../../src/reports/paper.ts';
import { cli } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const SCRIPT =
  'Title: The Keys\n\nINT. HALL - DAY\n\nA coat on the floor.\n\nZOË (V.0.)\nWho is there?\n\nTOM\nNobody.\n\nZOË (V.O.)\nThen I will wait.\n';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit read '));
  await writeFile(at('keys.fountain'), SCRIPT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('read', () => {
  test('says errors before all else, each with its line', async () => {
    const { code, stdout } = await cli(['read', at('keys.fountain')]);
    expect(code).toBe(0);
    const [head, , first, second] = stdout.split('\n');
    expect(head).toMatch(/^The Keys: 1 scene, .*2 who speak|^The Keys: 1 scene, .*3 who speak/);
    expect(first).toBe('Errors and slips');
    expect(second).toMatch(/^ {2}line 7: A zero for the letter O/);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  test('writes JSON, a page and a tagged PDF in one go', async () => {
    const files = ['--json', at('k.json'), '--html', at('k.html'), '--pdf', at('k.pdf')];
    expect(await cli(['read', at('keys.fountain'), ...files])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse(await readFile(at('k.json'), 'utf8'))).toMatchObject({ format: 'second-unit/read-through@1' });
    expect(await readFile(at('k.html'), 'utf8')).toContain('<title>The Keys: read-through</title>');
    const pdf = (await readFile(at('k.pdf'))).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    for (const sign of ['/StructTreeRoot', '/Lang', '/Table', '/TH', '/H2']) expect(pdf).toContain(sign);
  });

  test('has something to write of a script with nothing in it', async () => {
    await writeFile(at('list.fountain'), 'milk\neggs\n');
    const { code, stdout } = await cli(['read', at('list.fountain')]);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'list: 0 scenes, 0 who speak']);
    expect((await cli(['read', at('list.fountain'), '--pdf', at('list.pdf')])).code).toBe(0);
  });

  test('names the letters that the PDF has no font for', async () => {
    await writeFile(at('thai.fountain'), 'INT. ห้อง - DAY\n\nMARA\nHello.\n');
    const { code, stderr } = await cli(['read', at('thai.fountain'), '--pdf', at('thai.pdf')]);
    expect(code).toBe(0);
    expect(stderr).toContain('ห');
  });
});

test('lines on paper hold every letter, and none is too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
      const lines = wrapped(text, columns);
      expect(lines.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    }),
  );
});
