import type { Page, Route } from 'playwright-core';

const PROBE = '**/?is-intercepted';

/**
 * Hands every request for `url` to `handler` instead of the studio. Playwright's `route` comes back before the browser
 * holds back all that the page asks for: what was asked at once would slip through, so this waits until nothing does.
 */
export async function intercept(page: Page, url: string, handler: (route: Route) => unknown): Promise<void> {
  await page.route(url, handler);
  await page.route(PROBE, (route) => route.fulfill({ status: 204 }));
  // The studio itself would answer with its page.
  await page.evaluate(`(async () => { while ((await fetch('/?is-intercepted')).status !== 204); })()`);
  await page.unroute(PROBE);
}
