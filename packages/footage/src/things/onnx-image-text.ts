import type { Picture } from '../people/face-model.ts';
import { ClipTokenizer } from './clip-tokenizer.ts';
import type { ImageTextManifest } from './manifest.ts';
import { floatsOf, type OnnxRuntime, type OnnxSession, openModel } from './onnx-runtime.ts';
import { pictureTensor } from './picture-tensor.ts';
import { type ImageTextModel, unit } from './thing-model.ts';

/** An encoder of pictures and words that a user brought. */
export class OnnxImageText implements ImageTextModel {
  readonly name: string;
  readonly version: string;
  readonly #manifest: ImageTextManifest;
  readonly #runtime: OnnxRuntime;
  readonly #tokenizer: ClipTokenizer;
  // Each is opened when it is needed: a search needs no pictures, and a job no words.
  #pictures: Promise<OnnxSession> | undefined;
  #words: Promise<OnnxSession> | undefined;

  private constructor(manifest: ImageTextManifest, runtime: OnnxRuntime, tokenizer: ClipTokenizer) {
    this.name = manifest.name;
    this.version = manifest.version;
    this.#manifest = manifest;
    this.#runtime = runtime;
    this.#tokenizer = tokenizer;
  }

  static async open(manifest: ImageTextManifest, runtime: OnnxRuntime): Promise<OnnxImageText> {
    return new OnnxImageText(manifest, runtime, await ClipTokenizer.read(manifest.text.tokenizer));
  }

  async encodePicture(picture: Picture): Promise<Float32Array> {
    const { model, input, outputName } = this.#manifest.picture;
    this.#pictures ??= openModel(this.#runtime, model);
    const { data, dims } = pictureTensor(picture, input);
    const outputs = await (await this.#pictures).run({
      [input.name]: new this.#runtime.Tensor(input.type, data, dims),
    });
    return unit(floatsOf(outputs, outputName).data);
  }

  async encodeText(words: string): Promise<Float32Array> {
    const { model, inputName, type, length, outputName } = this.#manifest.text;
    this.#words ??= openModel(this.#runtime, model);
    const ids = this.#tokenizer.encode(words, length);
    const data = type === 'int64' ? BigInt64Array.from(ids, BigInt) : Int32Array.from(ids);
    const outputs = await (await this.#words).run({ [inputName]: new this.#runtime.Tensor(type, data, [1, length]) });
    return unit(floatsOf(outputs, outputName).data);
  }

  async close(): Promise<void> {
    for (const session of [this.#pictures, this.#words]) await (await session)?.release();
  }
}
