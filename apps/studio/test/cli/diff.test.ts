import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, toDocument } from '@second-unit/screenplay';
import { applyComparison } from '@second-unit/screenplay/drafts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from './harness.ts';

const A = `Title: Lisbon
Draft date: 1 May

INT. KITCHEN - NIGHT

Mara unlocks the tin box with a bent hairpin and empties it over the table.

MARA
It was never locked, you know.

EXT. HARBOUR - DAWN

Nets dry on the wall. A boy whistles at a dog that will not come.

MARA
The ferry left an hour ago without anyone aboard.

INT. ATTIC - DAY

Dust, a cracked mirror, three suitcases tied with the same red cord.
`;
const B = A.replace('1 May', '2 May')
  .replaceAll('MARA', 'NORA')
  .replaceAll('Mara', 'Nora')
  .replace('bent hairpin', 'paperclip')
  .replace(/INT\. ATTIC[\s\S]*$/, 'INT. TRAIN - DAY\n\nA conductor asks nobody in particular for their tickets.\n');

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit diff '));
  await writeFile(at('white.fountain'), A);
  await writeFile(at('blue.fountain'), B);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('diff', () => {
  test('says what changed, the summary first', async () => {
    const { code, stdout, stderr } = await cli(['diff', at('white.fountain'), at('blue.fountain')]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`white.fountain → blue.fountain

1 scene changed, 1 was cut, and 1 was added.
Cut: Scene 3 (INT. ATTIC - DAY).
New: Scene 3 (INT. TRAIN - DAY).
MARA is now NORA (2 speeches, 1 mention).
In the scenes that stayed: 1 line changed, names apart.
The title page changed: Draft date.

Title page
  - Draft date: 1 May
  + Draft date: 2 May

Scene 1  INT. KITCHEN - NIGHT: changed
  ~ [-Mara-]{+Nora+} unlocks the tin box with a [-bent hairpin-]{+paperclip+} and empties it over …

Scene 3  INT. ATTIC - DAY: cut, 2 lines

Scene 3  INT. TRAIN - DAY: added, 2 lines
`);
  }, 60_000);

  test('of a draft and itself: nothing', async () => {
    const same = await cli(['diff', at('white.fountain'), at('white.fountain')]);
    expect(same).toEqual({ code: 0, stdout: 'The two drafts are the same.\n', stderr: '' });
  }, 60_000);

  test('--json carries all that makes B of A', async () => {
    const { code, stdout } = await cli(['diff', at('white.fountain'), at('blue.fountain'), '--json']);
    expect(code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ format: 'second-unit/draft-diff@1', a: at('white.fountain'), b: at('blue.fountain') });
    expect(told.summary.text).toMatch(/^1 scene changed, 1 was cut/);
    const made = applyComparison(toDocument(parse(A)).elements, told.comparison);
    expect(made).toEqual(toDocument(parse(B)).elements.map(({ from: _, to: __, ...rest }) => rest));
  }, 60_000);

  test('--pdf prints the marks; formats may differ', async () => {
    const args = ['diff', at('white.pdf'), at('blue.fountain'), '--pdf', at('blue.pdf'), '--colour', 'pink'];
    expect((await cli(['convert', at('white.fountain'), at('white.pdf')])).code).toBe(0);
    const { code, stdout } = await cli(args);
    expect(code).toBe(0);
    expect(stdout).toContain('MARA is now NORA');
    expect((await readFile(at('blue.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    const back = await cli(['convert', at('blue.pdf'), at('back.fountain')]);
    expect(back.code).toBe(0);
    // Asterisks and the header are no part of the script.
    const again = await cli(['diff', at('blue.fountain'), at('back.fountain')]);
    expect(again.stdout).not.toMatch(/scenes? changed|Pink|\*/);
  }, 120_000);

  test('faults are sentences, and nothing is written', async () => {
    const gone = await cli(['diff', at('white.fountain'), at('green.fountain'), '--pdf', at('green.pdf')]);
    expect(gone).toEqual({ code: 2, stdout: '', stderr: `There is no file ${at('green.fountain')}.\n` });
    const nowhere = await cli(['diff', at('white.fountain'), at('blue.fountain'), '--pdf', at('no/green.pdf')]);
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toMatch(/^There is no folder .+ into; make it first, or name another\.\n$/);
    expect((await cli(['diff', at('white.fountain')])).code).toBe(2);
    expect(await readdir(folder)).not.toContain('green.pdf');
  }, 60_000);

  test('a script that is none of its own: the sample', async () => {
    const sample = fileURLToPath(new URL('../../src/sample/living-or-otherwise.fountain', import.meta.url));
    const { code, stdout } = await cli(['diff', at('white.fountain'), sample]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^white\.fountain → .+\n\nThe two drafts have no scene in common: 3 in the one, \d+ in the other\./,
    );
  }, 60_000);
});
