import type { Decision } from '@second-unit/evidence';
import type { Track } from '@second-unit/timeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyChange,
  type Cut,
  type CutChange,
  cutSeconds,
  proposeCut,
  replay,
  toEditList,
  toTimeline,
  transitionsSettled,
} from '../src/index.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 40, seed: 12, scenes: 4 });
const { media: info } = film.log;
const media = { m1: info };
const ask = { brief: { seconds: 20, seed: 0, keepBack: 0.2 }, onBehalfOf: 'ada', id: 'p', at: '2026-01-01T00:00:00Z' };
const proposal = proposeCut({ ...film, ...ask });
const cut = proposal.change;
const ids = cut.items.map(({ id }) => id);
const [first, second, third] = ids as [string, string, string];
const last = ids.at(-1)!;

const set = (item: string, type: 'dissolve' | 'fade', frames: number): CutChange => ({
  kind: 'transition',
  item,
  transition: { type, frames },
});
const on = (from: Cut, ...changes: CutChange[]): Cut =>
  changes.reduce((now, change) => applyChange(now, change, film), from);
const transitions = (of: Cut) => of.items.map(({ transition }) => transition);
const itemOf = (of: Cut, id: string) => of.items.find((one) => one.id === id)!;

describe('transitions', () => {
  it('go into the edit list and the timeline, across the cut, and change no length', () => {
    const made = on(cut, set(first, 'dissolve', 11), set(second, 'fade', 12), set(last, 'fade', 24));
    expect(cutSeconds(made, info)).toBe(cutSeconds(cut, info));
    const { clips } = toEditList(made, media);
    expect(clips.map(({ frames }) => frames)).toEqual(toEditList(cut, media).clips.map(({ frames }) => frames));
    expect(clips[0]).toMatchObject({ transition: { type: 'dissolve', frames: 11 } });
    expect(clips.at(-1)).toMatchObject({ transition: { type: 'fade', frames: 24 } });
    for (const track of toTimeline(made, media, { title: 'x' }).tracks.children as Track[]) {
      const found = track.children.flatMap((one) =>
        one.schema === 'Transition'
          ? [[one.transitionType, one.name, one.inOffset.value, one.outOffset.value] as const]
          : [],
      );
      expect(found).toEqual([
        ['SMPTE_Dissolve', 'Cross Dissolve', 5, 6],
        ['Custom_Transition', 'Fade through black', 6, 6],
        ['SMPTE_Dissolve', 'Fade to black', 24, 0],
      ]);
    }
    expect(transitions(on(made, { kind: 'transition', item: first, transition: null }))[0]).toBeUndefined();
  });

  it('need frames of the film on both sides and room in both shots, and say what is missing', () => {
    const refused = (from: Cut, change: CutChange) => {
      try {
        on(from, change);
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : '';
      }
      return 'taken';
    };
    expect(refused(cut, set(last, 'dissolve', 12))).toMatch(/nothing to dissolve into; it can fade to black/);
    expect(refused(cut, set(first, 'fade', 1))).toMatch(/two at least, not 1/);
    expect(refused(cut, set(first, 'fade', 2000))).toMatch(/takes the last 1000 of a shot that has \d+ for it/);
    expect(refused(cut, set('nobody', 'fade', 12))).toMatch(/no item nobody/);
    // From the film's first frame nothing can be dissolved into.
    const start = film.log.shots[0]!;
    const early: Cut = {
      ...cut,
      items: cut.items.map((item) =>
        item.id === second ? { ...item, shot: start.id, inFrame: 0, outFrame: 40 } : item,
      ),
    };
    expect(refused(early, set(first, 'dissolve', 12))).toMatch(
      /needs 6 frames of the film before the next shot, and there are 0/,
    );
    expect(refused(early, set(first, 'fade', 12))).toBe('taken');
    const end = film.log.shots.at(-1)!;
    const late: Cut = {
      ...cut,
      items: cut.items.map((item) =>
        item.id === first ? { ...item, shot: end.id, inFrame: info.frames - 40, outFrame: info.frames - 3 } : item,
      ),
    };
    expect(refused(late, set(first, 'dissolve', 12))).toMatch(/needs 6 frames of the film behind this shot, and .* 3:/);
    expect(refused(late, set(first, 'dissolve', 6))).toBe('taken');
  });

  it('stay through a swap, a move and a trim that leave them room, and go where they no longer fit', () => {
    const made = on(cut, set(first, 'dissolve', 12), set(last, 'fade', 12));
    const { inFrame } = itemOf(made, second);
    expect(
      itemOf(on(made, { kind: 'trim', item: second, inFrame, outFrame: inFrame + 8 }), first).transition,
    ).toBeDefined();
    const short = on(made, { kind: 'trim', item: second, inFrame, outFrame: inFrame + 5 });
    expect(itemOf(short, first).transition).toBeUndefined();
    expect(itemOf(short, last).transition).toEqual({ type: 'fade', frames: 12 });
    // Moved to the end, a dissolve has nothing to go into.
    expect(itemOf(on(made, { kind: 'move', item: first, to: ids.length - 1 }), first).transition).toBeUndefined();
    expect(itemOf(on(made, { kind: 'move', item: third, to: 1 }), first).transition).toBeDefined();
    expect(itemOf(on(made, { kind: 'remove', item: second }), first).transition).toBeDefined();
  });

  it('what is undone comes back, and a decision whose transition is gone is named', () => {
    const decision = (id: string, change: CutChange): Decision<CutChange> => {
      const by = { kind: 'person', id: 'ada', name: 'Ada' } as const;
      return { id, proposal: 'p', verdict: 'edited', change, by, at: '2026-01-01T00:00:00Z' };
    };
    const { inFrame } = itemOf(cut, second);
    const made = [
      decision('d1', set(first, 'dissolve', 12)),
      decision('d2', { kind: 'trim', item: second, inFrame, outFrame: inFrame + 5 }),
    ];
    const dropped = replay(proposal, made, film);
    expect(itemOf(dropped.cut, first).transition).toBeUndefined();
    expect(dropped.skipped.map((one) => one.decision.id)).toEqual(['d1']);
    const back = replay(proposal, [...made, decision('d3', { kind: 'undo', decision: 'd2' })], film);
    expect(itemOf(back.cut, first).transition).toEqual({ type: 'dissolve', frames: 12 });
    expect(back.skipped).toEqual([]);
    expect(
      transitions(replay(proposal, [...made.slice(0, 1), decision('d3', { kind: 'undo', decision: 'd1' })], film).cut),
    ).toEqual(transitions(cut));
  });

  it('whatever is done, what is left can be rendered: no clip is shorter than its transitions', () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('move' as const), item: fc.constantFrom(...ids), to: fc.nat(ids.length - 1) }),
      fc.record({ kind: fc.constant('remove' as const), item: fc.constantFrom(...ids) }),
      fc
        .tuple(fc.constantFrom(...ids), fc.nat(30), fc.integer({ min: 1, max: 30 }))
        .map(([item, from, length]): CutChange => {
          const { inFrame } = itemOf(cut, item);
          return { kind: 'trim', item, inFrame: inFrame + from, outFrame: inFrame + from + length };
        }),
      fc
        .tuple(
          fc.constantFrom(...ids),
          fc.constantFrom('dissolve' as const, 'fade' as const),
          fc.integer({ min: 2, max: 60 }),
        )
        .map(([item, type, frames]) => set(item, type, frames)),
      fc.constant<CutChange>({ kind: 'add-card', card: 'c', text: 'Soon', seconds: 0.5, before: second }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let now = cut;
        for (const one of changes) {
          try {
            now = applyChange(now, one, film);
          } catch {
            // What does not fit is refused.
          }
        }
        if (now.items.length === 0) return;
        const { clips } = toEditList(now, media);
        const items = now.items.filter(({ transition }) => transition);
        expect(clips.filter((clip) => clip.transition)).toHaveLength(items.length);
        clips.forEach(({ frames, transition }, at) => {
          const into = clips[at - 1]?.transition?.frames ?? 0;
          const out = transition?.frames ?? 0;
          const used = Math.ceil(into / 2) + (at === clips.length - 1 ? out : Math.floor(out / 2));
          expect(used).toBeLessThanOrEqual(frames!);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('are looked at once each, where a timeline of thousands of dissolves came in', () => {
    const items = Array.from({ length: 4000 }, (_, at) => {
      const inFrame = 24 + (at % 20) * 24;
      const transition = { type: 'dissolve', frames: 8 } as const;
      const { transition: __, ...plain } = { ...cut.items[0]!, id: `i${at}`, inFrame, outFrame: inFrame + 24 };
      return at === 3999 ? plain : { ...plain, transition };
    });
    const of = { ...cut, items };
    const before = process.cpuUsage();
    expect(transitionsSettled(of, info)).toBe(of);
    const { user, system } = process.cpuUsage(before);
    // Milliseconds; going through all of them for each takes seconds.
    expect((user + system) / 1000).toBeLessThan(400);
  });
});
