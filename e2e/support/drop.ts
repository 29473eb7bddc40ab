import type { Page } from 'playwright-core';

/** Drops a file on the page, as from a file manager. */
export async function dropFile(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  const part = typeof content === 'string' ? JSON.stringify(content) : `new Uint8Array([${content.join()}])`;
  // As a string, because the code runs in the browser, where other globals exist than here.
  const dataTransfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${part}], ${JSON.stringify(name)}));
    return data;
  })()`);
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', event, { dataTransfer });
}
