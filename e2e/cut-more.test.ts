import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close } from '@second-unit/media';
import type { CutView, LedgerEntry, LooksView, MediaSummary, ProductionView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { drawFilm } from '../apps/studio/test/server/film.ts';
import { clicks } from '../apps/studio/test/support/clicks.ts';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { dropFile } from './support/drop.ts';
import { intercept } from './support/intercept.ts';
import { expectAccessible, openPage } from './support/page.ts';

/** A PNG of one pixel. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==';

// A production of its own: other tests count the cuts of the sample.
describe('the Cut room beyond one cut', () => {
  const address = inject('studio');
  const studio = api(address);
  let browser: Browser;
  let page: Page;
  let production: string;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit-cut-'));
    await drawFilm(join(folder, 'film.mp4'));
    browser = await openBrowser();
    await studio.act('studio.name', { name: 'Ada Krol' });
    ({ id: production } = await studio.act('production.create', { title: 'Ten colours' }));
    const body = new Uint8Array(await readFile(join(folder, 'film.mp4')));
    const files = `${address}/api/v1/productions/${production}/files`;
    const { media } = (await (await fetch(`${files}?name=Colours.mp4&basis=own`, { method: 'POST', body })).json()) as {
      media: MediaSummary;
    };
    await studio.idle();
    await studio.act('cut.propose', { media: media.id, seconds: 5 });
    page = await openPage(browser, `${address}/p/${production}/cut`);
    await shots().first().waitFor();
  });
  afterAll(async () => {
    await page.close();
    await browser.close();
    close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const shots = () => page.getByRole('list', { name: 'Shots of the cut' }).getByRole('button');
  const cuts = async () => (await studio.get<ProductionView>(`/productions/${production}`)).cuts;
  /** The one on the screen. */
  const shown = async (): Promise<CutView> => {
    const id = /\/cut\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? (await cuts()).at(-1)?.id;
    return studio.get<CutView>(`/cuts/${id}`);
  };
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();
  const dialog = () => page.getByRole('dialog');
  const leave = async () => {
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    // It gives the focus back a moment after it has gone, and would close a menu that was opened meanwhile.
    await page.evaluate('new Promise((done) => setTimeout(done))');
  };

  it('puts a title card between shots, words it, moves it, and takes all of it back', async () => {
    const before = (await shown()).cut;
    await press('Add a title card');
    await page.getByRole('textbox', { name: 'Words on the card' }).fill('One boat.');
    await press('Apply');
    await expect.poll(async () => (await shown()).cut.cards?.map(({ text }) => text)).toEqual(['One boat.']);
    await press('Move earlier');
    await expect.poll(async () => (await shown()).cut.cards?.[0]?.before).toBe(before.items.at(-1)?.id);
    for (let left = 2; left >= 0; left--) {
      await press('Undo the last decision');
      await expect.poll(async () => (await shown()).decisions.length).toBe(6 - left);
    }
    await expect.poll(async () => (await shown()).cut).toEqual(before);
  });

  it('lies over music that is dropped, and shows which cuts fall on its beats', async () => {
    await dropFile(page, 'Drums.wav', clicks(8));
    await press('Later');
    // What is chosen is named while its fields are closed.
    await press('More to ask: over “Drums”');
    // Its fields lie between it and the button that asks.
    const more = page.getByRole('button', { name: 'More to ask', expanded: true });
    expect(await more.evaluate((button) => button.nextElementSibling?.tagName)).toBe('FIELDSET');
    const music = page.getByRole('combobox', { name: 'Music' });
    await expect.poll(() => music.textContent()).toContain('120 beats a minute');
    expect(await music.locator('option:checked').textContent()).toContain('Drums');
    await page.getByRole('combobox', { name: 'Keep back the ending' }).selectOption({ index: 1 });
    await press(/^Ask again/);
    await page.getByText(/^Over “Drums”: \d of \d cuts fall on beats\.$/).waitFor();
    expect((await shown()).cut.brief.music).toMatchObject({ title: 'Drums' });
    // Whose it is may be said wherever it is in the way.
    await press('Render the cut');
    await dialog().getByRole('button', { name: 'Say whose “Drums” is' }).waitFor();
    await leave();
    await press('Export the cut');
    expect(await page.getByRole('menuitem', { name: 'OpenTimelineIO', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('menuitem', { name: 'Say whose “Drums” is' }).click();
    await press('I made it');
    await page.getByRole('button', { name: 'Say whose “Drums” is' }).waitFor({ state: 'detached' });
    await expectAccessible(page);
  });

  it('asks for three unlike cuts of a tone', async () => {
    const before = (await cuts()).length;
    await press(/^More to ask/);
    await page.getByRole('combobox', { name: 'Tone' }).selectOption('tense');
    await page.getByRole('combobox', { name: 'How many' }).selectOption('3');
    await press(/^Ask again/);
    await expect.poll(async () => (await cuts()).length).toBe(before + 3);
    await expect.poll(async () => (await shown()).cut.brief.tone).toBe('tense');
    // The address goes ahead of what is on the screen.
    await expect.poll(() => page.locator('.room-pick').inputValue()).toBe((await shown()).id);
    expect((await shown()).proposal.what).toContain('first of 3');
  });

  it('stops choosing shots when it is told to, and makes no cut', async () => {
    const before = (await cuts()).length;
    // A film of ten shots is cut before anybody could stop it: the question is held back.
    await intercept(page, '**/actions/cut.propose*', () => {});
    // A cut of words is as long as its frames, and may be asked for as long again.
    const length = page.getByRole('spinbutton', { name: 'Length in seconds' });
    const whole = await length.inputValue();
    await length.fill('5.21');
    await page.getByRole('button', { name: /^Ask again/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Choosing shots…').waitFor();
    await page.getByRole('button', { name: 'Stop choosing shots' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Stopped; no cut was made.').waitFor();
    await page.getByText('Choosing shots…').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Ask again/ }).waitFor();
    await page.unroute('**/actions/cut.propose*');
    await length.fill(whole);
    expect((await cuts()).length).toBe(before);
  });

  it('brings colours toward the frame on the screen, before and after', async () => {
    await press('Looks');
    // A still is nobody's until somebody says whose it is, in the sheet itself.
    const still = { name: 'Dusk.png', mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') };
    await page.locator('.look-fit input[type="file"]').setInputFiles(still);
    const question = dialog().getByRole('group', { name: 'Whose still is “Dusk”?' });
    await question.waitFor();
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Public domain' }).click();
    await question.waitFor({ state: 'detached' });
    const { stills } = await studio.get<LooksView>(`/productions/${production}/looks`);
    expect(stills).toMatchObject([{ title: 'Dusk', rights: { basis: 'public-domain', mayExport: true } }]);
    await dialog().getByRole('combobox', { name: 'To be like' }).selectOption('frame');
    await page.getByRole('textbox', { name: 'Name' }).fill('Evening');
    await press('Fit a look to a reference');
    await dialog().getByRole('button', { name: 'Use for this cut' }).click({ timeout: 60_000 });
    await expect.poll(async () => (await shown()).cut.look?.strength).toBe(1);
    const loaded = () =>
      page.evaluate(
        `[...document.querySelectorAll('.look-pictures img')].filter((image) => image.complete && image.naturalWidth > 0).length`,
      );
    await expect.poll(loaded).toBe(2);
    await leave();
  });

  it('opens as a cut again what it exported as OpenTimelineIO', async () => {
    const { cut } = await shown();
    const downloading = page.waitForEvent('download');
    await press('Export the cut');
    await page.getByRole('menuitem', { name: 'OpenTimelineIO', exact: true }).click();
    const otio = await readFile(await (await downloading).path(), 'utf8');
    await press('Timelines that came in');
    const choosing = page.waitForEvent('filechooser');
    await dialog().getByRole('button', { name: 'Open a timeline…' }).press('Enter');
    await (await choosing).setFiles({ name: 'Back.otio', mimeType: 'application/json', buffer: Buffer.from(otio) });
    await expectAccessible(page);
    await dialog().getByRole('button', { name: 'Open this timeline as a cut' }).click();
    await dialog().waitFor({ state: 'detached' });
    const frames = (view: CutView) => view.cut.items.map(({ inFrame, outFrame }) => [inFrame, outFrame]);
    await expect.poll(async () => (await shown()).proposal.by.name).toBe('timeline-import');
    expect(frames(await shown())).toEqual(cut.items.map(({ inFrame, outFrame }) => [inFrame, outFrame]));
  });

  it('says what decisions taught, and how a cut is rendered', async () => {
    // One click leads from the sentence to where it is changed.
    await page.getByText('Your decisions here teach nothing: the rights of “Colours” let no model').waitFor();
    await press('Change its rights');
    await dialog().getByRole('checkbox', { name: 'Models may learn from it' }).check();
    await dialog().getByRole('button', { name: 'Keep these rights' }).click();
    await dialog().getByText('Your decisions here teach nothing').waitFor({ state: 'detached' });
    await leave();
    await page.getByRole('button', { name: 'What it learned' }).waitFor();
    await press('Render the cut');
    const names = ['Format', 'Shape', 'Loudness', 'Subtitles'];
    for (const name of names) await dialog().getByRole('combobox', { name }).waitFor();
    await leave();
  });

  it('tells all of it in the ledger in words', async () => {
    await page.goto(`${address}/p/${production}/ledger`);
    for (const words of [
      'Title card added: “New title card”',
      'Fitted the look “Evening”',
      'Gave the cut the look “Evening”, 100%',
    ]) {
      await page.getByText(words, { exact: true }).waitFor();
    }
    await page.getByText('Music: said what may be done with “Drums”').first().waitFor();
    const entries = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    expect(entries.length).toBeGreaterThan(10);
    expect(await page.getByRole('main').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|add-card|fitLook/);
    await expectAccessible(page);
  });
});
