import type { LedgerEntry } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';

const QUIET = 'INT. HALL - DAY\n\nA coat on the floor.\n\nMARA\nWho is there?\n\nTOM\nNobody you know.\n\n';
const SCRIPT = `Title: The Keys

${QUIET}EXT. STREET - NIGHT

Rain.

MARA (V.O.)
Then I will wait.

${'MARA\nAnd wait.\n\nTOM\nWait, then.\n\nJUNE\nAll of us wait.\n\n'.repeat(12)}INT. KITCHEN - DAY

MARA (V.0.)
It was never locked.
`;

describe('the Story room', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;
  let script: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'The Keys' })).id;
    page = await openPage(browser, `${address}/p/${production}/story`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const editor = () => page.getByRole('textbox', { name: 'Screenplay' });
  const through = () => page.getByRole('region', { name: 'Read-through' });
  const zero = () => through().getByRole('button', { name: /A zero for the letter O/ });
  const text = async () => {
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    return (await fetch(`${address}/api/v1/scripts/${script}/file`)).text();
  };
  const marked = () => page.locator('.cm-content .fx-because').allTextContents();

  it('says what to do where there is no script', async () => {
    await page.getByRole('heading', { name: 'No script to read yet.' }).waitFor();
    await expectAccessible(page);
  });

  it('shows the read-through beside the script, errors first', async () => {
    const answer = await fetch(`${address}/api/v1/productions/${production}/files?name=keys.fountain&basis=own`, {
      method: 'POST',
      body: SCRIPT,
    });
    script = ((await answer.json()) as { script: { id: string } }).script.id;
    await page.goto(`${address}/p/${production}/story/${script}`);
    await through().waitFor();
    await expect
      .poll(() => through().getByRole('heading', { level: 2 }).first().textContent())
      .toBe('Errors and slips');
    await zero().waitFor();
  });

  it('goes from a finding to its lines, and Back returns to it', async () => {
    await zero().click();
    await expect.poll(marked).toContain('MARA (V.0.)');
    expect(await zero().getAttribute('aria-expanded')).toBe('true');
    await page.goBack();
    await expect.poll(marked).toEqual([]);
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toMatch(/A zero for the letter O/);
  });

  it('goes from a scene of a chart to the scene, by mouse and by its table', async () => {
    await through().locator('.chart-script a').nth(1).dispatchEvent('click');
    await expect.poll(marked).toContain('EXT. STREET - NIGHT');
    await page.getByRole('button', { name: 'Back to where you were' }).click();
    await through().getByRole('button', { name: 'Table of The whole script' }).click();
    await through()
      .getByRole('region', { name: 'The whole script, as a table' })
      .getByRole('button', { name: /KITCHEN/ })
      .click();
    await expect.poll(marked).toContain('INT. KITCHEN - DAY');
    await page.keyboard.press('Escape');
    await expect.poll(marked).toEqual([]);
  });

  it('follows what is typed', async () => {
    await editor().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\nJUNE\nNever once.\n\nEXT. GARDEN - DAY\n\nLight.\n');
    await through().getByRole('button', { name: 'Table of The whole script' }).click();
    await through().getByRole('button', { name: 'Table of The whole script' }).click();
    await expect
      .poll(() =>
        through()
          .getByRole('button', { name: /GARDEN/ })
          .count(),
      )
      .toBeGreaterThan(0);
    await through().getByRole('button', { name: 'Table of The whole script' }).click();
  });

  it('takes a fix by one click, undoes it like typing, and keeps the decision', async () => {
    await zero().waitFor();
    if ((await zero().getAttribute('aria-expanded')) === 'false') await zero().click();
    await through()
      .getByRole('button', { name: /^Write MARA/ })
      .click();
    await expect.poll(text).toContain('MARA (V.O.)\nIt was never locked.');
    await expect.poll(() => zero().count()).toBe(0);
    await editor().click();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(text).toContain('MARA (V.0.)\nIt was never locked.');
    const records = (await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`)).map(({ record }) => record);
    expect(records.slice(-2)).toMatchObject([
      { kind: 'proposal', proposal: { by: { kind: 'model', name: 'read-through' }, change: { kind: 'text', script } } },
      { kind: 'decision', decision: { verdict: 'accepted', by: { name: 'Ada Krol' } } },
    ]);
  });

  it('remembers what is left as it is', async () => {
    await zero().waitFor();
    if ((await zero().getAttribute('aria-expanded')) === 'false') await zero().click();
    await through().getByRole('button', { name: 'Leave it' }).click();
    await through().getByText('You left this as it is.').waitFor();
    // The words move, and the studio is asked anew.
    await editor().click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('FADE IN:\n\n');
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await page.reload();
    await zero().click();
    await through().getByText('You left this as it is.').waitFor();
    expect(await text()).toContain('MARA (V.0.)');
  });

  it('is accessible, by day, by night, on a phone', async () => {
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Read-through', exact: true }).click();
    await zero().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Script', exact: true }).click();
    await editor().waitFor();
  });
});
