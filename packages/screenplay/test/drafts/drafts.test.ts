import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyComparison,
  type Comparison,
  compareDrafts,
  nextColour,
  REVISION_COLOURS,
  summarise,
} from '../../src/drafts/index.ts';
import { parse, toDocument } from '../../src/index.ts';
import { soup } from '../soup.ts';
import { placeless, rebuilt } from './same.ts';

const KITCHEN = `INT. KITCHEN - NIGHT

Mara unlocks the tin box with a bent hairpin and empties it over the table.

MARA
It was never locked, you know. Not once in all these years.

DAN
You never said.

She counts the letters, then the stamps, then the letters again.
`;
const HARBOUR = `EXT. HARBOUR - DAWN

Nets dry on the wall. A boy whistles at a dog that will not come.

DAN
The ferry left an hour ago without anyone aboard.

MARA
Then we wait for the next one, like everybody else does here.
`;
const ATTIC = `INT. ATTIC - DAY

Dust, a cracked mirror, three suitcases tied with the same red cord.

DAN
(reading a label)
Lisbon. Who do we know in Lisbon?
`;
const script = (...scenes: string[]): string => scenes.join('\n');
const kinds = (comparison: Comparison): string[] =>
  comparison.scenes.map(({ kind, a, b }) => `${kind} ${a.map((it) => it.label)}>${b.map((it) => it.label)}`);
const lines = (comparison: Comparison): string[] =>
  comparison.scenes.flatMap((scene) => scene.lines.map((line) => `${line.kind} ${(line.b ?? line.a)?.text}`));

describe('scenes', () => {
  it('are one scene by their words, not by their heading', () => {
    const b = script(KITCHEN.replace('KITCHEN - NIGHT', 'CELLAR - DAY'), HARBOUR, ATTIC);
    expect(kinds(compareDrafts(script(KITCHEN, HARBOUR, ATTIC), b))).toEqual([
      'changed 1>1',
      'unchanged 2>2',
      'unchanged 3>3',
    ]);
    const other = script('INT. KITCHEN - NIGHT\n\nA wedding. Forty guests dance on the chairs.\n', HARBOUR);
    expect(kinds(compareDrafts(script(KITCHEN, HARBOUR), other))).toEqual(['cut 1>', 'added >1', 'unchanged 2>2']);
  });

  it('that move are as few as may be, and may have changed besides', () => {
    const a = script(KITCHEN, HARBOUR, ATTIC);
    const comparison = compareDrafts(a, script(HARBOUR, ATTIC, KITCHEN.replace('hairpin', 'paperclip')));
    expect(kinds(comparison)).toEqual(['unchanged 2>1', 'unchanged 3>2', 'moved 1>3']);
    const words = comparison.scenes[2]?.lines.map(({ a: x, b: y, words: edits }) =>
      edits.map(({ from, to, bFrom, bTo }) => `${x?.text.slice(from, to)} → ${y?.text.slice(bFrom, bTo)}`),
    );
    expect(words).toEqual([['hairpin → paperclip']]);
    expect(summarise(comparison).text).toBe(
      '1 scene moved. Moved: Scene 1 (INT. KITCHEN - NIGHT). In the scenes that stayed: 1 line changed.',
    );
  });

  it('split with another scene between, and merge', () => {
    const [one, two] = KITCHEN.split('\nDAN');
    const split = script(`${one}`, ATTIC, `INT. KITCHEN - LATER\n\nDAN${two}`, HARBOUR);
    const comparison = compareDrafts(script(KITCHEN, HARBOUR), split);
    expect(kinds(comparison)).toEqual(['split 1>1,3', 'added >2', 'unchanged 2>4']);
    expect(summarise(comparison).text).toContain('Scene 1 (INT. KITCHEN - NIGHT) was split in two: now 1 and 3.');
    const back = compareDrafts(split, script(KITCHEN, HARBOUR));
    expect(kinds(back)).toEqual(['merged 1,3>1', 'cut 2>', 'unchanged 4>2']);
    expect(summarise(back).text).toContain('Scenes 1 and 3 are one now: Scene 1 (INT. KITCHEN - NIGHT).');
  });

  it('keep their place when an act begins elsewhere', () => {
    const a = script('# Act One\n', KITCHEN, '# Act Two\n', HARBOUR, ATTIC);
    const b = script('# Act One\n', KITCHEN, HARBOUR, '# Act Two\n', ATTIC);
    const comparison = compareDrafts(a, b);
    expect(comparison.scenes.every(({ kind }) => kind === 'unchanged')).toBe(true);
    expect(comparison.sections.map(({ kind }) => kind)).toEqual(['unchanged', 'moved']);
    expect(summarise(comparison).text).toBe('1 section of the outline changed.');
  });

  it('have notes and synopses that are no lines of theirs', () => {
    const comparison = compareDrafts(script(KITCHEN), script(KITCHEN.replace('Mara', '[[Too soon?]]Mara')));
    expect(kinds(comparison)).toEqual(['unchanged 1>1']);
    expect(lines(comparison)).toEqual(['added Too soon?']);
    expect(summarise(comparison).text).toBe('1 line that does not print changed.');
  });
});

