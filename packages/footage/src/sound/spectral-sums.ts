import { f32x4, repeat, v128, WasmFunction } from '@second-unit/media/wasm';
import { logarithm, splat } from './lane-maths.ts';

const FOUR = 16;
/** Put on to magnitudes, so that nothing has a logarithm. */
const NEXT_TO_NOTHING = 1e-6;

/**
 * Of bins of four spectra, the first of them bin 1: logarithms of their magnitudes at `logs`, and at `out` four sums, of
 * the logarithms, of the magnitudes, of their squares, and of the magnitudes times the number of their bin.
 */
export const SPECTRAL_SUMS = spectralSums();

function spectralSums(): WasmFunction {
  const f = new WasmFunction('spectralSums');
  const [magnitudes, logs, out, left] = Array.from({ length: 4 }, () => f.param());
  const [magnitude, log, bin, one, little] = Array.from({ length: 5 }, () => f.local('v128'));
  const sums = Array.from({ length: 4 }, () => f.local('v128'));
  const { ready, of } = logarithm(f);
  const terms = [
    log!.get,
    magnitude!.get,
    f32x4.mul(magnitude!.get, magnitude!.get),
    f32x4.mul(magnitude!.get, bin!.tee(f32x4.add(bin!.get, one!.get))),
  ];
  return f.write(
    ready,
    one!.set(splat(1)),
    little!.set(splat(NEXT_TO_NOTHING)),
    repeat(
      [
        magnitude!.set(f32x4.add(v128.load(magnitudes!.get), little!.get)),
        log!.set(of(magnitude!.get)),
        v128.store(logs!.get, log!.get),
        ...terms.map((term, at) => sums[at]!.set(f32x4.add(sums[at]!.get, term))),
        magnitudes!.step(FOUR),
        logs!.step(FOUR),
      ],
      left!.countDown,
    ),
    ...sums.map((sum, at) => v128.store(out!.get, sum.get, at * FOUR)),
  );
}
