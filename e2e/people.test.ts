import type { ShotSearch } from '@second-unit/footage/search';
import type { MediaSummary, PeopleView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { data } from './support/data.ts';
import { expectAccessible, openPage } from './support/page.ts';

const clip = data('clips', 'hamilton_short.mp4');

describe.skipIf(clip.absent)('people in the Footage room (needs ../shared/data)', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;
  let media: MediaSummary;
  const people = () => studio.get<PeopleView>(`/media/${media.id}/people`);
  const cards = () =>
    page.getByRole('region', { name: 'People in this film' }).getByRole('listitem').getByRole('button');

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'A stage' })).id;
    media = await studio.act('media.open', { production, path: clip.path });
    await studio.idle();
    page = await openPage(browser, `${address}/p/${production}/footage?view=people`);
  }, 120_000);
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  it('looks for nobody until somebody agrees', async () => {
    await page.getByText(/This is personal data/).waitFor();
    expect(await people()).toMatchObject({ found: false, people: [] });
    // The question leaves the player its room, and the views can be reached.
    const player = await page.getByRole('region', { name: 'Player' }).boundingBox();
    const views = await page.getByRole('group', { name: 'Views of the film' }).boundingBox();
    expect(player && views && player.height > 100 && player.y + player.height <= views.y).toBe(true);
    await page.getByRole('button', { name: 'Yes, look for people' }).click();
    await expect.poll(async () => (await people()).found, { timeout: 150_000 }).toBe(true);
    await cards().first().waitFor();
    await expectAccessible(page);
  }, 180_000);

  it('keeps a name with consent only, and finds their shots by it', async () => {
    await page.getByRole('button', { name: 'Say who this is' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Lin Manuel');
    expect(await dialog.getByRole('button', { name: 'Keep' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: /face is found/ }).check();
    await dialog.getByRole('textbox', { name: 'Who said so' }).fill('himself');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await cards().filter({ hasText: 'Lin Manuel' }).waitFor();
    await page.getByText('Consent by himself.').waitFor();
    const named = (await people()).people.find(({ name }) => name === 'Lin Manuel');
    const { hits } = await studio.get<ShotSearch>(`/productions/${production}/shots?q=lin%20manuel`);
    expect(hits.map(({ shot }) => shot.id)).toEqual(named?.shots);
  });

  it('changes a consent that is on record', async () => {
    await page.getByRole('button', { name: 'Change name or consent' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('textbox', { name: 'Who said so' }).inputValue()).toBe('himself');
    await dialog.getByRole('textbox', { name: 'Until (empty: no end)' }).fill('2099-12-31');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('Consent by himself, until 2099-12-31.').waitFor();
    await cards().filter({ hasText: 'Lin Manuel' }).waitFor();
  });

  it('takes a face out of a person, and takes that back', async () => {
    const before = (await people()).people.length;
    await page
      .getByRole('checkbox', { name: /^Face at/ })
      .first()
      .check({ force: true });
    await page.getByRole('button', { name: 'Somebody else' }).click();
    await expect.poll(async () => (await people()).people.length).toBe(before + 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await people()).people.length).toBe(before);
    // Who was chosen is gone; somebody is shown all the same.
    await page.getByRole('button', { name: 'Somebody else' }).waitFor();
  });

  it('makes two one by keys, too', async () => {
    const before = (await people()).people.length;
    await cards().nth(1).click();
    await page.getByRole('button', { name: 'The same as…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await people()).people.length).toBe(before - 1);
  });

  it('says of a face that it is none, and brings it back', async () => {
    const before = await people();
    await page
      .getByRole('checkbox', { name: /^Face at/ })
      .first()
      .check({ force: true });
    await page.getByRole('button', { name: 'Not a face' }).click();
    await expect.poll(async () => (await people()).notFaces.length).toBe(before.notFaces.length + 1);
    await cards().filter({ hasText: 'Not faces' }).click();
    await page
      .getByRole('checkbox', { name: /^Face at/ })
      .first()
      .check({ force: true });
    await page.getByRole('button', { name: 'A face after all: somebody of their own' }).click();
    await expect.poll(async () => (await people()).notFaces.length).toBe(before.notFaces.length);
    await page.screenshot({ path: '/tmp/people-back.png' });
  });

  it('forgets everybody, after asking', async () => {
    await page.getByRole('button', { name: 'Forget everybody' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget everybody' }).click();
    await page.getByText(/This is personal data/).waitFor();
    expect(await people()).toMatchObject({ found: false, people: [], unknown: [] });
    expect((await people()).agreed).toBeUndefined();
    expect(JSON.stringify(await studio.get(`/productions/${production}/ledger`))).not.toContain('Lin Manuel');
  });
});
