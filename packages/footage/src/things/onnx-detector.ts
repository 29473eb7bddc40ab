import { type Box, overlapOf, type Picture } from '../people/face-model.ts';
import type { DetectorManifest } from './manifest.ts';
import { floatsOf, type OnnxRuntime, type OnnxSession, type OnnxTensor, openModel } from './onnx-runtime.ts';
import { type Placed, pictureTensor } from './picture-tensor.ts';
import type { Thing, ThingModel } from './thing-model.ts';

/** Two boxes of one word that cover each other more than this are one thing. */
const SAME_THING = 0.5;
const MOST_THINGS = 100;

interface Candidate {
  /** Index of its word. */
  readonly word: number;
  readonly score: number;
  readonly four: readonly [number, number, number, number];
}

/** A detector that a user brought. */
export class OnnxDetector implements ThingModel {
  readonly name: string;
  readonly version: string;
  readonly labels: readonly string[];
  readonly #manifest: DetectorManifest;
  readonly #runtime: OnnxRuntime;
  readonly #session: OnnxSession;

  private constructor(manifest: DetectorManifest, runtime: OnnxRuntime, session: OnnxSession) {
    this.name = manifest.name;
    this.version = manifest.version;
    this.labels = manifest.labels;
    this.#manifest = manifest;
    this.#runtime = runtime;
    this.#session = session;
  }

  static async open(manifest: DetectorManifest, runtime: OnnxRuntime): Promise<OnnxDetector> {
    return new OnnxDetector(manifest, runtime, await openModel(runtime, manifest.model));
  }

  async detect(picture: Picture): Promise<readonly Thing[]> {
    const { input } = this.#manifest;
    const { data, dims, placed } = pictureTensor(picture, input);
    const outputs = await this.#session.run({ [input.name]: new this.#runtime.Tensor(input.type, data, dims) });
    const things = this.#candidates(outputs)
      .flatMap(({ word, score, four }): Thing[] => {
        const label = this.labels[word];
        if (label === undefined || score < (this.#manifest.thresholds[label] ?? this.#manifest.threshold)) return [];
        return [{ label, box: this.#boxOf(four, placed), confidence: Math.min(1, score) }];
      })
      .sort((a, b) => b.confidence - a.confidence);
    const kept: Thing[] = [];
    for (const thing of things) {
      if (kept.length === MOST_THINGS) break;
      const isSeen = kept.some((one) => one.label === thing.label && overlapOf(one.box, thing.box) > SAME_THING);
      if (!isSeen) kept.push(thing);
    }
    return kept;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  #candidates(outputs: Readonly<Record<string, OnnxTensor>>): Candidate[] {
    const { output } = this.#manifest;
    if (output.form === 'separate') {
      const boxes = floatsOf(outputs, output.boxesName).data;
      const scores = floatsOf(outputs, output.scoresName).data;
      const classes = floatsOf(outputs, output.classesName).data;
      return Array.from(scores, (score, at) => ({
        word: Math.round(classes[at] ?? -1),
        score,
        four: fourOf(boxes, at * 4, 1),
      }));
    }
    const { data } = floatsOf(outputs, output.outputName);
    const wide = 4 + this.labels.length;
    const count = Math.floor(data.length / wide);
    const [along, step] = output.across ? [1, count] : [wide, 1];
    return Array.from({ length: count }, (_, at): Candidate => {
      const from = at * along;
      let word = 0;
      for (let one = 1; one < this.labels.length; one++) {
        if ((data[from + (4 + one) * step] ?? 0) > (data[from + (4 + word) * step] ?? 0)) word = one;
      }
      return { word, score: data[from + (4 + word) * step] ?? 0, four: fourOf(data, from, step) };
    });
  }

  /** A box of the model's input as one of the picture, in shares. */
  #boxOf([a, b, c, d]: Candidate['four'], placed: Placed): Box {
    const { input, output } = this.#manifest;
    const [across, down] = output.units === 'shares' ? [input.width, input.height] : [1, 1];
    const [width, height] = output.boxes === 'centre' ? [c * across, d * down] : [(c - a) * across, (d - b) * down];
    const left = output.boxes === 'centre' ? a * across - width / 2 : a * across;
    const top = output.boxes === 'centre' ? b * down - height / 2 : b * down;
    return {
      x: (left - placed.left) / placed.width,
      y: (top - placed.top) / placed.height,
      width: width / placed.width,
      height: height / placed.height,
    };
  }
}

function fourOf(data: Float32Array, from: number, step: number): Candidate['four'] {
  const at = (place: number): number => data[from + place * step] ?? 0;
  return [at(0), at(1), at(2), at(3)];
}
