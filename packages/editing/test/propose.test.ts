import { Fault } from '@second-unit/evidence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyChange,
  type Brief,
  type Cut,
  type CutContext,
  type CutItem,
  kept,
  longestTeaser,
  proposeCut,
  type Search,
} from '../src/index.ts';
import { materialOf } from '../src/material.ts';
import { filmOf } from './film.ts';

const asked = { onBehalfOf: 'person-1', id: 'proposal-1', at: '2026-01-01T00:00:00Z' };
const brief = (seconds: number, rest: Partial<Brief> = {}): Brief => ({ seconds, seed: 0, keepBack: 0.2, ...rest });
const propose = (film: CutContext, of: Brief) => proposeCut({ ...film, ...asked, brief: of });
const framesOf = (items: readonly CutItem[]) => items.reduce((sum, item) => sum + item.outFrame - item.inFrame, 0);
const total = (items: readonly CutItem[]) => items.reduce((sum, item) => sum + item.score, 0);

function fault(run: () => unknown): Fault {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

const films = fc.record({
  shots: fc.integer({ min: 4, max: 60 }),
  seed: fc.nat(1_000_000),
  longest: fc.integer({ min: 2, max: 12 }),
  scenes: fc.constantFrom(1, 3, 7),
});
const briefs = fc.record({
  seconds: fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10),
  seed: fc.nat(50),
  keepBack: fc.constantFrom(0, 0.2, 0.5),
  text: fc.constantFrom('', 'dragons and a storm', 'lighthouse'),
});

describe('longestTeaser', () => {
  it('is what the film allows: a second more is refused', () => {
    fc.assert(
      fc.property(films, briefs, (options, { keepBack }) => {
        const film = filmOf(options);
        const most = longestTeaser(film, keepBack);
        fc.pre(most >= 1);
        expect(propose(film, brief(most, { keepBack })).change.brief.seconds).toBe(most);
        expect(fault(() => propose(film, brief(most + 1, { keepBack }))).code).toBe('input');
      }),
      { numRuns: 12 },
    );
  });
});

