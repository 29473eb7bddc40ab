import { type Box, overlapOf, type Picture } from '../people/face-model.ts';
import { shippedModel } from '../shipped-model.ts';
import { shrunk } from './shrunk.ts';
import { type Centred, ssdAnchors } from './ssd-anchors.ts';
import { listed, SSD_INPUT, ssdLayers } from './ssd-layers.ts';
import { SsdNetwork } from './ssd-network.ts';
import type { Thing, ThingModel } from './thing-model.ts';

/** SHA-256 of the shipped file, as its card says. */
const HASH = 'a3e0790e09ca6fd9997adacd4c985f42a8648fd107a5f0c694c722160579ae03';
/** The detector's name and version, as findings give them. */
export const SSD_NAME = 'SSD MobileNetV2 (Open Images)';
export const SSD_VERSION = HASH.slice(0, 8);
const FILE = new URL('../../models/things.safetensors', import.meta.url);
/** What the network multiplies a box's place and size by. */
const PLACE = 10;
const SIZE = 5;
/** Two boxes of one word that cover each other more than this are one thing. */
const SAME_THING = 0.5;
const MOST_THINGS = 100;

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

function boxOf(told: Float32Array, at: number, start: Centred): Box {
  const y = (told[at * 4]! / PLACE) * start.height + start.y;
  const x = (told[at * 4 + 1]! / PLACE) * start.width + start.x;
  const height = Math.exp(told[at * 4 + 2]! / SIZE) * start.height;
  const width = Math.exp(told[at * 4 + 3]! / SIZE) * start.width;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Of boxes of one word, the surest, without those that cover a surer one. */
function surest(things: readonly Thing[]): Thing[] {
  const kept: Thing[] = [];
  for (const thing of things.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.length === MOST_THINGS) break;
    if (!kept.some((one) => overlapOf(one.box, thing.box) > SAME_THING)) kept.push(thing);
  }
  return kept;
}

/** The detector that comes along: SSD on MobileNetV2 as MediaPipe's Objectron has it, run here. */
export class SsdDetector implements ThingModel {
  readonly name = SSD_NAME;
  readonly version = SSD_VERSION;
  readonly labels: readonly string[];
  readonly #words: readonly string[];
  readonly #thresholdOf: (word: string) => number | undefined;
  readonly #network: SsdNetwork;
  readonly #starts = ssdAnchors();

  private constructor(
    words: readonly string[],
    thresholdOf: (word: string) => number | undefined,
    network: SsdNetwork,
  ) {
    // The first is for nothing.
    this.#words = words;
    this.labels = words.slice(1).filter((word) => thresholdOf(word) !== undefined);
    this.#thresholdOf = thresholdOf;
    this.#network = network;
  }

  /**
   * `thresholdOf`: from which confidence on a word is told of; undefined for one that never is. Throws `internal` where
   * the model file is missing or changed.
   */
  static async open(thresholdOf: (word: string) => number | undefined): Promise<SsdDetector> {
    const { metadata, tensors } = shippedModel(FILE, HASH);
    const words = (JSON.parse(metadata.words ?? '[]') as string[]).map((word) => word.toLowerCase());
    const layers = ssdLayers(words.length);
    const network = await SsdNetwork.open(layers, listed(layers), words.length, ({ name }) => ({
      steps: tensors[`${name}.steps`]!.values as Int8Array | Int16Array,
      scale: tensors[`${name}.scale`]!.values as Float32Array,
      bias: tensors[`${name}.bias`]!.values as Float32Array,
    }));
    return new SsdDetector(words, thresholdOf, network);
  }

  async detect(picture: Picture): Promise<readonly Thing[]> {
    const { boxes, words } = await this.#network.run(shrunk(picture, SSD_INPUT));
    const wide = this.#words.length;
    const found = this.labels.map((label): readonly Thing[] => {
      const word = this.#words.indexOf(label);
      const threshold = this.#thresholdOf(label) ?? Number.POSITIVE_INFINITY;
      const things = this.#starts.flatMap((start, at): Thing[] => {
        const confidence = logistic(words[at * wide + word]!);
        return confidence < threshold ? [] : [{ label, box: boxOf(boxes, at, start), confidence }];
      });
      return surest(things);
    });
    return found.flat().sort((a, b) => b.confidence - a.confidence);
  }

  async close(): Promise<void> {
    this.#network.close();
  }
}
