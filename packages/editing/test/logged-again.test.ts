import type { Decision } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives, type CutChange, type CutContext, currentCut, proposeCut, replay } from '../src/index.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 40, seed: 12, scenes: 4 });
const proposal = proposeCut({
  ...film,
  brief: { seconds: 20, seed: 3, keepBack: 0.2 },
  onBehalfOf: 'person-1',
  id: 'proposal-1',
  at: '2026-01-01T00:00:00Z',
});
const made = proposal.change;

/** The same film as another log has it: the same pictures, other shots. */
function loggedAgain(shots: readonly Shot[]): CutContext {
  const named = shots.map((shot, index) => ({
    ...shot,
    id: `s${String(index + 1).padStart(4, '0')}`,
    index,
    lines: [],
  }));
  return { mediaId: film.mediaId, log: { ...film.log, shots: named, subtitles: [] } };
}

const { shots } = film.log;
const again = {
  'half of the shots': loggedAgain(shots.slice(0, 20)),
  'one shot fewer': loggedAgain(shots.toSpliced(3, 2, { ...shots[3]!, endFrame: shots[4]!.endFrame })),
  'twice the shots': loggedAgain(
    shots.flatMap((shot) => {
      const middle = (shot.startFrame + shot.endFrame) >> 1;
      return [
        { ...shot, endFrame: middle, keyFrame: shot.startFrame },
        { ...shot, startFrame: middle, keyFrame: middle },
      ];
    }),
  ),
  'every shot later': loggedAgain(
    shots.map((shot) => ({ ...shot, startFrame: shot.startFrame + 15, endFrame: shot.endFrame + 15 })),
  ),
  'another film': { ...filmOf({ shots: 7, seed: 99 }), mediaId: film.mediaId },
};

const fits = ({ log }: CutContext, item: { shot: string; inFrame: number; outFrame: number }): boolean =>
  log.shots.some(
    ({ id, startFrame, endFrame }) => id === item.shot && startFrame <= item.inFrame && item.outFrame <= endFrame,
  );

const decision = (id: number, change: CutChange): Decision<CutChange> => ({
  id: `d${id}`,
  proposal: 'proposal-1',
  verdict: 'edited',
  change,
  by: { kind: 'person', id: 'person-1', name: 'Ada' },
  at: '2026-01-01T00:00:00Z',
});

describe('a cut whose film was logged again', () => {
  it.each(Object.entries(again))('keeps its frames, and what is known of them: %s', (_, context) => {
    const { items } = currentCut(proposal, [], context);
    expect(items.map(({ inFrame, outFrame }) => [inFrame, outFrame])).toEqual(
      made.items.map(({ inFrame, outFrame }) => [inFrame, outFrame]),
    );
    const strangers = items.filter((item) => !fits(context, item));
    expect(strangers.length).toBeGreaterThan(0);
    for (const { beat: _, ...item } of strangers) {
      // What an item beat goes with its neighbours: they may be others now.
      const { beat: __, ...before } = made.items.find(({ id }) => id === item.id)!;
      expect(item).toEqual(before);
    }
    for (const item of items) expect(item.reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(item.score);
  });

  it('scores nothing against a stranger: the item behind one has no neighbour', () => {
    const context = again['one shot fewer'];
    const { items } = currentCut(proposal, [], context);
    items.forEach((item, index) => {
      const before = items[index - 1];
      if (!before || fits(context, before) || !fits(context, item)) return;
      expect(item.reasons.map(({ term }) => term)).not.toContain('variety');
    });
  });

  it('keeps a trim that was made on the shot of before', () => {
    const context = again['every shot later'];
    const item = made.items.find((candidate) => !fits(context, candidate))!;
    const trim = { kind: 'trim' as const, item: item.id, inFrame: item.inFrame + 2, outFrame: item.outFrame - 2 };
    const { cut, skipped } = replay(proposal, [decision(1, trim)], context);
    expect(skipped).toEqual([]);
    expect(cut.items.find(({ id }) => id === item.id)).toMatchObject({
      inFrame: trim.inFrame,
      outFrame: trim.outFrame,
    });
    const beyond = { ...trim, outFrame: film.log.media.frames + 1 };
    expect(replay(proposal, [decision(1, beyond)], context).skipped).toHaveLength(1);
  });

  it('never throws, whatever was decided', () => {
    const changes = fc.integer({ min: 0, max: 999 }).map((seed): CutChange => {
      const item = made.items[seed % made.items.length]!.id;
      const shot = shots[seed % shots.length]!;
      const kinds: CutChange[] = [
        { kind: 'lock', item },
        { kind: 'ban', item },
        { kind: 'remove', item },
        { kind: 'swap', item, shot: shot.id },
        { kind: 'move', item, to: seed % 5 },
        { kind: 'trim', item, inFrame: shot.startFrame, outFrame: shot.endFrame },
        { kind: 'undo', decision: `d${seed % 4}` },
      ];
      return kinds[seed % kinds.length]!;
    });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(again)), fc.array(changes, { maxLength: 6 }), (context, list) => {
        const { cut } = replay(
          proposal,
          list.map((change, index) => decision(index, change)),
          context,
        );
        for (const { id } of cut.items) expect(Array.isArray(alternatives(context, cut, id, 3))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
