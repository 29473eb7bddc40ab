import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding, ScriptRange } from '@second-unit/evidence';
import { edit, parse, print } from '@second-unit/screenplay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readThrough } from '../src/index.ts';

const SCRIPT = `Title: Living
Author: X

INT. KITCHEN - DAY #1#

Mara cooks for four.

MARA (V.O.)
(low)
It was *never* locked.
~La la

TOMÁS
No.

mara is silent. [[really?]]

EXT. YARD - NIGHT

MARA
Go!

@Mara
Go now.

TOMÁS ^
Don't.

NARRATOR
The end.
`;

const said = (text: string, ranges: readonly { from: number; to: number }[]): string[] =>
  ranges.map(({ from, to }) => text.slice(from, to));
const finding = (findings: readonly Finding[], id: string): Finding | undefined =>
  findings.find((item) => item.id === id);

describe('the read-through', () => {
  const read = readThrough(SCRIPT);

  it('has the scenes, with place, time, speakers and words', () => {
    expect(read.title).toBe('Living');
    expect(
      read.scenes.map(({ from, to, ...scene }) => ({ ...scene, text: SCRIPT.slice(from, to).slice(0, 12), to })),
    ).toEqual([
      {
        index: 0,
        number: '1',
        heading: 'INT. KITCHEN - DAY',
        place: 'KITCHEN',
        interior: true,
        exterior: false,
        time: 'DAY',
        eighths: 2,
        speakers: ['MARA', 'TOMÁS'],
        // Mara cooks for four / It was never locked / La la / No / mara is silent
        words: 14,
        text: 'INT. KITCHEN',
        to: SCRIPT.indexOf('EXT.'),
      },
      {
        index: 1,
        heading: 'EXT. YARD - NIGHT',
        place: 'YARD',
        interior: false,
        exterior: true,
        time: 'NIGHT',
        eighths: 2,
        speakers: ['MARA', 'TOMÁS', 'NARRATOR'],
        words: 6,
        text: 'EXT. YARD - ',
        to: SCRIPT.length,
      },
    ]);
  });

  it('counts speeches and words of each character, with one range a speech', () => {
    const [mara, tomas] = read.characters;
    expect(mara).toMatchObject({ name: 'MARA', speeches: 3, words: 9, scenes: [0, 1] });
    expect(said(SCRIPT, mara?.evidence ?? [])).toEqual([
      'MARA (V.O.)\n(low)\nIt was *never* locked.\n~La la',
      'MARA\nGo!',
      '@Mara\nGo now.',
    ]);
    expect(tomas).toMatchObject({ name: 'TOMÁS', speeches: 2, words: 2, scenes: [0, 1] });
    expect(read.characters.map((character) => character.name)).toEqual(['MARA', 'TOMÁS', 'NARRATOR']);
  });

  it('says how it knows, and shows the lines', () => {
    expect(finding(read.findings, 'dialogue-share')).toMatchObject({ value: 13 / 20, confidence: 1 });
    expect(finding(read.findings, 'interior-exterior')?.value).toEqual({
      interior: 1,
      exterior: 1,
      both: 0,
      unknown: 0,
    });
    expect(finding(read.findings, 'day-night')?.value).toEqual({ day: 1, night: 1, unknown: 0 });
    expect(said(SCRIPT, (finding(read.findings, 'day-night')?.evidence ?? []) as ScriptRange[])).toEqual([
      'INT. KITCHEN - DAY #1#',
      'EXT. YARD - NIGHT',
    ]);
    expect(finding(read.findings, 'most-speakers')?.value).toMatchObject({
      scene: 1,
      speakers: ['MARA', 'TOMÁS', 'NARRATOR'],
    });
    expect(finding(read.findings, 'single-speech')?.value).toEqual(['NARRATOR']);
    expect(finding(read.findings, 'page-count')?.value).toBe(1);
    for (const item of read.findings) {
      expect(item.method).not.toBe('');
      expect(item.evidence.length).toBeGreaterThan(0);
      expect(item.confidence).toBeGreaterThan(0);
      expect(item.confidence).toBeLessThanOrEqual(1);
    }
  });

  it('keeps a lyric after an empty line out of the speech before it', () => {
    const { characters } = readThrough('INT. A\n\nMARA\nOne two.\n\n~Three four five\n');
    expect(characters).toMatchObject([{ name: 'MARA', speeches: 1, words: 2 }]);
  });

  it('counts a cue without dialogue for nothing', () => {
    expect(readThrough('INT. A\n\n@Mara\n\nShe waits.\n').characters).toEqual([]);
  });
});

