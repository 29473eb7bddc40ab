import type { KeptCorrection, LedgerEntry } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';

const SCRIPT = `INT. HALL - DAY

Ann holds a pistol.

A flimmer.

ANN
Drive.

INT. CAR - DAY

Ann drops the pistol. The flimmer blinks.
`;

describe('the breakdown in the Story room', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;
  let script: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'The Pistol' })).id;
    const to = `${address}/api/v1/productions/${production}/files?name=pistol.fountain&basis=own`;
    const answer = await fetch(to, { method: 'POST', body: SCRIPT });
    script = ((await answer.json()) as { script: { id: string } }).script.id;
    page = await openPage(browser, `${address}/p/${production}/story/${script}`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const through = () => page.getByRole('region', { name: 'Read-through' });
  const category = (name: string) => through().getByRole('button', { name: new RegExp(`^${name}: `) });
  const elements = (name: string) => through().getByRole('list', { name: `Elements: ${name}` });
  async function open(name: string): Promise<void> {
    await category(name).waitFor();
    // Once: it stays open, however the reading grows while its models arrive.
    await category(name).click();
    await elements(name).waitFor();
  }
  const inElements = (name: string) => elements(name).getByRole('listitem').allTextContents();
  const menu = async (name: string) => {
    await through()
      .getByRole('button', { name: `Correct ${name}` })
      .click();
    await page.getByRole('menu', { name: `Correct ${name}` }).waitFor();
  };

  it('corrects an element by keys alone; the menu is accessible by night and day', async () => {
    await open('Props');
    await expect.poll(() => inElements('Props')).toEqual(['pistol2 scenes']);
    await through().getByRole('button', { name: 'Correct pistol' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Is of another kind' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Is of another kind');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Sound' }).waitFor();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    // By the first letters; the focus follows a moment after them, and letters far apart begin a word anew.
    await expect
      .poll(
        async () => {
          await page.keyboard.type('so');
          return page.evaluate(
            'new Promise((done) => setTimeout(() => done(document.activeElement?.textContent), 50))',
          );
        },
        { interval: 1200 },
      )
      .toBe('Sound');
    await page.keyboard.press('Enter');
    await open('Sound');
    await expect.poll(() => inElements('Sound')).toEqual(['pistolNamed by a person · 2 scenes']);
    expect(await category('Props').count()).toBe(0);
  });

  it('remembers it over a reload, and takes it back', async () => {
    await page.reload();
    await open('Sound');
    await expect.poll(() => inElements('Sound')).toEqual(['pistolNamed by a person · 2 scenes']);
    await expectAccessible(page);
    await through().getByText('1 correction of the breakdown').click();
    await through()
      .getByRole('button', { name: /^Take back: / })
      .click();
    await open('Props');
    await expect.poll(() => inElements('Props')).toEqual(['pistol2 scenes']);
    expect(await studio.get<KeptCorrection[]>(`/scripts/${script}/corrections`)).toEqual([]);
  });

  it('takes one out, and Undo in the notice puts it back', async () => {
    await menu('pistol');
    await page.getByRole('menuitem', { name: 'Not in the breakdown' }).click();
    await expect.poll(() => category('Props').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await open('Props');
    await expect.poll(() => inElements('Props')).toEqual(['pistol2 scenes']);
  });

  it('says of one scene only what it is there', async () => {
    await menu('pistol');
    // By keys: a pointer that leaps from one menu to the next is no person's.
    const press = async (key: string, focus: RegExp) => {
      await page.keyboard.press(key);
      await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toMatch(focus);
    };
    await press('End', /^Only in one scene$/);
    await press('ArrowRight', /INT\. HALL - DAY$/);
    await press('ArrowDown', /INT\. CAR - DAY$/);
    await press('ArrowRight', /^Not in this scene$/);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect.poll(() => inElements('Props')).toEqual(['pistol1 scene']);
    expect((await studio.get<KeptCorrection[]>(`/scripts/${script}/corrections`))[0]?.correction).toEqual({
      kind: 'remove',
      category: 'props',
      name: 'pistol',
      scene: { heading: 'INT. CAR - DAY' },
    });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => inElements('Props')).toEqual(['pistol2 scenes']);
  });

  it('gives it another name, through the script', async () => {
    await menu('pistol');
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'New name of pistol' }).fill('silver pistol');
    await page.keyboard.press('Enter');
    await expect.poll(() => inElements('Props')).toEqual(['silver pistolNamed by a person · 2 scenes']);
  });

  it('adds words that are selected in the script, wherever they stand, and another name for the same', async () => {
    const line = page.locator('.cm-line', { hasText: 'A flimmer.' });
    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    for (const _ of 'flimmer') await page.keyboard.press('Shift+ArrowLeft');
    await page.getByRole('button', { name: 'Add to the breakdown' }).click();
    await expectAccessible(page);
    await page.getByRole('menu', { name: 'Add to the breakdown' }).getByRole('menuitem', { name: 'Props' }).click();
    await expect.poll(() => inElements('Props')).toContain('flimmerNamed by a person · 2 scenes');
    await menu('flimmer');
    await page.getByRole('menuitem', { name: 'Same as…' }).click();
    await page.getByRole('combobox', { name: 'flimmer is the same as' }).fill('silver pistol');
    await page.keyboard.press('Enter');
    await expect.poll(() => inElements('Props')).toEqual(['silver pistolNamed by a person · 2 scenes']);
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(ledger.at(-1)?.record).toMatchObject({
      kind: 'decision',
      decision: { change: { kind: 'correctBreakdown' }, by: { name: 'Ada Krol' } },
    });
    await page.goto(`${address}/p/${production}/ledger`);
    await page.getByText('“flimmer” is the same as “silver pistol”').first().waitFor();
  });
});
