import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { faceApiModel, type Picture } from '@second-unit/footage/people';
import { openThingFinder } from '@second-unit/footage/things';
import { close, decode, probe } from '@second-unit/media';
import type { Bench, Row } from './row.ts';

const CLIPS = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data', 'clips');
/** Manifest (`second-unit/onnx-model@1`) of a detector to hold against the labels. */
const DETECTOR = process.env.SECOND_UNIT_DETECTOR;
const LONG_SIDE = 640;
/** What a word must be right in, on the frames that thresholds are chosen on, to be said at all. */
const PRECISION = 0.9;

interface LabelledFrame {
  readonly frame: number;
  readonly unsure?: boolean;
  readonly things?: readonly string[];
}

interface LabelledClip {
  /** First frame of the half that is held out; absent where the whole clip is for choosing. */
  readonly heldOutFrom: number | null;
  readonly frames: readonly LabelledFrame[];
}

const { clips } = JSON.parse(
  readFileSync(new URL('./footage-things/labels.json', import.meta.url), 'utf8'),
) as Readonly<{ clips: Readonly<Record<string, LabelledClip>> }>;

/** How sure somebody is of each word in a picture. */
type Says = (picture: Picture) => Promise<ReadonlyMap<string, number>>;

interface Looked {
  readonly truth: readonly string[];
  readonly said: ReadonlyMap<string, number>;
  readonly isHeldOut: boolean;
}

async function lookAt(says: Says): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const [clip, { heldOutFrom, frames }] of Object.entries(clips)) {
    const path = resolve(CLIPS, clip);
    const info = await probe(path);
    const scale = Math.min(1, LONG_SIDE / Math.max(info.width, info.height));
    const [width, height] = [Math.round(info.width * scale), Math.round(info.height * scale)];
    const bytes = width * height * 3;
    const labels = new Map(frames.map((label) => [label.frame, label]));
    for await (const event of decode(path, { frames: { width, height, batch: 8 } })) {
      if (event.type !== 'frames') continue;
      for (let at = 0; at < event.pts.length; at++) {
        const label = labels.get(event.first + at);
        if (label?.things === undefined || label.unsure) continue;
        const said = await says({ width, height, rgb: event.rgb.slice(at * bytes, (at + 1) * bytes) });
        looked.push({ truth: label.things, said, isHeldOut: heldOutFrom !== null && label.frame >= heldOutFrom });
      }
    }
  }
  return looked;
}

interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly words: string;
}

function scoreOf(looked: readonly Looked[], word: string, threshold: number): Score {
  const said = looked.filter((one) => (one.said.get(word) ?? 0) >= threshold);
  const right = said.filter(({ truth }) => truth.includes(word)).length;
  const all = looked.filter(({ truth }) => truth.includes(word)).length;
  return {
    precision: said.length === 0 ? 0 : right / said.length,
    recall: all === 0 ? 0 : right / all,
    words: `${looked.length} frames, ${all} with one, said of ${said.length}, rightly of ${right}`,
  };
}

function rowsOf(id: string, by: string, word: string, looked: readonly Looked[]): Row[] {
  const chosenOn = looked.filter(({ isHeldOut }) => !isHeldOut);
  const threshold = Array.from({ length: 19 }, (_, at) => (at + 1) * 0.05).find(
    (one) => scoreOf(chosenOn, word, one).precision >= PRECISION,
  );
  const heldOut = looked.filter(({ isHeldOut }) => isHeldOut);
  const { precision, recall, words } = scoreOf(heldOut, word, threshold ?? Number.POSITIVE_INFINITY);
  const at = threshold === undefined ? 'no threshold is right often enough' : `threshold ${threshold.toFixed(2)}`;
  const data = `${by}; ${at}, chosen on ${chosenOn.length} other frames; held out: ${words}`;
  return [
    { id: `${id}.precision`, value: precision, unit: 'of frames it is said of', data: `${data}; bar ${PRECISION}` },
    { id: `${id}.recall`, value: recall, unit: 'of frames that show one', data },
  ];
}

/** What the faces that we look for anyway say of whether anybody is in a picture. */
async function byFaces(): Promise<Row[]> {
  const model = await faceApiModel();
  try {
    const looked = await lookAt(async (picture) => {
      const faces = await model.detect(picture, { thorough: true });
      return new Map([['person', Math.max(0, ...faces.map(({ confidence }) => confidence))]]);
    });
    return rowsOf('footage.things.person', 'a face was found (no detector of things is shipped)', 'person', looked);
  } finally {
    model.close();
  }
}

/** Every word of the labels, by a detector that was named. */
async function byDetector(manifest: string): Promise<Row[]> {
  const finder = await openThingFinder(manifest);
  if (finder.kind !== 'detector') throw new Error(`${manifest} is no detector.`);
  const { model } = finder;
  try {
    const looked = await lookAt(async (picture) => {
      const sure = new Map<string, number>();
      for (const { label, confidence } of await model.detect(picture))
        sure.set(label, Math.max(confidence, sure.get(label) ?? 0));
      return sure;
    });
    const words = [...new Set(looked.flatMap(({ truth }) => truth))].filter((word) => model.labels.includes(word));
    return words.flatMap((word) =>
      rowsOf(`footage.things.own.${word}`, `${model.name} ${model.version}`, word, looked),
    );
  } finally {
    await model.close();
  }
}

const bench: Bench = async function* (name) {
  if (name !== undefined && !'footage.things.person.precision footage.things.person.recall'.includes(name)) return;
  if (!Object.keys(clips).every((clip) => existsSync(resolve(CLIPS, clip)))) {
    yield { id: 'footage.things.person.precision', skipped: 'clips/ is not in the data folder' };
    return;
  }
  try {
    yield* await byFaces();
    if (DETECTOR !== undefined) yield* await byDetector(DETECTOR);
  } finally {
    close();
  }
};

export default bench;
