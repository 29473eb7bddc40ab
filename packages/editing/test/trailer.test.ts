import { Fault } from '@second-unit/evidence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyChange,
  type Brief,
  type Cut,
  type CutContext,
  cardFrames,
  cutSeconds,
  kept,
  proposeCut,
  proposeCuts,
  type Search,
  shownInOrder,
  TONES,
} from '../src/index.ts';
import { materialOf } from '../src/material.ts';
import { carriesLine, itemParts, itemWorth, pairParts, pairWorth, sum } from '../src/objective.ts';
import { lossOf, overlapOf } from '../src/propose-several.ts';
import { filmOf, random } from './film.ts';

const asked = { onBehalfOf: 'person-1', id: 'proposal-1', at: '2026-01-01T00:00:00Z' };
const propose = (film: CutContext, brief: Brief) => proposeCut({ ...film, ...asked, brief });
const searchOf = (proposal: ReturnType<typeof propose>) => proposal.by.settings.search as unknown as Search;

function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

/** A film of which everything is known that the cutter can use: sizes, cameras, people, acts, turns, feelings. */
function knownFilm(options: { readonly shots: number; readonly seed: number }): CutContext {
  const film = filmOf({ ...options, scenes: 12, looks: 5 });
  const next = random(options.seed + 1);
  const sizes = ['wide', 'medium', 'close-up'] as const;
  const shots = film.log.shots.map((shot) => ({
    ...shot,
    scale: { size: sizes[Math.floor(next() * 3)]!, confidence: next(), by: 'faces' as const },
    camera: {
      movement: next() < 0.4 ? ('pan' as const) : ('static' as const),
      confidence: next(),
      pan: next() - 0.5,
      tilt: 0,
      zoom: 0,
      roll: 0,
      shake: 0,
    },
  }));
  return {
    ...film,
    log: { ...film.log, shots },
    people: Object.fromEntries(shots.map(({ id }) => [id, next() < 0.5 ? [] : [`p${Math.floor(next() * 3)}`]])),
    sceneInfo: film.sceneInfo!.map((info, index) => ({
      ...info,
      range: { from: index * 1000, to: index * 1000 + 900 },
      act: (['I', 'II a', 'II b', 'III'] as const)[Math.floor(index / 3)]!,
      valence: next(),
      arousal: next(),
      ...(index % 4 === 2
        ? { turningPoint: { name: index === 10 ? 'climax' : 'changeOfPlans', words: 'a turn', confidence: 0.5 } }
        : {}),
    })),
  };
}

const films = fc.record({ shots: fc.integer({ min: 60, max: 100 }), seed: fc.nat(1_000_000) });
const briefs = fc.record({
  seconds: fc.integer({ min: 80, max: 160 }).map((tenths) => tenths / 10),
  seed: fc.nat(3),
  keepBack: fc.constantFrom(0, 0.2),
  keepBackBy: fc.constantFrom('act', 'share'),
  tone: fc.constantFrom(...TONES),
  text: fc.constantFrom('', 'dragons'),
  cards: fc.constantFrom<readonly string[]>([], ['One river'], ['One river', 'A long winter is coming', 'The Film']),
  music: fc
    .record({ first: fc.integer({ min: 0, max: 20 }), every: fc.integer({ min: 6, max: 25 }) })
    .map(({ first, every }) => ({
      media: 'song',
      beats: Array.from({ length: 300 }, (_, beat) => (first + beat * every) / 20),
    })),
});

