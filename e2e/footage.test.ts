import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, realpath, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogView, MediaSummary, ProductionView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { expectAccessible, openPage } from './support/page.ts';

const data = process.env.SECOND_UNIT_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const clip = `${data}/clips/hamilton_short.mp4`;

describe('the Footage room', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;
  let log: LogView['log'];

  beforeAll(async () => {
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = await studio.sample();
    const { media } = await studio.get<ProductionView>(`/productions/${production}`);
    ({ log } = await studio.get<LogView>(`/media/${media[0]?.id}/log`));
    page = await openPage(browser, `${address}/p/${production}/footage`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
  });

  const shots = () => page.getByRole('list', { name: 'Shots', exact: true }).getByRole('button');

  it('calls the sample what it is', async () => {
    await page.getByText('Rendered sample, not footage').first().waitFor();
  });

  it('shows the log as a grid of shots with their times', async () => {
    await page.getByText(`${log.shots.length} shots`).waitFor();
    expect(await shots().first().ariaSnapshot()).toMatch(/Shot 1,? 00:00:00:00 to/);
  });

  it('seeks the player to the shot, and shows what is known of it', async () => {
    const third = log.shots[2];
    await shots().nth(2).click();
    const player = page.getByRole('region', { name: 'Player' });
    await player.getByText(`Frame ${third?.startFrame}`, { exact: true }).waitFor();
    const because = page.getByRole('complementary');
    await because.getByText(/LUFS/).first().waitFor();
    // The picture is really there: a video, or a still where the browser cannot play the film.
    await expect
      .poll(() =>
        player
          .locator('video, img')
          .evaluateAll((all) =>
            all.some((one) =>
              'readyState' in one ? Number(one.readyState) >= 2 : Reflect.get(one, 'naturalWidth') > 0,
            ),
          ),
      )
      .toBe(true);
  });

  it('steps by frame and by shot from the keyboard', async () => {
    const player = page.getByRole('region', { name: 'Player' });
    const start = Number(log.shots[2]?.startFrame);
    await page.keyboard.press('ArrowRight');
    await player.getByText(`Frame ${start + 1}`, { exact: true }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await player.getByText(`Frame ${start}`, { exact: true }).waitFor();
    // The shot that was clicked has the focus: it is played from here, and not chosen again.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await player.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Space');
    await player.getByRole('button', { name: 'Play' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await player.getByText(`Frame ${start}`, { exact: true }).waitFor();
  });

  it('finds shots by words, says why, and what to leave out where there are none', async () => {
    const dark = log.shots.filter(({ brightness }) => brightness <= 0.2).length;
    await page.keyboard.press('/');
    await page.keyboard.type('dark');
    await page.getByText(`${dark} shots`).waitFor();
    expect(await shots().count()).toBeGreaterThan(0);
    expect(await shots().first().ariaSnapshot()).toMatch(/brightness 0\.\d\d/);
    await page.keyboard.type(', zeppelin');
    await page.getByText('No shot is all of this.').waitFor();
    await page.getByRole('button', { name: 'Leave out “zeppelin”' }).click();
    await page.getByText(`${dark} shots`).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('dark');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByText(`${log.shots.length} shots`).waitFor();
  });

  it('finds something by what the field suggests, and a scene by the number that the lanes show', async () => {
    const field = page.getByRole('textbox', { name: 'Find shots' });
    const found = page.locator('.search-facts').getByRole('status');
    await field.fill((await field.getAttribute('placeholder')) ?? '');
    await expect.poll(() => found.textContent()).toMatch(/^[1-9]\d* shots?$/);
    await field.fill('scene 12');
    await page.getByText('scene 12, 2').waitFor();
    await expect.poll(() => shots().first().ariaSnapshot()).toMatch(/Shot 20/);
  });

  it('goes from the search to the first shot found by Enter and by the arrow down', async () => {
    const field = page.getByRole('textbox', { name: 'Find shots' });
    const focused = () => page.evaluate('document.activeElement?.textContent');
    await field.fill('scene 13');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toMatch(/^Shot 22/);
    await field.fill('scene 11');
    await page.getByText('scene 11, 2').waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toMatch(/^Shot 18/);
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByText(`${log.shots.length} shots`).waitFor();
  });

  it('lists the shots as a table that a screen reader can walk', async () => {
    await page.getByText('List', { exact: true }).click();
    const table = page.getByRole('table', { name: 'Shots as a list' });
    expect(await table.getAttribute('aria-rowcount')).toBe(String(log.shots.length + 1));
    await table.getByRole('button', { name: 'Shot 5', exact: true }).click();
    await page
      .getByRole('region', { name: 'Player' })
      .getByText(`Frame ${log.shots[4]?.startFrame}`, { exact: true })
      .waitFor();
    await expectAccessible(page);
  });

  it('draws every signal over time, scrubs in it, and looks closer', async () => {
    await page.getByText('Signals', { exact: true }).click();
    const lanes = page.getByRole('region', { name: 'Signals of the film over time' });
    await lanes.getByRole('img', { name: new RegExp(`^Shots: ${log.shots.length} shots`) }).waitFor();
    await lanes.getByRole('img', { name: /^Script: shows \d+ scenes of the script/ }).waitFor();
    const loudness = lanes.getByRole('img', { name: /^Loudness: −\d/ });
    // What is drawn is not empty.
    const inked = `(canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, at) => at % 4 === 3 && value > 0);
    }`;
    await expect
      .poll(() => page.evaluate(`(${inked})(document.querySelector('canvas[aria-label^="Loudness"]'))`))
      .toBe(true);
    await loudness.scrollIntoViewIfNeeded();
    const box = (await loudness.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const frame = Math.floor(log.media.frames / 2);
    const shown = async () => {
      const text = await page
        .getByText(/^Frame [\d,]+$/)
        .first()
        .textContent();
      return Number(text?.replace(/\D/g, ''));
    };
    await expect.poll(async () => Math.abs((await shown()) - frame)).toBeLessThan(log.media.frames / 100);
    await page.keyboard.press('=');
    await expect.poll(() => lanes.getByRole('button', { name: 'The whole film' }).isEnabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press('0');
    await page.getByText('Grid', { exact: true }).click();
    await shots().first().waitFor();
  });

  it('saves the log for an editing program', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export the log' }).click();
    await page.getByRole('menuitem', { name: 'Edit decision list (EDL)' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.edl$/);
  });

  it('gives the exact frame as a picture', async () => {
    const { media } = await studio.get<ProductionView>(`/productions/${production}`);
    const response = await fetch(`${address}/api/v1/media/${media[0]?.id}/frames/${log.shots[1]?.keyFrame}`);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  it('says what content credentials the film carries, once it is asked', async () => {
    await page.getByRole('button', { name: 'Content credentials' }).click();
    // Elsewhere than on Linux x64 nothing can be checked, which is said.
    await page.getByText(/^(No content credentials|Content credentials are unavailable)/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Content credentials' }).waitFor({ state: 'detached' });
  });

  it('has no barrier that axe can see, wide and narrow', async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it.skipIf(!existsSync(clip))(
    'opens a film by its path, logs it, and shows its shots (needs ../shared/data)',
    async () => {
      const { id } = await studio.act('production.create', { title: 'Ten seconds of stage' });
      await page.goto(`${address}/p/${id}/footage`);
      await page.getByRole('button', { name: 'Open a film where it lies' }).first().click();
      await page.getByRole('textbox', { name: /path/i }).fill(clip);
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => (await studio.get<ProductionView>(`/productions/${id}`)).media[0]?.logged, {
          timeout: 60_000,
        })
        .toBe(true);
      await shots().first().waitFor();
      expect(await shots().count()).toBeGreaterThan(1);
    },
  );

  it.skipIf(!existsSync(clip))(
    'says that a film’s file was moved, and finds it again where it lies now (needs ../shared/data)',
    async () => {
      const folder = await realpath(await mkdtemp(join(tmpdir(), 'second unit moved ')));
      const [before, after] = [join(folder, 'before.mp4'), join(folder, 'after.mp4')];
      // What a browser is refused it names in its console, which `openPage` takes for a fault.
      const other = await browser.newPage();
      try {
        await copyFile(clip, before);
        const { id } = await studio.act('production.create', { title: 'Moved' });
        const film = await studio.act('media.open', { production: id, path: before });
        await expect
          .poll(async () => (await studio.get<MediaSummary>(`/media/${film.id}`)).logged, { timeout: 60_000 })
          .toBe(true);
        await rename(before, after);
        await other.goto(`${address}/p/${id}/footage/${film.id}`);
        const player = other.getByRole('region', { name: 'Player' });
        const gone = player.getByText(
          `The film’s file is no longer where it was: ${before}. Open it from where it is now.`,
        );
        await gone.waitFor();
        await other.getByRole('button', { name: 'Open a film where it lies' }).first().click();
        await other.getByRole('textbox', { name: /path/i }).fill(after);
        await other.keyboard.press('Enter');
        await other.getByText('Found again: its place was changed.').waitFor();
        await gone.waitFor({ state: 'detached' });
        await expect
          .poll(() =>
            other
              .getByRole('list', { name: 'Shots', exact: true })
              .getByRole('button')
              .first()
              .locator('img')
              .evaluateAll((all) => all.map((one) => Reflect.get(one, 'naturalWidth') > 0)),
          )
          .toContain(true);
        expect((await studio.get<ProductionView>(`/productions/${id}`)).media.map((one) => one.id)).toEqual([film.id]);
      } finally {
        await other.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
