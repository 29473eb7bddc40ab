import { describe, expect, it } from 'vitest';
import { edit, headingParts, outline, pages, parse, print, toDocument } from '../src/index.ts';

describe('outline', () => {
  const text = 'FADE IN:\n\n# Act\n= It begins.\n\nINT. A - DAY #1#\n\nOne.\n\nEXT. B\n\nTwo.\n';

  it('has scenes to the next heading, sections and synopses where they stand', () => {
    const entries = outline(parse(text)).map(({ from, to, ...rest }) => ({ ...rest, text: text.slice(from, to) }));
    expect(entries).toEqual([
      { kind: 'section', depth: 1, text: '# Act' },
      { kind: 'synopsis', text: '= It begins.' },
      { kind: 'scene', index: 0, heading: 'INT. A - DAY', number: '1', text: 'INT. A - DAY #1#\n\nOne.\n\n' },
      { kind: 'scene', index: 1, heading: 'EXT. B', text: 'EXT. B\n\nTwo.\n' },
    ]);
  });

  it('follows edits', () => {
    const at = text.indexOf('One.');
    const edited = edit(parse(text), { from: at, to: at, insert: 'INT. C\n\n' });
    expect(outline(edited).map((entry) => (entry.kind === 'scene' ? entry.heading : entry.kind))).toEqual([
      'section',
      'synopsis',
      'INT. A - DAY',
      'INT. C',
      'EXT. B',
    ]);
    expect(outline(edited)).toEqual(outline(parse(print(edited))));
  });
});

describe('what a heading says', () => {
  it.each([
    ['INT.  WILL’S BEDROOM - NIGHT (1973)', true, false, 'WILL’S BEDROOM', 'NIGHT'],
    ['INT./EXT. CAR — DAY', true, true, 'CAR', 'DAY'],
    ['I/E. CAR - HALLWAY - LATER', true, true, 'CAR - HALLWAY', 'LATER'],
    ['INT HOUSE DAY', true, false, 'HOUSE', 'DAY'],
    ['INT - HOUSE - DAY', true, false, 'HOUSE', 'DAY'],
    ['INT. HOUSE - DAY - FLASHBACK (1944)', true, false, 'HOUSE', 'DAY'],
    ['EXT. T-REX PEN - THREE DAYS LATER', false, true, 'T-REX PEN', 'THREE DAYS LATER'],
    ['INT. HOUSE', true, false, 'HOUSE', undefined],
    ['INT. ROOM - 12', true, false, 'ROOM - 12', undefined],
    ['KITCHEN', false, false, 'KITCHEN', undefined],
    ['I LOVE LUCY - DAY', false, false, 'I LOVE LUCY', 'DAY'],
    ['INTÉRIEUR. CUISINE – JOUR', true, false, 'CUISINE', 'JOUR'],
    ['INNEN/AUSSEN AUTO - TAG', true, true, 'AUTO', 'TAG'],
    ['EST. STRADA - NOTTE', false, true, 'STRADA', 'NOTTE'],
    ['ULKO. RANTA - YÖ', false, true, 'RANTA', 'YÖ'],
    ['ИНТ. КУХНЯ - НОЧЬ', true, false, 'КУХНЯ', 'НОЧЬ'],
    ['○居酒屋・中（夜）', true, false, '居酒屋', '夜'],
    ['', false, false, '', undefined],
  ])('%s', (heading, interior, exterior, place, time) => {
    expect(headingParts(heading)).toEqual({ interior, exterior, place, ...(time === undefined ? {} : { time }) });
  });
});

describe('pages', () => {
  const estimate = (text: string) => pages(toDocument(parse(text)));

  it('counts none where nothing prints', () => {
    expect(estimate('')).toEqual({ pages: 0, scenes: [] });
    expect(estimate('Title: X\n\n[[note]]\n\n/* gone */\n\n# Act\n\n= Syn').pages).toBe(0);
  });

  it('has 54 lines a page, with an empty line between paragraphs', () => {
    expect(estimate('x.\n\n'.repeat(27)).pages).toBe(1);
    expect(estimate('x.\n\n'.repeat(28)).pages).toBe(2);
    expect(estimate(`${'x.\n'.repeat(54)}`).pages).toBe(1);
    expect(estimate(`${'x.\n'.repeat(55)}`).pages).toBe(2);
  });

  it('wraps action at 61 and dialogue at 35 characters', () => {
    const words = `${'abcd '.repeat(12)}x`;
    expect(words).toHaveLength(61);
    expect(estimate(`INT. A\n\n${`${words}\n\n`.repeat(13)}`).pages).toBe(1);
    expect(estimate(`INT. A\n\n${`${words}y\n\n`.repeat(18)}`).pages).toBe(2);
    // 108 lines of dialogue, the cue, the heading and the empty lines: 112 lines of 54.
    expect(estimate(`INT. A\n\nMARA\n${'abcd '.repeat(7 * 108)}\n`).scenes[0]?.eighths).toBe(17);
  });

  it('counts both sides of dual dialogue once, and wide characters twice', () => {
    const speech = 'A\none two three four five six seven eight nine ten\n\n';
    const single = estimate(`INT. A\n\n${speech.repeat(20)}`).scenes[0]?.eighths ?? 0;
    const dual = estimate(`INT. A\n\n${(speech + speech.replace('A\n', 'B ^\n')).repeat(10)}`).scenes[0]?.eighths ?? 0;
    expect(dual).toBeLessThan(single * 0.6);
    const wide = estimate(`.A\n\n${'山'.repeat(61 * 54)}\n`);
    expect(wide.pages).toBe(3);
  });

  it('breaks where the writer says', () => {
    expect(estimate('One.\n\n===\n\nTwo.').pages).toBe(2);
    expect(estimate('===\n\nOne.').pages).toBe(1);
  });
});
