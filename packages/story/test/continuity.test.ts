import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode, edit, parse } from '@second-unit/screenplay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readThrough, type StoryFinding } from '../src/index.ts';

const PROSE = 'She looks at him, and the others are in the room with her. He was not what they have heard of.';
const kindOf = ({ id }: StoryFinding): string => id.replace(/-\d+$/u, '');
const notesOf = (text: string, kind?: string): StoryFinding[] =>
  readThrough(text).findings.filter(
    (one) => (one.area === 'continuity' || one.area === 'craft') && (kind === undefined || kindOf(one) === kind),
  );
const placeOf = ({ evidence: [first] }: StoryFinding): { from: number; to: number } =>
  first?.kind === 'script' ? first : { from: -1, to: -1 };
const shown = (text: string, kind: string): string[] =>
  notesOf(text, kind).map((one) => text.slice(placeOf(one).from, placeOf(one).to));

function mended(text: string, finding: StoryFinding): string {
  let tree = parse(text);
  for (const change of [...(finding.fix?.changes ?? [])].reverse()) tree = edit(tree, change);
  return tree.blocks.map((block) => block.text).join('');
}

/** After its fix, fewer notes of the kind are left. */
function expectMended(text: string, finding: StoryFinding): void {
  const kind = kindOf(finding);
  const left = notesOf(mended(text, finding), kind).length;
  expect({ id: finding.id, left }).toEqual({
    id: finding.id,
    left: expect.toSatisfy((n: number) => n < notesOf(text, kind).length),
  });
}

const scenes = (...headings: string[]): string => headings.map((one) => `${one}\n\n${PROSE}\n`).join('\n');
const houseStyle = [
  'INT. HALL - DAY',
  'EXT. YARD - NIGHT',
  'INT. ATTIC - DAY',
  'EXT. LAKE - NIGHT',
  'INT. CELLAR - DAY',
];
const speech = (...cues: string[]): string => cues.map((cue) => `${cue}\nHello.\n\n`).join('');

describe('names that are nearly the same', () => {
  const near = (names: string[]): unknown[] => notesOf(speech(...names), 'name-spelling').map(({ value }) => value);

  it.each([
    ['a letter changed', 'MARGERET'],
    ['a letter dropped', 'MARGART'],
    ['a letter added', 'MARGARETT'],
    ['two letters swapped', 'MARAGRET'],
  ])('%s', (_what, name) => {
    expect(near(['MARGARET', 'MARGARET', name])).toEqual([{ name, like: 'MARGARET', speeches: 2 }]);
  });

  it.each([
    ['short names', ['ANNE', 'ANNE', 'ANNA']],
    ['names that are both used', ['MARIA', 'MARIA', 'MARIE', 'MARIE']],
    ['numbers', ['DEALER 1', 'DEALER 1', 'DEALER 2']],
    ['two letters', ['MARGARET', 'MARGARET', 'MERGERET']],
    ['titles', ['MR. COLLINS', 'MRS. COLLINS', 'MRS. COLLINS']],
    ['another first letter', ['JENNIE', 'JENNIE', 'KENNIE']],
    ['a plural of another word', ['MARGARET', 'MARGARET', 'HARRIET']],
  ])('not %s', (_what, names) => {
    expect(near(names)).toEqual([]);
  });

  it('in any script', () => {
    expect(near(['СВЕТЛАНА', 'СВЕТЛАНА', 'СВЕТЛАННА'])).toMatchObject([{ like: 'СВЕТЛАНА' }]);
  });

  it('in action, but not where the word is also written small or is a first name before a second', () => {
    const cast = speech('ROMEO', 'ROMEO', 'ROMEO', 'JULIAN', 'JULIAN', 'JULIAN');
    expect(shown(`${cast}Still, Roemo waits. They see Julia Roberts.\n`, 'name-spelling')).toEqual(['Roemo']);
    expect(shown(`${cast}Still, Roemo waits. A roemo is a wine.\n`, 'name-spelling')).toEqual([]);
  });

  it('a second name with the same first name', () => {
    expect(shown('WILBUR FREELY, ten, runs. His friend Wilbur Freeley looks on.\n', 'name-spelling')).toEqual([
      'Freeley',
    ]);
  });

  it('a part that enters under a longer name than it is cued by', () => {
    const text = `INT. HALL - DAY\n\n${PROSE}\n\nA PRETTY GIRL waits.\n\nGIRL\nHello.\n`;
    const [note] = notesOf(text, 'name-spelling');
    expect(note?.value).toEqual({ name: 'GIRL', like: 'PRETTY GIRL' });
    expect(mended(text, note as StoryFinding)).toContain('\nPRETTY GIRL\nHello.');
    expect(notesOf(text.replace('A PRETTY GIRL', 'A GIRL'), 'name-spelling')).toEqual([]);
  });
});

