import { describe, expect, it } from 'vitest';
import { edit, headingParts, outline, parse, print } from '../src/index.ts';

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