describe('any text can be read', () => {
  it.each([
    ['nothing', ''],
    ['empty lines', '\n\n\n'],
    ['a shopping list', 'milk\neggs\n\nbread\n'],
    ['a title page alone', 'Title: X\n'],
    ['only a note', '[[note]]'],
  ])('%s: nothing to say', (_what, text) => {
    const { scenes, characters, findings } = readThrough(text);
    expect({ scenes, characters, findings }).toEqual({ scenes: [], characters: [], findings: [] });
  });

  it('a list with lines in capitals: nobody speaks most', () => {
    expect(readThrough('Milk\nEggs\n\nBUTTER\nunsalted\n\nCHEESE\nbrie\n').findings).toEqual([]);
  });

  it('dialogue without scenes', () => {
    const read = readThrough('MARA\nHello you.\n');
    expect(read.scenes).toEqual([]);
    expect(read.characters).toMatchObject([{ name: 'MARA', scenes: [], speeches: 1, words: 2 }]);
  });

  it('other languages', () => {
    const russian = readThrough('ИНТ. КУХНЯ - НОЧЬ\n\nМАМА\nИди сюда, сын.\n');
    expect(russian.characters).toMatchObject([{ name: 'МАМА', words: 3 }]);
    expect(finding(russian.findings, 'day-night')?.value).toEqual({ day: 0, night: 1, unknown: 0 });
    const japanese = readThrough('○公園（朝）\n\n@田中\nおはようございます。\n');
    expect(japanese.scenes).toMatchObject([{ place: '公園', time: '朝' }]);
    expect(japanese.characters[0]?.words).toBeGreaterThan(0);
    expect(finding(japanese.findings, 'day-night')?.value).toEqual({ day: 1, night: 0, unknown: 0 });
  });

  it('headings without speech have no share of dialogue', () => {
    const { findings } = readThrough('○台所（夜）\n\n太郎「鍵はどこだ。」\n\n○庭（朝）\n\n花子「知りません。」\n');
    expect(finding(findings, 'dialogue-share')).toBeUndefined();
    expect(findings.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(findings.every(({ language }) => language === 'any')).toBe(true);
  });

  it('never a number that is none, never a range outside the text', () => {
    const piece = fc.constantFrom(
      '\n',
      '\n\n',
      'INT. A - DAY',
      '.B',
      'MARA',
      '@x',
      'Hello.',
      '(x)',
      '~la',
      '===',
      '# S',
      '[[n]]',
      ' ',
      '  \n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const read = readThrough(text);
        expect(
          JSON.stringify(read, (_key, value) => (typeof value === 'number' && !Number.isFinite(value) ? 'BAD' : value)),
        ).not.toContain('BAD');
        const ranges = [
          ...read.scenes,
          ...read.characters.flatMap((item) => item.evidence),
          ...read.findings.flatMap((item) => item.evidence),
        ];
        for (const range of ranges as { from: number; to: number }[]) {
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeGreaterThan(range.from);
          expect(range.to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads an edited tree as it reads its text', () => {
    let tree = parse(SCRIPT);
    for (const at of [40, 90, 150, 210]) {
      tree = edit(tree, { from: at, to: at + 1, insert: 'x\n\nMARA\nAh.\n\n' });
      expect(readThrough(tree)).toEqual(readThrough(print(tree)));
    }
  });
});

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');
const bigFish = `${data}/screenplays/fountain/nyousefi/Big Fish.fountain`;
if (!existsSync(bigFish)) console.warn(`skipped: no ${bigFish} (set SECOND_UNIT_DATA)`);

describe.skipIf(!existsSync(bigFish))('Big Fish', () => {
  const text = existsSync(bigFish) ? readFileSync(bigFish, 'utf8') : '';

  it('has 192 scenes, and Edward speaks most', () => {
    const read = readThrough(text);
    expect(read.scenes).toHaveLength(192);
    expect(read.characters.slice(0, 2).map((character) => character.name)).toEqual(['EDWARD', 'WILL']);
    const cues = text.match(/\n\nEDWARD(?: +\(.*)?\n(?=\S)/g) ?? [];
    expect(read.characters[0]?.speeches).toBe(cues.length);
    expect(read.characters[0]?.evidence).toHaveLength(cues.length);
    for (const { from } of read.characters[0]?.evidence ?? []) expect(text.slice(from, from + 6)).toBe('EDWARD');
  });
});
