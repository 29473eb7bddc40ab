import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';

/** A value that goes into a model or comes out of it. */
export interface OnnxTensor {
  readonly data: Float32Array | BigInt64Array | Int32Array | Uint8Array | unknown;
  readonly dims: readonly number[];
}

/** An open model. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
  release(): Promise<void>;
}

/** The part of ONNX Runtime that we use; the same in both of its packages for Node. */
export interface OnnxRuntime {
  readonly env: { readonly wasm: { numThreads?: number } };
  readonly Tensor: new (
    type: 'float32' | 'int64' | 'int32' | 'uint8',
    data: Float32Array | BigInt64Array | Int32Array | Uint8Array,
    dims: readonly number[],
  ) => OnnxTensor;
  readonly InferenceSession: { create(model: Uint8Array): Promise<OnnxSession> };
}

/** Native first; the one on WebAssembly is slower and runs everywhere. */
const PACKAGES = ['onnxruntime-node', 'onnxruntime-web'];

/** ONNX Runtime, where one of its packages is installed: neither comes with us. Throws a Fault ('unavailable') otherwise. */
export async function onnxRuntime(packages: readonly string[] = PACKAGES): Promise<OnnxRuntime> {
  for (const name of packages) {
    try {
      const found = (await import(name)) as OnnxRuntime & { readonly default?: OnnxRuntime };
      const runtime = found.InferenceSession === undefined ? found.default : found;
      if (runtime === undefined) continue;
      // Threads of their own would take cores that nobody lent them.
      runtime.env.wasm.numThreads = 1;
      return runtime;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw thrown;
    }
  }
  throw new Fault(
    'unavailable',
    'A model of your own needs ONNX Runtime: install it beside Second Unit with “npm install onnxruntime-node”.',
  );
}

/** Opens a model file. Throws a Fault: 'not-found', 'input' for a file that is no model. */
export async function openModel(runtime: OnnxRuntime, path: string): Promise<OnnxSession> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Fault('not-found', 'The model file that the manifest names is not there.', { place: path, cause });
  });
  try {
    return await runtime.InferenceSession.create(bytes);
  } catch (cause) {
    throw new Fault('input', 'This is not an ONNX model that ONNX Runtime can open.', { place: path, cause });
  }
}

/** A model's answer by name, as numbers. Throws a Fault ('input') where the manifest names what is not there. */
export function floatsOf(
  outputs: Readonly<Record<string, OnnxTensor>>,
  name: string,
): { readonly data: Float32Array; readonly dims: readonly number[] } {
  const tensor = outputs[name];
  if (tensor === undefined) {
    throw new Fault('input', `The model has no output “${name}”; it has ${Object.keys(outputs).join(', ')}.`, {
      place: name,
    });
  }
  const { data, dims } = tensor;
  if (data instanceof Float32Array) return { data, dims };
  if (data instanceof BigInt64Array) return { data: Float32Array.from(data, Number), dims };
  if (data instanceof Int32Array || data instanceof Uint8Array) return { data: Float32Array.from(data), dims };
  throw new Fault('input', `The model's output “${name}” holds no numbers of a kind that is read.`, { place: name });
}