describe('names', () => {
  const a = script(KITCHEN, HARBOUR, ATTIC);

  it('are told once, with what forgot to change', () => {
    const b = a.replaceAll('MARA', 'NORA');
    const comparison = compareDrafts(a, b);
    expect(comparison.renames).toMatchObject([{ from: 'MARA', to: 'NORA', speeches: 2, mentions: 0 }]);
    expect(comparison.renames[0]?.left.map(({ text }) => text.slice(0, 12))).toEqual([]);
    const c = b.replace('She counts', 'Slowly Mara counts');
    expect(compareDrafts(a, c).renames[0]?.left.map(({ text }) => text.slice(0, 12))).toEqual(['Slowly Mara ']);
    expect(summarise(compareDrafts(a, c)).text).toContain('MARA is now NORA (2 speeches). 1 line still says MARA.');
  });

  it('that are words, too, change where they are names', () => {
    const will = (name: string): string =>
      a.replaceAll('MARA', name.toUpperCase()).replaceAll('Mara', name).replace('You never said', 'Will you ever say');
    const comparison = compareDrafts(will('Will'), will('Bill'));
    expect(new Set(lines(comparison).map((line) => line.split(' ')[0]))).toEqual(new Set(['renamed']));
    expect(lines(comparison)).toHaveLength(3);
    expect(summarise(comparison).text).toMatch(/^WILL is now BILL \(2 speeches, 1 mention\)\./);
  });

  it('follow from others', () => {
    const old = `${a}\nYOUNG MARA\nI can count to ninety without breathing at all.\n`;
    const b = old.replaceAll('MARA', 'NORA').replaceAll('Mara', 'Nora');
    expect(compareDrafts(old, b).renames.map(({ from }) => from)).toEqual(['MARA']);
    const full = old.replaceAll('MARA', 'MARA VALE');
    const now = full.replaceAll('MARA', 'NORA').replaceAll('Mara', 'Nora');
    expect(lines(compareDrafts(full, now)).every((line) => line.startsWith('renamed'))).toBe(true);
  });

  it('of scripts that write no spaces', () => {
    const japanese =
      '○公園（夜）\n\n　美咲は古い手紙を箱に戻す。\n\n@美咲\n最初から鍵なんて掛かっていなかったの、一度も。\n';
    const b = japanese.replaceAll('美咲', '千尋').replace('古い手紙', '新しい手紙');
    const comparison = compareDrafts(japanese, b);
    expect(comparison.renames.map(({ from, to }) => [from, to])).toEqual([['美咲', '千尋']]);
    expect(lines(comparison).map((line) => line.split(' ')[0])).toEqual(['changed', 'renamed']);
    const edits = comparison.scenes[0]?.lines[0]?.words.map(({ from, to }) => [from, to]);
    expect(edits?.length).toBe(2);
  });

  it('swapped, or of a cut and a new character, are none', () => {
    expect(
      compareDrafts(a, a.replaceAll('MARA', 'X').replaceAll('DAN', 'MARA').replaceAll('X', 'DAN')).renames,
    ).toEqual([]);
    const b = script(HARBOUR, ATTIC, 'INT. BAR - NIGHT\n\nGUARD\nYes.\n');
    expect(compareDrafts(script(`${HARBOUR}\nWAITER\nYes.\n`, ATTIC), b).renames).toEqual([]);
  });
});

