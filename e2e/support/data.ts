import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = process.env.SECOND_UNIT_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** A file of the test data, and whether it is not there. */
export function data(...names: string[]): { readonly path: string; readonly absent: boolean } {
  const path = join(DATA, ...names);
  return { path, absent: !existsSync(path) };
}