describe('a trailer of a film of which everything is known', () => {
  it('has reasons that sum to its scores exactly, in any order, and is as long as asked, cards included', () => {
    const terms = new Set<string>();
    fc.assert(
      fc.property(films, briefs, (options, brief) => {
        const film = knownFilm(options);
        const proposal = propose(film, brief);
        const { items, cards = [] } = proposal.change;
        for (const item of items) {
          expect(item.reasons.reduce((total, { amount }) => total + amount, 0)).toBe(item.score);
          expect(item.reasons.reduceRight((total, { amount }) => total + amount, 0)).toBe(item.score);
          for (const { term, amount, words, evidence } of item.reasons) {
            terms.add(term);
            const features = evidence.filter((one) => one.kind === 'feature');
            expect(features.reduce((total, one) => total + one.amount, 0)).toBe(amount);
            expect(words).not.toMatch(/undefined|NaN|^$/);
          }
          if (item.beat) expect(item.beat.by).toBeGreaterThanOrEqual(0);
        }
        expect(cards.map(({ text }) => text)).toEqual(brief.cards);
        const frames =
          items.reduce((total, { inFrame, outFrame }) => total + outFrame - inFrame, 0) +
          cards.reduce((total, card) => total + cardFrames(card, film.log.media), 0);
        expect(frames).toBe(Math.round((brief.seconds * 24000) / 1001));
        expect(cutSeconds(proposal.change, film.log.media)).toBeCloseTo((frames * 1001) / 24000, 9);
        if (cards.length > 0) expect(shownInOrder(proposal.change).at(-1)?.card).toEqual(cards.at(-1));
        const { value, bound, gap } = searchOf(proposal);
        expect(bound).toBeGreaterThanOrEqual(value - 1e-9);
        expect(gap).toBeLessThan(0.3);
        expect(value).toBeCloseTo(
          items.reduce((total, { score }) => total + score, 0),
          6,
        );
        if (brief.seed === 0) expect(propose(film, brief)).toEqual(proposal);
      }),
      { numRuns: 8, endOnFailure: true },
    );
    // Otherwise this says nothing of them.
    for (const term of ['story', 'arc', 'variety', 'music', 'pace', 'line']) expect(terms).toContain(term);
  });

  it('counts a pair as its parts do', () => {
    const film = knownFilm({ shots: 60, seed: 2 });
    const material = materialOf(film, { seconds: 20, seed: 0, keepBack: 0.2, tone: 'warm' });
    const neighbours = material.shots.map((shot) => ({
      shot,
      carries: carriesLine({ shot, inFrame: shot.from, outFrame: shot.to }),
    }));
    for (const a of neighbours) {
      for (const b of neighbours) {
        expect(pairWorth(material, a, b)).toBe(sum(material.weights, pairParts(material, a, b)));
      }
    }
  });

  it('counts an item as its parts do', () => {
    const film = knownFilm({ shots: 60, seed: 4 });
    const [music, unlike] = [{ media: 'song', beats: [1, 2, 3, 4] }, ['s0003', 's0020']];
    const brief = { seconds: 20, seed: 7, keepBack: 0.2, text: 'dragon storm', tone: 'tense', music, unlike } as const;
    const material = materialOf(film, brief);
    const before = { shot: material.shots[0]!, carries: false };
    for (const shot of material.shots) {
      for (const outFrame of [shot.from + 20, shot.to]) {
        const placement = { shot, inFrame: shot.from, outFrame };
        for (const other of [undefined, before]) {
          const parts = itemParts(material, placement, shot.index * 8, other);
          expect(itemWorth(material, placement, shot.index * 8, other)).toBe(sum(material.weights, parts));
        }
      }
    }
  });

  it('cuts on the beats', () => {
    const films = [8, 9, 10].map((seed) => knownFilm({ shots: 140, seed }));
    const music = { media: 'song', beats: Array.from({ length: 100 }, (_, beat) => 0.25 + beat * 0.6) };
    const brief = { seconds: 30, seed: 0, keepBack: 0.2, cards: ['One river', 'The Film'] };
    const share = (film: CutContext, cut: Cut) => {
      let at = 0;
      let on = 0;
      for (const { item, card } of shownInOrder(cut)) {
        const seconds = (at * 1001) / 24000;
        if (item && at > 0 && music.beats.some((beat) => Math.abs(beat - seconds) <= 0.025)) on++;
        at += item ? item.outFrame - item.inFrame : cardFrames(card, film.log.media);
      }
      return on / (cut.items.length - 1);
    };
    const mean = (of: Brief) =>
      films.reduce((sum, film) => sum + share(film, propose(film, of).change), 0) / films.length;
    // Not every cut: a better shot or a whole line may be worth more than a beat.
    expect(mean({ ...brief, music })).toBeGreaterThan(0.85);
    expect(mean(brief)).toBeLessThan(0.4);
  });

  it('keeps the last act back where the script says where it begins', () => {
    const film = knownFilm({ shots: 120, seed: 3 });
    const first = film.log.shots.find(({ id }) => film.scenes![9]!.shots.includes(id))!;
    const byAct = propose(film, { seconds: 20, seed: 0, keepBack: 0.1, keepBackBy: 'act' });
    expect(byAct.change.keptBackFrom).toBe(first.startFrame);
    expect(byAct.what).toContain('its last act kept back');
    expect(Math.max(...byAct.change.items.map(({ outFrame }) => outFrame))).toBeLessThanOrEqual(first.startFrame);
    const byShare = propose(film, { seconds: 20, seed: 0, keepBack: 0.1 });
    expect(byShare.change.keptBackFrom).toBeGreaterThan(first.startFrame);
    expect(byShare.what).toContain('its last 10% kept back');
  });
});

