import {
  type Code,
  f32,
  f32x4,
  i8x16,
  i16x8,
  i32,
  i32x4,
  type Local,
  repeat,
  sumsOf,
  v128,
  WasmFunction,
  when,
} from '@second-unit/media/wasm';
import { LUMA_HEIGHT, LUMA_WIDTH } from './size.ts';

const VECTORS = LUMA_WIDTH / 16;

/**
 * Of a picture's luma and of the one before, three sums as 32-bit numbers, each in four parts: of how far each pixel is
 * from its neighbours right and below, where it has both; of the levels; of how far each is from what it was.
 */
export const LUMA_SUMS: WasmFunction = lumaSums();

function lumaSums(): WasmFunction {
  const f = new WasmFunction('lumaSums');
  const now = f.param();
  const before = f.param();
  const to = f.param();
  const left = f.local();
  const [here, inner, row] = f.locals(3, 'v128');
  const sums = f.locals(3, 'v128');
  const [steps, levels, changes] = sums;
  const widened = (numbers: Code): Code => i32x4.pairs(numbers);
  const addTo = (sum: Local, bytes: Code): Code => sum.set(i32x4.add(sum.get, widened(i16x8.pairs(bytes))));
  /** Everything but the last pixel of a row, which has no neighbour to the right. */
  const kept = (bytes: Code, vector: number): Code => (vector === VECTORS - 1 ? v128.and(bytes, inner!.get) : bytes);
  const levelsAndChanges = (vector: number): Code[] => [
    here!.set(v128.load(now.get, 16 * vector)),
    addTo(levels!, here!.get),
    addTo(changes!, i8x16.distance(here!.get, v128.load(before.get, 16 * vector))),
  ];
  const stepsOf = (vector: number): Code =>
    row!.set(
      [1, LUMA_WIDTH].reduce<Code>(
        (sum, next) =>
          i16x8.add(sum, i16x8.pairs(kept(i8x16.distance(here!.get, v128.load(now.get, 16 * vector + next)), vector))),
        row!.get,
      ),
    );
  const vectors = Array.from({ length: VECTORS }, (_, at) => at);
  return f.write(
    inner!.set(v128.const([...new Array<number>(15).fill(255), 0])),
    // The last row's own steps do not count: it has no neighbours below.
    left.set(i32.const(LUMA_HEIGHT - 1)),
    repeat(
      [
        row!.set(v128.zero),
        ...vectors.flatMap((vector) => [...levelsAndChanges(vector), stepsOf(vector)]),
        steps!.set(i32x4.add(steps!.get, widened(row!.get))),
        now.step(LUMA_WIDTH),
        before.step(LUMA_WIDTH),
      ],
      left.countDown,
    ),
    ...vectors.flatMap(levelsAndChanges),
    ...sums.map((sum, at) => v128.store(to.get, sum.get, 16 * at)),
  );
}

/** Pixels in front of a line of sums and behind it, that its ends are drawn out by. */
const DRAWN_OUT = 8;
/** Of the eight pixels each way that a pixel of the soft half picture is the weighted mean of. */
const WEIGHTS = [1, 3, 5, 7, 7, 5, 3, 1];
const PART = 1 / 32 ** 2;

/** Numbers of 16 bits that `SOFT_HALF` works in. */
export const LINE = LUMA_WIDTH + 2 * DRAWN_OUT;

/**
 * The soft half picture (see `SoftHalf`), `rows` high: of the eight rows that a table names for each, first the columns'
 * sums in a line, then of these the sums across.
 */
export const SOFT_HALF: WasmFunction = softHalf();

function softHalf(): WasmFunction {
  const f = new WasmFunction('softHalf');
  const table = f.param();
  const line = f.param();
  const to = f.param();
  const rows = f.param();
  const from = WEIGHTS.map(() => f.local());
  const [three, five, seven, weights, a, b, c, d] = f.locals(8, 'v128');
  const pixels = 2 * DRAWN_OUT;

  const columns = Array.from({ length: 2 * VECTORS }, (_, half) => {
    const widen = half % 2 === 0 ? i16x8.low : i16x8.high;
    const level = (row: number): Code => widen(v128.load(from[row]!.get, 16 * (half >> 1)));
    const pair = (row: number): Code => i16x8.add(level(row), level(7 - row));
    const outer = i16x8.add(pair(0), i16x8.mul(pair(1), three!.get));
    const inner = i16x8.add(i16x8.mul(pair(2), five!.get), i16x8.mul(pair(3), seven!.get));
    return v128.store(line.get, i16x8.add(outer, inner), pixels + 16 * half);
  });
  const four = [a!, b!, c!, d!];
  const across = Array.from({ length: LUMA_WIDTH / 8 }, (_, group) => [
    ...four.flatMap((one, at) =>
      // The first of its eight pixels lies three in front of it.
      one.set(i32x4.dot(v128.load(line.get, pixels + 2 * (2 * (4 * group + at) - 3)), weights!.get)),
    ),
    ...v128.store(to.get, f32x4.mul(f32x4.fromIntegers(sumsOf(four)), f32x4.splat(f32.const(PART))), 16 * group),
  ]);
  return f.write(
    ...[three!, five!, seven!].map((one, at) => one.set(i16x8.splat(i32.const(3 + 2 * at)))),
    weights!.set(v128.const(WEIGHTS.flatMap((weight) => [weight, 0]))),
    repeat(
      [
        ...from.map((row, at) => row.set(i32.load(table.get, 4 * at))),
        ...columns,
        v128.store(line.get, v128.load16Splat(line.get, pixels)),
        v128.store(line.get, v128.load16Splat(line.get, pixels + 2 * (LUMA_WIDTH - 1)), pixels + 2 * LUMA_WIDTH),
        ...across,
        to.step(2 * LUMA_WIDTH),
        table.step(4 * WEIGHTS.length),
      ],
      rows.countDown,
    ),
  );
}

