import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readApart, writeApart } from '../../src/script-files/apart.ts';
import { DOUBTFUL, typedPdf } from '../support/typed-pdf.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit apart '));
  await writeFile(at('typed.pdf'), await typedPdf(DOUBTFUL));
  await writeFile(at('bomb.pdf'), bomb());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A PDF of one page whose text unpacks from half a megabyte to half a gigabyte. */
function bomb(): Buffer {
  const packed = deflateSync(Buffer.alloc(512 * 1024 * 1024, '(A) Tj\n'), { level: 1 });
  const objects: (string | Buffer)[][] = [
    ['<</Type/Catalog/Pages 2 0 R>>'],
    ['<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    ['<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>'],
    [`<</Length ${packed.length}/Filter/FlateDecode>>\nstream\n`, packed, '\nendstream'],
  ];
  const parts = objects.flatMap((inner, index) => [`${index + 1} 0 obj\n`, ...inner, '\nendobj\n']);
  return Buffer.concat(['%PDF-1.4\n', ...parts, 'trailer<</Root 1 0 R>>\n'].map((part) => Buffer.from(part as string)));
}

describe('a file in a process of its own', () => {
  const typed = () => ({ path: at('typed.pdf'), format: 'pdf', name: 'typed.pdf' }) as const;

  test('is read, with progress and with what is not sure', async () => {
    const seen: number[] = [];
    const { text, pdf } = await readApart(typed(), { onProgress: ({ page }) => seen.push(page) });
    expect(text).toContain('INT. LIGHTHOUSE - NIGHT\n');
    expect(seen).toEqual([1, 2]);
    expect(pdf?.lines.filter(({ confidence }) => confidence < 0.8).map((line) => line.text)).toContain('THE GHOST');
  }, 60_000);

  test('that takes too long is given up in a sentence', async () => {
    await expect(readApart(typed(), { limits: { seconds: 0.05 } })).rejects.toMatchObject({
      code: 'too-large',
      message: 'Reading typed.pdf takes longer than 0.05 seconds; it was given up, and nothing was changed.',
    });
  }, 60_000);

  test('that unpacks to more than its memory ends that process and nothing else', async () => {
    const before = process.memoryUsage.rss();
    const ask = { path: at('bomb.pdf'), format: 'pdf', name: 'bomb.pdf' } as const;
    await expect(readApart(ask, { limits: { megabytes: 400, seconds: 100 } })).rejects.toMatchObject({
      code: 'too-large',
      place: 'bomb.pdf',
      message: expect.stringMatching(/bomb\.pdf (needs more|takes longer)/),
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
  }, 120_000);

  test('stops when nobody waits for it any more', async () => {
    const stop = new AbortController();
    const reading = readApart(typed(), { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expect(readApart(typed(), { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
  }, 60_000);

  test('is written, and says what its format cannot carry', async () => {
    const text = 'INT. HALL - DAY\n\nShe waits. /* for what */\n';
    const { content, notes } = await writeApart({ name: 'x.fdx', text, format: 'fdx' });
    expect(content).toContain('<Text>INT. HALL - DAY</Text>');
    expect(notes).toEqual(['Written as script notes, as Final Draft has no such thing: 1 cut passage.']);
    await expect(writeApart({ name: 'x.docx', text, format: 'docx' })).rejects.toMatchObject({ code: 'input' });
  }, 60_000);
});
