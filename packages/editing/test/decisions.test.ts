import { type Decision, Fault } from '@second-unit/evidence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alternatives,
  applyChange,
  type Cut,
  type CutChange,
  type CutContext,
  currentCut,
  proposeCut,
  replay,
  standing,
} from '../src/index.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 40, seed: 12, scenes: 4 });
const proposal = proposeCut({
  ...film,
  brief: { seconds: 20, seed: 3, keepBack: 0.2 },
  onBehalfOf: 'person-1',
  id: 'proposal-1',
  at: '2026-01-01T00:00:00Z',
});

function decision(id: number, change: CutChange): Decision<CutChange> {
  return {
    id: `d${id}`,
    proposal: 'proposal-1',
    verdict: 'edited',
    change,
    by: { kind: 'person', id: 'person-1', name: 'Ada' },
    at: '2026-01-01T00:00:00Z',
  };
}

function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'nothing was thrown';
}

const changeOf = (cut: Cut, seed: number): CutChange => {
  const item = cut.items[seed % Math.max(1, cut.items.length)]?.id ?? 'i001';
  const shot = film.log.shots[seed % film.log.shots.length]!;
  const at = seed % 31;
  const kinds: CutChange[] = [
    { kind: 'lock', item },
    { kind: 'unlock', item },
    { kind: 'remove', item },
    { kind: 'ban', item },
    { kind: 'swap', item, shot: shot.id },
    { kind: 'move', item, to: at % Math.max(1, cut.items.length) },
    { kind: 'trim', item, inFrame: shot.startFrame + (at % 7), outFrame: shot.endFrame - (at % 5) },
    { kind: 'accept' },
  ];
  return kinds[Math.floor(seed / 7) % kinds.length]!;
};

function checkInvariants(cut: Cut, context: CutContext): void {
  expect(new Set(cut.items.map(({ id }) => id)).size).toBe(cut.items.length);
  for (const item of cut.items) {
    const shot = context.log.shots.find(({ id }) => id === item.shot)!;
    expect(item.inFrame).toBeLessThan(item.outFrame);
    expect(item.inFrame).toBeGreaterThanOrEqual(shot.startFrame);
    expect(item.outFrame).toBeLessThanOrEqual(shot.endFrame);
    expect(cut.banned).not.toContain(item.shot);
    expect(item.reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(item.score);
  }
}

describe('applyChange', () => {
  it('keeps the cut whole through any sequence of changes, and fails only with a Fault', () => {
    let applied = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { maxLength: 25 }), (seeds) => {
        let cut = proposal.change;
        for (const seed of seeds) {
          const before = structuredClone(cut);
          try {
            const next = applyChange(cut, changeOf(cut, seed), film);
            expect(cut).toEqual(before);
            cut = next;
            applied++;
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(Fault);
          }
          checkInvariants(cut, film);
        }
      }),
      { numRuns: 40 },
    );
    expect(applied).toBeGreaterThan(100);
  });

  it('leaves a title card where it stands when the shot behind it is moved', () => {
    const [a, b, c] = proposal.change.items.map(({ id }) => id) as [string, string, string];
    const card: CutChange = { kind: 'add-card', card: 'n', text: 'Soon', seconds: 1, before: b };
    const titled = applyChange(proposal.change, card, film);
    const moved = (item: string, to: number) => {
      const { items, cards } = applyChange(titled, { kind: 'move', item, to }, film);
      return [items.slice(0, 3).map(({ id }) => id), cards?.find(({ id }) => id === 'n')?.before];
    };
    expect(moved(b, 2)).toEqual([[a, c, b], c]);
    expect(moved(b, 0)).toEqual([[b, a, c], c]);
    expect(moved(a, 2)).toEqual([[b, c, a], b]);
    expect(moved(b, 1)).toEqual([[a, b, c], b]);
  });

  it('does what it says', () => {
    const [a, b, c] = proposal.change.items as [Cut['items'][0], Cut['items'][0], Cut['items'][0]];
    const after = (change: CutChange) => applyChange(proposal.change, change, film);
    expect(after({ kind: 'lock', item: b.id }).items[1]?.locked).toBe(true);
    expect(after({ kind: 'remove', item: b.id }).items[1]?.id).toBe(c.id);
    expect(after({ kind: 'ban', item: b.id }).banned).toEqual([b.shot]);
    expect(
      after({ kind: 'move', item: a.id, to: 2 })
        .items.slice(0, 3)
        .map(({ id }) => id),
    ).toEqual([b.id, c.id, a.id]);
    const moved = after({ kind: 'move', item: c.id, to: 0 }).items[1]!;
    expect(moved.reasons.find(({ term }) => term === 'story')?.words).toMatch(/goes back/);
    const unused = film.log.shots.find(
      ({ id, endFrame, startFrame }) =>
        endFrame - startFrame > 100 && !proposal.change.items.some(({ shot }) => shot === id),
    )!;
    const swapped = after({ kind: 'swap', item: b.id, shot: unused.id }).items[1]!;
    expect([swapped.id, swapped.shot, swapped.outFrame - swapped.inFrame]).toEqual([
      b.id,
      unused.id,
      b.outFrame - b.inFrame,
    ]);
    const { startFrame, endFrame } = film.log.shots.find(({ id }) => id === b.shot)!;
    const trimmed = after({ kind: 'trim', item: b.id, inFrame: startFrame, outFrame: endFrame }).items[1]!;
    expect([trimmed.inFrame, trimmed.outFrame]).toEqual([startFrame, endFrame]);
  });

  it('refuses in one sentence', () => {
    const [item] = proposal.change.items as [Cut['items'][0]];
    const shot = film.log.shots.find(({ id }) => id === item.shot)!;
    const on = (change: CutChange, cut = proposal.change) => faultOf(() => applyChange(cut, change, film));
    expect(on({ kind: 'lock', item: 'nobody' })).toBe('not-found: There is no item nobody in this cut.');
    expect(on({ kind: 'swap', item: item.id, shot: 's9999' })).toMatch(/^not-found: There is no shot s9999/);
    const banned = applyChange(proposal.change, { kind: 'ban', item: proposal.change.items[1]!.id }, film);
    expect(on({ kind: 'swap', item: item.id, shot: banned.banned[0]! }, banned)).toMatch(/^refused: .* is banned/);
    expect(on({ kind: 'trim', item: item.id, inFrame: shot.startFrame, outFrame: shot.endFrame + 1 })).toMatch(
      /^input: .*reaches beyond it/,
    );
    expect(on({ kind: 'trim', item: item.id, inFrame: item.inFrame, outFrame: item.inFrame })).toMatch(
      /^input: .*before the out/,
    );
    expect(on({ kind: 'move', item: item.id, to: 99 })).toMatch(/^input: Place 99 does not exist/);
    expect(on({ kind: 'undo', decision: 'd1' })).toMatch(/^input: An undo takes back a decision/);
  });
});

