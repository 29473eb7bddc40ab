import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Fault } from '@second-unit/evidence';

/** How a picture is given to a model. */
export interface PictureInput {
  /** Name of the model's input. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly layout: 'NCHW' | 'NHWC';
  readonly type: 'float32' | 'uint8';
  /** Bytes are divided by this first; 255 makes them 0 to 1. */
  readonly divide: number;
  /** Then, for red, green and blue, this is taken off, and the rest divided by `deviation`. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
  /** `stretch` fills the input; `contain` keeps the picture's shape, with grey around it. */
  readonly fit: 'stretch' | 'contain';
}

/** `second-unit/onnx-model@1`: an ONNX model that a user brings, as a JSON file beside it. */
export type OnnxManifest = DetectorManifest | ImageTextManifest;

/** Finds things of a list. */
export interface DetectorManifest {
  readonly kind: 'detector';
  readonly name: string;
  readonly version: string;
  /** Path of the model, from the manifest's folder. */
  readonly model: string;
  readonly input: PictureInput;
  readonly output: DetectorOutput;
  readonly labels: readonly string[];
  /** Confidence from which on a thing is told of, where its word has none of its own. */
  readonly threshold: number;
  readonly thresholds: Readonly<Record<string, number>>;
}

/** What a detector answers. Boxes are in pixels of the input, or in shares of it. */
type DetectorOutput = {
  readonly units: 'pixels' | 'shares';
  /** `corners`: left, top, right, bottom; `centre`: of the middle, width, height. */
  readonly boxes: 'corners' | 'centre';
} & (
  | { readonly form: 'separate'; readonly boxesName: string; readonly scoresName: string; readonly classesName: string }
  /** One tensor: of each candidate its box and a score for every word; `across` where candidates are the last dimension. */
  | { readonly form: 'rows'; readonly outputName: string; readonly across: boolean }
);

/** Puts pictures and words into one space, as CLIP does. */
export interface ImageTextManifest {
  readonly kind: 'image-text';
  readonly name: string;
  readonly version: string;
  readonly picture: { readonly model: string; readonly input: PictureInput; readonly outputName: string };
  readonly text: {
    readonly model: string;
    readonly inputName: string;
    readonly type: 'int64' | 'int32';
    /** Tokens that it takes, the rest filled with zeros. */
    readonly length: number;
    readonly outputName: string;
    readonly tokenizer: {
      /** CLIP's byte-pair encoding: `vocab.json` and `merges.txt` as published with it. */
      readonly vocabulary: string;
      readonly merges: string;
      readonly start: string;
      readonly end: string;
    };
  };
}

