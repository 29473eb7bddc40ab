import type { PaperSummary, PaperView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';

describe('the paper edit', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = await studio.sample();
    page = await openPage(browser, `${address}/p/${production}/cut`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const paper = async (): Promise<PaperView> => {
    const [first] = await studio.get<PaperSummary[]>(`/productions/${production}/papers`);
    return studio.get<PaperView>(`/papers/${first?.id}`);
  };
  const heard = async () => (await paper()).segments.map(({ text }) => text);
  const passage = (place: number) => page.getByRole('listbox', { name: `Words of passage ${place}` });

  it('begins in the Cut room, and puts words in by keys', async () => {
    await page.getByRole('link', { name: 'Paper edit' }).click();
    await page.getByRole('button', { name: 'Start a paper edit' }).click();
    const transcript = page.getByRole('listbox', { name: /^What is said in/ });
    await transcript.focus();
    for (const key of ['ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) {
      await page.keyboard.press(key);
    }
    await page.getByText('4 words,').waitFor();
    await page.keyboard.press('Enter');
    await passage(1).waitFor();
    expect(await heard()).toEqual(['Souls, nought. Livestock, nought.']);
  });

  it('cuts by striking words, and brings them back', async () => {
    await passage(1).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Backspace']) await page.keyboard.press(key);
    await expect.poll(heard).toEqual(['Souls,', 'Livestock, nought.']);
    expect(await passage(1).locator('[data-mark="struck"]').textContent()).toBe('nought. ');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(heard).toEqual(['Souls, nought. Livestock, nought.']);
    // The studio may know of the undo before the page does; its key is dead until then.
    const redo = page.getByRole('button', { name: 'Redo the change of the paper edit' });
    await expect.poll(() => redo.isEnabled()).toBe(true);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect.poll(heard).toEqual(['Souls,', 'Livestock, nought.']);
  });

  it('strings out the takes of a line of the script, and changes their order', async () => {
    await page.getByRole('combobox', { name: 'Words from' }).selectOption('script');
    await page.getByRole('option', { name: /Then the salt wants salt!/ }).click();
    await page.keyboard.press('Enter');
    await passage(2).waitFor();
    await page
      .getByRole('listitem', { name: /^Passage 2 of 2/ })
      .getByRole('button', { name: 'Move up' })
      .click();
    await expect.poll(async () => (await heard())[0]).toBe('Then the salt wants salt!');
    // The page follows the studio.
    await expect.poll(() => passage(1).textContent()).toContain('Then the salt');
  });

  it('plays what is kept, with the word that is heard lit', async () => {
    await page
      .getByRole('listitem', { name: /^Passage 1 of 2/ })
      .getByRole('button', { name: 'Play it' })
      .click();
    await passage(1).locator('[data-lit]').waitFor();
    await page.keyboard.press('k');
    await passage(1).locator('[data-lit]').waitFor({ state: 'detached' });
  });

  it('goes out as a timeline', async () => {
    await page.getByRole('button', { name: 'Export the paper edit' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /EDL/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.edl$/);
  });

  it('is renamed, and called as before by an undo', async () => {
    const { title } = await paper();
    await page.getByRole('button', { name: 'More for this paper edit' }).click();
    await page.getByRole('menuitem', { name: 'Rename this paper edit' }).click();
    await page.getByRole('textbox', { name: 'Rename this paper edit' }).fill('The salt');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The salt' }).waitFor();
    await page.getByRole('button', { name: 'Undo the last change of the paper edit' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
  });

  it('is rendered, and says in the room what the file carries', async () => {
    await page.getByRole('button', { name: 'Export the paper edit' }).click();
    await page.getByRole('menuitem', { name: 'Render an MP4' }).click();
    const play = page.getByRole('button', { name: 'Play the render' });
    await play.click({ timeout: 60_000 });
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^(Content credentials hold|No content credentials)/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // The keyboard is where it was before.
    const focused = () => page.evaluate(`document.activeElement?.getAttribute('aria-label')`);
    await expect.poll(focused).toBe('Play the render');
  });

  it('is removed, and brought back by one click', async () => {
    const { id, words } = await paper();
    await page.getByRole('button', { name: 'More for this paper edit' }).click();
    await page.getByRole('menuitem', { name: 'Remove this paper edit' }).click();
    await page.getByRole('button', { name: 'Start a paper edit' }).waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await passage(1).waitFor();
    expect(await paper()).toMatchObject({ id, words, removed: false });
  });

  it('has no barrier that axe can see, wide and narrow', async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText('What is said', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});
