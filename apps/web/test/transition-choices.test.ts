import { describe, expect, it } from 'vitest';
import { choiceOf, transitionChoices, transitionsGone } from '../src/cut/transition-choices.ts';

const ntsc = { num: 30000, den: 1001 };

describe('the way to the next shot', () => {
  it('is a cut or a usual transition in whole frames; the last shot can only fade', () => {
    expect(transitionChoices(ntsc, undefined, false).map(({ name }) => name)).toEqual([
      'cut',
      'dissolve-15',
      'dissolve-30',
      'fade-30',
    ]);
    expect(transitionChoices(ntsc, undefined, true).map(({ name }) => name)).toEqual(['cut', 'fade-30']);
    // At one frame a second a dissolve still has two.
    expect(transitionChoices({ num: 1, den: 1 }, undefined, false)[1]?.transition).toEqual({
      type: 'dissolve',
      frames: 2,
    });
  });

  it('shows one of another length that came in', () => {
    const now = { type: 'dissolve', frames: 11 } as const;
    const choices = transitionChoices(ntsc, now, false);
    expect(choices.at(-1)).toEqual({ name: 'dissolve-11', transition: now });
    expect([choiceOf(choices, now), choiceOf(choices, undefined)]).toEqual(['dissolve-11', 'cut']);
  });

  it('is counted where it is gone and its shot is not', () => {
    const item = (id: string, frames?: number) => ({
      ...{ id, media: 'm', shot: id, inFrame: 0, outFrame: 40, locked: false, score: 0, reasons: [] },
      ...(frames ? { transition: { type: 'fade' as const, frames } } : {}),
    });
    const before = { items: [item('a', 12), item('b', 12), item('c')] };
    expect(transitionsGone(before, { items: [item('a'), item('c')] })).toBe(1);
    expect(transitionsGone(before, before)).toBe(0);
  });
});
