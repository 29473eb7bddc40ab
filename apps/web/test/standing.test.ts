import type { CutChange, CutItem } from '@second-unit/editing';
import type { Decision } from '@second-unit/evidence';
import { describe, expect, test } from 'vitest';
import { handOf, standing, trimProblem } from '../src/cut/standing.ts';

let count = 0;
const decision = (change: CutChange): Decision<CutChange> => ({
  id: `d${++count}`,
  proposal: 'p',
  verdict: 'edited',
  change,
  by: { kind: 'person', id: 'a', name: 'Ada' },
  at: '2026-11-22T10:00:00Z',
});

const item: CutItem = {
  id: 'i1',
  media: 'm',
  shot: 's0001',
  inFrame: 0,
  outFrame: 10,
  locked: false,
  score: 1,
  reasons: [],
};

describe('standing', () => {
  test('a decision that was taken back does not stand; taking that back makes it stand again', () => {
    const trim = decision({ kind: 'trim', item: 'i1', inFrame: 1, outFrame: 9 });
    const undo = decision({ kind: 'undo', decision: trim.id });
    const redo = decision({ kind: 'undo', decision: undo.id });
    expect(standing([trim])).toEqual([trim]);
    expect(standing([trim, undo])).toEqual([]);
    expect(standing([trim, undo, redo])).toEqual([trim]);
  });
});

describe('handOf', () => {
  test('is the model’s until a person decides, and again after the undo', () => {
    const move = decision({ kind: 'move', item: 'i1', to: 2 });
    expect(handOf(item, [])).toBe('proposed');
    expect(handOf(item, [move])).toBe('decided');
    expect(handOf(item, [move, decision({ kind: 'undo', decision: move.id })])).toBe('proposed');
    expect(handOf({ ...item, id: 'other' }, [move])).toBe('proposed');
    expect(handOf({ ...item, locked: true }, [])).toBe('locked');
  });
});

test('a trim stays inside the shot and is never empty', () => {
  const shot = { startFrame: 100, endFrame: 200 };
  expect(trimProblem(100, 200, shot)).toBe(false);
  expect(trimProblem(150, 151, shot)).toBe(false);
  for (const [from, to] of [
    [99, 200],
    [100, 201],
    [150, 150],
    [160, 150],
    [100.5, 150],
    [Number.NaN, 150],
  ] as const) {
    expect(trimProblem(from, to, shot)).toBe(true);
  }
});
