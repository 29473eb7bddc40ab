import { readFile } from 'node:fs/promises';
import type { CutView, LedgerEntry, ProductionView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { clicks } from '../apps/studio/test/support/clicks.ts';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { intercept } from './support/intercept.ts';
import { expectAccessible, openPage } from './support/page.ts';

describe('the Cut room', () => {
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

  const shots = () => page.getByRole('list', { name: 'Shots of the cut' }).getByRole('button');
  const cut = async (): Promise<CutView> => {
    const { cuts } = await studio.get<ProductionView>(`/productions/${production}`);
    return studio.get<CutView>(`/cuts/${cuts[0]?.id}`);
  };
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();

  it('proposes a teaser of the length that was asked for', async () => {
    await page.getByRole('spinbutton', { name: 'Length in seconds' }).fill('20');
    await press('Cut a teaser');
    await shots().first().waitFor();
    const { cut: proposed, duration } = await cut();
    expect(duration).toBe(20);
    expect(await shots().count()).toBe(proposed.items.length);
    expect(await shots().first().ariaSnapshot()).toContain('proposed');
  });

  it('says of each shot why it is there, as amounts that sum to its score', async () => {
    const { cut: proposed } = await cut();
    for (const item of proposed.items) {
      expect(item.reasons.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(item.score, 9);
      for (const { evidence } of item.reasons) expect(evidence.length).toBeGreaterThan(0);
    }
    await shots().nth(1).click();
    const because = page.getByRole('complementary');
    await because.getByText(/the sum of/).waitFor();
    await because.getByRole('heading', { name: 'Could stand here instead' }).waitFor();
  });

  it('locks, swaps, moves, trims and bans, each a decision that can be undone', async () => {
    const before = (await cut()).cut;
    await press('Lock');
    await expect.poll(async () => (await cut()).cut.items[1]?.locked).toBe(true);

    await press('Move later');
    await expect.poll(async () => (await cut()).cut.items[2]?.id).toBe(before.items[1]?.id);

    const end = Number(before.items[1]?.outFrame) - 5;
    await page.getByRole('spinbutton', { name: 'Out, frame' }).fill(String(end));
    await press('Trim');
    await expect.poll(async () => (await cut()).cut.items[2]?.outFrame).toBe(end);

    await shots().first().click();
    await press(/^Swap: use shot \d+ instead$/);
    await expect.poll(async () => (await cut()).cut.items[0]?.shot).not.toBe(before.items[0]?.shot);

    await press('Ban this shot');
    await expect.poll(async () => (await cut()).cut.banned.length).toBe(1);

    for (let left = 5; left > 0; left--) {
      await press('Undo the last decision');
      await expect
        .poll(async () => (await cut()).decisions.filter(({ change }) => change.kind === 'undo').length)
        .toBe(6 - left);
    }
    await expect.poll(async () => (await cut()).cut).toEqual(before);
    await press('Redo');
    await expect.poll(async () => (await cut()).cut.items[1]?.locked).toBe(true);
  });

  it('moves a shot from the keyboard, as often as the key is pressed', async () => {
    const before = (await cut()).cut.items.map(({ id }) => id);
    await shots().first().click();
    for (let press = 0; press < 3; press++) await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(async () => (await cut()).cut.items.map(({ id }) => id).indexOf(before[0] ?? '')).toBe(3);
    for (let left = 0; left < 3; left++) await press('Undo the last decision');
    await expect.poll(async () => (await cut()).cut.items.map(({ id }) => id)).toEqual(before);
  });

  it('keeps what is locked when asked again', async () => {
    const locked = (await cut()).cut.items.find((item) => item.locked);
    await press('Ask again, keeping what is locked');
    await expect.poll(async () => (await cut()).decisions.length).toBe(0);
    const kept = (await cut()).cut.items.find((item) => item.shot === locked?.shot);
    expect(kept).toMatchObject({ locked: true, inFrame: locked?.inFrame, outFrame: locked?.outFrame });
    // The studio has it before the page shows it.
    const { id } = await cut();
    await expect.poll(() => page.locator('.room-pick').inputValue()).toBe(id);
  });

  it('exports OpenTimelineIO with every shot and its frames', async () => {
    const downloading = page.waitForEvent('download');
    await press('Export the cut');
    await page.getByRole('menuitem', { name: 'OpenTimelineIO', exact: true }).click();
    const otio = JSON.parse(await readFile(await (await downloading).path(), 'utf8'));
    expect(otio.OTIO_SCHEMA).toMatch(/^Timeline\./);
    const video = otio.tracks.children.find((track: { kind: string }) => track.kind === 'Video');
    const clips = video.children.filter((child: { OTIO_SCHEMA: string }) => child.OTIO_SCHEMA.startsWith('Clip.'));
    const { items } = (await cut()).cut;
    expect(
      clips.map((one: { source_range: { duration: { value: number } } }) => one.source_range.duration.value),
    ).toEqual(items.map((item) => item.outFrame - item.inFrame));
  });

  it('is accepted by a person, rendered, and played', async () => {
    await press('Accept the cut');
    await expect.poll(async () => (await cut()).status).toBe('accepted');
    await press('Render the cut');
    await page.getByRole('button', { name: 'Render', exact: true }).click();
    await expect.poll(async () => (await cut()).rendered, { timeout: 90_000 }).toBe(true);
    const { id } = await cut();
    const response = await fetch(`${address}/api/v1/cuts/${id}/render`, { headers: { range: 'bytes=4-7' } });
    expect(response.status).toBe(206);
    expect(await response.text()).toBe('ftyp');
    // Of ProRes some browsers play the sound alone: black is not what was rendered.
    const heard = { contentType: 'audio/wav', body: Buffer.from(clicks(1)) };
    await intercept(page, '**/cuts/*/render', (route) => route.fulfill(heard));
    await press('Play the render');
    await page.getByText(/^This browser cannot play this format\./).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.unroute('**/cuts/*/render');
  });

  it('keeps the proposal and every decision in the ledger', async () => {
    const { id, decisions, proposal } = await cut();
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    const kept = ledger.map(({ record }) => record);
    expect(kept.some((record) => record.kind === 'proposal' && record.proposal.id === proposal.id)).toBe(true);
    for (const decision of decisions) {
      expect(kept.some((record) => record.kind === 'decision' && record.decision.id === decision.id)).toBe(true);
    }
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has no barrier that axe can see, wide and narrow', async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('nor has the page that says why', async () => {
    const { id } = await cut();
    const why = await page.context().newPage();
    await why.setContent((await studio.act('cut.export', { cut: id, format: 'why.html' })).content);
    await why.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(why);
    await why.close();
  });
});
