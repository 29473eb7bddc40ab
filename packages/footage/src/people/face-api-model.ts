import type { Tensor3D } from '@tensorflow/tfjs-core';
import { type Detection, type FaceApi, loadFaceApi } from './face-api-library.ts';
import { type Box, type Face, type FaceModel, overlapOf, type Picture } from './face-model.ts';

/** Below, the detectors see faces in foliage and folds. */
const LEAST_CONFIDENCE = 0.5;
/** Pixels to a side that the small detector works at; fewer miss faces in medium shots. */
const TINY_INPUT = 416;
/** Two boxes that cover each other this much are one face, found by both detectors. */
const SAME_FACE = 0.3;
const MOST_FACES = 40;
/** The points go from brow to chin, two thirds of a face; the rest is its forehead. */
const FOREHEAD = 0.5;
/** What the net of descriptors was trained to see around the points, in parts of their extent. */
const AROUND = 0.2;

const listed = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? (value as readonly Item[]) : [value as Item];

/** The box that holds all points, made larger by these parts of its size, on both sides together. */
function boxAround(points: Face['landmarks'], wider: number): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  return {
    x: left - (width * wider) / 2,
    y: top - (height * wider) / 2,
    width: width * (1 + wider),
    height: height * (1 + wider),
  };
}

/** A piece of a picture, as far as it lies within; at least one pixel. */
function cut({ width, height, rgb }: Picture, box: Box): Picture {
  const left = Math.min(width - 1, Math.max(0, Math.floor(box.x * width)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(box.y * height)));
  const right = Math.max(left + 1, Math.min(width, Math.ceil((box.x + box.width) * width)));
  const bottom = Math.max(top + 1, Math.min(height, Math.ceil((box.y + box.height) * height)));
  const [wide, high] = [right - left, bottom - top];
  const piece = new Uint8Array(wide * high * 3);
  for (let y = 0; y < high; y++) {
    const from = ((top + y) * width + left) * 3;
    piece.set(rgb.subarray(from, from + wide * 3), y * wide * 3);
  }
  return { width: wide, height: high, rgb: piece };
}

/** `@vladmandic/face-api`: a fast detector on every picture, a slower one too where asked to be thorough. */
class FaceApiModel implements FaceModel {
  readonly name = 'face-api';
  readonly version: string;
  /**
   * Published for these descriptors is 0.6. On a stage clip (`hamilton_short`), five pairs of faces seen at once, so of
   * different people, lie 0.51 to 0.62 apart: below 0.5 none. Two clusters of one person are put right by one click,
   * two people in one cluster by many.
   */
  readonly samePerson = 0.5;
  readonly leastHeight = 28;
  readonly #api: FaceApi;
  readonly #tiny: object;
  readonly #ssd: object;

  constructor(api: FaceApi, version: string) {
    this.#api = api;
    this.version = version;
    this.#tiny = new api.TinyFaceDetectorOptions({ inputSize: TINY_INPUT, scoreThreshold: LEAST_CONFIDENCE });
    this.#ssd = new api.SsdMobilenetv1Options({ minConfidence: LEAST_CONFIDENCE, maxResults: MOST_FACES });
  }

  async detect(picture: Picture, { thorough }: { readonly thorough: boolean }): Promise<readonly Face[]> {
    const { ssdMobilenetv1, tinyFaceDetector } = this.#api.nets;
    const found = await this.#with([picture], async ([tensor]) => {
      if (tensor === undefined) return [];
      // The slower one first: its boxes are the tighter ones.
      const seen: Detection[] = thorough ? [...(await ssdMobilenetv1.locateFaces(tensor, this.#ssd))] : [];
      for (const one of await tinyFaceDetector.locateFaces(tensor, this.#tiny)) {
        if (!seen.some((other) => overlapOf(one.box, other.box) > SAME_FACE)) seen.push(one);
      }
      return seen;
    });
    const best = found.toSorted((a, b) => b.score - a.score).slice(0, MOST_FACES);
    return this.#faces(picture, best);
  }

  async embed(picture: Picture, faces: readonly Face[]): Promise<readonly Float32Array[]> {
    if (faces.length === 0) return [];
    const pieces = faces.map(({ landmarks }) => cut(picture, boxAround(landmarks, AROUND)));
    return this.#with(pieces, async (tensors) =>
      listed(await this.#api.nets.faceRecognitionNet.computeFaceDescriptor(tensors)),
    );
  }

  close(): void {
    const { ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net, faceRecognitionNet } = this.#api.nets;
    for (const net of [ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net, faceRecognitionNet]) net.dispose();
  }

  async #faces(picture: Picture, detections: readonly Detection[]): Promise<Face[]> {
    if (detections.length === 0) return [];
    const { width, height } = picture;
    const pieces = detections.map(({ box }) => {
      const share = { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
      return { box: share, piece: cut(picture, share) };
    });
    const points = await this.#with(
      pieces.map(({ piece }) => piece),
      async (tensors) => listed(await this.#api.nets.faceLandmark68Net.detectLandmarks(tensors)),
    );
    return detections.flatMap(({ score }, index): Face[] => {
      const { box, piece } = pieces[index] ?? {};
      const marks = points[index];
      if (box === undefined || piece === undefined || marks === undefined) return [];
      const left = Math.min(width - 1, Math.max(0, Math.floor(box.x * width)));
      const top = Math.min(height - 1, Math.max(0, Math.floor(box.y * height)));
      const landmarks = marks.positions.map(({ x, y }) => ({ x: (left + x) / width, y: (top + y) / height }));
      const features = boxAround(landmarks, 0);
      const forehead = features.height * FOREHEAD;
      const whole = { ...features, y: features.y - forehead, height: features.height + forehead };
      return [{ box: whole, landmarks, confidence: Math.min(1, score) }];
    });
  }

  /** Gives pictures to `use` as tensors, and takes them back from WebAssembly's memory, which nothing else does. */
  async #with<Result>(pictures: readonly Picture[], use: (tensors: Tensor3D[]) => Promise<Result>): Promise<Result> {
    const { tf } = this.#api;
    const tensors = pictures.map(({ width, height, rgb }) => tf.tensor3d(rgb, [height, width, 3], 'int32'));
    try {
      return await use(tensors);
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
  }
}

/** The model that comes with us. Takes about a second and 200 MB; use it in a process of its own. */
export async function faceApiModel(): Promise<FaceModel> {
  const { api, version } = await loadFaceApi();
  return new FaceApiModel(api, version);
}