class Reader {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'should be an object');
    this.#value = value as Readonly<Record<string, unknown>>;
    this.#place = place;
  }

  at(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }

  object(name: string): Reader {
    return new Reader(this.#value[name], this.at(name));
  }

  text(name: string): string {
    const value = this.#value[name];
    if (typeof value !== 'string' || value === '') throw wrong(this.at(name), 'should be text');
    return value;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[], otherwise?: Choice): Choice {
    const value = this.#value[name] ?? otherwise;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw wrong(this.at(name), `should be one of ${choices.join(', ')}`);
    return found;
  }

  number(name: string, low: number, high: number, otherwise?: number): number {
    const value = this.#value[name] ?? otherwise;
    if (typeof value !== 'number' || !(value >= low && value <= high)) {
      throw wrong(this.at(name), `should be a number from ${low} to ${high}`);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.#value[name] ?? false;
    if (typeof value !== 'boolean') throw wrong(this.at(name), 'should be true or false');
    return value;
  }

  three(name: string, otherwise: readonly [number, number, number]): readonly [number, number, number] {
    const value = this.#value[name] ?? otherwise;
    const isRight = Array.isArray(value) && value.length === 3 && value.every((one) => Number.isFinite(one));
    if (!isRight) throw wrong(this.at(name), 'should be three numbers: red, green, blue');
    return value as unknown as readonly [number, number, number];
  }

  texts(name: string): readonly string[] {
    const value = this.#value[name];
    if (!Array.isArray(value) || value.length === 0 || !value.every((one) => typeof one === 'string' && one !== '')) {
      throw wrong(this.at(name), 'should be a list of words');
    }
    return value as readonly string[];
  }

  shares(name: string): Readonly<Record<string, number>> {
    const value = this.#value[name] ?? {};
    const inner = new Reader(value, this.at(name));
    return Object.fromEntries(Object.keys(value as object).map((key) => [key, inner.number(key, 0, 1)]));
  }
}

function wrong(place: string, what: string): Fault {
  return new Fault('input', `This manifest of a model cannot be read: ${place || 'the document'} ${what}.`, { place });
}

function pictureInput(reader: Reader): PictureInput {
  return {
    name: reader.text('name'),
    width: Math.round(reader.number('width', 1, 2048)),
    height: Math.round(reader.number('height', 1, 2048)),
    layout: reader.oneOf('layout', ['NCHW', 'NHWC'], 'NCHW'),
    type: reader.oneOf('type', ['float32', 'uint8'], 'float32'),
    divide: reader.number('divide', Number.MIN_VALUE, 65_535, 255),
    mean: reader.three('mean', [0, 0, 0]),
    deviation: reader.three('deviation', [1, 1, 1]),
    fit: reader.oneOf('fit', ['stretch', 'contain'], 'stretch'),
  };
}

function detectorOutput(reader: Reader): DetectorOutput {
  const common = {
    units: reader.oneOf('units', ['pixels', 'shares'], 'pixels'),
    boxes: reader.oneOf('boxes', ['corners', 'centre'], 'corners'),
  };
  if (reader.oneOf('form', ['separate', 'rows']) === 'rows') {
    return { ...common, form: 'rows', outputName: reader.text('outputName'), across: reader.flag('across') };
  }
  return {
    ...common,
    form: 'separate',
    boxesName: reader.text('boxesName'),
    scoresName: reader.text('scoresName'),
    classesName: reader.text('classesName'),
  };
}

/** A manifest, checked; paths stay as written. Throws a Fault ('input') that names the first place that is wrong. */
export function checkManifest(value: unknown): OnnxManifest {
  const reader = new Reader(value, '');
  reader.oneOf('format', ['second-unit/onnx-model@1']);
  const named = { name: reader.text('name'), version: reader.text('version') };
  if (reader.oneOf('kind', ['detector', 'image-text']) === 'detector') {
    return {
      kind: 'detector',
      ...named,
      model: reader.text('model'),
      input: pictureInput(reader.object('input')),
      output: detectorOutput(reader.object('output')),
      labels: reader.texts('labels'),
      threshold: reader.number('threshold', 0, 1, 0.5),
      thresholds: reader.shares('thresholds'),
    };
  }
  const picture = reader.object('picture');
  const text = reader.object('text');
  const tokenizer = text.object('tokenizer');
  return {
    kind: 'image-text',
    ...named,
    picture: {
      model: picture.text('model'),
      input: pictureInput(picture.object('input')),
      outputName: picture.text('outputName'),
    },
    text: {
      model: text.text('model'),
      inputName: text.text('inputName'),
      type: text.oneOf('type', ['int64', 'int32'], 'int64'),
      length: Math.round(text.number('length', 2, 1024, 77)),
      outputName: text.text('outputName'),
      tokenizer: {
        vocabulary: tokenizer.text('vocabulary'),
        merges: tokenizer.text('merges'),
        start: tokenizer.text('start'),
        end: tokenizer.text('end'),
      },
    },
  };
}

/** Reads a manifest; its paths come back whole, from its folder. Throws a Fault: 'not-found', 'input'. */
export async function readManifest(path: string): Promise<OnnxManifest> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('not-found', 'There is no manifest of a model at this path.', { place: path, cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault('input', 'The manifest of the model is not JSON.', { place: path, cause });
  }
  const manifest = checkManifest(value);
  const whole = (file: string): string => resolve(dirname(path), file);
  if (manifest.kind === 'detector') return { ...manifest, model: whole(manifest.model) };
  const { picture, text: words } = manifest;
  const { vocabulary, merges } = words.tokenizer;
  return {
    ...manifest,
    picture: { ...picture, model: whole(picture.model) },
    text: {
      ...words,
      model: whole(words.model),
      tokenizer: { ...words.tokenizer, vocabulary: whole(vocabulary), merges: whole(merges) },
    },
  };
}
