import type { Page } from 'playwright-core';

/** Drops a text file on the page, as from a file manager. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  // As a string, because the code runs in the browser, where other globals exist than here.
  const dataTransfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: 'text/plain' }));
    return data;
  })()`);
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', event, { dataTransfer });
}
