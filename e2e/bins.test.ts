import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { close } from '@second-unit/media';
import type { ShootDayView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ixmlOf, makeFilm, makeWave, speech } from '../packages/footage/test/shoot-day/made-clips.ts';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { intercept } from './support/intercept.ts';
import { expectAccessible, openPage } from './support/page.ts';

describe('the bins of a shoot day', () => {
  const address = inject('studio');
  const studio = api(address);
  const folder = mkdtempSync(join(tmpdir(), 'Day 3 é '));
  let browser: Browser;
  let page: Page;
  let production: string;
  let day: string;

  beforeAll(async () => {
    await makeFilm(join(folder, 'A_CAM', 'A001C003_1_R1.mp4'), { metadata: { timecode: '10:00:00:00' }, grey: 96 });
    await makeFilm(join(folder, 'A_CAM', 'A001C004_1_R1.mp4'), { metadata: { timecode: '10:05:00:00' }, grey: 140 });
    await makeFilm(join(folder, 'A_CAM', 'A001C005_1_R1.mp4'), { metadata: { timecode: '10:06:00:00' }, grey: 60 });
    await makeFilm(join(folder, 'Proxy', 'B009C001_1_R1.mp4'), { metadata: { timecode: '13:00:00:00' } });
    await makeWave(join(folder, '12A_T3.wav'), {
      samples: speech(3, 1),
      timeReference: 36_000 * 8000,
      ixml: ixmlOf({ scene: '12A', take: 3 }),
    });
    close();
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    // One job at a time: the sample's film is rendered and logged first.
    await studio.sample();
    ({ id: production } = await studio.act('production.create', { title: 'Harvest' }));
    page = await openPage(browser, `${address}/p/${production}/bins`);
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const bins = () => page.getByRole('navigation', { name: 'Bins' });
  const bin = (name: string) => bins().getByRole('button', { name: new RegExp(`^${name} `) });
  const clips = () => page.getByRole('option');
  /** The line of a clip; what hangs on others is named in their lines too. */
  const line = (name: string) =>
    clips().filter({ has: page.locator('.clip-name > span:first-child', { hasText: name }) });
  const view = () => studio.get<ShootDayView>(`/shoot-days/${day}`);

  it('says what it is for before there is one', async () => {
    await page.getByRole('heading', { name: 'No shoot day yet' }).waitFor();
    await expectAccessible(page);
  });

  it('opens a folder by its path, reads it, and shows its bins', async () => {
    await page.getByRole('button', { name: 'Open a shoot day' }).first().click();
    await page.getByRole('textbox', { name: 'Folder on this machine' }).fill(folder);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await bin('Take 3').waitFor({ timeout: 60_000 });
    day = page.url().split('/').at(-1) ?? '';
    await bin('Take 3').click();
    await expect.poll(() => clips().count()).toBe(2);
    expect(await clips().first().ariaSnapshot()).toMatch(
      /A001C003_1_R1\.mp4.*in sync with 12A_T3\.wav.*10:00:00:00.*likely/s,
    );
    // The picture is really there.
    await expect
      .poll(() =>
        clips()
          .first()
          .locator('img')
          .evaluate((image) => Reflect.get(image, 'naturalWidth')),
      )
      .toBeGreaterThan(0);
  });

  it('says why a clip lies where it lies, and looks at it through its camera’s curve', async () => {
    await clips().first().click();
    const because = page.getByRole('complementary');
    await because.getByText('12A_T3.wav is in sync with it.').waitFor();
    await because.getByText('A001', { exact: true }).first().waitFor();
    await because.getByText(join(folder, 'A_CAM', 'A001C003_1_R1.mp4')).waitFor();
    await because.getByRole('combobox', { name: 'Looked at as' }).selectOption('S-Log3');
    await expect
      .poll(async () => (await view()).day?.clips.find(({ id }) => id.includes('C003'))?.curve?.by)
      .toBe('person');
    await expect.poll(() => because.locator('img').getAttribute('src')).toContain('look=S-Log3');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  it('says of which camera a clip is, what sound goes with it, and what it is a proxy of', async () => {
    await bin('B-roll').click();
    await line('A001C004').click();
    const because = page.getByRole('complementary');
    const last = async () => (await view()).corrections.at(-1)?.correction;
    const clip = 'A_CAM/A001C004_1_R1.mp4';
    await because.getByRole('combobox', { name: 'Of camera' }).fill('B');
    await because.getByRole('button', { name: 'Set', exact: true }).click();
    await expect.poll(last).toEqual({ kind: 'camera', clips: [clip], camera: 'B' });
    await page.getByText('Now of camera B').waitFor();
    await because.getByRole('combobox', { name: 'Put in sync with sound' }).fill('12A_T3.wav');
    const seconds = because.getByRole('spinbutton');
    // Where timecode puts it is where a person begins.
    expect(await seconds.inputValue()).toBe('-300');
    await seconds.fill('0.25');
    await because.getByRole('button', { name: 'Put in sync' }).click();
    await expect.poll(last).toEqual({ kind: 'sync', sound: '12A_T3.wav', picture: clip, offset: 0.25 });
    await bin('Take 3').click();
    await line('A001C004').click();
    await because.getByText('You put them together.').waitFor();
    await because.getByRole('combobox', { name: 'Proxy of' }).fill('A_CAM/A001C003_1_R1.mp4');
    await because.getByRole('button', { name: 'Link', exact: true }).click();
    await expect.poll(last).toEqual({ kind: 'relink', proxy: clip, original: 'A_CAM/A001C003_1_R1.mp4' });
    await line('A001C003').click();
    await expectAccessible(page);
    await because.getByRole('button', { name: 'Unlink the proxy' }).click();
    await expect.poll(last).toEqual({ kind: 'relink', proxy: clip, original: null });
    await page.keyboard.press('Escape');
    for (let undo = 0; undo < 4; undo++) await studio.act('shootDay.undo', { shootDay: day });
    await page.reload();
    await bin('Take 3').waitFor();
  });

  it('shows proxies whose original a person has to name, with a choice each', async () => {
    const summary = page.getByText('1 proxy without an original');
    await summary.click();
    await page.getByText('No original here fits it.').waitFor();
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Original of B009C001_1_R1.mp4' }).fill('A_CAM/A001C005_1_R1.mp4');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await expect
      .poll(async () => (await view()).day?.links)
      .toMatchObject([{ proxy: 'Proxy/B009C001_1_R1.mp4', original: 'A_CAM/A001C005_1_R1.mp4' }]);
    await summary.waitFor({ state: 'detached' });
  });

  it('puts sound, proxy and camera right by one drag each, names where it would go, and takes each back', async () => {
    const last = async () => (await view()).corrections.at(-1)?.correction;
    const cameras = page.getByRole('navigation', { name: 'Cameras' });
    const clip = (number: number) => `A_CAM/A001C00${number}_1_R1.mp4`;
    // Answers that take the longer the earlier they were asked for.
    const waits = [600, 400, 200, 0];
    let answered = 0;
    await intercept(page, '**/actions/shootDay.undo', async (route) => {
      const wait = waits.shift();
      const response = await route.fetch();
      await sleep(wait);
      await route.fulfill({ response });
      answered++;
    });
    await cameras.getByRole('button', { name: /^Camera A/ }).click();
    await expect.poll(() => clips().count()).toBe(3);
    // What hangs on a clip goes to another.
    await line('A001C003').getByText('in sync with 12A_T3.wav').dragTo(line('A001C004'));
    await page.getByText('Put 12A_T3.wav in sync with A001C004_1_R1.mp4: begins with the picture').waitFor();
    await expect
      .poll(last)
      .toEqual({ kind: 'sync', sound: '12A_T3.wav', picture: clip(4), offset: 0, insteadOf: clip(3) });
    await expect.poll(() => line('A001C003').getByText('in sync with').count()).toBe(0);
    // … and off, onto the place that comes up for it, which says what it would do.
    const mark = await line('A001C004').getByText('in sync with 12A_T3.wav').boundingBox();
    await page.mouse.move(mark!.x + 8, mark!.y + 8);
    await page.mouse.down();
    await page.mouse.move(mark!.x + 20, mark!.y + 30, { steps: 4 });
    const off = page.getByText('Take 12A_T3.wav off A001C004_1_R1.mp4', { exact: true });
    await off.waitFor();
    const place = await off.boundingBox();
    await page.mouse.move(place!.x + 40, place!.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(last).toEqual({ kind: 'sync', sound: '12A_T3.wav', picture: clip(4), offset: null });
    // A film on a film is its proxy, and hangs on it from then on.
    await line('A001C004').dragTo(line('A001C005'));
    await expect.poll(last).toEqual({ kind: 'relink', proxy: clip(4), original: clip(5) });
    await line('A001C005').getByText('proxy A001C004_1_R1.mp4').waitFor();
    // Another camera.
    await line('A001C003').dragTo(cameras.getByRole('button', { name: /^New camera/ }));
    await page.getByText('1 clip is of camera B now').waitFor();
    await expect.poll(last).toEqual({ kind: 'camera', clips: [clip(3)], camera: 'B' });
    await expectAccessible(page);
    // Quick keys.
    for (let undo = 0; undo < 4; undo++) await page.keyboard.press('Control+z');
    await expect.poll(() => answered).toBe(4);
    await expect.poll(() => line('A001C003').getByText('in sync with 12A_T3.wav').count()).toBe(1);
    await expect.poll(() => clips().count()).toBe(3);
    await page.unroute('**/actions/shootDay.undo');
  });

  it('does the same by keys alone', async () => {
    const last = async () => (await view()).corrections.at(-1)?.correction;
    const clip = (number: number) => `A_CAM/A001C00${number}_1_R1.mp4`;
    const cameras = page.getByRole('navigation', { name: 'Cameras' });
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Home');
    await page.getByRole('complementary').getByRole('button', { name: 'Take apart' }).waitFor();
    await page.keyboard.press('u');
    await expect.poll(last).toEqual({ kind: 'sync', sound: '12A_T3.wav', picture: clip(3), offset: null });
    await page.keyboard.press('Control+z');
    await expect.poll(() => clips().getByText('in sync with').count()).toBe(1);
    await page.keyboard.press('End');
    await page.keyboard.press('Control+x');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+Shift+v');
    await expect.poll(last).toEqual({ kind: 'relink', proxy: clip(5), original: clip(4) });
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.clip-line').count()).toBe(3);
    await page.keyboard.press('m');
    await page.getByRole('combobox', { name: 'Where' }).selectOption({ label: 'Of camera B' });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await expect.poll(last).toEqual({ kind: 'camera', clips: [clip(4)], camera: 'B' });
    await page.keyboard.press('Control+z');
    await expect.poll(() => cameras.getByRole('button', { name: /^Camera B/ }).count()).toBe(0);
    await bin('B-roll').click();
  });

  it('moves a clip by one drag, and takes it back', async () => {
    await bin('B-roll').click();
    await line('A001C004').dragTo(bin('Take 3'));
    await page.getByText('Moved 1 clip to Scene 12A, take 3').waitFor();
    await expect
      .poll(async () => (await view()).corrections.at(-1)?.correction)
      .toMatchObject({
        kind: 'move',
        clips: ['A_CAM/A001C004_1_R1.mp4'],
        to: { kind: 'take', scene: '12', setup: '12A', take: 3 },
      });
    await expect.poll(() => clips().count()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => clips().count()).toBe(2);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => clips().count()).toBe(1);
  });

  it('moves clips by keys alone: cut and paste, and by name', async () => {
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+x');
    await page.getByText('1 clip cut; paste into a bin').waitFor();
    await bin('Unsorted').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+v');
    await page.getByText('Moved 1 clip to Unsorted').waitFor();
    await expect.poll(() => clips().count()).toBe(1);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('m');
    await page.getByRole('textbox', { name: 'Scene' }).fill('14');
    await page.getByRole('textbox', { name: 'Take' }).fill('2');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await bin('Take 2').waitFor();
    await expect
      .poll(async () => (await view()).corrections.at(-1)?.correction)
      .toMatchObject({
        to: { kind: 'take', scene: '14', setup: '14', take: 2 },
      });
  });

  it('keeps what was said when the folder is read again, and tells it in the ledger', async () => {
    await page.getByRole('button', { name: 'Read the folder again' }).click();
    await studio.idle();
    expect((await view()).day?.bins.map(({ name }) => name)).toContain('Scene 14');
    await page.goto(`${address}/p/${production}/ledger`);
    await page.getByText('Moved A001C005_1_R1.mp4 to scene 14, take 2').waitFor();
    await page.goto(`${address}/p/${production}/bins/${day}`);
  });

  it('has no barrier that axe can see, by day and by night, wide and narrow', async () => {
    await bin('Scene 12').waitFor();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
  });
});