describe('undo and redo', () => {
  const edits = fc.array(fc.nat(1_000_000), { maxLength: 12 });
  const decided = (seeds: readonly number[]) => {
    const decisions: Decision<CutChange>[] = [];
    for (const seed of seeds) {
      const cut = currentCut(proposal, decisions, film);
      const change = changeOf(cut, seed);
      if (faultOf(() => applyChange(cut, change, film)) !== 'nothing was thrown') continue;
      decisions.push(decision(decisions.length, change));
    }
    return decisions;
  };

  it('all undone is the proposal, all redone is the cut, in any number', () => {
    fc.assert(
      fc.property(edits, fc.nat(12), (seeds, count) => {
        const done = decided(seeds);
        const back = done.toReversed().slice(0, count);
        const undos = back.map((target, index) => decision(100 + index, { kind: 'undo', decision: target.id }));
        const redos = undos
          .toReversed()
          .map((target, index) => decision(200 + index, { kind: 'undo', decision: target.id }));
        const left = done.slice(0, Math.max(0, done.length - count));
        expect(currentCut(proposal, [...done, ...undos], film)).toEqual(currentCut(proposal, left, film));
        expect(standing([...done, ...undos, ...redos])).toEqual(done);
        expect(currentCut(proposal, [...done, ...undos, ...redos], film)).toEqual(currentCut(proposal, done, film));
      }),
      { numRuns: 40 },
    );
  });

  it('an undo of an undo of an undo is an undo', () => {
    const chain = [
      decision(0, { kind: 'accept' }),
      ...[0, 1, 2].map((n) => decision(n + 1, { kind: 'undo', decision: `d${n}` })),
    ];
    expect(chain.map((_, n) => standing(chain.slice(0, n + 1)).length)).toEqual([1, 0, 1, 0]);
  });

  it('undoing twice undoes once, and an earlier undo cannot reach a later decision', () => {
    const accept = decision(0, { kind: 'accept' });
    const undo = (id: number, target: string) => decision(id, { kind: 'undo', decision: target });
    expect(standing([accept, undo(1, 'd0'), undo(2, 'd0'), undo(3, 'd2')])).toEqual([]);
    expect(standing([undo(1, 'd0'), accept])).toEqual([accept]);
  });

  it('skips what no longer fits once its ground is undone, and says so', () => {
    const [item] = proposal.change.items as [Cut['items'][0]];
    const shot = film.log.shots.at(-1)!;
    const trim = { inFrame: shot.startFrame, outFrame: shot.startFrame + 10 };
    const done = [
      decision(0, { kind: 'swap', item: item.id, shot: shot.id }),
      decision(1, { kind: 'trim', item: item.id, ...trim }),
      decision(2, { kind: 'undo', decision: 'd0' }),
    ];
    const { cut, skipped } = replay(proposal, done, film);
    expect(cut).toEqual(proposal.change);
    expect(skipped.map(({ decision: { id }, why }) => [id, why])).toEqual([
      ['d1', expect.stringMatching(/reaches beyond/)],
    ]);
  });

  it('no decision leaves the proposal exactly as it was', () => {
    expect(currentCut(proposal, [], film)).toEqual(proposal.change);
  });
});

describe('alternatives', () => {
  it('are usable, unused, as long, ranked, and worth what the swap then shows', () => {
    const item = proposal.change.items[2]!;
    const banned = applyChange(proposal.change, { kind: 'ban', item: proposal.change.items[5]!.id }, film);
    const ranked = alternatives(film, banned, item.id);
    expect(ranked.length).toBeGreaterThan(3);
    const taken = new Set([...banned.banned, ...banned.items.map(({ shot }) => shot)]);
    let before = Number.POSITIVE_INFINITY;
    for (const { shot, inFrame, outFrame, score, reasons } of ranked) {
      expect(taken.has(shot)).toBe(false);
      expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(score);
      const swapped = applyChange(banned, { kind: 'swap', item: item.id, shot }, film);
      expect(swapped.items[2]).toMatchObject({ shot, score });
      expect(outFrame - inFrame).toBeLessThanOrEqual(item.outFrame - item.inFrame);
      const whole = swapped.items.slice(2, 4).reduce((sum, each) => sum + each.score, 0);
      expect(whole).toBeLessThanOrEqual(before + 1e-9);
      before = whole;
    }
    expect(faultOf(() => alternatives(film, banned, 'nobody'))).toMatch(/^not-found/);
  });
});
