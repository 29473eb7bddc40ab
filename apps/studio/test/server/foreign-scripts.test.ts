import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeHighland } from '@second-unit/screenplay/formats';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { PdfReadingView, ProductionView, ScriptSummary, ScriptView } from '../../src/contract/index.ts';
import { BACKENDS, freshDatabaseUrl } from '../support/postgres.ts';
import { DOUBTFUL, typedPdf } from '../support/typed-pdf.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

const TAGGED = `<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Type="Scene Heading" Number="12"><Text>INT. HALL - DAY</Text></Paragraph>
    <Paragraph Type="Action" Id="7"><Text>She </Text><Text RevisionID="1">runs</Text><Text>.</Text></Paragraph>
    <Paragraph Type="Action"><Text>A coat on the floor.</Text></Paragraph>
  </Content>
  <LockedPages><LockedPage Name="1A"/></LockedPages>
</FinalDraft>
`;

/** A third of a megabyte that unpacks to 300; packed once. */
let packed: Uint8Array<ArrayBuffer> | undefined;
function zipBomb(): Uint8Array<ArrayBuffer> {
  packed ??= new Uint8Array(zipSync({ 'document.xml': new Uint8Array(300 * 1024 * 1024) }, { level: 1 }));
  return packed;
}

describe.each(BACKENDS)('on %s', (backend) => {
  let studio: TestStudio;
  let production: string;
  beforeEach(async () => {
    studio = await testStudio(undefined, backend === 'postgresql' ? await freshDatabaseUrl() : undefined);
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
  }, 120_000);
  afterEach(() => studio?.close());

  const upload = (name: string, body: string | Uint8Array<ArrayBuffer>, basis = 'own') =>
    fetch(`${studio.address}/api/v1/productions/${production}/files?name=${encodeURIComponent(name)}&basis=${basis}`, {
      method: 'POST',
      body,
    });
  async function open(name: string, body: string | Uint8Array<ArrayBuffer>, basis?: string): Promise<ScriptSummary> {
    const response = await upload(name, body, basis);
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { script: ScriptSummary }).script;
  }
  async function documentOf(script: string): Promise<Y.Doc> {
    const doc = new Y.Doc();
    const { state } = await studio.get<ScriptView>(`/scripts/${script}`);
    Y.applyUpdate(doc, Buffer.from(state, 'base64'));
    return doc;
  }
  const textOf = async (script: string): Promise<string> => (await documentOf(script)).getText('text').toString();
  /** Writes as a window does. */
  async function write(script: string, change: (text: Y.Text) => void): Promise<void> {
    const doc = await documentOf(script);
    const before = Y.encodeStateVector(doc);
    change(doc.getText('text'));
    const response = await fetch(`${studio.address}/api/v1/scripts/${script}/updates`, {
      method: 'POST',
      headers: { 'X-Client': 'window-1' },
      body: new Uint8Array(Y.encodeStateAsUpdate(doc, before)),
    });
    expect(response.status).toBe(200);
  }
  const answer = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${studio.address}/api/v1${path}`, { headers });
  const refused = async (response: Response): Promise<{ code: string; message: string }> =>
    ((await response.json()) as { error: { code: string; message: string } }).error;
  const originals = () => readdir(join(studio.home, 'originals'));

  test('a Final Draft file becomes a script, is kept, and takes what changed back into itself', async () => {
    const script = await open('Sea, draft 2.fdx', TAGGED);
    expect(script).toMatchObject({ title: 'Sea, draft 2', original: { name: 'Sea, draft 2.fdx', format: 'fdx' } });
    expect(await textOf(script.id)).toContain('INT. HALL - DAY #12#\n\nShe runs.');
    const [kept, ...more] = await originals();
    expect(more).toEqual([]);
    expect(await readFile(join(studio.home, 'originals', kept ?? ''), 'utf8')).toBe(TAGGED);
    expect(await (await answer(`/scripts/${script.id}/original`)).text()).toBe(TAGGED);

    const same = await studio.act('script.export', { script: script.id, format: 'fdx' });
    expect(same).toMatchObject({ name: 'sea-draft-2.fdx', encoding: 'utf8', content: TAGGED });
    await write(script.id, (text) => text.insert(text.toString().indexOf('A coat'), 'Nobody. '));
    const changed = await (await answer(`/scripts/${script.id}/export?format=fdx`)).text();
    expect(changed).toBe(TAGGED.replace('A coat', 'Nobody. A coat'));
  }, 120_000);

  test('a script goes out in every format, if its rights allow it', async () => {
    const script = await open('Sea.fountain', '# Act one\n\nINT. HALL - DAY\n\nShe waits.\n');
    const starts = { fountain: '# Act', fdx: '<?xml', pdf: '%PDF', html: '<!doctype', fadein: 'PK', highland: 'PK' };
    for (const [format, start] of Object.entries(starts)) {
      const response = await answer(`/scripts/${script.id}/export?format=${format}`);
      expect((await response.text()).slice(0, start.length), format).toBe(start);
      expect(response.headers.get('content-disposition')).toContain(`sea.${format}`);
    }
    const { notes, content } = await studio.act('script.export', { script: script.id, format: 'pdf', paper: 'a4' });
    expect(notes).toEqual(['Left out of the PDF, which has only what prints: 1 section.']);
    expect(Buffer.from(content, 'base64').toString('latin1')).toContain('595.28');
    expect((await answer(`/scripts/${script.id}/export?format=docx`)).status).toBe(422);

    const held = await open('Held.fdx', TAGGED, 'unknown');
    for (const path of ['export?format=fdx', 'export?format=pdf', 'original', 'file']) {
      const response = await answer(`/scripts/${held.id}/${path}`);
      expect(response.status, path).toBe(403);
      expect((await refused(response)).message).toContain('Held');
    }
    expect((await send(studio.address, 'script.export', { script: held.id, format: 'fdx' })).status).toBe(403);
    // Its own page shows it all the same.
    expect((await answer(`/scripts/${held.id}/original`, { 'sec-fetch-dest': 'empty' })).status).toBe(200);
  }, 90_000);

  test('the other programs’ files, and text that is Fountain in truth', async () => {
    const fountain = 'INT. HALL - DAY\n\nMARA\nWho is there?\n\n~A song\n';
    const highland = await open('Sea.highland', new Uint8Array(writeHighland(fountain)));
    expect(await textOf(highland.id)).toBe(fountain);
    expect(await textOf((await open('Sea.txt', fountain)).id)).toBe(fountain);
    const laidOut =
      '               INT. HALL - DAY\n\n                              MARA\n                    Who is\n';
    expect(await textOf((await open('Laid out.txt', laidOut)).id)).toBe('INT. HALL - DAY\n\nMARA\nWho is\n');
    const word = zipSync({
      'word/document.xml': strToU8(
        '<w:document><w:body><w:p><w:r><w:t>INT. HALL - DAY</w:t></w:r></w:p></w:body></w:document>',
      ),
    });
    expect(await textOf((await open('Sea.docx', new Uint8Array(word))).id)).toContain('INT. HALL - DAY');
    const xml = await open('Sea.xml', TAGGED);
    expect(xml.original?.format).toBe('fdx');
    const again = await studio.act('script.export', { script: xml.id, format: 'fdx' });
    expect(again).toMatchObject({ content: TAGGED, notes: [] });
    // Somebody took the originals away: the words still go out, and it says what does not.
    await rm(join(studio.home, 'originals'), { recursive: true });
    const { content, notes } = await studio.act('script.export', { script: xml.id, format: 'fdx' });
    expect(content).toContain('<Text>She runs.</Text>');
    expect(notes).toEqual([expect.stringMatching(/^Sea\.xml is no longer where/)]);
  }, 120_000);

  test('what cannot be read says why, and nothing of it stays', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, at) =>
      at === 0 ? '' : `<!ENTITY a${at} "${`&a${at === 1 ? '' : at - 1};`.repeat(10)}">`,
    ).join('')}]><FinalDraft><Content><Paragraph><Text>&a11;</Text></Paragraph></Content></FinalDraft>`;
    const cases: readonly [string, string | Uint8Array<ArrayBuffer>, RegExp][] = [
      ['bomb.fdx', bomb, /bomb\.fdx/],
      ['bomb.fadein', zipBomb(), /bomb\.fadein/],
      ['locked.pdf', await typedPdf(DOUBTFUL, { userPassword: 'x' }), /encrypted.*Save it without one/],
      ['scan.pdf', await typedPdf([[]]), /scan/],
      ['no.pdf', 'Title: none', /not a PDF/],
      ['old.fdr', 'x', /\.fdr file cannot be taken in/],
      ['other.xml', '<html/>', /other\.xml/],
      ['no.docx', 'x', /no\.docx/],
    ];
    for (const [name, body, said] of cases) {
      const response = await upload(name, body);
      expect([413, 422], name).toContain(response.status);
      const { message } = await refused(response);
      expect(message, name).toMatch(said);
      expect(message, name).toMatch(/\.$/);
    }
    const view = await studio.get<ProductionView>(`/productions/${production}`);
    expect([view.scripts, view.media]).toEqual([[], []]);
    expect(await originals()).toEqual([]);
    expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);
  }, 120_000);

  test('doubtful lines of a PDF are corrected, in the text too, and what was written since stays', async () => {
    const script = await open('Keeper.pdf', await typedPdf(DOUBTFUL));
    expect(script.original).toEqual({ name: 'Keeper.pdf', format: 'pdf', doubts: 3 });
    const reading = await studio.get<PdfReadingView>(`/scripts/${script.id}/reading`);
    const doubtful = reading.doubtful.map((line) => [line, reading.lines[line]?.text] as const);
    expect(doubtful.map(([, text]) => text)).toEqual(['THE GHOST', 'FREEZES.', 'LATER']);
    const [ghost = 0, freezes = 0, later = 0] = reading.doubtful;
    const say = (line: number, type: 'sceneHeading' | 'furniture' | 'action' | null, text = true) =>
      studio.act('script.correctLines', { script: script.id, lines: [{ line, type }], text });
    const doubts = async () => (await studio.get<ProductionView>(`/productions/${production}`)).scripts[0]?.original;

    await write(script.id, (text) => text.insert(text.toString().indexOf('Is anybody'), 'Hello? '));
    const fresh = await textOf(script.id);
    expect((await say(ghost, 'sceneHeading')).original?.doubts).toBe(2);
    expect(await textOf(script.id)).toBe(fresh.replace('THE GHOST', '.THE GHOST'));
    // Said to be as it was read: nothing to change.
    await say(freezes, 'action');
    await say(later, 'furniture');
    expect(await textOf(script.id)).toBe(fresh.replace('THE GHOST', '.THE GHOST').replace('LATER\n\n', ''));
    expect(await doubts()).toMatchObject({ doubts: 0 });
    // Taken back.
    await say(ghost, null);
    await say(later, null);
    expect(await textOf(script.id)).toBe(fresh);
    expect(await doubts()).toMatchObject({ doubts: 2 });

    // Words typed into the line are nobody's to overwrite.
    await write(script.id, (text) => text.insert(text.toString().indexOf('THE GHOST'), 'Then: '));
    const typed = await textOf(script.id);
    await say(ghost, 'sceneHeading');
    expect(await textOf(script.id)).toBe(typed);

    studio = await studio.reopen();
    const again = await studio.get<PdfReadingView>(`/scripts/${script.id}/reading`);
    expect(again.corrections).toEqual([
      { line: ghost, type: 'sceneHeading' },
      { line: freezes, type: 'action' },
    ]);
    const beyond = await send(studio.address, 'script.correctLines', {
      script: script.id,
      lines: [{ line: 9999, type: 'action' }],
    });
    expect([beyond.status, (await refused(beyond)).message]).toEqual([422, expect.stringContaining('9999')]);
    const other = await open('Other.fountain', 'INT. HALL - DAY\n');
    expect((await answer(`/scripts/${other.id}/reading`)).status).toBe(404);
  }, 120_000);
});
