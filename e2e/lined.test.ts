import type { LinedView, ProductionView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';

describe('the lined script', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let media: string;
  let lined: NonNullable<LinedView['lined']>;

  const ask = async () => {
    const view = await studio.get<LinedView>(`/media/${media}/lined`);
    if (!view.lined) throw new Error('The sample has no lined script.');
    return view.lined;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    const production = await studio.sample();
    const view = await studio.get<ProductionView>(`/productions/${production}`);
    media = view.media[0]?.id ?? '';
    lined = await ask();
    page = await openPage(browser, `${address}/p/${production}/footage/${media}?view=lined`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const lines = () => page.locator('.take-line');
  const because = () => page.getByRole('complementary');

  it('has a line for each take, with its shots and how sure it is', async () => {
    expect(lined.takes.length).toBeGreaterThan(5);
    await lines().first().waitFor();
    const drawn = await lines().evaluateAll((all) => new Set(all.map((one) => one.getAttribute('data-take'))).size);
    expect(drawn).toBe(lined.takes.length);
    await expect.poll(() => lines().first().getAttribute('aria-label')).toMatch(/^Scene \S+, take 1, shots? \d/);
  });

  it('plays the shot from a click, and says what it goes by', async () => {
    const [take] = lined.takes;
    await lines().first().locator('.take-head').click();
    await because().getByText('What was heard, and what is written').waitFor();
    const heard = lined.subtitles[take?.pairs[0]?.subtitle ?? -1]?.text ?? '';
    await because().getByText(heard, { exact: true }).first().waitFor();
    const player = page.getByRole('region', { name: 'Player' });
    await expect
      .poll(async () => Number(((await player.textContent()) ?? '').match(/Frame ([\d,]+)/)?.[1]?.replaceAll(',', '')))
      .toBeGreaterThanOrEqual(take?.startFrame ?? Number.POSITIVE_INFINITY);
    await page.keyboard.press('k');
  });

  it('says the same as tables', async () => {
    await page.getByText('As tables').click();
    const table = page.getByRole('table', { name: 'Takes' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(lined.takes.length + 1);
    await expectAccessible(page);
    await page.getByText('As tables').click();
  });

  it('goes from take to take by key', async () => {
    await page.keyboard.press(']');
    await expect
      .poll(() => page.locator('.take-line[aria-pressed="true"]').first().getAttribute('data-take'))
      .toBe('t002');
  });

  it('moves a take by one key, keeps it, and takes it back', async () => {
    const second = lined.takes[1];
    const first = second?.lines[0]?.line ?? -2;
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('The take was moved.').first().waitFor();
    await expect
      .poll(async () => (await ask()).takes.find(({ pin }) => pin !== undefined)?.lines[0]?.line)
      .toBe(first + 1);
    await because().getByText('put here by a person').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await ask()).takes).toEqual(lined.takes);
  });

  it('moves a take by one drag', async () => {
    const take = lines().first();
    await take.locator('.take-head').scrollIntoViewIfNeeded();
    const box = await take.boundingBox();
    const row = page.locator(`[data-next="${(lined.takes[0]?.lines[0]?.line ?? 0) + 1}"]`).first();
    const to = await row.boundingBox();
    if (!box || !to) throw new Error('The take is not on the screen.');
    await page.mouse.move(box.x + box.width / 2, box.y + 6);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, to.y - 20, { steps: 4 });
    await page.mouse.move(box.x + box.width / 2, to.y, { steps: 4 });
    await page.mouse.up();
    await page.getByText('The take was moved.').first().waitFor();
    await expect.poll(async () => (await ask()).takes.some(({ pin }) => pin !== undefined)).toBe(true);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(async () => (await ask()).takes).toEqual(lined.takes);
  });
});
