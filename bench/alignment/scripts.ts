import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ScriptScene } from '@second-unit/footage';
import { parse } from '@second-unit/screenplay';
import { spokenScenes } from '../../apps/studio/src/productions/scene-alignment.ts';

export interface BenchScript {
  readonly name: string;
  readonly scenes: readonly (ScriptScene & { readonly heading: string })[];
}

const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, process.env.SECOND_UNIT_DATA ?? '../shared/data');
const fountain = resolve(data, 'screenplays/fountain');

/** Costs and limits were chosen on these. */
export const TUNED_ON: Readonly<Record<string, string>> = {
  'The Last Birthday Card': resolve(fountain, 'last-birthday/The-Last-Birthday-Card.fountain'),
  'My Living Memory': resolve(fountain, 'afterwriting/my_living_memory.fountain'),
};

/** Figures are reported on these. */
export const HELD_OUT: Readonly<Record<string, string>> = {
  'Big Fish': resolve(fountain, 'last-birthday/Big-Fish.fountain'),
  'Brick & Steel': resolve(fountain, 'last-birthday/Brick-and-Steel.fountain'),
  'Living or Otherwise': resolve(root, 'apps/studio/src/sample/living-or-otherwise.fountain'),
};

/** The scripts of a list that are there. */
export function load(paths: Readonly<Record<string, string>>): BenchScript[] {
  return Object.entries(paths).flatMap(([name, path]) =>
    existsSync(path) ? [{ name, scenes: spokenScenes(parse(readFileSync(path, 'utf8'))) }] : [],
  );
}
