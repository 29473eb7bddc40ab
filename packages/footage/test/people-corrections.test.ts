import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterFaces, constraintsFor, type PeopleCorrection, saidOfPeople } from '../src/people/index.ts';

const TRACKS = Array.from({ length: 12 }, (_, at) => `t${at}`);
const track = fc.constantFrom(...TRACKS);
const tracks = fc.uniqueArray(track, { minLength: 1, maxLength: 5 });
const person = fc.constantFrom('A', 'B', 'C', 'D', 'E');
const two = fc.uniqueArray(person, { minLength: 2, maxLength: 2 });

const correction: fc.Arbitrary<PeopleCorrection> = fc.oneof(
  fc.record({ kind: fc.constant('name' as const), person, tracks }),
  fc
    .record({ two, tracks })
    .map(({ two: [into = '', from = ''], tracks }) => ({ kind: 'merge' as const, into, from, tracks })),
  fc.record({ two, tracks, rest: tracks }).map(({ two: [person = '', out = ''], tracks, rest }) => ({
    kind: 'split' as const,
    person,
    out,
    tracks: tracks.filter((one) => !rest.includes(one)),
    rest,
  })),
  fc.record({ kind: fc.constant('notAFace' as const), tracks }),
);

describe('what people say of who is who', () => {
  it('is respected by every clustering, whatever was said and in what order (property)', () => {
    const looks = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
    const frames = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }), {
      minLength: 12,
      maxLength: 12,
    });
    const named = fc.subarray(['A', 'B', 'C', 'D', 'E']);
    fc.assert(
      fc.property(fc.array(correction, { maxLength: 10 }), looks, frames, named, (said, looks, frames, named) => {
        const stands = saidOfPeople(said);
        const faces = TRACKS.map((id, at) => ({
          id,
          media: 'm',
          frames: frames[at] ?? [],
          look: looks[at] ?? 0,
        })).filter(({ id }) => !stands.notFaces.has(id));
        const answer = clusterFaces(
          faces.map(({ look }) => Float32Array.of(look)),
          0.6,
          constraintsFor(faces, stands, new Set(named)),
        );
        const groupOf = new Map(faces.map(({ id }, at) => [id, answer[at]]));
        const pinned = faces.map(({ id }) => id).filter((id) => stands.personOf.has(id));
        const differ = new Set(stands.different.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
        for (const a of pinned) {
          for (const b of pinned) {
            const [x = '', y = ''] = [stands.personOf.get(a), stands.personOf.get(b)];
            if (x === y) expect(groupOf.get(a)).toBe(groupOf.get(b));
            else if (differ.has(`${x} ${y}`) || (named.includes(x) && named.includes(y)))
              expect(groupOf.get(a)).not.toBe(groupOf.get(b));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets the later word win', () => {
    const split = { kind: 'split', person: 'A', out: 'B', tracks: ['t1'], rest: ['t0'] } as const;
    const merge = { kind: 'merge', into: 'A', from: 'B', tracks: ['t0', 't1'] } as const;
    expect(saidOfPeople([split]).different).toEqual([['A', 'B']]);
    const both = saidOfPeople([split, merge]);
    expect(both.different).toEqual([]);
    expect(both.personOf.get('t1')).toBe('A');
    const gone = saidOfPeople([split, merge, { kind: 'notAFace', tracks: ['t1'] }]);
    expect([...gone.notFaces]).toEqual(['t1']);
    expect(gone.personOf.has('t1')).toBe(false);
  });

  it('takes two faces in one frame for two people until somebody says that they are one', () => {
    const faces = ['t0', 't1'].map((id) => ({ id, media: 'm', frames: [3] }));
    const alike = faces.map(() => Float32Array.of(0));
    expect([...clusterFaces(alike, 1, constraintsFor(faces, saidOfPeople([])))]).toEqual([0, 1]);
    const mirror = saidOfPeople([{ kind: 'merge', into: 'A', from: 'B', tracks: ['t0', 't1'] }]);
    expect([...clusterFaces(alike, 1, constraintsFor(faces, mirror))]).toEqual([0, 0]);
  });
});
