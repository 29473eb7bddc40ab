import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const data = resolve(root, process.env.SECOND_UNIT_DATA ?? '../shared/data');

/** Path of a clip in the data folder, or undefined, with a line that says so, where it is absent. */
export function clip(name: string): string | undefined {
  const path = join(data, 'clips', name);
  if (existsSync(path)) return path;
  console.info(`skipped: ${name} is not in the data folder (SECOND_UNIT_DATA)`);
  return undefined;
}