describe('places', () => {
  it.each([
    ['a space', 'INT. BACK YARD - DAY', 'INT. BACKYARD - DAY'],
    ['a hyphen', 'INT. BIG TOP - DAY', 'INT. BIG-TOP - NIGHT'],
    ['an apostrophe', "INT. POOH'S HOUSE - DAY", 'INT. POOHS HOUSE - DAY'],
    ['a letter', 'INT. RESIDENTIAL HOTEL - DAY', 'INT. RESIDENTAL HOTEL - NIGHT'],
    ['a second name', "INT. JENNY'S HOUSE - DAY", "INT. JENNY HILL'S HOUSE - DAY"],
    ['the hotel of a room', 'INT. PALACE HOTEL RM 412 - DAY', 'INT. RM 412 - DAY'],
  ])('one place in two spellings: %s', (_what, usual, odd) => {
    const text = scenes(usual, usual, odd);
    expect(shown(text, 'place-spelling')).toEqual([odd]);
    expectMended(text, notesOf(text, 'place-spelling')[0] as StoryFinding);
  });

  it.each([
    ['a room of a house', 'INT. KITCHEN - DAY', 'INT. BLOOM HOUSE KITCHEN - DAY'],
    ['two roads', 'EXT. ROAD - DAY', 'EXT. THE ROAD - DAY'],
    ['two rooms by number', 'INT. ROOM 12 - DAY', 'INT. ROOM 13 - DAY'],
    ['a plural', 'INT. HOSPITAL ROOM - DAY', 'INT. HOSPITAL ROOMS - DAY'],
    ['two words', 'EXT. STABLE - DAY', 'EXT. TABLE - DAY'],
  ])('two places: %s', (_what, one, other) => {
    expect(notesOf(scenes(one, one, other, other), 'place-spelling')).toEqual([]);
  });
});

