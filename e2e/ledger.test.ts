import type { ProductionView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';

describe('the Ledger room', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'Nothing leaves' })).id;
    await studio.act('script.create', { production, title: 'Quiet' });
    page = await openPage(browser, `${address}/p/${production}/ledger`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  it('locks the production so that nothing leaves this machine, and records who did', async () => {
    await page.getByRole('switch', { name: 'Let nothing leave this machine' }).click();
    await expect
      .poll(async () => (await studio.get<ProductionView>(`/productions/${production}`)).nothingLeaves)
      .toBe(true);
    await page.getByRole('region', { name: 'Records' }).getByText('Ada Krol').first().waitFor();
  });

  it('changes what may be done with an item in one line', async () => {
    await page.getByRole('button', { name: /Change the rights of Quiet/ }).click();
    await page.getByRole('checkbox', { name: /learn/i }).first().check();
    await page
      .getByRole('button', { name: /^(Save|Set|Keep)/ })
      .first()
      .click();
    await expect
      .poll(
        async () => (await studio.get<ProductionView>(`/productions/${production}`)).scripts[0]?.rights.mayLearnFrom,
      )
      .toBe(true);
  });

  it('finds every action from the keyboard', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('footage');
    await page.getByRole('option').first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('combobox').count()).toBe(0);
  });

  it('shows the keys of the room', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('has no barrier that axe can see, wide and narrow', async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
  });
});
