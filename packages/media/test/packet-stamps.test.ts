import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketStamps } from '../src/native/packet-stamps.ts';

/** Rising stamps; in groups of four they are sent last one first, as frames that others refer to are. */
const film = fc.record({
  steps: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }),
  lost: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
});

function stampsOf(steps: readonly number[]): bigint[] {
  return steps.map((_, at) => BigInt(steps.slice(0, at + 1).reduce((sum, step) => sum + step, 0)));
}

/** The stamps counted, one each for every number that is given away. */
function counted(stamps: readonly bigint[], isLost: (at: number) => boolean, isDamaged: boolean): bigint[] {
  const packets = new PacketStamps();
  const all: bigint[] = [];
  if (isDamaged) packets.damaged();
  for (let group = 0; group < stamps.length; group += 4) {
    const inGroup = stamps.slice(group, group + 4);
    for (const stamp of inGroup.toReversed()) packets.sent(stamp);
    for (const [at, stamp] of inGroup.entries()) {
      if (isLost(group + at)) continue;
      const { lost, isCounted } = packets.shown(stamp);
      all.push(...lost, ...(isCounted ? [stamp] : []));
    }
  }
  return all;
}

describe('the stamps of packets', () => {
  it('count every frame up to the last one shown, in order, whichever a damaged place has lost', () => {
    fc.assert(
      fc.property(film, ({ steps, lost }) => {
        const stamps = stampsOf(steps);
        const last = stamps.findLastIndex((_, at) => !lost[at]);
        expect(counted(stamps, (at) => lost[at] === true, true)).toEqual(stamps.slice(0, last + 1));
      }),
    );
  });

  it('count only what is shown where nothing is damaged', () => {
    fc.assert(
      fc.property(film, ({ steps, lost }) => {
        const stamps = stampsOf(steps);
        const shown = stamps.filter((_, at) => !lost[at]);
        expect(counted(stamps, (at) => lost[at] === true, false)).toEqual(shown);
      }),
    );
  });

  it('count nothing as lost in a film that had packets without a frame before it was damaged', () => {
    const packets = new PacketStamps();
    for (const stamp of [0n, 1n, 2n, 3n, 4n]) packets.sent(stamp);
    expect(packets.shown(1n)).toEqual({ lost: [], isCounted: true });
    packets.damaged();
    expect(packets.shown(4n)).toEqual({ lost: [], isCounted: true });
  });

  it('count what lies before the first key frame as lost, and nothing later where nothing is damaged', () => {
    const packets = new PacketStamps();
    for (const stamp of [0n, 1n, 4n, 2n, 3n, 5n, 6n]) packets.sent(stamp, stamp === 4n);
    expect(packets.shown(4n)).toEqual({ lost: [0n, 1n, 2n, 3n], isCounted: true });
    expect(packets.shown(6n)).toEqual({ lost: [], isCounted: true });
    const whole = new PacketStamps();
    for (const stamp of [0n, 1n, 2n]) whole.sent(stamp, stamp === 0n);
    expect(whole.shown(1n)).toEqual({ lost: [], isCounted: true });
  });

  it('count no frame whose number is given away already', () => {
    const packets = new PacketStamps();
    for (const stamp of [0n, 1n, 2n]) packets.sent(stamp);
    packets.damaged();
    expect(packets.shown(2n)).toEqual({ lost: [0n, 1n], isCounted: true });
    expect(packets.shown(1n)).toEqual({ lost: [], isCounted: false });
  });
});
