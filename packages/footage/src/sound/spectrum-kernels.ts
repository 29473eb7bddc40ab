import { type Code, f32x4, i32, type Local, repeat, transposed, v128, WasmFunction } from '@second-unit/media/wasm';

/**
 * A fast Fourier transform of four windows at once, one in each lane. A complex number of all four takes 32 bytes: four
 * real parts, then four imaginary ones.
 */

/** Bytes of a float, of a number of all four windows, and of a complex one. */
export const FLOAT = 4;
export const FOUR = 4 * FLOAT;
export const COMPLEX = 2 * FOUR;
/** Factors of one butterfly: cosine and sine of one, two and three times its angle. */
export const FACTORS = 6 * FLOAT;

interface Complex {
  readonly re: Local;
  readonly im: Local;
}

const complexes = (f: WasmFunction, count: number): Complex[] =>
  Array.from({ length: count }, () => ({ re: f.local('v128'), im: f.local('v128') }));
const load = ({ re, im }: Complex, address: Code): Code[] => [
  re.set(v128.load(address)),
  im.set(v128.load(address, FOUR)),
];
const store = (address: Code, re: Code, im: Code): Code[] => [v128.store(address, re), v128.store(address, im, FOUR)];

/**
 * Takes four windows, `hop` bytes apart, times the window function. Even samples become real parts and odd ones
 * imaginary, at the places that `reversed` tells (bytes, of every second number: the one behind it lies `half` further).
 */
export const TAKE_WINDOWS = takeWindows();

function takeWindows(): WasmFunction {
  const f = new WasmFunction('takeWindows');
  const [samples, hop, factors, reversed, data, half, left] = Array.from({ length: 7 }, () => f.param());
  const from = f.local();
  const to = f.local();
  const rows = f.locals(4, 'v128');
  const spare = f.locals(2, 'v128');
  const { ready, columns } = transposed(rows, spare);
  const factor = (at: number): Code => v128.load32Splat(factors!.get, at * FLOAT);
  const sample = (at: number): Code => f32x4.mul(columns[at]!, factor(at));
  return f.write(
    repeat(
      [
        from.set(samples!.get),
        ...rows.flatMap((row) => [row.set(v128.load(from.get)), from.step(hop!.get)]),
        ready,
        to.set(i32.add(data!.get, i32.load(reversed!.get))),
        ...store(to.get, sample(0), sample(1)),
        to.step(half!.get),
        ...store(to.get, sample(2), sample(3)),
        samples!.step(4 * FLOAT),
        factors!.step(4 * FLOAT),
        reversed!.step(4),
      ],
      left!.countDown,
    ),
  );
}

/** Neighbours become their sum and their difference: the first step where the length is twice a power of four. */
export const PAIRS = pairs();

function pairs(): WasmFunction {
  const f = new WasmFunction('pairs');
  const data = f.param();
  const left = f.param();
  const [a, b] = complexes(f, 2);
  const second = i32.add(data.get, i32.const(COMPLEX));
  return f.write(
    repeat(
      [
        ...load(a!, data.get),
        ...load(b!, second),
        ...store(data.get, f32x4.add(a!.re.get, b!.re.get), f32x4.add(a!.im.get, b!.im.get)),
        ...store(second, f32x4.sub(a!.re.get, b!.re.get), f32x4.sub(a!.im.get, b!.im.get)),
        data.step(2 * COMPLEX),
      ],
      left.countDown,
    ),
  );
}

/**
 * One step of radix 4: transforms of `span` bytes become transforms four times as long, `groups` of them. `factors` are
 * those of each number of a span.
 */
export const FOURS = fours();

