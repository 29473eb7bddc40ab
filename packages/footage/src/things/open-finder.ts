import type { ThingFinder } from './find-things.ts';
import { readManifest } from './manifest.ts';
import { OnnxDetector } from './onnx-detector.ts';
import { OnnxImageText } from './onnx-image-text.ts';
import { onnxRuntime } from './onnx-runtime.ts';

/** Opens the model that a manifest (`second-unit/onnx-model@1`) names. Throws a Fault: 'not-found', 'input', 'unavailable' without ONNX Runtime. */
export async function openThingFinder(manifest: string): Promise<ThingFinder> {
  const found = await readManifest(manifest);
  const runtime = await onnxRuntime();
  return found.kind === 'detector'
    ? { kind: 'detector', model: await OnnxDetector.open(found, runtime) }
    : { kind: 'image-text', model: await OnnxImageText.open(found, runtime) };
}