describe('formatting', () => {
  it('a heading gets the time last given, and none that only the scene before explains', () => {
    const text = scenes(...houseStyle, 'INT. HALL - LATER', 'INT. KITCHEN', 'EXT. LAKE - NIGHT');
    const [note] = notesOf(text, 'heading-time');
    expect(note?.fix?.changes.map(({ insert }) => insert)).toEqual([' - DAY']);
  });

  it('a longer name goes onto the cue, and into nobody’s mouth', () => {
    const text = `INT. A - DAY\n\n${PROSE} The PRETTY GIRL enters.\n\nGIRL\nYes.\n\nBOB\nNo.\n\n@girl\nThat GIRL there.\n`;
    const [note] = notesOf(text, 'name-spelling');
    expect(mended(text, note as StoryFinding)).toBe(
      text.replace('\n\nGIRL', '\n\nPRETTY GIRL').replace('@girl', '@PRETTY GIRL'),
    );
  });

  it.each([
    ['heading-format', 'INT KITCHEN - DAY'],
    ['heading-format', 'INT. KITCHEN -DAY'],
    ['heading-format', 'INT. KITCHEN   - DAY'],
    ['heading-format', 'int. the old kitchen - day'],
    ['heading-time', 'INT. KITCHEN'],
  ])('%s: %s', (kind, odd) => {
    const text = scenes(...houseStyle, odd);
    expect(shown(text, kind)).toEqual([odd]);
    expectMended(text, notesOf(text, kind)[0] as StoryFinding);
  });

  it('what a script always does is its style', () => {
    expect(
      notesOf(scenes(...houseStyle.map((one) => one.replace(/^(INT|EXT)\./u, '$1').replace(/ - .*/u, '')))),
    ).toEqual([]);
    expect(notesOf(scenes(...houseStyle.map((one) => one.replace(' - ', ' -- '))))).toEqual([]);
  });

  it.each([
    ['MARA (V.0.)', 'MARA (V.O.)'],
    ['MARA  (O.S.)', 'MARA (O.S.)'],
    ['MARA(O.S.)', 'MARA (O.S.)'],
    ['MARA (O.S.)(CONT’D)', 'MARA (O.S.) (CONT’D)'],
  ])('a cue: %s', (odd, right) => {
    const text = `INT. HALL - DAY\n\n${speech('MARA', 'TOM', 'MARA (O.S.) (CONT’D)', 'TOM', 'MARA (V.O.) (CONT’D)', 'TOM', 'MARA (V.O.) (CONT’D)', 'TOM', 'MARA', 'TOM', 'MARA', 'TOM', odd, 'TOM')}`;
    const [note] = notesOf(text, 'cue-format');
    expect(note?.value).toEqual({ cue: odd, wanted: right });
    expectMended(text, note as StoryFinding);
  });

  it('(CONT’D) is missed only where a script writes it', () => {
    const pair = (sign: string): string => `MARA\nHello.\n\n${PROSE}\n\nMARA${sign}\nHello.\n\nTOM\nYes.\n\n`;
    const text = `INT. HALL - DAY\n\n${pair(' (CONT’D)').repeat(4)}${pair('')}`;
    const notes = notesOf(text, 'contd');
    expect(notes.map(({ fix }) => fix?.changes[0]?.insert)).toEqual([' (CONT’D)']);
    expectMended(text, notes[0] as StoryFinding);
    expect(notesOf(`INT. HALL - DAY\n\n${pair('').repeat(5)}`, 'contd')).toEqual([]);
    expect(notesOf(text.replace(/MARA\nHello\.\n\nTOM\nYes\.\n\n$/u, 'MARA (V.O.)\nHello.\n'), 'contd')).toEqual([]);
  });

  it('scene numbers that stand twice or run backwards', () => {
    const text = scenes('INT. A - DAY #1#', 'INT. B - DAY #2#', 'INT. C - DAY #2#', 'INT. D - DAY #1A#');
    expect(notesOf(text, 'scene-number').map(({ value }) => value)).toEqual([
      { number: '2' },
      { number: '1A', after: '2' },
    ]);
    expect(mended(text, notesOf(text, 'scene-number')[0] as StoryFinding)).toContain('INT. C - DAY #2A#');
    expect(notesOf(scenes('INT. A - DAY #1#', 'INT. B - DAY #1A#', 'INT. C - DAY #2#'), 'scene-number')).toEqual([]);
  });

  it('a heading and a cue that an empty line is missing before', () => {
    const text = `INT. HALL - DAY\n\nShe goes.\nEXT. YARD - DAY\nIt rains.\n\nMARA\nHello.\n\nMARA\nWell?\n\nShe waits.\nMARA\nNo.\n`;
    expect(shown(text, 'format')).toEqual(['EXT. YARD - DAY', 'MARA']);
    for (const note of notesOf(text, 'format')) expectMended(text, note);
  });

  it('spaces within a sentence, against the script’s habit after one; columns are left alone', () => {
    expect(shown('She goes  home.\n', 'double-space')).toEqual(['  ']);
    expect(notesOf(`${'She goes.  He stays.  '.repeat(12)}\n`, 'double-space')).toEqual([]);
    expect(shown(`${'She goes. He stays. '.repeat(12)}She goes.  He stays.\n`, 'double-space')).toEqual(['  ']);
    expect(notesOf('Name    Age    Town    Street\n', 'double-space')).toEqual([]);
  });

  it('transitions and line ends', () => {
    expect(shown(`${PROSE}\n\nDISOLVE TO:\n\n${PROSE}\n`, 'transition')).toEqual(['DISOLVE TO:']);
    expect(notesOf(`${PROSE}\n\nBURN TO:\n\nSMASH CUT TO:\n`, 'transition')).toEqual([]);
    const text = `${`${PROSE}\r\n\r\n`.repeat(9)}${PROSE}\n`;
    const [note] = notesOf(text, 'format');
    expect(note?.value).toEqual({ lines: 1, of: 19 });
    expect(mended(text, note as StoryFinding)).not.toMatch(/[^\r]\n/u);
  });

  it('slips of English', () => {
    const text = `${PROSE}\n\nShe sees the the door, a attractive man and an HEAVYSET one. he leaves, But she stays with an honest FBI man.\n`;
    expect(shown(text, 'typo')).toEqual(['the the', 'a', 'an', 'h', ', But']);
    for (const note of notesOf(text, 'typo')) expectMended(text, note);
    expect(
      notesOf(`${PROSE}\n\nAn SUV, an NSC man, a one-eyed unicorn, 40 lbs. of it; what it is is over.\n`, 'typo'),
    ).toEqual([]);
  });
});

