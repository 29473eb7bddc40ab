import { readFile } from 'node:fs/promises';
import type { ProductionView, ScriptSummary, ScriptView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { dropFile } from './support/drop.ts';
import { intercept } from './support/intercept.ts';
import { expectAccessible, openPage } from './support/page.ts';

const SCRIPT = `Title: The Keys

INT. HALL - DAY

A coat on the floor.

ZOË
(quietly)
Who is there?

MR. ÖST (O.S.)
Nobody you know.

EXT. STREET - NIGHT

Rain.

ZOË
Then I will wait.
`;

describe('the Script room', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'The Keys' })).id;
    page = await openPage(browser, `${address}/p/${production}/script`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const editor = () => page.getByRole('textbox', { name: 'Screenplay' });

  it('takes a dropped .fountain file and asks for its rights in one line', async () => {
    await page.getByRole('button', { name: 'Open a screenplay' }).first().waitFor();
    await dropFile(page, 'the keys ÅÄÖ 🔑.fountain', SCRIPT);
    await editor().waitFor();
    await expect.poll(() => editor().textContent()).toContain('Who is there?');
    const question = page.getByRole('group', { name: /^Whose script is/ });
    await question.getByRole('button', { name: 'I made it' }).click();
    await expect.poll(async () => (await script()).rights.basis).toBe('own');
    expect((await script()).rights).toMatchObject({ mayLearnFrom: false, mayLeaveMachine: false });
  });

  it('shows the outline, and the cast with the lines behind each number', async () => {
    await page.getByRole('tab', { name: 'Outline 2' }).waitFor();
    await page.getByRole('button', { name: 'EXT. STREET - NIGHT', exact: true }).click();
    await page.getByRole('tab', { name: 'Cast 2' }).click();
    const zoe = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'ZOË' });
    await zoe.getByRole('button', { name: '2 speeches' }).click();
    const because = page.getByRole('complementary');
    await because
      .getByRole('button', { name: /Who is there\?|Line 7/ })
      .first()
      .click();
    expect(await because.getByRole('listitem').count()).toBe(2);
  });

  it('says saved only when the words are on disk, and they are there after a reload', async () => {
    await editor().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\nShe sits down on the kerb.\n');
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await page.reload();
    await expect.poll(() => editor().textContent()).toContain('She sits down on the kerb.');
  });

  it('undoes and redoes', async () => {
    await editor().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('A dog barks.');
    await expect.poll(() => editor().textContent()).toContain('A dog barks.');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => editor().textContent()).not.toContain('A dog barks.');
    await page.keyboard.press('ControlOrMeta+Shift+KeyZ');
    await expect.poll(() => editor().textContent()).toContain('A dog barks.');
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  });

  it('brings what another window types into this one', async () => {
    const other = await openPage(browser, `${address}/p/${production}/script`);
    const theirs = other.getByRole('textbox', { name: 'Screenplay' });
    await theirs.click();
    await other.keyboard.press('ControlOrMeta+End');
    await other.keyboard.type('\nThe dog stops.\n');
    await expect.poll(() => editor().textContent()).toContain('The dog stops.');
    await other.close();
  });

  it('gives the script back as a file, as it was written', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export the script' }).click();
    await page.getByRole('menuitem', { name: 'Fountain .fountain' }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text.startsWith(SCRIPT)).toBe(true);
    expect(text).toContain('The dog stops.');
  });

  it('keeps words typed while the studio cannot be reached, and sends them later', async () => {
    await intercept(page, '**/updates', (route) => route.abort());
    await editor().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\nNobody hears it.\n');
    await page
      .getByRole('status')
      .filter({ hasText: /not saved/i })
      .waitFor();
    await page.unroute('**/updates');
    await page
      .getByRole('status')
      .filter({ hasText: /^Saved/ })
      .waitFor();
    const { id } = await script();
    const text = await (await fetch(`${address}/api/v1/scripts/${id}/file`)).text();
    expect(text).toContain('Nobody hears it.');
    const { seq } = await studio.get<ScriptView>(`/scripts/${id}`);
    expect(seq).toBeGreaterThan(1);
  });

  it('has no barrier that axe can see, wide and narrow', async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('refuses a binary that calls itself a screenplay, and says why', async () => {
    const response = await fetch(`${address}/api/v1/productions/${production}/files?name=film.fountain`, {
      method: 'POST',
      body: new Uint8Array([0, 1, 2, 255, 254, 0, 0, 9]),
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { code: 'input', message: expect.stringMatching(/\.$/) } });
  });

  async function script(): Promise<ScriptSummary> {
    const { scripts } = await studio.get<ProductionView>(`/productions/${production}`);
    const [first] = scripts;
    if (!first) throw new Error('The script was not taken in.');
    return first;
  }
});
