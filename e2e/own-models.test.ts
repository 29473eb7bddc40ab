import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogView, MediaSummary, ProductionView, ThingsView } from '@second-unit/studio/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { colourWords } from '../apps/studio/test/server/tiny-encoder.ts';
import { api } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { data } from './support/data.ts';
import { expectAccessible, openPage } from './support/page.ts';

const clip = data('clips', 'hamilton_short.mp4');
/** A job may wait for others of the studio. */
const DONE = { timeout: 80_000 };
const SAID = 'How does a made-up line sound?';
const SEEN = 'Somebody stands on a made-up stage.';

/** A server that hears one line in whatever it is sent, and sees the same in every picture; it waits for `go`. */
function ownServer(asked: string[], go: () => Promise<void>): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume().on('end', async () => {
      await go();
      const content = JSON.stringify({ text: SEEN, setting: 'a stage', objects: ['curtain'], action: 'standing' });
      const answer = request.url?.endsWith('/audio/transcriptions')
        ? { text: SAID, segments: [{ start: 0, end: 1, text: SAID }] }
        : {
            ...{ id: 'x', object: 'chat.completion', created: 1, model: 'eye' },
            choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
            usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
          };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
    });
  });
}

describe.skipIf(clip.absent)('what is said and seen in the Footage room (needs ../shared/data)', () => {
  const address = inject('studio');
  const studio = api(address);
  const folder = mkdtempSync(join(tmpdir(), 'own models '));
  const asked: string[] = [];
  let held: Promise<void> = Promise.resolve();
  let browser: Browser;
  let page: Page;
  let server: Server;
  let theirs: string;
  let production: string;
  let media: MediaSummary;
  const log = async () => (await studio.get<LogView>(`/media/${media.id}/log`)).log;
  const how = (name: string) => page.getByRole('region', { name });
  const goTo = (view: string) => page.getByText(view, { exact: true }).click();
  /** Until it is called, the server answers nothing. */
  const hold = (): (() => void) => {
    let release = (): void => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    ({ server, address: theirs } = await ownServer(asked, () => held));
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'Own models' })).id;
    media = await studio.act('media.open', { production, path: clip.path });
    // Not until the studio is idle: the sample film may still be on its way.
    await vi.waitFor(
      async () => {
        const { media: films } = await studio.get<ProductionView>(`/productions/${production}`);
        if (!films[0]?.logged) throw new Error('The film is not logged yet.');
      },
      { timeout: 280_000, interval: 500 },
    );
    page = await openPage(browser, `${address}/p/${production}/footage?view=heard`);
  }, 300_000);
  afterAll(async () => {
    await page.close();
    await browser.close();
    server.close();
    await studio.act('transcription.set', { setting: { by: 'off' } });
    await studio.act('things.set', { manifest: null, vision: null });
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it('nothing is heard until somebody chooses how; fetching a model is asked first, with its size and host', async () => {
    await page.getByText('Nothing is written down: nobody has chosen how.').waitFor();
    await page.getByRole('button', { name: 'Choose how films are transcribed' }).click();
    await page.getByRole('radio', { name: /by a Whisper model/ }).check();
    await page.getByLabel('Whisper model', { exact: true }).selectOption('tiny');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('Nothing of the film leaves this machine.').waitFor();
    await page.getByRole('button', { name: 'Write down what is said' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText(/78 MB come from huggingface\.co, once.*SHA-256/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect((await log()).subtitles).toEqual([]);
  });

  it('what leaves is said first, a wait can be cancelled, lines say where they are from', async () => {
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('radio', { name: 'By an endpoint' }).check();
    await page.getByLabel('Name of its model').fill('ear-1');
    await page.getByLabel('Address, up to the version').fill(theirs);
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText(/goes to 127\.0\.0\.1:\d+, on this machine/).waitFor();
    await page.getByText(/SECOND_UNIT_TRANSCRIPTION_KEY, which is not set/).waitFor();
    const begin = page.getByRole('button', { name: 'Write down what is said' });
    const panel = how('How it is written down');
    const release = hold();
    await begin.click();
    await panel.getByRole('progressbar').waitFor(DONE);
    await expectAccessible(page);
    await panel.getByRole('button', { name: /^Cancel/ }).click();
    await panel.getByRole('progressbar').waitFor({ state: 'detached', ...DONE });
    release();
    expect((await log()).subtitles).toEqual([]);
    await begin.click();
    await page
      .getByRole('button', { name: /How does a made-up line sound\?\s*Endpoint/ })
      .first()
      .waitFor(DONE);
    await page.getByText(/heard by an endpoint/).waitFor();
    await expectAccessible(page);
    expect((await log()).subtitles[0]).toMatchObject({ text: SAID, from: 'endpoint' });
  }, 280_000);

  it('what is seen is told by models of one’s own, set and asked by hand, and found by words', async () => {
    await goTo('Seen');
    await page.getByText('Nobody has looked yet').waitFor();
    await page.getByText('car, right 5 of 5, found 5 of 8').waitFor();
    await page.getByText('How this was measured').press('Enter');
    await page.getByText('had said what they show before the detector looked').waitFor();
    await page.getByRole('button', { name: 'Choose models that say what shots show' }).click();
    await page.getByLabel(/manifest of an ONNX model/).fill(await colourWords(folder, ['ruby', 'jade']));
    // An address of documentation, on no machine.
    await page.getByLabel(/vision-language model/).fill('http://192.0.2.1/v1');
    await page.getByLabel('Name of its model').fill('eye');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText(/768 pixels across, leaves this machine for 192\.0\.2\.1/).waitFor();
    await page.getByRole('button', { name: 'Find things in this film' }).click();
    await page.getByText(/knows pictures and words/).waitFor(DONE);
    await studio.act('production.lock', { production, nothingLeaves: true });
    await page.getByRole('button', { name: 'Describe the shots of this film' }).click();
    const panel = how('Models that look at it');
    await panel.getByText('Nothing of “Own models” may leave this machine; the lock is on.').waitFor(DONE);
    await expectAccessible(page);
    await studio.act('production.lock', { production, nothingLeaves: false });
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel(/vision-language model/).fill(theirs);
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText(/go to 127\.0\.0\.1:\d+, on this machine/).waitFor();
    const release = hold();
    await panel.getByRole('button', { name: /again/i }).click();
    await panel.getByRole('progressbar').waitFor(DONE);
    release();
    await page.getByText(SEEN).first().waitFor(DONE);
    await expectAccessible(page);
    const seen = await studio.get<ThingsView>(`/media/${media.id}/things`);
    expect(seen.described?.shots).toHaveLength((await log()).shots.length);
    await page.getByRole('textbox', { name: 'Find shots' }).fill('ruby');
    await page
      .getByText(/like “ruby” by/)
      .first()
      .waitFor(DONE);
  }, 280_000);

  it('fits a phone, by day', async () => {
    const phone = await openPage(browser, `${address}/p/${production}/footage?view=heard`, { width: 390, height: 844 });
    await phone.emulateMedia({ colorScheme: 'light' });
    await phone.getByText(/heard by an endpoint/).waitFor();
    expect(await phone.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(phone);
    await phone.getByText('Seen', { exact: true }).click();
    await phone.getByText(SEEN).first().waitFor();
    await expectAccessible(phone);
    await phone.close();
  });
});
