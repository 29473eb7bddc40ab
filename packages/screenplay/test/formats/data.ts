import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const data: string = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data');
export const folder = `${data}/screenplays`;
export const present: boolean = existsSync(folder);

if (!present) console.warn(`skipped: no screenplays in ${folder} (set SECOND_UNIT_DATA)`);

export function bytes(path: string): Uint8Array {
  return readFileSync(`${folder}/${path}`);
}

export function text(path: string): string {
  return readFileSync(`${folder}/${path}`, 'utf8');
}
