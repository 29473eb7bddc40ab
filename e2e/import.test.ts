import { readFile } from 'node:fs/promises';
import type { PdfReadingView, ProductionView, ScriptSummary } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DOUBTFUL, typedPdf } from '../apps/studio/test/support/typed-pdf.ts';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { dropFile } from './support/drop.ts';
import { expectAccessible, openPage } from './support/page.ts';

const TAGGED = `<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Type="Scene Heading" Number="12"><Text>INT. HALL - DAY</Text></Paragraph>
    <Paragraph Type="Action" Id="7"><Text>She </Text><Text RevisionID="1">runs</Text><Text>.</Text></Paragraph>
  </Content>
</FinalDraft>
`;

describe('screenplays of other programs', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'The Keeper' })).id;
    page = await openPage(browser, `${address}/p/${production}/script`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const editor = () => page.getByRole('textbox', { name: 'Screenplay' });
  const text = () => editor().textContent();
  const list = () => page.getByRole('region', { name: 'Lines read with doubt' });
  const line = (name: string) => list().getByRole('listitem').getByRole('button', { name });
  async function script(title: string): Promise<ScriptSummary> {
    const { scripts } = await studio.get<ProductionView>(`/productions/${production}`);
    const found = scripts.find((one) => one.title === title);
    if (!found) throw new Error(`There is no ${title}.`);
    return found;
  }
  const own = () => page.getByRole('group', { name: /^Whose script is/ }).getByRole('button', { name: 'I made it' });
  const saved = () => page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();

  it('takes a Final Draft file, and gives it back with what Fountain cannot say', async () => {
    await page.getByRole('button', { name: 'Open a screenplay' }).first().waitFor();
    await dropFile(page, 'Hall.fdx', TAGGED);
    await expect.poll(text).toContain('She runs.');
    await own().click();
    await expect.poll(async () => (await script('Hall')).rights.mayExport).toBe(true);
    await editor().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\nA coat on the floor.\n');
    await saved();
    await page.getByRole('button', { name: 'Export the script' }).click();
    await expectAccessible(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Final Draft .fdx' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('hall.fdx');
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain('<Paragraph Type="Action" Id="7"><Text>She </Text><Text RevisionID="1">runs</Text>');
    expect(file).toContain('A coat on the floor.');
  });

  it('says why a file cannot be read, and makes nothing of it', async () => {
    // A page of its own: a refusal is an error in a browser's console.
    const other = await (await browser.newContext()).newPage();
    await other.goto(`${address}/p/${production}/script`);
    await other.getByRole('button', { name: 'Open a screenplay' }).first().waitFor();
    await dropFile(other, 'scan.pdf', await typedPdf([[]]));
    await other.getByText(/scan\.pdf.*probably a scan/).waitFor();
    await dropFile(other, 'locked.pdf', await typedPdf(DOUBTFUL, { userPassword: 'x' }));
    await other.getByText(/locked\.pdf.*encrypted/).waitFor();
    await other.close();
    const { scripts } = await studio.get<ProductionView>(`/productions/${production}`);
    expect(scripts.map(({ title }) => title)).toEqual(['Hall']);
  });

  it('shows the lines of a PDF that were read with doubt, with the page that they stand on', async () => {
    await dropFile(page, 'Keeper.pdf', await typedPdf(DOUBTFUL));
    await page.getByText('3 lines of Keeper.pdf were read with doubt.').waitFor();
    await own().click();
    await page.getByRole('button', { name: 'Look at them' }).click();
    await line('THE GHOST').waitFor();
    expect(await list().getByRole('listitem').count()).toBe(3);
    await page.getByRole('img', { name: 'Page 1 of the PDF around “THE GHOST”' }).waitFor();
    await page.locator('.page-picture[data-drawn]').waitFor();
    // Ink on white: the picture is of the page.
    const inked = await page.evaluate(`(() => {
      const canvas = document.querySelector('.page-picture canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] < 128 && data[at + 3] > 0) dark++;
      return dark;
    })()`);
    expect(inked).toBeGreaterThan(200);
    await expectAccessible(page);
  });

  it('says of speech that nobody speaks that it needs a cue above, and leaves the line open', async () => {
    for (const key of ['4', '5']) {
      await line('FREEZES.').click();
      await page.keyboard.press(key);
      await list().getByText('“FREEZES.” has no cue above it').waitFor();
      await list().getByRole('heading', { name: '3 lines read with doubt' }).waitFor();
      await expect.poll(() => line('FREEZES.').getAttribute('aria-current')).toBe('true');
    }
    await line('THE GHOST').click();
    const { corrections } = await studio.get<PdfReadingView>(`/scripts/${(await script('Keeper')).id}/reading`);
    expect(corrections).toEqual([]);
  });

  it('corrects them by keys; the script follows', async () => {
    await expect.poll(() => line('THE GHOST').getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('1');
    await expect.poll(text).toContain('.THE GHOST');
    await expect.poll(() => line('FREEZES.').getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Enter');
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await expect.poll(() => line('THE GHOST').getAttribute('aria-current')).toBe('true');
    await list().getByRole('heading', { name: '1 line read with doubt' }).waitFor();
    await saved();
    await expect.poll(async () => (await script('Keeper')).original?.doubts).toBe(1);
    const { corrections } = await studio.get<PdfReadingView>(`/scripts/${(await script('Keeper')).id}/reading`);
    expect(corrections.map(({ type }) => type)).toEqual(['sceneHeading', 'action']);
  });

  it('takes back what was said, from the list and from the page', async () => {
    await page.keyboard.press('u');
    await list().getByRole('heading', { name: '2 lines read with doubt' }).waitFor();
    await page.keyboard.press('u');
    await list().getByRole('heading', { name: '3 lines read with doubt' }).waitFor();
    await expect.poll(text).not.toContain('.THE GHOST');

    await line('LATER').click();
    await page.keyboard.press('9');
    await expect.poll(text).not.toContain('LATER');
    await editor().click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(text).toContain('LATER');
    await expect.poll(() => line('LATER').textContent()).toContain('likely action');
    await page.keyboard.press('ControlOrMeta+Shift+KeyZ');
    await expect.poll(text).not.toContain('LATER');
    await expect.poll(() => line('LATER').textContent()).toContain('Leave out');
  });

  it('shows what is said elsewhere', async () => {
    const { id } = await script('Keeper');
    const { lines } = await studio.get<PdfReadingView>(`/scripts/${id}/reading`);
    const freezes = lines.findIndex((one) => one.text === 'FREEZES.');
    await studio.act('script.correctLines', { script: id, lines: [{ line: freezes, type: 'centered' }] });
    await expect.poll(() => line('FREEZES.').textContent()).toContain('Centred');
    await expect.poll(text).toContain('> FREEZES. <');
    await studio.act('script.correctLines', { script: id, lines: [{ line: freezes, type: null }] });
    await expect.poll(() => line('FREEZES.').textContent()).toContain('likely action');
    await expect.poll(text).not.toContain('> FREEZES.');
  });

  it('leaves typed words as they are, and knows after a reload what is left', async () => {
    await editor().getByText('THE GHOST', { exact: true }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' OF A MAN');
    await line('THE GHOST').click();
    await page.keyboard.press('1');
    await list()
      .getByText(/reads otherwise in the script by now/)
      .waitFor({ state: 'attached' });
    expect(await text()).toContain('THE GHOST OF A MAN');
    expect(await text()).not.toContain('.THE GHOST');
    await saved();
    await expect.poll(async () => (await script('Keeper')).original?.doubts).toBe(1);
    await page.reload();
    await page.getByText('1 line of Keeper.pdf was read with doubt.').waitFor();
    await page.getByRole('button', { name: 'Look at them' }).click();
    await expect.poll(() => line('FREEZES.').getAttribute('aria-current')).toBe('true');
    await list().getByRole('button', { name: 'Take all as read' }).click();
    await list().getByRole('heading', { name: 'Every line has been looked at' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => list().count()).toBe(0);
    await expect.poll(() => page.getByText(/read with doubt/).count()).toBe(0);
  });

  it('fits a phone, by day', async () => {
    const id = (await script('Keeper')).id;
    const small = await openPage(browser, `${address}/p/${production}/script/${id}`, { width: 390, height: 844 });
    await small.emulateMedia({ colorScheme: 'light' });
    await small.getByRole('textbox', { name: 'Screenplay' }).waitFor();
    await small.keyboard.press('ControlOrMeta+k');
    await small.keyboard.type('Correct how');
    await small.keyboard.press('Enter');
    await small.getByRole('region', { name: 'Lines read with doubt' }).waitFor();
    await small.locator('.page-picture[data-drawn]').waitFor();
    expect(await small.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await expectAccessible(small);
    await small.close();
  });
});
