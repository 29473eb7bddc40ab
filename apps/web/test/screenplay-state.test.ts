import { EditorState } from '@codemirror/state';
import { outline, parse, print } from '@second-unit/screenplay';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterEnter, afterTab, follows } from '../src/script/pending-element.ts';
import { screenplayField } from '../src/script/screenplay-state.ts';

describe('screenplayField', () => {
  test('after any edits the tree prints the editor’s text and reads like a fresh parse', () => {
    const piece = fc.constantFrom(
      'INT. BRIDGE - NIGHT',
      '\n',
      '\n\n',
      'MARA',
      '(low)',
      'You came.',
      '# Act',
      '/*',
      '*/',
      '[[',
      ']]',
      'é',
      '> CUT TO:',
    );
    const changes = fc.array(fc.record({ at: fc.nat(), cut: fc.nat(12), insert: fc.array(piece, { maxLength: 4 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), changes, (start, edits) => {
        let state = EditorState.create({
          doc: start.join(''),
          extensions: [EditorState.lineSeparator.of('\n'), screenplayField],
        });
        for (const { at, cut, insert } of edits) {
          const from = at % (state.doc.length + 1);
          const to = Math.min(state.doc.length, from + cut);
          state = state.update({ changes: { from, to, insert: insert.join('') } }).state;
        }
        const text = state.doc.toString();
        const tree = state.field(screenplayField);
        expect(print(tree)).toBe(text);
        expect(outline(tree)).toEqual(outline(parse(text)));
      }),
      { numRuns: 200 },
    );
  });

  test('several changes at once, as undo makes them', () => {
    const state = EditorState.create({ doc: 'one\n\ntwo\n\nthree', extensions: [screenplayField] });
    const next = state.update({
      changes: [
        { from: 0, to: 3, insert: 'INT. A' },
        { from: 5, to: 8, insert: '' },
        { from: 10, insert: 'EXT. B\n\n' },
      ],
    }).state;
    expect(print(next.field(screenplayField))).toBe(next.doc.toString());
  });
});

test('Tab and Enter go through the elements as in Final Draft', () => {
  expect(
    ['sceneHeading', 'action', 'character', 'parenthetical', 'dialogue', 'transition'].map((type) =>
      afterEnter(type as 'action'),
    ),
  ).toEqual(['action', 'action', 'dialogue', 'dialogue', 'action', 'sceneHeading']);
  expect(afterTab('action', true)).toBe('character');
  expect(afterTab('character', true)).toBe('transition');
  expect(afterTab('character', false)).toBe('parenthetical');
  expect(afterTab('parenthetical', false)).toBe('dialogue');
  expect(afterTab('dialogue', false)).toBe('parenthetical');
  expect(follows('dialogue')).toBe(true);
  expect(follows('character')).toBe(false);
});
