import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { codeHash, keptLogPath } from '../bench/editing/kept-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a log is kept for the film and the code that it was made by, not for a name', () => {
  const film = join(folder, 'film.mp4');
  writeFileSync(film, 'one');
  const first = keptLogPath(film, 'a');
  expect(keptLogPath(film, 'a')).toBe(first);
  expect(keptLogPath(film, 'b')).not.toBe(first);
  writeFileSync(film, 'two');
  expect(keptLogPath(film, 'a')).not.toBe(first);
});

it('code is another once a file of it is', () => {
  const code = pathToFileURL(`${folder}/code/`);
  mkdirSync(join(folder, 'code/src'), { recursive: true });
  const before = codeHash([code]);
  writeFileSync(join(folder, 'code/src/a.ts'), '1');
  const one = codeHash([code]);
  writeFileSync(join(folder, 'code/src/a.ts'), '2');
  expect(new Set([before, one, codeHash([code])]).size).toBe(3);
  expect(codeHash()).toBe(codeHash());
});
