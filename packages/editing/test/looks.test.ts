import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atStrength,
  type Cube,
  colourDistance,
  fitLook,
  identityCube,
  lookUp,
  type Rgb,
  readCube,
  SLOPE,
  throughCube,
  writeCube,
} from '../src/looks/index.ts';
import { random } from './film.ts';

/** Pixels of a picture that nobody took: patches of colour with a little noise. */
function pixels(seed: number, count = 2400): Uint8Array {
  const next = random(seed);
  const out = new Uint8Array(3 * count);
  let patch = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    if (at % 80 === 0) patch = [next() * 230, next() * 230, next() * 230];
    for (let channel = 0; channel < 3; channel++) out[3 * at + channel] = patch[channel]! + next() * 25;
  }
  return out;
}

const three = <Value>(of: fc.Arbitrary<Value>) => fc.tuple(of, of, of);

/** Any hard change of colour, in and out of what a look can be: steep, flat, turned over, tinted. */
const anyChange = fc.record({
  gain: three(fc.double({ min: -1, max: 5, noNaN: true })),
  lift: three(fc.double({ min: -0.5, max: 0.5, noNaN: true })),
  gamma: fc.double({ min: 0.2, max: 4, noNaN: true }),
});

function changed(from: Uint8Array, { gain, lift, gamma }: { gain: number[]; lift: number[]; gamma: number }) {
  return from.map((value, at) => {
    const bent = (value / 255) ** gamma * gain[at % 3]! + lift[at % 3]!;
    return Math.round(255 * Math.min(1, Math.max(0, bent)));
  });
}

const entry = ({ size, values }: Cube, r: number, g: number, b: number, channel: number): number =>
  values[3 * (r + size * (g + size * b)) + channel]!;

/** Everything that a look promises, checked at its entries: what is linear between them follows. */
function expectBounds(cube: Cube): void {
  const { size, values } = cube;
  const step = 1 / (size - 1);
  let [low, high, least, most] = [1, 0, 9, -9];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const rise = (by: number): void => {
    least = Math.min(least, by / step);
    most = Math.max(most, by / step);
  };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 1; k < size; k++) {
        rise(entry(cube, k, i, j, 0) - entry(cube, k - 1, i, j, 0));
        rise(entry(cube, i, k, j, 1) - entry(cube, i, k - 1, j, 1));
        rise(entry(cube, i, j, k, 2) - entry(cube, i, j, k - 1, 2));
      }
    }
  }
  for (let k = 1; k < size; k++) {
    for (let channel = 0; channel < 3; channel++)
      rise(entry(cube, k, k, k, channel) - entry(cube, k - 1, k - 1, k - 1, channel));
  }
  expect(low).toBeGreaterThanOrEqual(0);
  expect(high).toBeLessThanOrEqual(1);
  // A millionth of rounding, over one step.
  expect(least).toBeGreaterThanOrEqual(SLOPE.least - 1e-4);
  expect(most).toBeLessThanOrEqual(SLOPE.most + 1e-4);
}

describe('a fitted look', () => {
  const change = { gain: [1.2, 0.95, 0.8], lift: [0, 0.02, 0.06], gamma: 0.75 };
  const source = pixels(11);
  const { cube: fitted } = fitLook(source, changed(source, change));

  it('stays in range, rises, and neither folds nor bands, whatever it is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        anyChange,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, change, strength) => {
          const source = pixels(seed);
          const { cube } = fitLook(source, changed(source, change));
          expectBounds(cube);
          const part = atStrength(cube, strength);
          expectBounds(part);
          const look = lookUp(part);
          // A grey ramp: at 8 bits no step is wider than the steepest rise, at 10 bits no code is held for longer than the flattest.
          for (const [codes, test] of [
            [255, (by: number) => expect(by).toBeLessThanOrEqual(SLOPE.most + 1)],
            [1023, undefined],
          ] as const) {
            const ramp = Array.from({ length: codes + 1 }, (_, at) =>
              look([at / codes, at / codes, at / codes]).map((value) => Math.round(value * codes)),
            );
            for (let channel = 0; channel < 3; channel++) {
              let held = 1;
              for (let at = 1; at < ramp.length; at++) {
                const by = ramp[at]![channel]! - ramp[at - 1]![channel]!;
                expect(by).toBeGreaterThanOrEqual(0);
                test?.(by);
                held = by === 0 ? held + 1 : 1;
                expect(held).toBeLessThanOrEqual(1 / SLOPE.least + 2);
              }
            }
          }
        },
      ),
      { numRuns: 2 },
    );
  }, 60_000);

  it('has no corners: the second difference along greys is small', () => {
    const cube = fitted;
    let most = 0;
    for (let k = 1; k < cube.size - 1; k++) {
      for (let channel = 0; channel < 3; channel++) {
        const [a, b, c] = [k - 1, k, k + 1].map((at) => entry(cube, at, at, at, channel)) as [number, number, number];
        most = Math.max(most, Math.abs(a - 2 * b + c));
      }
    }
    // Less than two codes of 8 bits between one cell's rise and the next.
    expect(most).toBeLessThan(2 / 255);
  });

  it('is the identity where reference and source are the same', () => {
    const source = pixels(7);
    const { cube, heldBack } = fitLook(source, source);
    const moved = throughCube(source, cube);
    expect(Math.max(...moved.map((value, at) => Math.abs(value - source[at]!)))).toBeLessThanOrEqual(4);
    expect(heldBack).toBeLessThan(0.05);
  });

  it('brings colours that it was not fitted from most of the way', () => {
    const held = pixels(11, 4000).subarray(3 * 1200);
    const wanted = changed(held, change);
    expect(colourDistance(throughCube(held, fitted), wanted)).toBeLessThan(0.4 * colourDistance(held, wanted));
  });

  it('is the same from the same seed', () => {
    expect(fitLook(source, changed(source, change)).cube).toEqual(fitted);
  });

  it('asks for enough pixels', () => {
    expect(() => fitLook(new Uint8Array(30), pixels(1))).toThrow(/10 pixels/);
  });
});

