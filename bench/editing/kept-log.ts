import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a shot log is made by: its code and its models. */
const MAKERS = ['footage', 'media', 'learning'].map((name) => new URL(`../../packages/${name}/`, import.meta.url));

/** A hash of every file under `src` and `models` of these folders, names included. */
export function codeHash(folders: readonly URL[] = MAKERS): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = globSync('{src,models}/**/*', { cwd: folder.pathname, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    for (const path of paths.sort()) {
      hash.update(`${path.slice(folder.pathname.length)}\0`).update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}

/** Where the log of a film may be kept between runs: another film, or other code, is another place. */
export function keptLogPath(film: string, code: string = codeHash()): string {
  const key = createHash('sha256').update(code).update(readFileSync(film)).digest('hex');
  return join(tmpdir(), `second-unit-log-${key.slice(0, 32)}.json`);
}
