import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type * as tensors from '@tensorflow/tfjs-core';
import { SSD_FINEST, SSD_INPUT, type SsdLayer, type SsdLayers } from './ssd-layers.ts';

type Tensors = typeof tensors;

/** A layer's weights as the file holds them: whole numbers, and what each plane of the output multiplies them by. */
export interface LayerWeights {
  /** Rows × columns × inputs × outputs; for a depthwise layer rows × columns × planes. */
  readonly steps: Int8Array | Int16Array;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/** What the network says of one picture. */
export interface SsdAnswer {
  /** Of each box: how far it is down, right, higher and wider than it started. */
  readonly boxes: Float32Array;
  /** Of each box: a number for every word, before the logistic function. */
  readonly words: Float32Array;
}

/** TensorFlow.js on WebAssembly in this thread; the copy that looks for faces too. */
async function loadTensors(): Promise<Tensors> {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core') as Tensors;
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  if (tf.getBackend() !== 'wasm') {
    wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')) + sep);
    await tf.setBackend('wasm');
  }
  return tf;
}

interface Held {
  readonly filter: tensors.Tensor4D;
  readonly bias: tensors.Tensor1D;
}

/** MobileNetV2 with SSD, its weights in WebAssembly's memory until it is closed. */
export class SsdNetwork {
  readonly #tf: Tensors;
  readonly #layers: SsdLayers;
  readonly #held: ReadonlyMap<string, Held>;
  readonly #words: number;

  private constructor(tf: Tensors, layers: SsdLayers, held: ReadonlyMap<string, Held>, words: number) {
    this.#tf = tf;
    this.#layers = layers;
    this.#held = held;
    this.#words = words;
  }

  /** `words`: how long the list is, “nothing” counted. */
  static async open(
    layers: SsdLayers,
    listed: readonly SsdLayer[],
    words: number,
    weights: (layer: SsdLayer) => LayerWeights,
  ): Promise<SsdNetwork> {
    const tf = await loadTensors();
    const held = listed.map((layer): [string, Held] => {
      const { steps, scale, bias } = weights(layer);
      const values = Float32Array.from(steps, (step, at) => step * (scale[at % layer.outputs] ?? 0));
      const last = layer.kind === 'depthwise' ? [layer.outputs, 1] : [layer.inputs, layer.outputs];
      const shape = [layer.size, layer.size, ...last] as [number, number, number, number];
      return [layer.name, { filter: tf.tensor4d(values, shape), bias: tf.tensor1d(bias) }];
    });
    return new SsdNetwork(tf, layers, new Map(held), words);
  }

  /** `picture`: 300 × 300 × red, green and blue, −1 to 1. */
  async run(picture: Float32Array): Promise<SsdAnswer> {
    const tf = this.#tf;
    const { stem, blocks, last, coarser, heads } = this.#layers;
    const [boxes, words] = tf.tidy(() => {
      const told: { boxes: tensors.Tensor2D[]; words: tensors.Tensor2D[] } = { boxes: [], words: [] };
      const tell = (map: tensors.Tensor4D): void => {
        const head = heads[told.boxes.length]!;
        told.boxes.push(tf.reshape(this.#pass(head.boxes, map), [-1, 4]));
        told.words.push(tf.reshape(this.#pass(head.words, map), [-1, this.#words]));
      };
      let map = this.#pass(stem, tf.tensor4d(picture, [1, SSD_INPUT, SSD_INPUT, 3]));
      for (const [at, { expand, depthwise, project, isAdded }] of blocks.entries()) {
        const wide = expand === undefined ? map : this.#pass(expand, map);
        if (at === SSD_FINEST) tell(wide);
        const narrow = this.#pass(project, this.#pass(depthwise, wide));
        map = isAdded ? tf.add(narrow, map) : narrow;
      }
      map = this.#pass(last, map);
      tell(map);
      for (const [narrow, halve] of coarser) {
        map = this.#pass(halve, this.#pass(narrow, map));
        tell(map);
      }
      return [tf.concat(told.boxes), tf.concat(told.words)];
    });
    try {
      return { boxes: (await boxes.data()) as Float32Array, words: (await words.data()) as Float32Array };
    } finally {
      tf.dispose([boxes, words]);
    }
  }

  close(): void {
    for (const { filter, bias } of this.#held.values()) this.#tf.dispose([filter, bias]);
  }

  #pass({ name, kind, stride, activation }: SsdLayer, map: tensors.Tensor4D): tensors.Tensor4D {
    const { filter, bias } = this.#held.get(name)!;
    const run = kind === 'depthwise' ? this.#tf.fused.depthwiseConv2d : this.#tf.fused.conv2d;
    return run({ x: map, filter, strides: stride, pad: 'same', bias, activation });
  }
}
