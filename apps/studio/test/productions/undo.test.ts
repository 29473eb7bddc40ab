import { type CutChange, standing } from '@second-unit/editing';
import type { Decision, Person } from '@second-unit/evidence';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { turnBack, turns } from '../../src/productions/undo.ts';

const by: Person = { kind: 'person', id: 'p', name: 'Ada' };

function decided(n: number, change: CutChange): Decision<CutChange> {
  return { id: `d${n}`, proposal: 'x', verdict: 'edited', change, by, at: '2026' };
}

test('undo and redo walk one history, as two stacks would', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('new', 'undo', 'redo'), { maxLength: 40 }), (steps) => {
      let decisions: Decision<CutChange>[] = [];
      let done: string[] = [];
      let undone: string[] = [];
      for (const [n, step] of steps.entries()) {
        if (step === 'new') {
          decisions = [...decisions, decided(n, { kind: 'lock', item: `i${n}` })];
          done = [...done, `d${n}`];
          undone = [];
        } else {
          const change = turnBack(step, decisions);
          const from = step === 'undo' ? done : undone;
          expect(change !== undefined).toBe(from.length > 0);
          if (!change) continue;
          decisions = [...decisions, decided(n, change)];
          const moved = from.at(-1) ?? '';
          done = step === 'undo' ? done.slice(0, -1) : [...done, moved];
          undone = step === 'undo' ? [...undone, moved] : undone.slice(0, -1);
        }
        expect(standing(decisions).map(({ id }) => id)).toEqual(done);
        expect(turns(decisions).undo?.id).toBe(done.at(-1));
      }
    }),
  );
});

test('undo takes back the newest decision that stands, also after an older one was given back', () => {
  const lock = (n: number) => decided(n, { kind: 'lock', item: `i${n}` });
  const undo = (n: number, decision: string) => decided(n, { kind: 'undo', decision });
  // The older one is taken back by name and given back; the newer one still comes first.
  const decisions = [lock(0), lock(1), undo(2, 'd0'), undo(3, 'd2')];
  expect(turns(decisions)).toMatchObject({ undo: { id: 'd1' }, redo: undefined });
});