/** Pixels of a block each way: something in each of these may be in focus. */
const WIDE = 16;
const HIGH = 12;
/** What an edge is looked at by reaches so far in front of a pixel and behind it. */
const REACH = [2, 3] as const;
/** Levels by which an edge must rise, over all its width and between two neighbours, to be judged. */
const RISES = 24;
const STEPS = 5;

const blocks = (size: number, side: number): number => Math.floor((size - REACH[0] - REACH[1]) / side);
/** Blocks of a picture. */
export const BLOCKS = blocks(LUMA_WIDTH, WIDE) * blocks(LUMA_HEIGHT, HIGH);

/**
 * For each block the largest rise from a pixel to the next, to the right and down: two bytes each way, of this rise and
 * of the whole rise over six pixels that it is part of; 0 where there is no edge. Of equals the first, row by row.
 */
export const EDGES: WasmFunction = edges();

function edges(): WasmFunction {
  const f = new WasmFunction('edges');
  const luma = f.param();
  const scratch = f.param();
  const to = f.param();
  const [across, down, block, row, place, rows, most, whole, pixel, step] = Array.from({ length: 10 }, () => f.local());
  const [rise, range, low, high, here] = f.locals(5, 'v128');
  const way = (by: number, at: number): Code[] => {
    const near = [-2, -1, 0, 1, 2, 3].map((steps) => v128.load(place!.get, (steps + 2) * by));
    return [
      most!.set(i32.const(STEPS)),
      whole!.set(i32.const(0)),
      // Addresses have no sign: loads count from the first pixel that is looked at.
      place!.set(i32.sub(block!.get, i32.const(2 * by))),
      rows!.set(i32.const(HIGH)),
      repeat(
        [
          low!.set(near.slice(1).reduce((sum, one) => i8x16.least(sum, one), near[0]!)),
          high!.set(near.slice(1).reduce((sum, one) => i8x16.most(sum, one), near[0]!)),
          range!.set(i8x16.sub(high!.get, low!.get)),
          here!.set(i8x16.distance(near[2]!, near[3]!)),
          rise!.set(v128.and(here!.get, i8x16.atLeast(range!.get, i8x16.splat(i32.const(RISES))))),
          when(v128.any(i8x16.subSaturated(rise!.get, i8x16.splat(most!.get))), [
            v128.store(scratch.get, rise!.get),
            v128.store(scratch.get, range!.get, 16),
            pixel!.set(i32.const(0)),
            repeat(
              [
                step!.set(i32.load8(i32.add(scratch.get, pixel!.get))),
                when(i32.greaterThan(step!.get, most!.get), [
                  most!.set(step!.get),
                  whole!.set(i32.load8(i32.add(scratch.get, pixel!.get), 16)),
                ]),
                pixel!.step(1),
              ],
              i32.lessThan(pixel!.get, i32.const(WIDE)),
            ),
          ]),
          place!.step(LUMA_WIDTH),
        ],
        rows!.countDown,
      ),
      i32.store8(to.get, most!.get, 2 * at),
      i32.store8(to.get, whole!.get, 2 * at + 1),
    ];
  };
  return f.write(
    row!.set(i32.add(luma.get, i32.const(REACH[0] * LUMA_WIDTH + REACH[0]))),
    down!.set(i32.const(blocks(LUMA_HEIGHT, HIGH))),
    repeat(
      [
        block!.set(row!.get),
        across!.set(i32.const(blocks(LUMA_WIDTH, WIDE))),
        repeat([...way(1, 0), ...way(LUMA_WIDTH, 1), block!.step(WIDE), to.step(4)], across!.countDown),
        row!.step(HIGH * LUMA_WIDTH),
      ],
      down!.countDown,
    ),
  );
}
