import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * A headless Chromium: the one that `CHROMIUM` names, else the one that comes with the dev
 * dependencies (Linux x64, needs neither root nor apt), else an installed one.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM;
  const carried = process.platform === 'linux' && process.arch === 'x64';
  const executablePath = named ?? (carried ? await sparticuz.executablePath() : INSTALLED.find(existsSync));
  if (!executablePath) {
    throw new Error('No Chromium was found for the browser tests: set CHROMIUM to the path of Chromium or Chrome.');
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      // Chromium refuses to sandbox itself as root, and the browser only ever opens our own pages.
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}
