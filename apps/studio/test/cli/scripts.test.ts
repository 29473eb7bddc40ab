import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFdx } from '@second-unit/screenplay/formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, data } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit cli 🎬 '));
  await writeFile(at('short film 🎬.fountain'), 'Title: Été\n\nINT. HOUSE - DAY\n\nShe waits.\n\nZOË\nHello there.\n');
  await writeFile(at('empty.fountain'), '');
  await writeFile(at('blank.fountain'), ' \n\n');
  await writeFile(at('binary.fountain'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0xff, 0xfe]));
  await writeFile(at('list.json'), '[]');
  await writeFile(at('broken.json'), '{"format": "second-unit/screenplay@1", ');
  await writeFile(
    at('typo.json'),
    '{"format":"second-unit/screenplay@1","titlePage":[],"elements":[{"type":"akshun","text":"x"}]}',
  );
  await mkdir(at('folder.fountain'));
  // Sparse: 2 GB by its size, nothing on the disk.
  const huge = await open(at('huge.fountain'), 'w');
  await huge.truncate(2 * 1024 ** 3);
  await huge.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = (name: string, format: string): string => `Written: ${at(name)} (${format})\n`;

/** One sentence besides what was written, no stack. */
function expectSentence(stderr: string, ...words: string[]): void {
  expect(
    stderr
      .replace(/^Written: .+\n/m, '')
      .trim()
      .split('\n'),
  ).toHaveLength(1);
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|node:internal|Error:/);
  for (const word of words) expect(stderr).toContain(word);
}

