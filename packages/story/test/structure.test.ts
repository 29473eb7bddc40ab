import { readFileSync } from 'node:fs';
import { edit, parse, print, toDocument } from '@second-unit/screenplay';
import { pages } from '@second-unit/screenplay/pages';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../src/breakdown/lexicon.ts';
import { type Cast, castOf } from '../src/cast/index.ts';
import { charactersOf } from '../src/characters.ts';
import { readThrough } from '../src/read.ts';
import type { Scene } from '../src/read-through.ts';
import { type Reading, range } from '../src/reading.ts';
import { scenesOf } from '../src/scenes.ts';
import { speechesOf } from '../src/speeches.ts';
import { structureFindings, structureOf } from '../src/structure/index.ts';
import { likeness, type SceneVector, sceneVectors } from '../src/structure/likeness.ts';
import { sequenceStarts } from '../src/structure/sequences.ts';
import { wordsOf } from '../src/words.ts';

const lexicon = loadLexicon(readFileSync(new URL('../models/breakdown-lexicon.json', import.meta.url)));

function readingOf(text: string): Reading {
  const tree = parse(text);
  const document = toDocument(tree);
  const words = wordsOf(tree);
  const estimate = pages(document);
  const speeches = speechesOf(tree);
  const scenes = scenesOf(document, words, speeches, estimate, tree.length);
  const headings = document.elements.filter((element) => element.type === 'sceneHeading').map(range);
  return { tree, document, words, estimate, scenes, headings, characters: charactersOf(speeches), speeches };
}

function structure(text: string) {
  const reading = readingOf(text);
  return structureOf(reading, castOf(reading), lexicon && { lexicon });
}

const talk = (place: string, one: string, other: string, action = 'They wait.'): string =>
  `INT. ${place} - DAY\n\n${action}\n\n${one}\nWhere is it now?\n\n${other}\nI gave it back to you.\n`;

/** Mara and Ivo at sea, Oda and Tomás in town, turn by turn. */
const TWO_LINES = Array.from({ length: 30 }, (_, at) =>
  at % 2 === 0 ? talk('BOAT', 'MARA', 'IVO') : talk('COURT', 'ODA', 'TOMÁS'),
).join('\n');

describe('plot lines', () => {
  it('are told apart by who and where', () => {
    const { plotLines } = structure(TWO_LINES);
    expect(plotLines.map((line) => line.letter)).toEqual(['A', 'B']);
    const even = Array.from({ length: 15 }, (_, at) => 2 * at);
    const found = plotLines.map((line) => ({
      scenes: line.scenes,
      members: [...line.members].sort(),
      places: line.places,
    }));
    expect(found).toContainEqual({ scenes: even, members: ['IVO', 'MARA'], places: ['BOAT'] });
    expect(found).toContainEqual({ scenes: even.map((at) => at + 1), members: ['ODA', 'TOMÁS'], places: ['COURT'] });
    expect(plotLines[0]?.share).toBeCloseTo(0.5, 1);
  });

  it('have the headings of their scenes for evidence', () => {
    const reading = readingOf(TWO_LINES);
    const findings = structureFindings(reading, structureOf(reading, castOf(reading), { lexicon }));
    const line = findings.find((finding) => finding.id === 'plot-line-A');
    expect(line?.evidence).toHaveLength(15);
    for (const one of line?.evidence ?? []) {
      expect(one.kind === 'script' && TWO_LINES.slice(one.from, one.to)).toMatch(/^INT\. (?:BOAT|COURT) - DAY$/u);
    }
  });
});

