import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Comparison, compareDrafts, type SceneChange, summarise } from '../../src/drafts/index.ts';
import { decode, type OutlineScene, outline, parse } from '../../src/index.ts';
import { placeless, rebuilt } from './same.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data');
const file = `${data}/screenplays/fountain/nyousefi/Big Fish.fountain`;
if (!existsSync(file)) console.warn(`skipped: no ${file} (set SECOND_UNIT_DATA)`);

/** Everything that is said of a pair of drafts, but what is the same. */
function told({ scenes, sections, renames, titlePage }: Comparison) {
  return {
    scenes: scenes
      .filter(({ kind, lines }) => kind !== 'unchanged' || lines.length > 0)
      .map(({ kind, a, b, lines }) => ({
        kind,
        a: a.map(({ index }) => index),
        b: b.map(({ index }) => index),
        lines: lines.map((line) => `${line.kind} ${(line.b ?? line.a)?.text.slice(0, 40)}`),
      })),
    sections: sections.filter(({ kind }) => kind !== 'unchanged').length,
    renames: renames.map(({ from, to }) => `${from} ${to}`),
    titlePage: titlePage.length,
  };
}

/** Numbers from 0 to 1, the same ones every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const nothing = { scenes: [], sections: 0, renames: [], titlePage: 0 };

describe.skipIf(!existsSync(file))('drafts of Big Fish', () => {
  const text = existsSync(file) ? decode(readFileSync(file)) : '';
  const scenes = outline(parse(text)).filter((entry): entry is OutlineScene => entry.kind === 'scene');
  const sceneText = (index: number): string => text.slice(scenes[index]?.from, scenes[index]?.to);
  const check = (b: string): Comparison => {
    const comparison = compareDrafts(text, b);
    expect(rebuilt(text, comparison)).toEqual(placeless(b));
    return comparison;
  };
  const change = (from: number, to: number, insert: string): string => text.slice(0, from) + insert + text.slice(to);

  it('the same', () => {
    const comparison = check(text);
    expect(comparison.same).toBe('same');
    expect(told(comparison)).toEqual(nothing);
    expect(comparison.scenes.every(({ lines }) => lines.length === 0)).toBe(true);
  });

  it('with other line ends and empty lines', () => {
    const b = text.replaceAll('\n\n', '\r\n\r\n\r\n');
    expect(compareDrafts(text, b).same).toBe('white-space');
    expect(summarise(compareDrafts(text, b)).text).toBe('The two drafts differ only in white space.');
  });

  it.each([3, 27, 60, 100, 150, 180])('without scene %i', (index) => {
    const { from, to } = scenes[index] as OutlineScene;
    const seen = told(check(change(from, to, '')));
    expect(seen).toMatchObject({ ...nothing, scenes: [{ kind: 'cut', a: [index], b: [] }] });
    const back = told(compareDrafts(change(from, to, ''), text));
    expect(back).toMatchObject({ ...nothing, scenes: [{ kind: 'added', a: [], b: [index] }] });
  });

  it.each([
    [10, 40],
    [40, 10],
    [100, 104],
    [150, 3],
  ])('with scene %i before scene %i', (index, before) => {
    const { from, to } = scenes[index] as OutlineScene;
    const place = (scenes[before] as OutlineScene).from;
    const cut = text.slice(from, to);
    const b =
      place < from
        ? text.slice(0, place) + cut + text.slice(place, from) + text.slice(to)
        : text.slice(0, from) + text.slice(to, place) + cut + text.slice(place);
    const now = place < from ? before : before - 1;
    expect(told(check(b))).toEqual({ ...nothing, scenes: [{ kind: 'moved', a: [index], b: [now], lines: [] }] });
  });

  it('with every scene split that is long enough, one at a time', () => {
    let tried = 0;
    for (let index = 0; index < scenes.length; index += 7) {
      const scene = sceneText(index);
      // Between two paragraphs of the middle third, not inside a speech.
      const middle = [...scene.matchAll(/\n\n(?=[A-Z][a-z])/g)].find(
        ({ index: at }) => at > scene.length / 3 && at < (scene.length * 2) / 3,
      );
      if (middle === undefined || scene.length < 800) continue;
      tried++;
      const at = (scenes[index] as OutlineScene).from + middle.index;
      const seen = told(check(change(at, at, '\n\nINT. ANOTHER PLACE - LATER')));
      const lines = ['added INT. ANOTHER PLACE - LATER'];
      expect(seen).toEqual({ ...nothing, scenes: [{ kind: 'split', a: [index], b: [index, index + 1], lines }] });
    }
    expect(tried).toBeGreaterThan(5);
  });

  it('with two scenes merged', () => {
    let tried = 0;
    for (let index = 1; index < scenes.length; index += 13) {
      const next = sceneText(index);
      const { from } = scenes[index] as OutlineScene;
      const heading = next.slice(0, next.indexOf('\n'));
      if (next.length < 300 || sceneText(index - 1).length < 300) continue;
      tried++;
      const seen = told(check(change(from, from + heading.length, '')));
      expect(seen.scenes).toEqual([
        { kind: 'merged', a: [index - 1, index], b: [index - 1], lines: [`cut ${heading.trim().slice(0, 40)}`] },
      ]);
    }
    expect(tried).toBeGreaterThan(5);
  });

  it('with characters renamed, told once each', () => {
    const b = text
      .replaceAll('EDWARD', 'EDMUND')
      .replaceAll('Edward', 'Edmund')
      .replaceAll(/\bJOSEPHINE\b/g, 'MARGUERITE')
      .replaceAll(/\bJosephine\b/g, 'Marguerite');
    const comparison = check(b);
    expect(comparison.renames.map(({ from, to, left }) => [from, to, left.length])).toEqual([
      ['EDWARD', 'EDMUND', 0],
      ['JOSEPHINE', 'MARGUERITE', 0],
    ]);
    expect(comparison.scenes.every(({ kind }) => kind === 'unchanged')).toBe(true);
    const kinds = new Set(comparison.scenes.flatMap(({ lines }) => lines.map(({ kind }) => kind)));
    expect([...kinds]).toEqual(['renamed']);
    expect(summarise(comparison).text).toMatch(
      /^EDWARD is now EDMUND \(\d+ speeches, \d+ mentions\)\. JOSEPHINE is now MARGUERITE \(\d+ speeches, \d+ mentions\)\.( The script has \d+ pages now.+)?$/,
    );
  });

  it('with one line changed, wherever it stands', () => {
    let tried = 0;
    for (const match of text.matchAll(/\n\n([A-Z][a-z][^\n]{40,})\n\n/g)) {
      if (tried++ % 150 > 0) continue;
      const line = match[1] as string;
      const at = match.index + 2;
      const words = line.split(' ');
      words[3] = 'zeppelin';
      const seen = told(check(change(at, at + line.length, words.join(' '))));
      expect(seen.scenes.map(({ kind, lines }) => [kind, lines.length])).toEqual([['changed', 1]]);
    }
  });

  it('with all of it at once', () => {
    const without = sceneText(50);
    const moved = sceneText(20);
    let b = text.replace(without, '').replace(moved, '');
    const place = b.indexOf(sceneText(90));
    b = b.slice(0, place) + moved.replaceAll('the', 'this') + b.slice(place);
    b = b.replaceAll(/\bWILL\b/g, 'WALTER').replaceAll(/\bWill\b/g, 'Walter');
    const comparison = check(b);
    const seen = comparison.scenes
      .filter(({ kind }) => kind !== 'unchanged')
      .map(({ kind, a }: SceneChange) => [kind, a[0]?.index]);
    expect(seen).toEqual([
      ['cut', 50],
      ['moved', 20],
    ]);
    expect(comparison.renames.map(({ from, to }) => [from, to])).toEqual([['WILL', 'WALTER']]);
  });

  it('with two words in five replaced, scenes cut and moved: still each the one that it was', () => {
    const random = seeded(7);
    const pick = <Item>(items: readonly Item[]): number => Math.floor(random() * items.length);
    const vocabulary = [...new Set(text.match(/\b[a-z]{3,}\b/g))];
    const rewritten = scenes.map(({ index }) => {
      const [heading = '', ...lines] = sceneText(index).split('\n');
      const other = (word: string): string => (random() < 0.4 ? (vocabulary[pick(vocabulary)] as string) : word);
      return { index, text: [heading, ...lines.map((line) => line.replace(/\b[a-z]{2,}\b/g, other))].join('\n') };
    });
    for (let cut = 0; cut < 10; cut++) rewritten.splice(pick(rewritten), 1);
    for (let move = 0; move < 5; move++) {
      const moving = rewritten.splice(pick(rewritten), 1);
      rewritten.splice(pick(rewritten), 0, ...moving);
    }
    const b = text.slice(0, scenes[0]?.from) + rewritten.map((scene) => scene.text).join('');
    const matched = check(b).scenes.flatMap((scene) =>
      scene.b.map((ref) => scene.a.some(({ index }) => index === rewritten[ref.index]?.index)),
    );
    expect(matched.filter((isRight) => !isRight).length).toBeLessThanOrEqual(2);
    expect(matched.length).toBeGreaterThanOrEqual(182);
  });

  it('another film in no time', () => {
    const other = decode(readFileSync(`${data}/screenplays/fountain/last-birthday/The-Last-Birthday-Card.fountain`));
    const begun = process.cpuUsage();
    const comparison = check(other);
    const took = process.cpuUsage(begun).user / 1000;
    expect(summarise(comparison).sentences[0]?.text).toBe(
      'The two drafts have no scene in common: 192 in the one, 48 in the other.',
    );
    expect(took).toBeLessThan(5_000);
  });
});