describe('convert', () => {
  test('Fountain to JSON and back', async () => {
    expect(await cli(['convert', at('short film 🎬.fountain'), at('out.json')])).toEqual({
      code: 0,
      stdout: '',
      stderr: written('out.json', 'JSON'),
    });
    const document = JSON.parse(await readFile(at('out.json'), 'utf8'));
    expect(document.format).toBe('second-unit/screenplay@1');
    expect(document.elements.map((one: { type: string }) => one.type)).toEqual([
      'sceneHeading',
      'action',
      'character',
      'dialogue',
    ]);
    expect((await cli(['convert', at('out.json'), at('back.fountain')])).code).toBe(0);
    expect((await cli(['convert', at('back.fountain'), at('again.json')])).code).toBe(0);
    const again = JSON.parse(await readFile(at('again.json'), 'utf8'));
    const bare = ({ elements }: { elements: { type: string; text: string }[] }) =>
      elements.map(({ type, text }) => ({ type, text }));
    expect(bare(again)).toEqual(bare(document));
  });

  test.each([
    ['list.json', 'list.json'],
    ['broken.json', 'not JSON'],
    ['typo.json', 'elements[0]'],
  ])('%s is refused, and what stood there stays', async (name, said) => {
    await writeFile(at('kept.fountain'), 'mine');
    const { code, stdout, stderr } = await cli(['convert', at(name), at('kept.fountain')]);
    expect([code, stdout]).toEqual([2, '']);
    expectSentence(stderr, said);
    expect(await readFile(at('kept.fountain'), 'utf8')).toBe('mine');
  });

  test('Fountain and JSON to PDF and HTML', async () => {
    for (const [from, size] of [
      ['short film 🎬.fountain', 'letter'],
      ['short film 🎬.fountain', 'a4'],
    ] as const) {
      const args = ['convert', at(from), at(`${size}.pdf`), '--paper', size];
      expect(await cli(args)).toEqual({ code: 0, stdout: '', stderr: written(`${size}.pdf`, 'PDF') });
      const pdf = (await readFile(at(`${size}.pdf`))).toString('latin1');
      expect(pdf.startsWith('%PDF-1.7')).toBe(true);
      expect(pdf).toContain(size === 'a4' ? '[0 0 595.28 841.89]' : '[0 0 612 792]');
    }
    expect((await cli(['convert', at('short film 🎬.fountain'), at('page.html')])).code).toBe(0);
    expect(await readFile(at('page.html'), 'utf8')).toContain('<p class="character" dir="auto">ZOË</p>');
    await writeFile(at('hieroglyph.fountain'), 'INT. 𓉐 - DAY\n');
    const hieroglyph = await cli(['convert', at('hieroglyph.fountain'), at('hieroglyph.pdf')]);
    expect(hieroglyph.code).toBe(0);
    expectSentence(hieroglyph.stderr, '𓉐', 'font');
    const size = await cli(['convert', at('korean.fountain'), at('x.pdf'), '--paper', 'a5']);
    expect(size.code).toBe(2);
  });

  test('the files of other programs, there and back', async () => {
    const text = '# One\n\nINT. HOUSE - DAY\n\nShe *waits*.\n\nZOË\nHello there.\n';
    await writeFile(at('round.fountain'), text);
    for (const [name, format, lost] of [
      ['round.fdx', 'Final Draft', ''],
      ['round.highland', 'Highland', ''],
      [
        'round.fadein',
        'Fade In',
        'Written as styles or remarks of their own, as Fade In has no such thing: 1 section.\n',
      ],
      [
        'round.xml',
        'Open Screenplay Format',
        'Written as styles or remarks of their own, as the format has no such thing: 1 section.\n',
      ],
    ] as const) {
      expect(await cli(['convert', at('round.fountain'), at(name)]), name).toEqual({
        code: 0,
        stdout: '',
        stderr: lost + written(name, format),
      });
      expect((await cli(['convert', at(name), at('back.fountain')])).code, name).toBe(0);
      expect(await readFile(at('back.fountain'), 'utf8'), name).toContain('INT. HOUSE - DAY\n\nShe *waits*.\n\nZOË');
      const read = await cli(['read', at(name), '--json']);
      expect(JSON.parse(read.stdout), name).toMatchObject({ scenes: [{ heading: 'INT. HOUSE - DAY' }] });
    }
    const json = await cli(['convert', at('round.fountain'), at('round.json')]);
    expect(json).toEqual({
      code: 0,
      stdout: '',
      stderr: `Left out of the JSON, which has text without its looks: 1 emphasis.\n${written('round.json', 'JSON')}`,
    });
  }, 60_000);

  test('what only Final Draft holds stays with --original', async () => {
    const tagged =
      '<FinalDraft Version="5"><Content><Paragraph Type="Action" Id="7"><Text>She </Text><Text RevisionID="1">runs</Text><Text>.</Text></Paragraph></Content></FinalDraft>';
    await writeFile(at('tagged.fdx'), tagged);
    const out = await cli(['convert', at('tagged.fdx'), at('tagged.fountain')]);
    expect(out.code).toBe(0);
    expect(out.stderr).toContain('1 revised passage. Keep ');
    expect((await cli(['convert', at('tagged.fdx'), at('same.fdx')])).code).toBe(0);
    expect(await readFile(at('same.fdx'), 'utf8')).toBe(tagged);
    await writeFile(at('tagged.fountain'), 'INT. HALL - DAY\n\nShe runs.\n');
    const args = ['convert', at('tagged.fountain'), at('back.fdx'), '--original', at('tagged.fdx')];
    expect(await cli(args)).toEqual({ code: 0, stdout: '', stderr: written('back.fdx', 'Final Draft') });
    const back = await readFile(at('back.fdx'), 'utf8');
    expect(back).toContain('<Paragraph Type="Action" Id="7"><Text>She </Text><Text RevisionID="1">runs</Text>');
    expect(back).toContain('INT. HALL - DAY');
    const wrong = await cli(['convert', at('tagged.fountain'), at('back.fadein'), '--original', at('tagged.fdx')]);
    expect(wrong.code).toBe(2);
    expectSentence(wrong.stderr, 'tagged.fdx', '--original');
    const bad = await cli(['convert', at('list.json'), at('x.fdx')]);
    expect(bad.code).toBe(2);
    await writeFile(at('not.fdx'), '<a><b></a>');
    const broken = await cli(['read', at('not.fdx')]);
    expect(broken.code).toBe(2);
    expectSentence(broken.stderr, 'not.fdx');
  }, 60_000);

  test('an ending that says no format, and a folder that is not there', async () => {
    const film = await cli(['convert', at('short film 🎬.fountain'), at('out.docx')]);
    expect(film.code).toBe(2);
    expectSentence(film.stderr, 'out.docx');
    const nowhere = await cli(['convert', at('short film 🎬.fountain'), at('nowhere/out.json')]);
    expect(nowhere.code).toBe(2);
    expectSentence(nowhere.stderr, 'nowhere');
  });

  test('convert --tags writes the breakdown into Final Draft, and nowhere else', async () => {
    await writeFile(at('pistol.fountain'), 'INT. CAR - DAY\n\nAnn holds a pistol.\n\nANN\nDrive.\n');
    const plain = await cli(['convert', at('pistol.fountain'), at('plain.fdx')]);
    expect(plain.stderr).toBe(written('plain.fdx', 'Final Draft'));
    expect(readFdx(await readFile(at('plain.fdx'), 'utf8')).tags).toEqual([]);
    const out = await cli(['convert', at('pistol.fountain'), at('pistol.fdx'), '--tags']);
    expect(out).toEqual({ code: 0, stdout: '', stderr: written('pistol.fdx', 'Final Draft') });
    const { tags } = readFdx(await readFile(at('pistol.fdx'), 'utf8'));
    const named = tags.map(({ category, label }) => `${category}: ${label}`);
    expect(named).toEqual(expect.arrayContaining(['Vehicles: car', 'Props: pistol', 'Cast: ANN']));
    const wrong = await cli(['convert', at('pistol.fountain'), at('pistol.html'), '--tags']);
    expect(wrong.code).not.toBe(0);
    expectSentence(wrong.stderr, 'pistol.html', 'tags');
  });
});