describe('facts', () => {
  it('somebody leaves and speaks', () => {
    const scene = (between: string, cue = 'MARA'): string =>
      `INT. HALL - DAY\n\n${PROSE}\n\nMARA\nI must go.\n\nMara leaves the room.\n\nTOM\nWell.\n\n${between}${cue}\nWhat now?\n`;
    expect(shown(scene(''), 'leaves-then-speaks')).toEqual(['MARA']);
    expect(notesOf(scene('Mara comes back.\n\n'), 'leaves-then-speaks')).toEqual([]);
    expect(notesOf(scene('She stops at the door.\n\n'), 'leaves-then-speaks')).toEqual([]);
    expect(notesOf(scene('', 'MARA (O.S.)'), 'leaves-then-speaks')).toEqual([]);
    expect(notesOf(scene('EXT. STREET - DAY\n\n'), 'leaves-then-speaks')).toEqual([]);
  });

  it.each([
    [true, 'INT. HALL - EVENING', 'INT. ATTIC - AFTERNOON - CONTINUOUS'],
    [true, 'INT. HALL - DAY', 'INT. ATTIC - NIGHT - CONTINUOUS'],
    [true, 'INT. HALL - AFTERNOON', 'INT. HALL - MORNING'],
    [false, 'INT. HALL - NIGHT', 'INT. HALL - MORNING'],
    [false, 'INT. HALL - DAY', 'INT. ATTIC - NIGHT'],
    [false, 'INT. HALL - AFTERNOON', 'INT. HALL - NEXT MORNING'],
    [false, 'INT. HALL - NIGHT', 'INT. ATTIC - NIGHT - CONTINUOUS'],
    [false, 'INT. HALL - NIGHT', 'INT. ATTIC - DAY [FLASHBACK]'],
  ])('time runs backwards: %s, %s, %s', (wrong, before, now) => {
    expect(notesOf(scenes(before, now), 'time-backwards')).toHaveLength(wrong ? 1 : 0);
  });

  it('somebody is spoken to who is not there', () => {
    const one = `INT. A - DAY\n\n${PROSE}\n\n${speech('SANDRA', 'TOM', 'SANDRA', 'TOM', 'SANDRA', 'TOM', 'SANDRA', 'TOM', 'SANDRA')}`;
    const far = `${one}${scenes('INT. B - DAY', 'INT. C - DAY')}\nINT. D - DAY\n\nTOM\nCome here, Sandra.\n`;
    expect(notesOf(far, 'absent-addressee')).toHaveLength(1);
    expect(notesOf(far.replace('INT. D - DAY\n\n', 'INT. D - DAY\n\nSandra sleeps.\n\n'), 'absent-addressee')).toEqual(
      [],
    );
    expect(
      notesOf(far.replace('INT. D - DAY\n\n', 'INT. D - DAY\n\nTom is on the phone.\n\n'), 'absent-addressee'),
    ).toEqual([]);
    expect(notesOf(far.replace('Come here, Sandra.', 'Sandra, my wife, was here.'), 'absent-addressee')).toEqual([]);
  });
});

