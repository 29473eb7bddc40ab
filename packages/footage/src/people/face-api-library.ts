import { createRequire, registerHooks } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type * as tensors from '@tensorflow/tfjs-core';

type Tensors = typeof tensors & { setWasmPaths(folder: string): void };

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A face as the library's detectors give it: pixels of the picture. */
export interface Detection {
  readonly score: number;
  readonly box: Rectangle;
}

interface Net {
  loadFromDisk(folder: string): Promise<void>;
  dispose(): void;
}

interface Detector extends Net {
  locateFaces(picture: tensors.Tensor3D, options: object): Promise<readonly Detection[]>;
}

/** The part of `@vladmandic/face-api` that we use; it also guesses age, gender and mood, which we never load. */
export interface FaceApi {
  readonly tf: Tensors;
  readonly nets: {
    readonly ssdMobilenetv1: Detector;
    readonly tinyFaceDetector: Detector;
    readonly faceLandmark68Net: Net & {
      detectLandmarks(faces: readonly tensors.Tensor3D[]): Promise<Landmarks | readonly Landmarks[]>;
    };
    readonly faceRecognitionNet: Net & {
      computeFaceDescriptor(faces: readonly tensors.Tensor3D[]): Promise<Float32Array | readonly Float32Array[]>;
    };
  };
  readonly SsdMobilenetv1Options: new (options: { minConfidence: number; maxResults: number }) => object;
  readonly TinyFaceDetectorOptions: new (options: { inputSize: number; scoreThreshold: number }) => object;
}

/** Points of a face, in pixels of the piece of picture that was looked at. */
interface Landmarks {
  readonly positions: readonly { readonly x: number; readonly y: number }[];
}

/** Methods of tensors that the nets of the library call, beside `as1D` and the like. */
const METHODS = [
  ...['add', 'avgPool', 'batchNorm', 'cast', 'clipByValue', 'conv2d', 'depthwiseConv2d', 'div', 'exp', 'expandDims'],
  ...['matMul', 'max', 'maxPool', 'mean', 'min', 'mul', 'pad', 'relu', 'reshape', 'resizeBilinear', 'reverse'],
  ...['separableConv2d', 'sigmoid', 'slice', 'softmax', 'split', 'sqrt', 'sub', 'tile', 'transpose'],
];

type Operation = (tensor: tensors.Tensor, ...rest: unknown[]) => unknown;

/** TensorFlow.js hangs operations on its tensors in its large package only; these are the ones that are needed. */
function hangOperations(tf: Tensors): void {
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
  const operations = tf as unknown as Readonly<Record<string, Operation>>;
  const hang = (name: string, operation: Operation): void => {
    prototype[name] ??= function (this: tensors.Tensor, ...rest: unknown[]) {
      return operation(this, ...rest);
    };
  };
  for (const name of METHODS) hang(name, (tensor, ...rest) => operations[name]?.(tensor, ...rest));
  hang('as1D', (tensor) => tf.reshape(tensor, [tensor.size]));
  for (const name of ['as2D', 'as3D', 'as4D']) hang(name, (tensor, ...shape) => tf.reshape(tensor, shape as number[]));
  hang('toFloat', (tensor) => tf.cast(tensor, 'float32'));
  hang('toInt', (tensor) => tf.cast(tensor, 'int32'));
}

/**
 * The library with its nets loaded from its own package, on WebAssembly in this thread. It asks for all of
 * TensorFlow.js, 294 MB of packages with a script that npm would run; the core and its WebAssembly (66 MB) are enough.
 */
export async function loadFaceApi(): Promise<{ readonly api: FaceApi; readonly version: string }> {
  const require = createRequire(import.meta.url);
  const hooks = registerHooks({
    resolve: (name, context, next) => next(name === '@tensorflow/tfjs' ? '@tensorflow/tfjs-core' : name, context),
  });
  let api: FaceApi;
  try {
    api = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
  } finally {
    hooks.deregister();
  }
  const { version } = require('@vladmandic/face-api/package.json') as { version: string };
  hangOperations(api.tf);
  api.tf.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')) + sep);
  await api.tf.setBackend('wasm');
  const models = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  const { ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net, faceRecognitionNet } = api.nets;
  for (const net of [ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net, faceRecognitionNet]) {
    await net.loadFromDisk(models);
  }
  return { api, version };
}