describe('sequences', () => {
  it('part the script where who and where change for good', () => {
    const text = [
      ...Array.from({ length: 7 }, () => talk('BOAT', 'MARA', 'IVO')),
      ...Array.from({ length: 5 }, () => talk('COURT', 'ODA', 'TOMÁS')),
      ...Array.from({ length: 6 }, () => talk('BOAT', 'MARA', 'IVO')),
    ].join('\n');
    expect(structure(text).sequences.map((sequence) => [...sequence.scenes, sequence.place])).toEqual([
      [0, 6, 'BOAT'],
      [7, 11, 'COURT'],
      [12, 17, 'BOAT'],
    ]);
  });

  it('gain the most that any parting gains', () => {
    const vector = fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('A', 'B', ''))
      .map(([member, place]): SceneVector => ({ members: new Map([[member, 1]]), place }));
    fc.assert(
      fc.property(fc.array(vector, { minLength: 2, maxLength: 9 }), (vectors) => {
        const count = vectors.length;
        const like = (a: number, b: number): number => likeness(vectors[a] as SceneVector, vectors[b] as SceneVector);
        let expected = 0;
        for (let distance = 1; distance < count; distance++) {
          let sum = 0;
          for (let at = 0; at + distance < count; at++) sum += like(at, at + distance);
          expected += sum / (count - distance) / (count - 1);
        }
        const gain = (starts: readonly number[]): number => {
          let sum = 0;
          for (const [index, from] of starts.entries()) {
            const to = starts[index + 1] ?? count;
            for (let a = from; a < to; a++) for (let b = a + 1; b < to; b++) sum += like(a, b) - expected;
          }
          return sum;
        };
        let most = Number.NEGATIVE_INFINITY;
        for (let cuts = 0; cuts < 2 ** (count - 1); cuts++) {
          most = Math.max(
            most,
            gain([0, ...vectors.keys()].filter((at, index) => index === 0 || (at > 0 && (cuts >> (at - 1)) & 1))),
          );
        }
        const starts = sequenceStarts(vectors);
        expect(starts[0]).toBe(0);
        expect(gain(starts)).toBeCloseTo(most, 9);
      }),
    );
  });
});

describe('scenes as vectors', () => {
  it('hold more people than a call has arguments', () => {
    const members = Array.from({ length: 200_000 }, () => ({
      scenes: [0],
      presence: [{ scene: 0, words: 1, speeches: 1, named: 0, acts: 0 }],
    }));
    const [vector] = sceneVectors([{ place: '' }] as unknown as Scene[], { members } as unknown as Cast);
    expect(vector?.members.get(0)).toBeCloseTo(1 / Math.sqrt(200_000), 12);
  });
});

describe('setups and payoffs', () => {
  const scenes = (told: Readonly<Record<number, string>>): string =>
    Array.from({ length: 40 }, (_, at) => talk(`ROOM ${at}`, 'MARA', 'IVO', told[at] ?? 'They wait.')).join('\n');

  it('are things that come back after long, with their lines', () => {
    const text = scenes({ 4: 'On the wall hangs a REVOLVER. Nobody looks at it.', 33: 'She takes the revolver down.' });
    const { payoffs } = structure(text);
    expect(payoffs).toHaveLength(1);
    const [found] = payoffs;
    expect(found?.thing).toBe('REVOLVER');
    expect(found?.absence).toEqual([4, 33]);
    expect(found?.setup.map(({ from, to }) => text.slice(from, to))).toEqual(['REVOLVER']);
    expect(found?.payoff.map(({ from, to }) => text.slice(from, to))).toEqual(['revolver']);
  });

  it('say whether they rest on English nouns', () => {
    const noun = structure(scenes({ 4: 'A REVOLVER. The revolver.', 33: 'The revolver.' }));
    expect(noun.payoffs.map(({ language }) => language)).toEqual(['en']);
    const name = structure(scenes({ 4: 'We see Excalibur, and Excalibur again.', 33: 'It is Excalibur.' }));
    expect(name.payoffs.map(({ thing, language }) => [thing, language])).toEqual([['Excalibur', 'any']]);
  });

  it('are nothing in notes and in what is cut', () => {
    expect(
      structure(scenes({ 4: 'A REVOLVER. [[The revolver.]]', 33: '/* The revolver. */ She waits.' })).payoffs,
    ).toEqual([]);
  });

  it('are not noises, people, places, or things that are there all the time', () => {
    const everywhere = Object.fromEntries(
      Array.from({ length: 8 }, (_, at) => [at * 5, 'The REVOLVER. The revolver.']),
    );
    expect(structure(scenes({ 4: 'BANG! The door.', 33: 'BANG! Again.' })).payoffs).toEqual([]);
    expect(structure(scenes({ 4: 'MARA waits. Mara is there.' })).payoffs).toEqual([]);
    expect(structure(scenes(everywhere)).payoffs).toEqual([]);
    expect(structure(scenes({ 4: 'A REVOLVER. The revolver.', 8: 'The revolver.' })).payoffs).toEqual([]);
  });
});

describe('what each scene changes', () => {
  it('is who comes, goes, is new and seen last', () => {
    const text = [talk('BOAT', 'MARA', 'IVO'), talk('BOAT', 'MARA', 'ODA'), talk('COURT', 'ODA', 'TOMÁS')].join('\n');
    const { changes } = structure(text);
    expect(changes[1]).toEqual({
      scene: 1,
      appear: ['ODA'],
      lastSeen: ['MARA'],
      enter: ['ODA'],
      leave: ['IVO'],
      place: false,
    });
    expect(changes[2]).toMatchObject({ appear: ['TOMÁS'], enter: ['TOMÁS'], leave: ['MARA'], place: true });
  });
});

