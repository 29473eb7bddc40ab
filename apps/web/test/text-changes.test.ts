import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { changesOf, type TextChange } from '../src/script/text-changes.ts';

function applied(text: string, changes: readonly TextChange[]): string {
  let now = text;
  for (const { from, to, insert } of changes) now = now.slice(0, from) + insert + now.slice(to);
  return now;
}

describe('what a Yjs text event changed', () => {
  test('turns the old text into the new one, however many edits one transaction makes', () => {
    const edit = fc.record({ at: fc.nat(40), remove: fc.nat(5), insert: fc.string({ maxLength: 6 }) });
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(edit, { maxLength: 6 }), (begin, edits) => {
        const doc = new Y.Doc();
        const text = doc.getText('text');
        text.insert(0, begin);
        const before = text.toString();
        const changes: TextChange[] = [];
        text.observe(({ delta }) => changes.push(...changesOf(delta)));
        doc.transact(() => {
          for (const { at, remove, insert } of edits) {
            const from = Math.min(at, text.length);
            text.delete(from, Math.min(remove, text.length - from));
            text.insert(from, insert);
          }
        });
        expect(applied(before, changes)).toBe(text.toString());
      }),
    );
  });

  test('a word typed over another is one change', () => {
    expect(changesOf([{ retain: 4 }, { insert: 'new' }, { delete: 3 }])).toEqual([{ from: 4, to: 7, insert: 'new' }]);
  });
});
