import type { ProductionView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { dropFile } from './support/drop.ts';
import { expectAccessible, openPage } from './support/page.ts';

describe('several scripts in one production', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'White' })).id;
    page = await openPage(browser, `${address}/p/${production}/script`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const editor = () => page.getByRole('textbox', { name: 'Screenplay' });
  const question = () => page.getByRole('group', { name: /^Whose script is/ });
  const view = () => studio.get<ProductionView>(`/productions/${production}`);
  const pick = () => page.getByRole('combobox', { name: 'Script' });
  const shown = () => pick().evaluate((select) => (select as unknown as { value: string }).value);
  const idOf = async (title: string) => (await view()).scripts.find((one) => one.title === title)?.id;

  it('puts the cursor on the page of a new script, and what is typed at once on it', async () => {
    await page.getByRole('button', { name: 'Write a new script' }).click();
    await page.keyboard.type('Fade in on snow.');
    await expect.poll(() => editor().textContent()).toBe('Fade in on snow.');
    await expect.poll(() => editor().evaluate((page) => page.matches(':focus'))).toBe(true);
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    // From the palette, with a script open; what was picked runs late, as on a slow machine.
    await page.evaluate(() => {
      const later = globalThis.setTimeout;
      const slow = (run: () => void, wait = 0) => later(run, Math.max(wait, 200));
      Object.assign(globalThis, { setTimeout: slow });
      later(() => Object.assign(globalThis, { setTimeout: later }), 2000);
    });
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('Write a new script');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.type('More snow, and a dog in it.');
    await expect.poll(() => editor().textContent()).toBe('More snow, and a dog in it.');
    expect((await view()).scripts.map(({ title }) => title)).toEqual(['Untitled', 'Untitled 2']);
  });

  it('tells two of one name apart, and asks whose the script on the screen is', async () => {
    for (const title of ['white', 'white 2', 'white 3']) {
      await dropFile(page, 'white.fountain', 'INT. WHITE - DAY\n\nSnow.\n');
      await page.getByRole('group', { name: `Whose script is “${title}”?` }).waitFor();
    }
    await pick().selectOption({ label: 'white 2' });
    await page.getByRole('group', { name: 'Whose script is “white 2”?' }).waitFor();
    await question().getByRole('button', { name: 'I made it' }).click();
    await question().waitFor({ state: 'detached' });
    // An Enter behind it answers for no other script.
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await view()).scripts.map(({ rights }) => rights.basis))
      .toEqual(['own', 'own', 'unknown', 'own', 'unknown']);
  });

  it('opens the script worked on last, and asks again whose it is', async () => {
    await pick().selectOption({ label: 'white 3' });
    await question().waitFor();
    await page.goto(`${address}/p/${production}/script`);
    await expect.poll(shown).toBe(await idOf('white 3'));
    expect(await question().count()).toBe(0);
    await page.getByRole('button', { name: 'Whose script is this?' }).click();
    await question().getByRole('button', { name: 'Later' }).click();
    await page.getByRole('button', { name: 'Export the script' }).click();
    await question().getByRole('button', { name: 'I made it' }).click();
    await page.getByRole('button', { name: 'Whose script is this?' }).waitFor({ state: 'detached' });
  });

  it('removes a script, and brings it back by Undo and from the Ledger', async () => {
    const titles = async () => (await view()).scripts.map(({ title }) => title);
    const remove = async () => {
      await page.getByRole('button', { name: 'More with this script' }).click();
      await page.getByRole('menuitem', { name: 'Remove this script' }).click();
      await page.getByRole('heading', { name: '“white 3” was removed' }).waitFor();
      expect(await titles()).not.toContain('white 3');
    };
    await pick().selectOption({ label: 'white 3' });
    await remove();
    await expectAccessible(page);
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => editor().textContent()).toContain('Snow.');
    await remove();
    await page.goto(`${address}/p/${production}/ledger`);
    await page.getByRole('button', { name: 'Bring back white 3' }).click();
    await page.getByText('Brought back the script “white 3”').first().waitFor();
    expect(await titles()).toContain('white 3');
  });

  it('finds words and brings them into view, in one line above the page', async () => {
    const lines = Array.from({ length: 400 }, (_, at) => `Snow falls on field ${at}.`).join('\n\n');
    await page.goto(`${address}/p/${production}/script`);
    // Before, nothing takes what is dropped.
    await editor().waitFor();
    await dropFile(page, 'fields.fountain', `INT. FIELD - DAY\n\n${lines}\n`);
    await page.getByRole('group', { name: 'Whose script is “fields”?' }).waitFor();
    await editor().getByText('Snow falls on field 1.').waitFor();
    await editor().click();
    await page.keyboard.press('ControlOrMeta+f');
    await page.keyboard.type('field 39');
    const find = page.getByRole('search', { name: 'Find in the script' });
    await find.getByText('1 of 11').waitFor();
    await editor().getByText('Snow falls on field 39.').waitFor();
    await page.keyboard.type('7');
    const hit = editor().getByText('Snow falls on field 397.');
    await find.getByText('1 of 1', { exact: true }).waitFor();
    await hit.waitFor();
    const box = await hit.boundingBox();
    expect(box?.y).toBeGreaterThan(150);
    expect(box?.y).toBeLessThan(650);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
  });

  it('lays no notice over the page, and no more than two of what went wrong', async () => {
    // A page of its own: a refusal is an error in a browser's console.
    const other = await (await browser.newContext()).newPage();
    await other.goto(`${address}/p/${production}/script`);
    await other.getByRole('textbox', { name: 'Screenplay' }).waitFor();
    for (const name of ['a', 'b', 'c']) await dropFile(other, `${name}.odt`, 'x');
    const notices = other.getByRole('region', { name: 'Notices' });
    await expect.poll(() => notices.getByRole('alert').locator('.toast').count()).toBe(2);
    await notices.getByText('c.odt').waitFor();
    const top = (await notices.boundingBox())?.y ?? 0;
    const stage = await other.getByRole('main').boundingBox();
    expect((stage?.y ?? 0) + (stage?.height ?? 0)).toBeLessThanOrEqual(top);
    await expect.poll(() => notices.getByRole('alert').locator('.toast').count()).toBe(0);
    await other.close();
  });
});
