import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillFolder } from '../../src/cli/output.ts';
import { withParts } from '../../src/cli/verbs/trailer-parts.ts';
import { cli } from './harness.ts';

const WHITE = 'INT. HOUSE - DAY\n\nShe waits.\n\nZOË\nHello there.\n';
const BLUE = WHITE.replace('waits', 'sleeps');

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit outputs '));
  await writeFile(at('white.fountain'), WHITE);
  await writeFile(at('blue.fountain'), BLUE);
  await writeFile(at('blue.pdf'), BLUE);
  await writeFile(at('white.html'), WHITE);
  await symlink(at('white.fountain'), at('link.html'));
  await link(at('blue.fountain'), at('hard.pdf'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

describe('no output takes the place of an input', () => {
  test.each<[string, () => string[]]>([
    ['read, the same name', () => ['read', at('white.fountain'), '--html', at('white.fountain')]],
    ['read, a symbolic link', () => ['read', at('white.fountain'), '--html', at('link.html')]],
    ['diff, a hard link', () => ['diff', at('white.fountain'), at('blue.fountain'), '--pdf', at('hard.pdf')]],
    ['diff, the same name', () => ['diff', at('white.fountain'), at('blue.pdf'), '--pdf', at('blue.pdf')]],
    ['convert, the same name', () => ['convert', at('blue.pdf'), at('blue.pdf')]],
    ['convert, by another way', () => ['convert', at('white.fountain'), at('link.html')]],
    ['convert, the original', () => ['convert', at('white.fountain'), at('blue.pdf'), '--original', at('blue.pdf')]],
    ['log, the film', () => ['log', at('blue.fountain'), '--csv', at('blue.fountain')]],
  ])('%s', async (_, args) => {
    const { code, stderr } = await cli(args());
    expect(stderr).toMatch(/would be written over/);
    expect(code).toBe(2);
    expect(await readFile(at('white.fountain'), 'utf8')).toBe(WHITE);
    expect(await readFile(at('blue.fountain'), 'utf8')).toBe(BLUE);
    expect(await readFile(at('blue.pdf'), 'utf8')).toBe(BLUE);
  });
});

describe('what a verb says of its output', () => {
  test('convert says what it wrote, and Fountain becomes plain text as it stands', async () => {
    const { code, stderr } = await cli(['convert', at('white.fountain'), at('copy.txt')]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Written: ${at('copy.txt')} (plain text, in Fountain)\n` });
    expect(await readFile(at('copy.txt'), 'utf8')).toBe(WHITE);
  });

  test.each<[string, string[], RegExp]>([
    ['an ending that is no PDF', ['--pdf', 'changes.fdx'], /must end in \.pdf/],
    ['a colour that no pages have', ['--colour', 'purple'], /White, Blue, Pink.* not purple/],
  ])('diff refuses %s', async (_, args, words) => {
    const { code, stderr } = await cli(['diff', at('white.fountain'), at('blue.fountain'), ...args]);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });

  test('a colour of the second round is taken', async () => {
    const args = ['diff', at('white.fountain'), at('blue.fountain'), '--pdf', at('out.pdf'), '--colour', 'double blue'];
    const { code, stderr } = await cli(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Written: ${at('out.pdf')} (PDF with revision marks)\n` });
  });

  test('no verb at all is a slip: usage, and exit 2', async () => {
    const { code, stderr } = await cli([]);
    expect(stderr).toContain('Usage: second-unit');
    expect(code).toBe(2);
  });
});

describe('a folder of several', () => {
  test('is filled whole, beside what stood there, or not at all', async () => {
    await mkdir(at('several/1'), { recursive: true });
    await writeFile(at('several/1/mine.txt'), 'mine');
    await writeFile(at('several/1/a'), 'old');
    const write = async (staging: string, name: string) => {
      await mkdir(join(staging, name), { recursive: true });
      await writeFile(join(staging, name, 'a'), 'new');
    };
    const failing = fillFolder(at('several'), async (staging) => {
      await write(staging, '1');
      throw new Error('The second could not be made.');
    });
    await expect(failing).rejects.toThrow('The second could not be made.');
    expect(await readFile(at('several/1/a'), 'utf8')).toBe('old');
    await fillFolder(at('several'), async (staging) => {
      for (const name of ['1', '2']) await write(staging, name);
    });
    expect((await readdir(at('several'), { recursive: true })).sort()).toEqual(['1', '1/a', '1/mine.txt', '2', '2/a']);
    expect(await readFile(at('several/1/a'), 'utf8')).toBe('new');
  });

  test.each<[string, (out: string, work: (folder: string) => Promise<void>) => Promise<void>]>([
    ['that is filled', (out, work) => fillFolder(out, work)],
    [
      'for parts',
      (out, work) =>
        withParts(out, { signal: new AbortController().signal, progress: { show() {}, clear() {} } }, work),
    ],
  ])('%s and cannot be is taken away, but not what another put beside it', async (what, run) => {
    const failing = (out: string, meanwhile: () => Promise<void>) =>
      run(at(out), async (own) => {
        await writeFile(join(own, 'half'), 'half');
        await meanwhile();
        throw new Fault('input', 'This could not be read.');
      });
    await expect(failing(`${what}/new/a`, async () => {})).rejects.toThrow('could not be read');
    expect(await readdir(folder)).not.toContain(what);
    const other = () => fillFolder(at(`${what}/new/b`), (staging) => writeFile(join(staging, 'film'), 'whole'));
    await expect(failing(`${what}/new/a`, other)).rejects.toThrow('could not be read');
    expect((await readdir(at(what), { recursive: true })).sort()).toEqual(['new', 'new/b', 'new/b/film']);
  });
});
