import { type Code, f32x4, i8x16, i16x8, i32, i32x4, repeat, sumsOf, v128, WasmFunction } from '../wasm/code.ts';

/** Bytes of a row that are summed at a time. */
export const GROUP = 64;
/** Sums that are weighed at a time for one pixel. */
export const TAPS = 8;

/**
 * How the rows of an area are summed: each by its weight, or all alike, and then, where no area begins between them, two
 * neighbours as one.
 */
export type Summing = 'weighed' | 'whole' | 'pairs';

/**
 * One plane made small: for each row of the small one, the sums of each column of the rows that it is made of, 16 bits
 * each; of these, the weighed sums of those that each of its pixels is made of, four pixels at a time. The weights of
 * the four come in turn, `TAPS` of each.
 */
export const PLANES: Readonly<Record<Summing, WasmFunction>> = {
  weighed: plane('weighed'),
  whole: plane('whole'),
  pairs: plane('pairs'),
};

function plane(summing: Summing): WasmFunction {
  const f = new WasmFunction(summing);
  const from = f.param();
  const stride = f.param();
  const rowTable = f.param();
  const rowWeights = f.param();
  const rows = f.param();
  const sums = f.param();
  const groups = f.param();
  const columnTable = f.param();
  const columnWeights = f.param();
  const taps = f.param();
  const to = f.param();
  const fours = f.param();
  const lines = f.param();
  const scale = f.param('f32');
  const offset = f.param('f32');
  const [first, left, place, weight, count, target] = f.locals(6, 'i32');
  const places = f.locals(4, 'i32');
  const [value, by] = f.locals(2, 'v128');
  const parts = f.locals(GROUP / (summing === 'pairs' ? 16 : 8), 'v128');

  const add = (part: number, numbers: Code): Code => parts[part]!.set(i16x8.add(parts[part]!.get, numbers));
  const weighed = (numbers: Code): Code => (summing === 'weighed' ? i16x8.mul(numbers, by!.get) : numbers);
  const addRow = Array.from({ length: GROUP / 16 }, (_, at) => {
    const bytes = v128.load(place!.get, 16 * at);
    if (summing === 'pairs') return add(at, i16x8.pairs(bytes));
    return [
      ...value!.set(bytes),
      ...add(2 * at, weighed(i16x8.low(value!.get))),
      ...add(2 * at + 1, weighed(i16x8.high(value!.get))),
    ];
  });
  const nextWeight = [by!.set(v128.load16Splat(weight!.get)), weight!.step(2)];
  const sumColumns = repeat(
    [
      ...parts.map((part) => part.set(v128.zero)),
      place!.set(first!.get),
      weight!.set(rowWeights.get),
      count!.set(rows.get),
      repeat([...(summing === 'weighed' ? nextWeight : []), ...addRow, place!.step(stride.get)], count!.countDown),
      ...parts.map((part, at) => v128.store(target!.get, part.get, 16 * at)),
      first!.step(GROUP),
      target!.step(16 * parts.length),
    ],
    left!.countDown,
  );

  const four = parts.slice(0, 4);
  const weigh = repeat(
    [
      ...four.flatMap((one, at) => [
        one.set(i32x4.add(one.get, i32x4.dot(v128.load(places[at]!.get), v128.load(weight!.get, 16 * at)))),
        places[at]!.step(16),
      ]),
      weight!.step(16 * four.length),
    ],
    count!.countDown,
  );
  const level = f32x4.add(f32x4.mul(f32x4.fromIntegers(value!.get), f32x4.splat(scale.get)), f32x4.splat(offset.get));
  const sumAcross = repeat(
    [
      ...four.map((one) => one.set(v128.zero)),
      ...places.map((one, at) => one.set(i32.add(sums.get, i32.load(target!.get, 4 * at)))),
      count!.set(taps.get),
      weigh,
      value!.set(sumsOf(four)),
      value!.set(i32x4.fromFloats(f32x4.nearest(level))),
      // Narrowing holds what is outside of 0 to 255 at these.
      value!.set(i16x8.narrow(value!.get, value!.get)),
      v128.store32(to.get, i8x16.narrow(value!.get, value!.get)),
      to.step(4),
      target!.step(16),
    ],
    left!.countDown,
  );

  return f.write(
    repeat(
      [
        first!.set(i32.add(from.get, i32.load(rowTable.get))),
        target!.set(sums.get),
        left!.set(groups.get),
        sumColumns,
        target!.set(columnTable.get),
        weight!.set(columnWeights.get),
        left!.set(fours.get),
        sumAcross,
        rowTable.step(4),
        rowWeights.step(i32.shl(rows.get, i32.const(1))),
      ],
      lines.countDown,
    ),
  );
}