describe('proposeCut', () => {
  it('fills the brief to the frame, within its shots, in film order, before what is kept back', () => {
    let cuts = 0;
    fc.assert(
      fc.property(films, briefs, (options, of) => {
        const film = filmOf(options);
        const last = film.log.shots.at(-1)!.endFrame;
        let cut: Cut;
        try {
          cut = propose(film, of).change;
        } catch (thrown) {
          // Only ever because there is too little film.
          expect((thrown as Fault).code).toBe('input');
          const usable = film.log.shots.reduce((sum, shot) => sum + shot.endFrame - shot.startFrame, 0);
          expect(of.seconds).toBeGreaterThan(((usable * (1 - of.keepBack)) / 24) * 0.8);
          return;
        }
        cuts++;
        expect(framesOf(cut.items)).toBe(Math.round((of.seconds * 24000) / 1001));
        expect(new Set(cut.items.map(({ id }) => id)).size).toBe(cut.items.length);
        expect(new Set(cut.items.map(({ shot }) => shot)).size).toBe(cut.items.length);
        let before = -1;
        for (const item of cut.items) {
          const shot = film.log.shots.find(({ id }) => id === item.shot)!;
          expect(item.inFrame).toBeGreaterThanOrEqual(shot.startFrame);
          expect(item.inFrame).toBeLessThan(item.outFrame);
          expect(item.outFrame).toBeLessThanOrEqual(
            Math.min(shot.endFrame, of.keepBack ? Math.floor(last * (1 - of.keepBack)) : last),
          );
          expect(shot.index).toBeGreaterThan(before);
          before = shot.index;
        }
      }),
      { numRuns: 80 },
    );
    expect(cuts).toBeGreaterThan(20);
  });

  it('gives reasons that add up to the score exactly, features that add up to the reason, and evidence in frames', () => {
    fc.assert(
      fc.property(films, fc.nat(50), (options, seed) => {
        const { change } = propose(filmOf(options), brief(3, { seed, keepBack: 0, text: 'dragon' }));
        for (const item of change.items) {
          expect(item.reasons.reduce((sum, reason) => sum + reason.amount, 0)).toBe(item.score);
          expect(item.reasons.reduceRight((sum, reason) => sum + reason.amount, 0)).toBe(item.score);
          for (const reason of item.reasons) {
            const features = reason.evidence.filter((evidence) => evidence.kind === 'feature');
            expect(features.reduce((sum, feature) => sum + feature.amount, 0)).toBe(reason.amount);
            for (const feature of features) expect(feature.weight * feature.value).toBe(feature.amount);
            expect(reason.evidence).toContainEqual({
              kind: 'film',
              media: 'm1',
              startFrame: item.inFrame,
              endFrame: item.outFrame,
            });
            expect(reason.words).not.toMatch(/undefined|NaN|^$/);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is the same for the same seed, and good but different for others', () => {
    const film = filmOf({ shots: 120, seed: 5, scenes: 8 });
    const best = propose(film, brief(30));
    expect(propose(film, brief(30))).toEqual(best);
    const cuts = [1, 2, 3, 4].map((seed) => propose(film, brief(30, { seed })).change);
    const keys = [best.change, ...cuts].map((cut) => cut.items.map(({ shot }) => shot).join());
    expect(new Set(keys).size).toBe(5);
    for (const cut of cuts) {
      const own =
        total(cut.items) -
        cut.items
          .flatMap(({ reasons }) => reasons.filter(({ term }) => term === 'seed'))
          .reduce((sum, { amount }) => sum + amount, 0);
      expect(own).toBeGreaterThan(0.9 * total(best.change.items));
      expect(own).toBeLessThanOrEqual(total(best.change.items));
    }
  });

  it('carries whole lines, and says which', () => {
    const film = filmOf({ shots: 80, seed: 2, scenes: 4 });
    const { items } = propose(film, brief(30)).change;
    const carriers = items.filter((item) => item.reasons.some(({ words }) => words.startsWith('carries the line “')));
    expect(carriers.length).toBeGreaterThan(1);
    for (const item of carriers) {
      const line = film.log.subtitles.find(
        (subtitle) => subtitle.startFrame >= item.inFrame && subtitle.endFrame <= item.outFrame,
      );
      expect(line).toBeDefined();
      const reason = item.reasons.find(({ term }) => term === 'line')!;
      expect(reason.evidence.some((evidence) => evidence.kind === 'script' && evidence.script === 'script1')).toBe(
        true,
      );
    }
  });

  it('prefers what the brief asks for', () => {
    const film = filmOf({ shots: 80, seed: 9, scenes: 4 });
    const dragons = (cut: Cut) =>
      cut.items.filter((item) =>
        film.log.subtitles.some(
          (line) => line.text.includes('dragon') && line.startFrame >= item.inFrame && line.endFrame <= item.outFrame,
        ),
      ).length;
    const [plain, wanted] = [
      propose(film, brief(20)).change,
      propose(film, brief(20, { text: 'Show the dragons!' })).change,
    ];
    expect(dragons(wanted)).toBeGreaterThan(dragons(plain));
    const reason = wanted.items.flatMap(({ reasons }) => reasons).find(({ term }) => term === 'brief');
    expect(reason?.words).toContain('“dragon”');
  });

  it('shortens its shots toward the end', () => {
    const { items } = propose(filmOf({ shots: 200, seed: 4 }), brief(60)).change;
    const third = Math.floor(items.length / 3);
    const mean = (part: readonly CutItem[]) => framesOf(part) / part.length;
    expect(mean(items.slice(0, third))).toBeGreaterThan(1.3 * mean(items.slice(-third)));
  });

  it('uses no black shot where there is enough else', () => {
    const film = filmOf({ shots: 100, seed: 6 });
    const { items } = propose(film, brief(40)).change;
    for (const { shot } of items)
      expect(film.log.shots.find(({ id }) => id === shot)!.brightness).toBeGreaterThan(0.04);
  });

  it('says how long the film is when the brief is longer', () => {
    const film = filmOf({ shots: 6, seed: 1 });
    const error = fault(() => propose(film, brief(300)));
    expect(error.code).toBe('input');
    expect(error.message).toMatch(
      /asks for 300 s, but the film is [\d.]+ s long .* ask for at most \d+ s, or keep less back/,
    );
    const most = Number(/at most (\d+) s/.exec(error.message)![1]);
    expect(framesOf(propose(film, brief(most)).change.items)).toBe(Math.round((most * 24000) / 1001));
  });

  it('cuts from a film of one shot, and from nearly all of a film', () => {
    const one = filmOf({ shots: 1, seed: 1, longest: 20, lines: false });
    expect(propose(one, brief(1, { keepBack: 0 })).change.items).toHaveLength(1);
    const film = filmOf({ shots: 12, seed: 8 });
    const frames = film.log.shots.reduce((sum, shot) => sum + shot.endFrame - shot.startFrame, 0);
    const all = propose(film, brief((frames * 1001) / 24000, { keepBack: 0 })).change;
    expect(framesOf(all.items)).toBe(frames);
    expect(all.items).toHaveLength(12);
  });

  it.each([
    [{ seconds: 0 }, /above zero/],
    [{ seconds: Number.NaN }, /above zero/],
    [{ keepBack: 1 }, /below 1/],
    [{ seed: 0.5 }, /whole number/],
  ])('refuses a brief of %o', (wrong, message) => {
    const error = fault(() => propose(filmOf({ shots: 5, seed: 1 }), brief(5, wrong)));
    expect(error.code).toBe('input');
    expect(error.message).toMatch(message);
  });

  it('says so when the log is empty', () => {
    const film = filmOf({ shots: 1, seed: 1 });
    expect(fault(() => propose({ ...film, log: { ...film.log, shots: [] } }, brief(5))).message).toMatch(/no shots/);
  });
});

describe('asking again', () => {
  it('keeps locked items where they are and as they are trimmed, and leaves out what is banned', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(100), { maxLength: 4 }), fc.nat(20), (seed, picks, again) => {
        const film = filmOf({ shots: 60, seed, scenes: 5 });
        let cut = propose(film, brief(25)).change;
        for (const pick of picks) {
          const item = cut.items[pick % cut.items.length]!;
          if (!item.locked) cut = applyChange(cut, { kind: 'lock', item: item.id }, film);
          if (item.outFrame - item.inFrame > 12) {
            const trim = { inFrame: item.inFrame + 2, outFrame: item.outFrame };
            cut = applyChange(cut, { kind: 'trim', item: item.id, ...trim }, film);
          }
        }
        const loose = cut.items.find((item) => !item.locked)!;
        cut = applyChange(cut, { kind: 'ban', item: loose.id }, film);
        const next = proposeCut({ ...film, ...asked, ...kept(cut), brief: brief(25, { seed: again }) }).change;

        expect(framesOf(next.items)).toBe(Math.round((25 * 24000) / 1001));
        expect(new Set(next.items.map(({ id }) => id)).size).toBe(next.items.length);
        expect(next.items.map(({ shot }) => shot)).not.toContain(loose.shot);
        expect(next.banned).toEqual([loose.shot]);
        const starts = new Map(kept(next).locked.map(({ item, start }) => [item.id, start]));
        for (const { item, start } of kept(cut).locked) {
          const now = next.items.find(({ id }) => id === item.id)!;
          expect([now.shot, now.inFrame, now.outFrame, now.locked]).toEqual([
            item.shot,
            item.inFrame,
            item.outFrame,
            true,
          ]);
          // What the trims and the ban have left free is filled before it or behind; a gap too short for a shot moves.
          const free = framesOf(next.items) - framesOf(cut.items);
          expect(starts.get(item.id)! - start).toBeGreaterThan(-16 * (1 + kept(cut).locked.length));
          expect(starts.get(item.id)! - start).toBeLessThan(free + 16 * (1 + kept(cut).locked.length));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('keeps the film’s order around what is locked, and finds its best cut again around a part of it', () => {
    for (const seed of [3, 5, 8]) {
      const own = filmOf({ shots: 80, seed, scenes: 8 });
      const ask = { ...own, brief: { seconds: 24, seed: 0, keepBack: 0.2 }, ...asked };
      const { change: best } = proposeCut(ask);
      const order = (cut: Cut) => cut.items.map(({ shot }) => own.log.shots.findIndex(({ id }) => id === shot));
      for (const at of [0, 3, best.items.length - 2]) {
        const { change: again } = proposeCut({
          ...ask,
          ...kept(applyChange(best, { kind: 'lock', item: best.items[at]!.id }, own)),
        });
        const places = order(again);
        expect(places, `seed ${seed}, lock ${at}`).toEqual(places.toSorted((a, b) => a - b));
        expect(places).toEqual(order(best));
      }
    }
  });

  it('shows no camera set-up twice around what is locked either, and says how good that is', () => {
    for (const seed of [1, 6]) {
      const own = filmOf({ shots: 60, seed, scenes: 5, looks: 5 });
      const first = propose(own, brief(20)).change;
      const locked = [2, first.items.length - 3].reduce(
        (cut, at) => applyChange(cut, { kind: 'lock', item: first.items[at]!.id }, own),
        first,
      );
      const { byId } = materialOf(own, brief(20));
      for (const again of [0, 2]) {
        const { change, by } = proposeCut({ ...own, ...asked, ...kept(locked), brief: brief(20, { seed: again }) });
        const setups = change.items.map(({ shot }) => byId.get(shot)!.setup);
        expect(new Set(setups).size, `seed ${seed}, asked with ${again}`).toBe(setups.length);
        const { value, bound } = by.settings.search as unknown as Search;
        expect(value).toBeLessThanOrEqual(bound);
      }
    }
  });

  it('refuses when the locked items alone are longer than the brief', () => {
    const film = filmOf({ shots: 40, seed: 3 });
    let cut = propose(film, brief(20)).change;
    for (const { id } of cut.items) cut = applyChange(cut, { kind: 'lock', item: id }, film);
    const error = fault(() => proposeCut({ ...film, ...asked, ...kept(cut), brief: brief(10) }));
    expect([error.code, error.message]).toEqual(['conflict', expect.stringMatching(/locked shots are 20 s long/)]);
    expect(proposeCut({ ...film, ...asked, ...kept(cut), brief: brief(20) }).change.items.map(({ id }) => id)).toEqual(
      cut.items.map(({ id }) => id),
    );
  });
});