describe('several trailers', () => {
  it('differ: little of their time is shared, and what it costs is said', () => {
    fc.assert(
      fc.property(films, (options) => {
        const film = knownFilm(options);
        const brief = { seconds: 10, seed: 0, keepBack: 0.2 };
        const several = proposeCuts({ ...film, ...asked, id: (index) => `p${index}`, brief }, 3);
        expect(several.map(({ proposal }) => proposal.id)).toEqual(['p0', 'p1', 'p2']);
        expect(several[0]!.proposal.change).toEqual(propose(film, brief).change);
        const { value, bound } = searchOf(several[0]!.proposal);
        for (const [index, { proposal, overlap, loss }] of several.entries()) {
          const others = several.slice(0, index).map((one) => overlapOf(proposal.change, one.proposal.change));
          expect(overlap).toBe(Math.max(0, ...others));
          // Films of 60 shots and more have enough for three teasers of ten seconds.
          expect(overlap).toBeLessThanOrEqual(0.25);
          // A later one can be worth more only where the first is not proven the best, and by no more than that leaves.
          expect(loss).toBeGreaterThanOrEqual((value - bound) / value - 1e-9);
          for (const item of proposal.change.items) {
            expect(item.reasons.reduce((total, { amount }) => total + amount, 0)).toBe(item.score);
          }
        }
        expect(several[2]!.proposal.what).toMatch(/Number 3 of 3: shares \d+% of its time/);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 60_000);
});

it('what a trailer gives up is a share also where the first is worth nothing, or less', () => {
  expect([lossOf(8, 6), lossOf(8, 10), lossOf(0, 0), lossOf(-8, -10)]).toEqual([0.25, -0.25, 0, 0.25]);
  expect([lossOf(0, -3), lossOf(-4, -3)]).toEqual([3, -0.25]);
});

describe('title cards', () => {
  const film = knownFilm({ shots: 80, seed: 1 });
  const { change: cut } = propose(film, { seconds: 20, seed: 0, keepBack: 0, cards: ['One', 'Two'] });

  it('go to the next shot when theirs is gone, and are kept when the cutter is asked again', () => {
    const card = cut.cards![0]!;
    const at = cut.items.findIndex(({ id }) => id === card.before);
    const without = applyChange(cut, { kind: 'ban', item: card.before! }, film);
    expect(without.cards![0]).toEqual({ ...card, before: cut.items[at + 1]!.id });
    const last = { kind: 'move-card', card: card.id } as const;
    expect(applyChange(cut, last, film).cards!.map(({ text }) => text)).toEqual(['Two', 'One']);
    const longer = applyChange(cut, { kind: 'edit-card', card: card.id, seconds: 4 }, film);
    const again = proposeCut({ ...film, ...asked, brief: cut.brief, ...kept(longer) });
    expect(again.change.cards?.map(({ seconds }) => seconds)).toEqual([4, 1.5]);
    expect(cutSeconds(again.change, film.log.media)).toBeCloseTo(20, 1);
  });

  it('are refused in one sentence', () => {
    const on = (change: Parameters<typeof applyChange>[1]) => faultOf(() => applyChange(cut, change, film)).message;
    expect(on({ kind: 'add-card', card: 'c001', text: 'x', seconds: 1 })).toMatch(/There is a title card c001/);
    expect(on({ kind: 'add-card', card: 'n', text: ' ', seconds: 1 })).toMatch(/needs words/);
    expect(on({ kind: 'add-card', card: 'n', text: 'x', seconds: 99 })).toMatch(/should be 0.5 to 15 s/);
    expect(on({ kind: 'add-card', card: 'n', text: 'x', seconds: 1, before: 'nobody' })).toMatch(/no item nobody/);
    expect(on({ kind: 'remove-card', card: 'nobody' })).toMatch(/no title card nobody/);
  });
});

describe('bad input', () => {
  const film = filmOf({ shots: 30, seed: 2 });
  const brief = { seconds: 10, seed: 0, keepBack: 0 };
  const said = (context: CutContext, more: Partial<Brief> = {}) =>
    faultOf(() => propose(context, { ...brief, ...more })).message;

  it('is refused in one sentence', () => {
    expect(said(film, { seconds: Number.NaN })).toMatch(/A cut of NaN seconds cannot be made/);
    expect(said(film, { seconds: 9999 })).toMatch(/ask for at most \d+ s/);
    expect(said(film, { seconds: 2, cards: ['One', 'Two'] })).toMatch(
      /title cards take 3.0 s and the brief asks for 2 s/,
    );
    expect(said(film, { music: { media: 'm', beats: [1, Number.NaN] } })).toMatch(/beat of the music is not a number/);
    const [first, ...rest] = film.log.shots;
    const broken = { ...film, log: { ...film.log, shots: [{ ...first!, endFrame: Number.NaN }, ...rest] } };
    expect(said(broken)).toMatch(/which are no frames: log the film again/);
    expect(faultOf(() => proposeCuts({ ...film, ...asked, id: String, brief }, 9)).message).toMatch(/1 to 5/);
    const one = filmOf({ shots: 1, seed: 3, longest: 12 });
    expect(faultOf(() => proposeCuts({ ...one, ...asked, id: String, brief }, 3)).message).toBe(
      'The film is one shot, so 3 trailers would all show the same: ask for one, or log the film again if it has cuts.',
    );
  });

  it('that can be worked with is worked with, and said', () => {
    const { audio: _, ...silent } = film.log.media;
    const shots = film.log.shots.map(({ loudness: __, ...shot }) => ({ ...shot, motion: Number.NaN }));
    const mute = propose({ ...film, log: { media: silent, shots, subtitles: [] } }, brief);
    expect(mute.what).toContain('no sound');
    for (const { score } of mute.change.items) expect(Number.isFinite(score)).toBe(true);
    const one = {
      ...film,
      log: { ...film.log, shots: film.log.shots.slice(0, 1).map((shot) => ({ ...shot, endFrame: 900 })) },
    };
    const single = propose(one, brief);
    expect(single.change.items).toHaveLength(1);
    expect(single.what).toContain('The film is one shot');
  });
});
