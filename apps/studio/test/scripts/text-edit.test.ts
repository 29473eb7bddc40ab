import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { normalForm } from '../../src/scripts/normal-form.ts';
import { rewrite } from '../../src/scripts/text-edit.ts';

const textOf = (words: string): Y.Text => {
  const text = new Y.Doc().getText('text');
  text.insert(0, words);
  return text;
};
/** Texts that often begin and end alike, with signs of two units among them. */
const words = fc
  .array(fc.constantFrom('a', 'b', '\n', 'é', '🎬', '🎥', '👩‍🚀'), { maxLength: 20 })
  .map((all) => all.join(''));

describe('rewrite', () => {
  test('makes a text read as wanted', () => {
    fc.assert(
      fc.property(words, words, (before, wanted) => {
        const text = textOf(before);
        rewrite(text, wanted);
        expect(text.toString()).toBe(wanted);
        // What went over the wire says the same: no half of a sign was cut off.
        const copy = new Y.Doc();
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(text.doc as Y.Doc));
        expect(copy.getText('text').toString()).toBe(wanted);
      }),
      { numRuns: 1000 },
    );
  });

  test('changes nothing where nothing changed', () => {
    const text = textOf('INT. HOUSE - DAY');
    const before = Y.encodeStateVector(text.doc as Y.Doc);
    rewrite(text, 'INT. HOUSE - DAY');
    expect(Y.encodeStateVector(text.doc as Y.Doc)).toEqual(before);
  });

  test('leaves what another wrote elsewhere at the same time', () => {
    const mine = textOf('one two three');
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.doc as Y.Doc));
    theirs.getText('text').insert(0, 'zero ');
    rewrite(mine, 'one two four');
    Y.applyUpdate(mine.doc as Y.Doc, Y.encodeStateAsUpdate(theirs));
    expect(mine.toString()).toBe('zero one two four');
  });
});

test('the normal form has line feeds only, no mark and whole signs, and is its own normal form', () => {
  expect(normalForm('\uFEFFone\r\ntwo\rthree\n')).toBe('one\ntwo\nthree\n');
  expect(normalForm('half \ud83c sign')).toBe('half \ufffd sign');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = normalForm(text);
      // A mark behind the mark is a sign of the text.
      fc.pre(!once.startsWith('\uFEFF'));
      expect(normalForm(once)).toBe(once);
    }),
  );
});