describe('odd texts', () => {
  it.each([
    ['nothing', ''],
    ['a shopping list', 'eggs\nmilk  \n2 bread\n\nsoap\n'],
    ['no headings', `${PROSE}\n\n${speech('MARA', 'TOM')}`],
    ['Japanese', '○居酒屋・中（夜）\n\n太郎が座っている。\n\n@太郎\nこんばんは。\n'],
    [
      'German',
      `${'INT. KÜCHE - TAG\n\nAnna geht in die Küche und sieht, dass der Hund weg ist.\n\nANNA\nWo ist er, Jonas?\n\n'.repeat(9)}`,
    ],
  ])('%s: silent', (_what, text) => {
    expect(notesOf(text).map(({ id, value }) => [id, value])).toEqual([]);
  });

  it('what rests on English is silent on another language', () => {
    const text = `${'Anna sieht die Katze und der Mann geht weiter durch das Haus.\n\n'.repeat(9)}CLOSE ON Anna. We PUSH IN on a attractive Haus.\n`;
    expect(notesOf(text).filter(({ language }) => language === 'en')).toEqual([]);
  });

  it('one scene of 300 pages, and 2,000 characters, in a breath', () => {
    const long = `INT. HALL - DAY\n\n${`${PROSE}\n\nMARA\nHello there.\n\n`.repeat(4000)}`;
    const names = `INT. HALL - DAY\n\n${Array.from({ length: 2000 }, (_, n) => `@Person ${n.toString(36)}\nHello.\n\n`).join('')}`;
    const start = process.cpuUsage();
    expect(notesOf(long).length + notesOf(names).length).toBeLessThan(100);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
  });

  it('never an offset outside, a number that is none, or two fixes over each other', () => {
    const piece = fc.constantFrom(
      'INT. A - DAY',
      'EXT. A -NIGHT',
      'MARA (CONT’D)',
      'Mara',
      '  ',
      '\n',
      '\n\n',
      'the the ',
      'a egg. he',
      '(Beat.)',
      '[[x]]',
      'CUT OT:',
      '\r\n',
      '#1#',
      '“',
      '漢字',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        for (const finding of notesOf(text)) {
          expect(finding.confidence).toBeGreaterThan(0);
          for (const range of finding.evidence) {
            if (range.kind === 'script')
              expect(0 <= range.from && range.from <= range.to && range.to <= text.length).toBe(true);
          }
          let end = 0;
          for (const { from, to } of finding.fix?.changes ?? []) {
            expect(from >= end && to >= from && to <= text.length).toBe(true);
            end = to;
          }
        }
      }),
    );
  });
});

const data = resolve(import.meta.dirname, '../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const file = resolve(data, 'screenplays/fountain/nyousefi/Big Fish.fountain');
if (!existsSync(file)) console.warn(`skipped: no ${file} (set SECOND_UNIT_DATA)`);

describe.skipIf(!existsSync(file))('Big Fish', () => {
  const text = existsSync(file) ? decode(readFileSync(file), file) : '';

  it('every fix takes its note away, and leaves no new one of its kind', () => {
    const tree = parse(text);
    const before = readThrough(tree).findings.filter(({ fix, area }) => fix !== undefined && area === 'continuity');
    expect(before.length).toBeGreaterThan(80);
    // Each kind once: the same code makes the others.
    const kinds = new Map(before.map((one) => [`${kindOf(one)} ${one.what}`, one]));
    for (const finding of kinds.values()) {
      let changed = tree;
      for (const change of [...(finding.fix?.changes ?? [])].reverse()) changed = edit(changed, change);
      const count = (all: readonly StoryFinding[]): number =>
        all.filter((one) => kindOf(one) === kindOf(finding)).length;
      expect([finding.id, count(readThrough(changed).findings)]).toEqual([
        finding.id,
        count(
          before.concat(readThrough(tree).findings.filter((one) => one.fix === undefined && one.area === 'continuity')),
        ) - 1,
      ]);
    }
  });

  it('after an edit the notes are those of a fresh read', () => {
    let tree = parse(text);
    readThrough(tree);
    for (const at of [200, 33_510, 73_000, 146_000, 10]) {
      tree = edit(tree, { from: at, to: at + 3, insert: 'Edwrad ' });
      const fresh = readThrough(tree.blocks.map((block) => block.text).join(''));
      const notes = (all: readonly StoryFinding[]): StoryFinding[] =>
        all.filter(({ area }) => area === 'continuity' || area === 'craft');
      expect(notes(readThrough(tree).findings)).toEqual(notes(fresh.findings));
    }
  });
});
