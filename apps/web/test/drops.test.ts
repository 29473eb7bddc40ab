import { type ShootClip, sortDay } from '@second-unit/footage/shoot-day';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachedTo, dropOnCamera, dropOnClip, type InHand, nextCamera, takeOff } from '../src/bins/drops.ts';

const clip = (id: string, kind: ShootClip['kind'], startSeconds?: number): ShootClip => ({
  id,
  kind,
  bytes: 1,
  modified: '2026-05-04T10:00:00.000Z',
  originalPath: `/day/${id}`,
  seconds: 10,
  slates: [],
  ...(startSeconds === undefined ? {} : { startSeconds }),
});
const all = [
  clip('A.mov', 'picture', 100),
  clip('B.mov', 'picture'),
  clip('C.R3D', 'raw'),
  clip('S.wav', 'sound', 98.5),
  clip('T.wav', 'sound'),
  clip('U.wav', 'sound', 900),
];
const clips = new Map(all.map((one) => [one.id, one]));
const sorted = (corrections: Parameters<typeof sortDay>[1] = {}) =>
  sortDay({ folder: '/day', clips: all, syncs: [], unreadable: [] }, corrections);
const day = sorted();
const drop = (hand: InHand, onto: string) => dropOnClip(day, clips, hand, onto)?.correction;

describe('a clip let go on a clip', () => {
  it('puts sound in sync, whichever of the two is dragged, where timecode says', () => {
    const sync = { kind: 'sync', sound: 'S.wav', picture: 'A.mov', offset: -1.5, listen: true };
    expect(drop({ clips: ['S.wav'] }, 'A.mov')).toEqual(sync);
    expect(drop({ clips: ['A.mov'] }, 'S.wav')).toEqual(sync);
    expect(drop({ clips: ['T.wav'] }, 'A.mov')).toMatchObject({ offset: 0 });
    // Timecode has these apart; a person has not.
    expect(drop({ clips: ['U.wav'] }, 'A.mov')).toMatchObject({ offset: 0 });
  });

  it('makes a film the proxy of a film, and never camera raw of anything', () => {
    expect(drop({ clips: ['B.mov'] }, 'A.mov')).toEqual({ kind: 'relink', proxy: 'B.mov', original: 'A.mov' });
    const link = { kind: 'relink', proxy: 'A.mov', original: 'C.R3D' };
    expect(drop({ clips: ['A.mov'] }, 'C.R3D')).toEqual(link);
    expect(drop({ clips: ['C.R3D'] }, 'A.mov')).toEqual(link);
  });

  it('says nothing of itself, of two sounds, of sound and raw, and of several at once', () => {
    for (const id of clips.keys()) expect(drop({ clips: [id] }, id)).toBeUndefined();
    expect(drop({ clips: ['S.wav'] }, 'T.wav')).toBeUndefined();
    expect(drop({ clips: ['S.wav'] }, 'C.R3D')).toBeUndefined();
    expect(drop({ clips: ['S.wav', 'T.wav'] }, 'A.mov')).toBeUndefined();
  });

  it('whatever is dragged anywhere, no clip is lost: each is in a bin, or linked to one that is', () => {
    const id = fc.constantFrom(...clips.keys());
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 8 }), (drags) => {
        let now = day;
        const corrections = [];
        for (const [held, onto] of drags) {
          const shown = new Set(now.links.map(({ proxy }) => proxy));
          if (shown.has(held) || shown.has(onto)) continue;
          const said = dropOnClip(now, clips, { clips: [held] }, onto);
          if (said) corrections.push(said.correction);
          now = sorted({ corrections });
        }
        const linked = new Map(now.links.map(({ proxy, original }) => [proxy, original]));
        for (const { id: one } of all) {
          let at = one;
          for (let step = 0; step < all.length && linked.has(at); step++) at = linked.get(at) ?? at;
          expect(linked.has(at)).toBe(false);
        }
      }),
    );
  });
});

describe('what hangs on a clip', () => {
  const corrections = [
    { kind: 'sync' as const, sound: 'S.wav', picture: 'A.mov', offset: 2 },
    { kind: 'relink' as const, proxy: 'B.mov', original: 'A.mov' },
  ];
  const hung = sorted({ corrections });

  it('is taken off, and then hangs there no more', () => {
    const attached = attachedTo(hung, 'A.mov');
    expect(attached).toHaveLength(2);
    const off = attached.map((one) => takeOff(one).correction);
    expect(attachedTo(sorted({ corrections: [...corrections, ...off] }), 'A.mov')).toEqual([]);
  });

  it('goes to another clip in one correction', () => {
    const [sync, proxy] = attachedTo(hung, 'A.mov');
    expect(dropOnClip(hung, clips, { attached: sync! }, 'A.mov')).toBeUndefined();
    expect(dropOnClip(hung, clips, { attached: sync! }, 'B.mov')?.correction).toMatchObject({ insteadOf: 'A.mov' });
    const raw = dropOnClip(hung, clips, { attached: proxy! }, 'C.R3D')?.correction;
    expect(raw).toEqual({ kind: 'relink', proxy: 'B.mov', original: 'C.R3D' });
    expect(dropOnClip(hung, clips, { attached: proxy! }, 'S.wav')).toBeUndefined();
  });
});

it('pictures go to a camera, sound does not, and those that are of it already stay out of it', () => {
  const camera = { name: 'B', cards: [{ name: '', folder: '', clips: ['B.mov'] }] };
  expect(dropOnCamera(clips, { clips: ['A.mov', 'B.mov', 'S.wav'] }, camera)?.correction).toEqual({
    kind: 'camera',
    clips: ['A.mov'],
    camera: 'B',
  });
  expect(dropOnCamera(clips, { clips: ['B.mov', 'S.wav'] }, camera)).toBeUndefined();
  expect(nextCamera([{ name: 'A' }, { name: 'c' }])).toBe('B');
});