/**
 * Red, green and blue, eight pixels at a time, of luma twice as wide and high and of chroma, all of full range. Two
 * neighbours share their colour, as in FFmpeg's scaler. Factors come in parts of 2048: with chroma in parts of 128,
 * their products have three bits behind the point.
 */
export const COLOURS: WasmFunction = colours();

function colours(): WasmFunction {
  const f = new WasmFunction('colours');
  const luma = f.param();
  const u = f.param();
  const v = f.param();
  const to = f.param();
  const rows = f.param();
  const eights = f.param();
  const factors = Array.from({ length: 4 }, () => f.param());
  const left = f.local();
  const [y, du, dv, red, blue] = f.locals(5, 'v128');
  const stride = i32.shl(eights.get, i32.const(4));
  const all = (number: number): Code => i16x8.splat(i32.const(number));
  const [rv, gu, gv, bu] = factors.map((factor) => i16x8.splat(factor.get));

  const chroma = (from: Code): Code => {
    const pairs = i8x16.mean(
      v128.load64(from),
      i8x16.shuffle(
        v128.load64(from),
        v128.zero,
        Array.from({ length: 16 }, (_, at) => at ^ 1),
      ),
    );
    return i16x8.shl(i16x8.sub(i16x8.low(pairs), all(128)), i32.const(7));
  };
  const whole = (value: Code): Code => i16x8.shiftRight(i16x8.add(value, all(4)), i32.const(3));
  const green = i16x8.sub(i16x8.sub(y!.get, i16x8.fractions(du!.get, gu!)), i16x8.fractions(dv!.get, gv!));
  /** Of red and green in one vector and blue in another. */
  const mixed = Array.from({ length: 24 }, (_, at) => Math.floor(at / 3) + [0, 8, 16][at % 3]!);

  const eight = [
    y!.set(i16x8.add(i16x8.pairs(v128.load(luma.get)), i16x8.pairs(v128.load(i32.add(luma.get, stride))))),
    y!.set(i16x8.shl(i16x8.shiftRightUnsigned(i16x8.add(y!.get, all(2)), i32.const(2)), i32.const(3))),
    du!.set(chroma(u.get)),
    dv!.set(chroma(v.get)),
    red!.set(i8x16.narrow(whole(i16x8.add(y!.get, i16x8.fractions(dv!.get, rv!))), whole(green))),
    blue!.set(whole(i16x8.add(y!.get, i16x8.fractions(du!.get, bu!)))),
    blue!.set(i8x16.narrow(blue!.get, blue!.get)),
    v128.store(to.get, i8x16.shuffle(red!.get, blue!.get, mixed.slice(0, 16))),
    v128.store64(to.get, i8x16.shuffle(red!.get, blue!.get, [...mixed.slice(16), 0, 0, 0, 0, 0, 0, 0, 0]), 16),
    luma.step(16),
    u.step(8),
    v.step(8),
    to.step(24),
  ];
  return f.write(repeat([left.set(eights.get), repeat(eight, left.countDown), luma.step(stride)], rows.countDown));
}
