import type { LedgerEntry } from '@second-unit/studio/contract';
import { describe, expect, test } from 'vitest';
import { fixKey, leftFixes, offered, together } from '../src/story/fixes.ts';

const TEXT = 'INT. HALL - DAY\n\nMARA (V.0.)\nWho is there?\n\nMARA (V.0.)\nNobody.\n';
const fixAt = (from: number) => ({ label: 'Write V.O.', changes: [{ from, to: from + 4, insert: 'V.O.' }] });
const [first, second] = [TEXT.indexOf('V.0.'), TEXT.lastIndexOf('V.0.')];

function ledger(script: string, before: string, verdict: 'accepted' | 'rejected'): LedgerEntry[] {
  const base = { production: 'p', at: '2026-01-01T00:00:00Z' };
  const person = { kind: 'person' as const, id: 'a', name: 'Ada' };
  const change = { kind: 'text', script, label: 'Write V.O.', before, changes: [{ from: 0, to: 4, insert: 'V.O.' }] };
  const by = { kind: 'model' as const, name: 'read-through', version: '1', settings: {}, onBehalfOf: 'a' };
  return [
    {
      ...base,
      id: '1',
      author: by,
      record: {
        kind: 'proposal',
        proposal: { id: 'x', what: 'A zero for O: Write V.O.', change, by, evidence: [], at: base.at },
      },
    },
    {
      ...base,
      id: '2',
      author: person,
      record: { kind: 'decision', decision: { id: 'y', proposal: 'x', verdict, change: {}, by: person, at: base.at } },
    },
  ];
}

describe('what was left as it is', () => {
  const { before } = offered(fixAt(first), TEXT);

  test('is known again after the words have moved', () => {
    const left = leftFixes(ledger('s', before, 'rejected'), 's');
    const moved = `FADE IN, on a hall that nobody has seen.\n\n${TEXT}`;
    const again = offered(fixAt(moved.indexOf('V.0.')), moved);
    expect(left.has(fixKey('A zero for O', again))).toBe(true);
    expect(left.has(fixKey('Another finding', again))).toBe(false);
  });

  test('is that place only, of that script only, and not what was taken', () => {
    const left = leftFixes(ledger('s', before, 'rejected'), 's');
    expect(left.has(fixKey('A zero for O', offered(fixAt(second), TEXT)))).toBe(false);
    expect(leftFixes(ledger('other', before, 'rejected'), 's').size).toBe(0);
    expect(leftFixes(ledger('s', before, 'accepted'), 's').size).toBe(0);
  });
});

describe('fixes together', () => {
  test('are one in the order of the text', () => {
    const fixes = [second, first].map((at) => offered(fixAt(at), TEXT));
    expect(together('All', fixes)?.changes.map(({ from }) => from)).toEqual([first, second]);
  });

  test('are none where they would write over each other', () => {
    const fixes = [first, first + 2].map((at) => offered(fixAt(at), TEXT));
    expect(together('All', fixes)).toBeUndefined();
  });
});
