import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './harness.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit doubts '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('Latin-1 is read as Windows-1252, and it says so', async () => {
  await writeFile(at('latin.fountain'), Buffer.from('INT. CAFÉ - JOUR\n\nElle attend à la fenêtre.\n', 'latin1'));
  const { code, stderr } = await cli(['convert', at('latin.fountain'), at('latin.json')]);
  expect(code).toBe(0);
  expect(stderr).toContain(`${at('latin.fountain')} is not UTF-8; it was read as Windows-1252.`);
  expect(await readFile(at('latin.json'), 'utf8')).toContain('Elle attend à la fenêtre.');
});

test('what is neither is refused, with the byte and the line', async () => {
  await writeFile(at('cyrillic.fountain'), Buffer.from([0x49, 0x4e, 0x54, 0x0a, 0xca, 0xd3, 0xd5, 0xcd, 0xdf]));
  const { code, stderr } = await cli(['read', at('cyrillic.fountain')]);
  expect(code).toBe(2);
  expect(stderr).toContain('it is not UTF-8 text (byte 5, in line 2). Save it as UTF-8');
});

test('a PDF of a letter is taken in with a doubt', async () => {
  await writeFile(at('letter.fountain'), 'Dear Ms Carter, thank you for your script.\n\nWe read it with joy.\n');
  expect((await cli(['convert', at('letter.fountain'), at('letter.pdf')])).code).toBe(0);
  const { code, stderr } = await cli(['convert', at('letter.pdf'), at('back.fountain')]);
  expect(code).toBe(0);
  expect(stderr).toContain('No scene headings were found, and nobody speaks; it may be no screenplay.');
});

test('emphasis that Fountain has no signs for is said to be left out', async () => {
  const paragraph =
    '<Paragraph Type="Action"><Text Style="Bold">Alpha</Text><Text> under</Text><Text Style="Underline">li</Text><Text>ned</Text></Paragraph>';
  await writeFile(at('part.fdx'), `<FinalDraft><Content>${paragraph}</Content></FinalDraft>`);
  const { code, stderr } = await cli(['convert', at('part.fdx'), at('part.fountain')]);
  expect(code).toBe(0);
  expect(stderr).toContain('no signs for the emphasis of 1 run of');
  expect((await readFile(at('part.fountain'), 'utf8')).trim()).toBe('**Alpha** underlined');
});

test('text forced to be action is action again, by whatever format it came', async () => {
  const text = 'INT. HOUSE - DAY\n\n!BOOM\n\n!INT. A WORD\n\n!CUT TO:\n\nZOË\nHello.\n';
  await writeFile(at('boom.fountain'), text);
  for (const ending of ['fdx', 'json', 'fadein', 'highland']) {
    await cli(['convert', at('boom.fountain'), at(`boom.${ending}`)]);
    await cli(['convert', at(`boom.${ending}`), at('boom-back.json')]);
    const { elements } = JSON.parse(await readFile(at('boom-back.json'), 'utf8')) as { elements: { type: string }[] };
    const types = elements.map(({ type }) => type);
    expect(types, ending).toEqual(['sceneHeading', 'action', 'action', 'action', 'character', 'dialogue']);
  }
}, 60_000);