describe('structure', () => {
  const long = Array.from({ length: 60 }, (_, at) =>
    talk(
      `ROOM ${at % 7}`,
      'MARA',
      at % 3 === 0 ? 'IVO' : 'ODA',
      `It rains on the ${at % 11} roofs of the town. `.repeat(1 + (at % 9)),
    ),
  ).join('\n');

  it('has acts that the turning points bound, and that are the whole script', () => {
    const { acts, turningPoints } = structure(long);
    expect(acts.map((act) => act.name)).toEqual(['I', 'II a', 'II b', 'III']);
    expect(acts[0]?.scenes[0]).toBe(0);
    expect(acts[3]?.scenes[1]).toBe(59);
    for (const [at, act] of acts.slice(1).entries()) expect(act.scenes[0]).toBe((acts[at]?.scenes[1] ?? 0) + 1);
    expect(acts[0]?.scenes[1]).toBe(turningPoints.find((point) => point.name === 'changeOfPlans')?.scene);
    expect(acts.reduce((sum, act) => sum + act.share, 0)).toBeCloseTo(1, 9);
  });

  it('is JSON, and the same every time', () => {
    const once = structure(long);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
    expect(structure(long)).toEqual(once);
  });

  it('says nothing of what is too little, and no number that is none', () => {
    for (const text of ['', 'Milk\nEggs\n', 'INT. HALL - DAY\n\nShe waits.\n', talk('BOAT', 'MARA', 'IVO')]) {
      const found = structure(text);
      expect(found.turningPoints).toEqual([]);
      expect(found.acts).toEqual([]);
      expect(found.sequences).toEqual([]);
      expect(found.plotLines).toEqual([]);
      expect(found.payoffs).toEqual([]);
    }
  });

  it('reads two thousand scenes, and Japanese', () => {
    const many = structure(
      Array.from({ length: 2000 }, (_, at) =>
        talk(`ROOM ${at % 40}`, `P${at % 90}X`, 'MARA', 'They wait. '.repeat(1 + ((at * 7) % 23))),
      ).join('\n'),
    );
    expect(many.turningPoints).toHaveLength(5);
    expect(many.changes).toHaveLength(2000);
    const japanese = structure(
      Array.from(
        { length: 24 },
        (_, at) =>
          `○${at % 2 === 0 ? '灯台' : '港'}・中（夜）\n\n女は階段を上がる。\n\n@${at % 2 === 0 ? '花子' : '太郎'}\nどこ。\n`,
      ).join('\n'),
    );
    expect(japanese.plotLines).toHaveLength(2);
    expect(JSON.stringify(many) + JSON.stringify(japanese)).not.toContain('null');
  });
});

describe('turning points while someone types', () => {
  const WORDS = 'the river takes what nobody counted and gives back a door, a lamp, three letters and her name'.split(
    ' ',
  );
  const PEOPLE = ['MARA', 'TOMÁS', 'ODA', 'THE GUARD', 'IVO'];
  const long = Array.from({ length: 40 }, (_, at) => {
    const told = Array.from(
      { length: 10 + ((at * 53) % 170) },
      (_, word) => `${WORDS[(word * 7 + at) % WORDS.length]}${at % 9}`,
    );
    const people = at < 12 ? PEOPLE.slice(0, 2) : PEOPLE.slice(at % 4, (at % 4) + 2);
    return (
      talk(`ROOM ${at % 12}`, people[0]!, people[1]!, told.join(' ')) + (at === 30 ? talk('SEA', 'ODA', 'IVO') : '')
    );
  }).join('\n');

  it('are those of the text before, until scenes change or nobody types', () => {
    let tree = parse(long);
    const first = readThrough(tree).structure;
    expect(first.turningPoints).toHaveLength(5);
    const at = long.indexOf('door');
    tree = edit(tree, { from: at, to: at, insert: 'x '.repeat(400) });
    const typed = readThrough(tree, { typing: true }).structure;
    expect(typed.current).toBe(false);
    expect(typed.turningPoints).toEqual(first.turningPoints);
    const rested = readThrough(tree).structure;
    expect(rested.current).toBe(true);
    expect(rested.turningPoints).not.toEqual(first.turningPoints);
    expect(rested).toEqual(readThrough(parse(print(tree))).structure);
    tree = edit(tree, { from: tree.length, to: tree.length, insert: '\nEXT. ROOF - NIGHT\n\nShe waits.\n' });
    expect(readThrough(tree, { typing: true }).structure.current).toBe(true);
  });
});
