import { describe, expect, it } from 'vitest';
import { tastefulRules } from '../src/fill.ts';
import { fillAll } from '../src/fill-all.ts';
import { applyChange, type Brief, type Cut, type CutChange, kept, proposeCut } from '../src/index.ts';
import { arrange } from '../src/locks.ts';
import { materialOf } from '../src/material.ts';
import { stretchProblem } from '../src/stretch-problem.ts';
import { exhaustiveTogether } from './exhaustive.ts';
import { filmOf } from './film.ts';

const asked = { onBehalfOf: 'person-1', id: 'proposal-1', at: '2026-01-01T00:00:00Z' };
const brief = (seconds: number): Brief => ({ seconds, seed: 0, keepBack: 0.2 });

/** A film of 30 shots and 75 s that may be shown, and its best 15 s. */
const film = filmOf({ shots: 38, seed: 3, longest: 4, scenes: 4 });
const first = proposeCut({ ...film, ...asked, brief: brief(15) }).change;
const changed = (changes: (cut: Cut) => readonly CutChange[]): Cut =>
  changes(first).reduce((cut, change) => applyChange(cut, change, film), first);
const again = (cut: Cut, seconds: number) => proposeCut({ ...film, ...asked, ...kept(cut), brief: brief(seconds) });

const places = ({ items }: Cut) => items.map(({ shot }) => Number(shot.slice(1)));
const rising = (values: readonly number[]) => values.every((value, at) => at === 0 || value > values[at - 1]!);
const lockedOf = ({ items }: Cut) =>
  items.filter(({ locked }) => locked).map(({ id, shot, inFrame, outFrame }) => [id, shot, inFrame, outFrame]);
const framesOf = ({ items }: Cut) => items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);

describe('another length, with what is locked kept', () => {
  const cut = changed(({ items }) =>
    [2, 5, items.length - 1].map((at) => ({ kind: 'lock', item: items[at]!.id }) as const),
  );

  it.each([10, 25, 40, 65])(
    'of %d s: locked shots stay in the film’s order, and no shot is divided around them',
    (seconds) => {
      const { change, what } = again(cut, seconds);
      expect(framesOf(change)).toBe(Math.round((seconds * 24000) / 1001));
      expect(lockedOf(change)).toEqual(lockedOf(cut));
      expect(places(change)).toSatisfy(rising);
      expect(Math.min(...change.items.map(({ inFrame, outFrame }) => outFrame - inFrame))).toBeGreaterThanOrEqual(8);
      expect(what).toContain(`${change.items.length} shots in the film's order, its last`);
    },
  );

  it('and they stand at the same share of what is around them', () => {
    const shares = (of: Cut) => {
      const { locked } = kept(of);
      const free = framesOf(of) - locked.reduce((sum, { item }) => sum + item.outFrame - item.inFrame, 0);
      let before = 0;
      return locked.map(({ item, start }) => {
        const share = (start - before) / free;
        before += item.outFrame - item.inFrame;
        return share;
      });
    };
    const [was, is] = [shares(cut), shares(again(cut, 25).change)];
    for (const [at, share] of was.entries()) expect(Math.abs(is[at]! - share)).toBeLessThan(0.15);
  });

  it('a locked shot that somebody put elsewhere stays there, and the sentence says so', () => {
    const cold = changed(({ items }) => [
      { kind: 'move', item: items.at(-2)!.id, to: 0 },
      { kind: 'lock', item: items.at(-2)!.id },
    ]);
    for (const seconds of [15, 25]) {
      const { change, what } = again(cold, seconds);
      expect(change.items[0]!.locked).toBe(true);
      expect(places(change).slice(1)).toSatisfy(rising);
      expect(places(change)).not.toSatisfy(rising);
      expect(what).toContain("in the film's order, but for one that is locked in another place");
    }
  });

  it('a lock moves where the film has too little on one side of it for its place', () => {
    // The last shots are banned: behind the locked one there is nothing left.
    const { items } = first;
    const last = items.at(-2)!;
    const cutShort = applyChange(first, { kind: 'lock', item: last.id }, film);
    const from = Number(last.shot.slice(1));
    const banned = film.log.shots.flatMap(({ id, index }) => (index + 1 > from ? [id] : []));
    const { change } = proposeCut({ ...film, ...asked, ...kept(cutShort), banned, brief: brief(15) });
    expect(change.items.at(-1)!.shot).toBe(last.shot);
    expect(places(change)).toSatisfy(rising);
  });
});

describe('the bound around locked shots', () => {
  it('holds against every sequence of all stretches together, on small films of few set-ups', () => {
    let [tried, clashes] = [0, 0];
    for (let seed = 1; tried < 16; seed++) {
      const small = filmOf({ shots: 9, seed, longest: 3, looks: 4, lines: false });
      const material = materialOf(small, { ...brief(6), keepBack: 0 });
      const shot = material.shots[4]!;
      if (shot.dark || shot.to - shot.from < 24) continue;
      const item = { id: 'i001', media: 'm1', shot: shot.shot.id, inFrame: shot.from, outFrame: shot.from + 24 };
      const taken = new Set([shot.shot.id]);
      const locked = [{ item: { ...item, locked: true, score: 0, reasons: [] }, start: 60 }];
      const { stretches } = arrange(material, locked, taken);
      const setups = new Set([shot.setup]);
      const rules = tastefulRules(material);
      const most = exhaustiveTogether(
        stretches.map((stretch) => stretchProblem(material, stretch, { shots: taken, setups }, rules).problem),
      );
      if (most === Number.NEGATIVE_INFINITY) continue;
      tried++;
      const { placements, search } = fillAll(material, stretches, taken);
      const { value, bound, gap } = search!;
      expect(value, `seed ${seed}`).toBeLessThanOrEqual(most + 1e-9);
      expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(most - 1e-9);
      if (gap === 0) expect(value, `seed ${seed}`).toBeCloseTo(most, 9);
      const shown = placements.flat().map((one) => one.shot.setup);
      expect(new Set(shown).size, `seed ${seed}`).toBe(shown.length);
      const apart = stretches.map((stretch) => fillAll(material, [stretch], taken).search?.value ?? 0);
      if (apart.reduce((sum, one) => sum + one, 0) > value) clashes++;
    }
    // Otherwise nothing was to be decided between the stretches.
    expect(clashes).toBeGreaterThan(3);
  });
});