describe('.cube', () => {
  const anyCube = fc.integer({ min: 2, max: 5 }).chain((size) =>
    fc.record({
      kind: fc.constant('3d' as const),
      title: fc.stringMatching(/^[a-zA-Z0-9 .,'-]{1,40}$/).map((title) => title.trim() || 'A look'),
      size: fc.constant(size),
      domainMin: fc.constant<Rgb>([0, 0, 0]),
      domainMax: fc.constantFrom<Rgb>([1, 1, 1], [4, 2, 1]),
      values: fc
        .array(fc.double({ min: -2, max: 8, noNaN: true }), { minLength: 3 * size ** 3, maxLength: 3 * size ** 3 })
        .map((values) => Float64Array.from(values, (value) => value + 0)),
    }),
  );

  it('reads what it writes, equal', () => {
    fc.assert(
      fc.property(anyCube, (cube) => {
        expect(readCube(writeCube(cube))).toEqual(cube);
      }),
      { numRuns: 50 },
    );
    const cube = { ...identityCube(), title: 'Café “night”' };
    expect(readCube(writeCube(cube))).toEqual({ ...cube, title: "Cafe 'night'" });
  });

  it('reads comments, domains, one dimension and any line ends', () => {
    const text =
      '# made by hand\r\nTITLE "One"\r\nLUT_1D_SIZE 3\r\nDOMAIN_MAX 2 2 2\r\n\r\n0 0 0\r\n# half\r\n.5 5e-1 +0.25\r\n1 1 1\r\n';
    const cube = readCube(text);
    expect(cube).toMatchObject({ kind: '1d', title: 'One', size: 3, domainMax: [2, 2, 2] });
    expect(lookUp(cube)([1, 0.5, 1.5])).toEqual([0.5, 0.25, 0.625]);
    expect(readCube(`LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0 2\n${'0 0 0\n'.repeat(8)}`).domainMax).toEqual([2, 2, 2]);
  });

  it.each([
    ['LUT_3D_SIZE 2\n0 0 0\n', /Line 3: the file ends after 1 of 8/],
    [`LUT_3D_SIZE 2\n${'0 0 0\n'.repeat(9)}`, /Line 10: the table has more than 8/],
    ['LUT_3D_SIZE 2\n0 0 nan\n', /Line 2: three numbers/],
    ['LUT_3D_SIZE 2\n0 0 0 0\n', /Line 2: three numbers/],
    ['LUT_3D_SIZE 1000\n', /Line 1: the size must be a whole number from 2 to 256/],
    ['LUT_3D_SIZE 2\nLUT_1D_SIZE 2\n', /Line 2: a file holds a table of one dimension or of three/],
    ['0 0 0\n', /Line 1: values come before/],
    ['TITLE night\n', /Line 1: the title must stand in quotes/],
    ['LUT_3D_SIZE 2\nGAMMA 2\n', /Line 2: GAMMA is no word/],
    [`LUT_3D_SIZE 2\nDOMAIN_MIN 1 0 0\n${'0 0 0\n'.repeat(8)}`, /DOMAIN_MIN must lie below/],
    ['LUT_3D_SIZE 2\n0 0 0\nTITLE "x"\n', /Line 3: TITLE stands among the values/],
    ['', /there is no LUT_3D_SIZE/],
  ])('refuses %j with the line', (text, why) => {
    expect(() => readCube(text)).toThrow(why);
  });
});

describe('looking up', () => {
  const anyColour = three(fc.double({ min: 0, max: 1, noNaN: true }));

  it.each(['tetrahedral', 'trilinear'] as const)('finds an affine change exactly (%s)', (interpolation) => {
    const identity = identityCube(5);
    const affine = ([r, g, b]: readonly number[]) => [0.1 + 0.5 * r! + 0.2 * g!, 0.9 - 0.3 * b!, 0.4 * r! + 0.4 * b!];
    const values = Float64Array.from(identity.values, (_, at) => {
      const first = at - (at % 3);
      return affine([...identity.values.subarray(first, first + 3)])[at % 3]!;
    });
    const look = lookUp({ ...identity, values }, interpolation);
    fc.assert(
      fc.property(anyColour, (rgb) => {
        for (const [channel, value] of look(rgb).entries()) expect(value).toBeCloseTo(affine(rgb)[channel]!, 12);
      }),
    );
  });

  it('takes what is outside of the domain for its edge', () => {
    expect(lookUp(identityCube(2))([-1, 2, 0.5])).toEqual([0, 1, 0.5]);
  });

  it('goes from as shot to the whole look by its strength', () => {
    const look: Cube = { ...identityCube(2), values: new Float64Array(24).fill(0.5) };
    expect(atStrength(look, 0).values).toEqual(identityCube(2).values);
    expect(atStrength(look, 1)).toEqual(look);
    expect(lookUp(atStrength(look, 0.5))([0, 1, 1])).toEqual([0.25, 0.75, 0.75]);
    expect(() => atStrength(look, 1.1)).toThrow(/from 0 to 1/);
  });
});
