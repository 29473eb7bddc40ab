import { readFileSync } from 'node:fs';

/** Version of Second Unit, from the package at the root of the repository. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
).version;
