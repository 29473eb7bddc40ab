import { outline, parse, print, toDocument } from '@second-unit/screenplay';
import { pages } from '@second-unit/screenplay/pages';
import { expect, test } from 'vitest';
import { readSampleScript, sampleScriptPath } from '../../src/sample/index.ts';

const text = await readSampleScript();
const tree = parse(text);
const document = toDocument(tree);
const of = (type: string) => document.elements.filter((element) => element.type === type);

test('prints back to the same text', () => {
  expect(sampleScriptPath).toMatch(/\.fountain$/);
  expect(print(tree)).toBe(text);
});

test('is eight to twelve pages long', () => {
  const { pages: count } = pages(document);
  expect(count).toBeGreaterThanOrEqual(8);
  expect(count).toBeLessThanOrEqual(12);
});

test('says on its title page what it is and under which licence', () => {
  const title = Object.fromEntries(document.titlePage.map(({ key, value }) => [key, value]));
  expect(title.Title).toContain('LIVING OR OTHERWISE');
  expect(title.Copyright).toContain('CC BY 4.0');
  expect(title.Notes).toContain('Second Unit sample');
});

test('uses what a screenplay can hold', () => {
  for (const type of [
    'action',
    'boneyard',
    'centered',
    'dialogue',
    'lyrics',
    'note',
    'parenthetical',
    'section',
    'synopsis',
  ]) {
    expect(of(type).length, type).toBeGreaterThan(0);
  }
  expect(of('transition').map((element) => element.text)).toEqual(
    expect.arrayContaining(['DISSOLVE TO:', 'FADE OUT.']),
  );
  const cues = of('character');
  expect(new Set(cues.map((cue) => cue.name))).toEqual(new Set(['ŁUKASZ', 'HESTER', 'VANCE']));
  for (const extension of ['V.O.', 'O.S.', "CONT'D"]) {
    expect(cues.map((cue) => cue.extension)).toContain(extension);
  }
  expect(cues.filter((cue) => cue.dual).map((cue) => cue.dual)).toEqual(['left', 'right']);
  expect(text).toMatch(/\*\*[^*]+\*\*/);
});

test('has numbered scenes inside and outside, by day and by night, and a montage', () => {
  const scenes = outline(tree).filter((entry) => entry.kind === 'scene');
  expect(scenes.map((scene) => scene.number)).toEqual(scenes.map((_, index) => String(index + 1)));
  const headings = scenes.map((scene) => scene.heading).join('\n');
  for (const part of [
    /^INT\. /m,
    /^EXT\. /m,
    /^INT\.\/EXT\. /m,
    /- DAY$/m,
    /- NIGHT$/m,
    /- CONTINUOUS$/m,
    /^MONTAGE/m,
  ]) {
    expect(headings).toMatch(part);
  }
});
