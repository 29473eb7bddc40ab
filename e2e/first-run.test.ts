import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { StudioView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';
import { type RunningStudio, startStudio } from './support/studio.ts';

describe('the first run', () => {
  let browser: Browser;
  let studio: RunningStudio;
  let page: Page;

  beforeAll(async () => {
    [browser, studio] = await Promise.all([openBrowser(), startStudio()]);
    page = await openPage(browser, studio.address);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
    await studio.stop();
  });

  const jobs = async () => (await api(studio.address).get<StudioView>('/studio')).jobs;

  it('asks for a name while the sample film renders, with its progress in sight', async () => {
    await page.getByText(/Render the sample film/).waitFor();
    await expect.poll(async () => Number((await jobs())[0]?.progress)).toBeGreaterThan(0);
    await page.getByRole('progressbar').waitFor();
    await expectAccessible(page);
  });

  it('stops rendering when told to, and leaves nothing half-made', async () => {
    await page.getByRole('button', { name: /^Cancel/ }).click();
    await expect.poll(async () => (await jobs())[0]?.state).toBe('cancelled');
  });

  it('opens the sample production under the name that was signed', async () => {
    await page.getByLabel(/Your name/).fill('Łucja Ødegård');
    await page.getByRole('button', { name: 'Sign your work' }).click();
    await page.getByRole('heading', { name: 'Living or Otherwise' }).waitFor();
    const { person } = await api(studio.address).get<StudioView>('/studio');
    expect(person?.name).toBe('Łucja Ødegård');
    await expectAccessible(page);
  });

  it('mirrors the script as a plain file in the home', () => {
    const mirror = join(studio.home, 'productions', 'living-or-otherwise', 'living-or-otherwise.fountain');
    expect(statSync(mirror).size).toBeGreaterThan(5000);
  });
});
