import { f32x4, repeat, v128, WasmFunction } from '@second-unit/media/wasm';
import { sigmoid, splat } from './lane-maths.ts';

const FOUR = 16;

/**
 * One step of an LSTM (Hochreiter and Schmidhuber 1997; forget gates, Gers et al. 2000) for four units at a time. At
 * `gates` lie the sums of all units for the gates in, forget, cell and out, one gate `bytes` behind the other. Writes the
 * units' cells and what they say. Addresses in bytes.
 */
export const LSTM = lstm();

function lstm(): WasmFunction {
  const f = new WasmFunction('lstm');
  const [gates, bytes, cells, said, left] = Array.from({ length: 5 }, () => f.param());
  const gate = f.local();
  const value = f.local('v128');
  const cell = f.local('v128');
  const one = f.local('v128');
  const two = f.local('v128');
  const { ready, of } = sigmoid(f);
  const opened = of(v128.load(gate.get));
  /** The hyperbolic tangent is a sigmoid from −1 to 1, twice as steep. */
  const tanh = (x: readonly number[]) => f32x4.sub(f32x4.mul(of(f32x4.mul(x, two.get)), two.get), one.get);
  return f.write(
    ready,
    one.set(splat(1)),
    two.set(splat(2)),
    repeat(
      [
        gate.set(gates!.get),
        value.set(opened),
        gate.step(bytes!.get),
        cell.set(f32x4.mul(opened, v128.load(cells!.get))),
        gate.step(bytes!.get),
        cell.set(f32x4.add(cell.get, f32x4.mul(value.get, tanh(v128.load(gate.get))))),
        gate.step(bytes!.get),
        v128.store(cells!.get, cell.get),
        v128.store(said!.get, f32x4.mul(opened, tanh(cell.get))),
        gates!.step(FOUR),
        cells!.step(FOUR),
        said!.step(FOUR),
      ],
      left!.countDown,
    ),
  );
}
