import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, toDocument } from '@second-unit/screenplay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, data } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
const SAMPLE = fileURLToPath(new URL('../../src/sample/living-or-otherwise.fountain', import.meta.url));
const UNPRINTED = new Set(['note', 'boneyard', 'section', 'synopsis', 'pageBreak']);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit pdf '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const printed = (fountain: string): string[] =>
  toDocument(parse(fountain))
    .elements.filter(({ type }) => !UNPRINTED.has(type))
    .map(({ type, text, number }) => `${type} ${number ?? ''} ${text.replace(/\s+/g, ' ').trim()}`);

describe('convert from PDF', () => {
  test('what we print reads back', async () => {
    expect(await cli(['convert', SAMPLE, at('sample.pdf')])).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'Left out of the PDF, which has only what prints: 4 sections, 5 synopses, 1 note, and 1 cut passage.\n' +
        `Written: ${at('sample.pdf')} (PDF)\n`,
    });
    expect(await cli(['convert', at('sample.pdf'), at('back.fountain')])).toEqual({
      code: 0,
      stdout: '',
      stderr: `Written: ${at('back.fountain')} (Fountain)\n`,
    });
    const back = await readFile(at('back.fountain'), 'utf8');
    expect(printed(back)).toEqual(printed(await readFile(SAMPLE, 'utf8')));
    expect((await cli(['convert', at('sample.pdf'), at('back.json')])).code).toBe(0);
    expect(JSON.parse(await readFile(at('back.json'), 'utf8'))).toEqual(toDocument(parse(back)));
  }, 60_000);

  const film = data('screenplays', 'fountain', 'last-birthday', 'Big-Fish.pdf');
  test.skipIf(film.absent)(
    'a script that others printed, with what is not sure on stderr',
    async () => {
      const { code, stdout, stderr } = await cli(['convert', film.path, at('film.fountain')]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toMatch(/^\d+ lines may be read wrongly\.\n( {2}page \d+: “.+”, read as .+\n)+Written: .+\n$/);
      const read = printed(await readFile(at('film.fountain'), 'utf8'));
      const truth = printed(await readFile(film.path.replace(/pdf$/, 'fountain'), 'utf8'));
      const held = new Set(read);
      expect(truth.filter((line) => held.has(line)).length / truth.length).toBeGreaterThan(0.99);
    },
    60_000,
  );

  test('what is none says so in a sentence', async () => {
    await writeFile(at('text.pdf'), 'Title: no PDF');
    const none = await cli(['convert', at('text.pdf'), at('x.fountain')]);
    expect(none).toEqual({ code: 2, stdout: '', stderr: `${at('text.pdf')}: The file is not a PDF.\n` });
    await writeFile(at('cut.pdf'), (await readFile(at('sample.pdf'))).subarray(0, 400));
    const cut = await cli(['convert', at('cut.pdf'), at('x.fountain')]);
    expect(cut.code).toBe(2);
    expect(cut.stderr).toMatch(/^.+cut\.pdf: [^\n]+damaged[^\n]+\.\n$/);
  }, 60_000);
});
