import type { CutChange, CutItem } from '@second-unit/editing';
import { describe, expect, test } from 'vitest';
import { decisionWords } from '../src/cut/decision-words.ts';

const decision = (id: string, change: CutChange) => ({
  id,
  proposal: 'p',
  verdict: 'edited' as const,
  change,
  by: { kind: 'person' as const, id: 'a', name: 'Ada' },
  at: '2026-11-22T10:00:00Z',
});

const item = (id: string): CutItem => ({
  id,
  media: 'm',
  shot: id,
  inFrame: 0,
  outFrame: 10,
  locked: false,
  score: 1,
  reasons: [],
});

const cutOf = (...ids: string[]) => ({ items: ids.map(item) });

describe('what is said of a decision', () => {
  const before = { cut: cutOf('one', 'two', 'three'), decisions: [] };

  test('names the place that the shot had, though it is gone', () => {
    const after = { cut: cutOf('one', 'three'), decisions: [] };
    expect(decisionWords({ kind: 'ban', item: 'two' }, before, after)).toBe('Banned: the shot in place 2 of 3.');
    expect(decisionWords({ kind: 'lock', item: 'three' }, before, before)).toBe('Locked: the shot in place 3 of 3.');
    expect(decisionWords({ kind: 'move', item: 'two', to: 0 }, before, before)).toBeUndefined();
  });

  test('of an undo and of a redo, what was taken back and done again', () => {
    const lock = decision('d1', { kind: 'lock', item: 'two' });
    const undo = decision('d2', { kind: 'undo', decision: 'd1' });
    const redo = decision('d3', { kind: 'undo', decision: 'd2' });
    const after = { ...before, decisions: [lock, undo, redo] };
    expect(decisionWords(undo.change, after, after)).toBe('Taken back: Locked.');
    expect(decisionWords(redo.change, after, after)).toBe('Done again: Locked.');
  });
});