describe('lines', () => {
  it('added to a speech begin with its cue', () => {
    const b = HARBOUR.replace('DAN\n', 'DAN\nNobody came.\n\nMARA\nNobody ever does.\n\nDAN\n');
    const comparison = compareDrafts(HARBOUR, b);
    expect(lines(comparison)).toEqual(['added DAN', 'added Nobody came.', 'added MARA', 'added Nobody ever does.']);
  });

  it('differ by spaces, numbers, emphasis, and say so', () => {
    const b = KITCHEN.replace('She counts', 'She  counts');
    expect(lines(compareDrafts(KITCHEN, b)).map((line) => line.slice(0, 12))).toEqual(['respaced She']);
    expect(compareDrafts(KITCHEN, b).same).toBe('white-space');
    const numbered = compareDrafts(KITCHEN, KITCHEN.replace('NIGHT', 'NIGHT #7A#'));
    expect(lines(numbered)).toEqual(['renumbered INT. KITCHEN - NIGHT']);
    expect(summarise(numbered).text).toBe('1 scene has another number.');
    const styled = compareDrafts(KITCHEN, KITCHEN.replace('never', '*never*'));
    expect(summarise(styled).text).toBe('1 line has other emphasis.');
    const forced = compareDrafts(KITCHEN, KITCHEN.replace('INT.', '.INT.'));
    expect(forced.same).toBe('signs');
    expect(summarise(compareDrafts(KITCHEN, KITCHEN)).text).toBe('The two drafts are the same.');
  });

  it('may become another kind of line', () => {
    const comparison = compareDrafts(`${KITCHEN}\nCUT TO:\n`, `${KITCHEN}\n!CUT TO:\n`);
    expect(comparison.scenes[0]?.lines.map(({ kind, a, b }) => [kind, a?.type, b?.type])).toEqual([
      ['changed', 'transition', 'action'],
    ]);
  });

  it('carry their ranges in both texts', () => {
    const b = script(ATTIC, KITCHEN.replace('You never said.', 'You never told me.'));
    const line = compareDrafts(KITCHEN, b)
      .scenes.flatMap((scene) => scene.lines)
      .find(({ kind }) => kind === 'changed');
    expect(KITCHEN.slice(line?.a?.from, line?.a?.to)).toBe('You never said.');
    expect(b.slice(line?.b?.from, line?.b?.to)).toBe('You never told me.');
  });

  it('of the title page are compared by key', () => {
    const page = (draft: string): string => `Title: Lisbon\nDraft date: ${draft}\n\n${KITCHEN}`;
    const comparison = compareDrafts(page('1 May'), page('2 May'));
    expect(comparison.titlePage.map(({ kind, a, b }) => [kind, a?.value, b?.value])).toEqual([
      ['changed', '1 May', '2 May'],
    ]);
    expect(summarise(comparison).text).toBe('The title page changed: Draft date.');
  });
});

describe('any two texts', () => {
  const drafts = fc
    .tuple(fc.array(fc.constantFrom(...soupScenes())), fc.array(fc.constantFrom(...soupScenes())))
    .map(([a, b]) => [a.join('\n\n'), b.join('\n\n')] as const);

  it('B is A with what changed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(soup, soup), drafts), ([a, b]) => {
        const comparison = compareDrafts(a, b);
        expect(rebuilt(a, comparison)).toEqual(placeless(b));
        const places = (side: 'a' | 'b'): number[] =>
          [...comparison.scenes, ...comparison.sections]
            .flatMap((scene) =>
              scene[side].flatMap(({ first, last }) => Array.from({ length: last - first }, (_, i) => first + i)),
            )
            .sort((x, y) => x - y);
        expect(places('a')).toEqual([...Array(comparison.a.elements).keys()]);
        expect(places('b')).toEqual([...Array(comparison.b.elements).keys()]);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('a text and itself are the same', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const comparison = compareDrafts(text, text);
        expect(comparison.same).toBe('same');
        expect(comparison.scenes.every(({ kind, lines: found }) => kind === 'unchanged' && found.length === 0)).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('what is added one way is cut the other way', () => {
    fc.assert(
      fc.property(drafts, ([a, b]) => {
        const [there, back] = [compareDrafts(a, b), compareDrafts(b, a)];
        expect([there.a, there.b]).toEqual([back.b, back.a]);
        const all = (comparison: Comparison, side: 'a' | 'b'): number =>
          comparison.scenes.reduce((sum, it) => sum + it[side].length, 0);
        expect(all(there, 'a')).toBe(all(back, 'b'));
        const balance = (comparison: Comparison): number =>
          comparison.scenes
            .flatMap((it) => it.lines)
            .reduce((sum, { kind }) => sum + (kind === 'added' ? 1 : kind === 'cut' ? -1 : 0), 0);
        expect(balance(there) + balance(back)).toBe(0);
        expect(there.same).toBe(back.same);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('another draft than the comparison was made from is refused', () => {
    const comparison = compareDrafts(KITCHEN, HARBOUR);
    expect(() => applyComparison(toDocument(parse(ATTIC + KITCHEN)).elements, comparison)).toThrow(/another draft/);
  });
});

function soupScenes(): string[] {
  return [
    KITCHEN,
    HARBOUR,
    ATTIC,
    '# Act',
    '# Act\n\n= Synopsis',
    '[[note]]',
    'INT. KITCHEN - NIGHT',
    'FADE IN:',
    KITCHEN.replaceAll('MARA', 'NORA'),
    HARBOUR.slice(0, 90),
    'DAN\nThe ferry left an hour ago without anyone aboard.',
  ];
}

describe('colours', () => {
  it('come in the order of productions, twice', () => {
    expect(nextColour('white')).toBe('Blue');
    expect(nextColour('TAN')).toBe('Double White');
    expect(nextColour('Double Tan')).toBeUndefined();
    expect(nextColour('mauve')).toBeUndefined();
    expect(REVISION_COLOURS).toHaveLength(10);
  });
});
