import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

describe('words', () => {
  it('are counted the same whatever the language of the machine', async () => {
    const words = fileURLToPath(new URL('../src/words.ts', import.meta.url));
    // Every segmenter made without a locale would take the machine's; with one it says so.
    const script = `
      const asked = [];
      const Own = Intl.Segmenter;
      Intl.Segmenter = class extends Own { constructor(...all) { super(...all); asked.push(all[0]); } };
      await import(process.argv[1]);
      console.log(JSON.stringify(asked));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, words], {
      env: { ...process.env, LANG: 'fi_FI.UTF-8', LC_ALL: 'fi_FI.UTF-8' },
    });
    const locales = JSON.parse(stdout) as (string | null)[];
    expect(locales.length).toBeGreaterThan(0);
    expect(locales).not.toContain(null);
  });
});