describe('read', () => {
  test('prints, as words and as JSON', async () => {
    const words = await cli(['read', 'short film 🎬.fountain'], { cwd: folder });
    expect([words.code, words.stderr]).toEqual([0, '']);
    expect(words.stdout).toContain('ZOË');
    const json = await cli(['read', 'short film 🎬.fountain', '--json'], { cwd: folder });
    expect(JSON.parse(json.stdout)).toMatchObject({
      format: 'second-unit/read-through@1',
      scenes: [{ heading: 'INT. HOUSE - DAY' }],
      characters: [{ name: 'ZOË', speeches: 1, words: 2 }],
    });
  });

  test('a page of HTML in which the script is only text', async () => {
    await writeFile(
      at('evil.fountain'),
      'INT. <script>alert(1)</script> - DAY\n\nANNA\n<img src=x onerror=alert(1)>\n',
    );
    expect((await cli(['read', at('evil.fountain'), '--html', at('evil.html')])).code).toBe(0);
    const page = await readFile(at('evil.html'), 'utf8');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toMatch(/<script|<img/i);
  });

  test.each([
    ['missing.fountain', 'no file'],
    ['empty.fountain', 'empty'],
    ['blank.fountain', 'white space'],
    ['binary.fountain', 'text'],
    ['folder.fountain', 'folder'],
    ['huge.fountain', '2,048 MB'],
  ])('%s: one sentence, exit 2, nothing written', async (name, said) => {
    const before = await readdir(folder);
    for (const args of [
      ['read', at(name)],
      ['read', at(name), '--json'],
      ['read', at(name), '--html', at('never.html')],
      ['convert', at(name), at('never.json')],
    ]) {
      const { code, stdout, stderr } = await cli(args);
      expect([code, stdout]).toEqual([2, '']);
      expectSentence(stderr, name, said);
    }
    expect(await readdir(folder)).toEqual(before);
  });

  const bigFish = data('screenplays/fountain/nyousefi/Big Fish.fountain');
  test.skipIf(bigFish.absent)('Big Fish', async () => {
    const { code, stdout } = await cli(['read', bigFish.path, '--json']);
    expect(code).toBe(0);
    const through = JSON.parse(stdout);
    expect(through.scenes.length).toBeGreaterThan(100);
    expect(through.characters[0]).toMatchObject({ name: expect.any(String), words: expect.any(Number) });
  });
});

describe('the command line', () => {
  test('help is there for every verb, with an example', async () => {
    const { stdout } = await cli(['--help']);
    const verbs = [...stdout.matchAll(/^ {2}(\w+) .*$/gm)].map((found) => found[1] ?? '').filter((v) => v !== 'help');
    expect(verbs).toEqual(expect.arrayContaining(['studio', 'convert', 'read', 'log']));
    for (const verb of verbs) {
      const help = await cli([verb, '--help']);
      expect(help.code, verb).toBe(0);
      expect(help.stdout, verb).toMatch(/Examples?:\n.*second-unit/);
    }
  }, 60_000);

  test.each([[['sing']], [['read']], [['read', 'a', 'b']], [['read', 'a', '--loud']], [['studio', '--port', 'x']]])(
    '%j is a slip of the hand: exit 2',
    async (args) => {
      const { code, stdout, stderr } = await cli(args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).not.toMatch(/\bat .+:\d+:\d+/);
    },
  );

  test('a reader that has read enough ends it quietly', async () => {
    const { code, stderr } = await cli(['--version']);
    expect([code, stderr]).toEqual([0, '']);
  });
});