function fours(): WasmFunction {
  const f = new WasmFunction('fours');
  const [data, span, groups, factors, left] = Array.from({ length: 5 }, () => f.param());
  const group = f.local();
  const at = f.local();
  const places = [0, 1, 2, 3].map(() => f.local());
  const turns = complexes(f, 3);
  const [once, twice, thrice] = turns;
  const [a, b, c, d] = complexes(f, 4);
  /** Times e^−iφ, given cos φ and sin φ; one variable for what is written over too early. */
  const kept = f.local('v128');
  const turn = (x: Complex, { re: cos, im: sin }: Complex): Code[] => [
    kept.set(x.re.get),
    x.re.set(f32x4.add(f32x4.mul(x.re.get, cos.get), f32x4.mul(x.im.get, sin.get))),
    x.im.set(f32x4.sub(f32x4.mul(x.im.get, cos.get), f32x4.mul(kept.get, sin.get))),
  ];
  /** The first becomes the sum of both, the second their difference. */
  const sumAndDifference = (x: Local, y: Local): Code[] => [
    kept.set(x.get),
    x.set(f32x4.add(x.get, y.get)),
    y.set(f32x4.sub(kept.get, y.get)),
  ];
  return f.write(
    repeat(
      [
        ...turns.flatMap(({ re, im }, n) => [
          re.set(v128.load32Splat(factors!.get, 2 * n * FLOAT)),
          im.set(v128.load32Splat(factors!.get, (2 * n + 1) * FLOAT)),
        ]),
        at.set(data!.get),
        group.set(groups!.get),
        repeat(
          [
            places[0]!.set(at.get),
            ...places.slice(1).map((place, n) => place.set(i32.add(places[n]!.get, span!.get))),
            ...[a!, b!, c!, d!].flatMap((x, n) => load(x, places[n]!.get)),
            ...[...turn(b!, twice!), ...turn(c!, once!), ...turn(d!, thrice!)],
            ...sumAndDifference(a!.re, b!.re),
            ...sumAndDifference(a!.im, b!.im),
            ...sumAndDifference(c!.re, d!.re),
            ...sumAndDifference(c!.im, d!.im),
            ...store(places[0]!.get, f32x4.add(a!.re.get, c!.re.get), f32x4.add(a!.im.get, c!.im.get)),
            ...store(places[1]!.get, f32x4.add(b!.re.get, d!.im.get), f32x4.sub(b!.im.get, d!.re.get)),
            ...store(places[2]!.get, f32x4.sub(a!.re.get, c!.re.get), f32x4.sub(a!.im.get, c!.im.get)),
            ...store(places[3]!.get, f32x4.sub(b!.re.get, d!.im.get), f32x4.add(b!.im.get, d!.re.get)),
            at.set(i32.add(places[3]!.get, span!.get)),
          ],
          group.countDown,
        ),
        data!.step(COMPLEX),
        factors!.step(FACTORS),
      ],
      left!.countDown,
    ),
  );
}

/**
 * Tells the spectra of even and odd samples apart, by symmetry, and writes magnitudes of all bins. `high` is the end of
 * the data, where the first number is put again; `factors` are cosine and sine of each bin up to the middle.
 */
export const MAGNITUDES = magnitudes();

function magnitudes(): WasmFunction {
  const f = new WasmFunction('magnitudes');
  const [low, high, factors, out, last, left] = Array.from({ length: 6 }, () => f.param());
  const [a, b, even, odd] = complexes(f, 4);
  const [cos, sin, p, q] = f.locals(4, 'v128');
  const length = (re: Code, im: Local): Code =>
    f32x4.sqrt(f32x4.add(f32x4.mul(p!.tee(re), p!.get), f32x4.mul(im.get, im.get)));
  return f.write(
    ...store(high!.get, v128.load(low!.get), v128.load(low!.get, FOUR)),
    repeat(
      [
        ...load(a!, low!.get),
        ...load(b!, high!.get),
        cos!.set(v128.load32Splat(factors!.get)),
        sin!.set(v128.load32Splat(factors!.get, FLOAT)),
        even!.re.set(f32x4.add(a!.re.get, b!.re.get)),
        even!.im.set(f32x4.sub(a!.im.get, b!.im.get)),
        odd!.re.set(f32x4.add(a!.im.get, b!.im.get)),
        odd!.im.set(f32x4.sub(b!.re.get, a!.re.get)),
        p!.set(f32x4.add(f32x4.mul(cos!.get, odd!.re.get), f32x4.mul(sin!.get, odd!.im.get))),
        q!.set(f32x4.sub(f32x4.mul(cos!.get, odd!.im.get), f32x4.mul(sin!.get, odd!.re.get))),
        a!.im.set(f32x4.add(even!.im.get, q!.get)),
        b!.im.set(f32x4.sub(q!.get, even!.im.get)),
        b!.re.set(f32x4.sub(even!.re.get, p!.get)),
        v128.store(out!.get, length(f32x4.add(even!.re.get, p!.get), a!.im)),
        v128.store(last!.get, length(b!.re.get, b!.im)),
        low!.step(COMPLEX),
        high!.step(-COMPLEX),
        factors!.step(2 * FLOAT),
        out!.step(FOUR),
        last!.step(-FOUR),
      ],
      left!.countDown,
    ),
  );
}
