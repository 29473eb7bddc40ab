import { faceApiModel, type Picture } from '@second-unit/footage/people';
import { openThingFinder, SHIPPED_THINGS, SsdDetector, type ThingModel } from '@second-unit/footage/things';
import { close } from '@second-unit/media';
import { hasClips, hasStills, type Labelled, labelledFrames, labelledStills } from './footage-things/labelled.ts';
import type { Bench, Row } from './row.ts';

/** Manifest (`second-unit/onnx-model@1`) of a detector to hold against the labels. */
const DETECTOR = process.env.SECOND_UNIT_DETECTOR;
/** What a word must be right in, on the pictures that thresholds are chosen on, to be said at all. */
const CHOSEN = 0.9;
/** And what, on those held out, to ship: rightly said so often, of so many of those that show one, and of so many at all. */
const SHIPPED = { precision: 0.8, recall: 0.5, present: 8 };
const STEPS = Array.from({ length: 19 }, (_, at) => (at + 1) / 20);
/** Below this nothing is looked at when thresholds are chosen. */
const LEAST = 0.05;

/** How sure somebody is of each word in a picture. */
type Says = (picture: Picture) => Promise<ReadonlyMap<string, number>>;

interface Looked extends Omit<Labelled, 'picture'> {
  readonly said: ReadonlyMap<string, number>;
}

async function lookAt(says: Says, labelled: AsyncIterable<Labelled>): Promise<Looked[]> {
  const looked: Looked[] = [];
  for await (const { picture, ...rest } of labelled) looked.push({ ...rest, said: await says(picture) });
  return looked;
}

/** How sure a detector is of each word, at its surest. */
const saidBy =
  (model: ThingModel): Says =>
  async (picture) => {
    const sure = new Map<string, number>();
    for (const { label, confidence } of await model.detect(picture))
      sure.set(label, Math.max(confidence, sure.get(label) ?? 0));
    return sure;
  };

interface Score {
  readonly present: number;
  readonly said: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly words: string;
}

function scoreOf(all: readonly Looked[], word: string, threshold: number): Score {
  const looked = all.filter(({ unsure }) => !unsure.includes(word));
  const said = looked.filter((one) => (one.said.get(word) ?? 0) >= threshold);
  const right = said.filter(({ things }) => things.includes(word)).length;
  const present = looked.filter(({ things }) => things.includes(word)).length;
  return {
    present,
    said: said.length,
    right,
    precision: said.length === 0 ? 0 : right / said.length,
    recall: present === 0 ? 0 : right / present,
    words: `${looked.length} pictures, ${present} with one, said of ${said.length}, rightly of ${right}`,
  };
}

/** The lowest threshold from which on a word is right often enough, at every higher one too. */
function thresholdOf(chosenOn: readonly Looked[], word: string): number | undefined {
  const isRight = (threshold: number): boolean => {
    const { said, precision } = scoreOf(chosenOn, word, threshold);
    return said === 0 || precision >= CHOSEN;
  };
  const at = STEPS.findLastIndex((step) => !isRight(step)) + 1;
  const threshold = STEPS[at];
  return threshold !== undefined && scoreOf(chosenOn, word, threshold).said > 0 ? threshold : undefined;
}

function rowsOf(id: string, by: string, word: string, looked: readonly Looked[], more = ''): Row[] {
  const chosenOn = looked.filter(({ heldOut }) => !heldOut);
  const threshold = thresholdOf(chosenOn, word);
  const heldOut = looked.filter((one) => one.heldOut);
  const { precision, recall, words } = scoreOf(heldOut, word, threshold ?? Number.POSITIVE_INFINITY);
  const at = threshold === undefined ? 'no threshold is right often enough' : `threshold ${threshold.toFixed(2)}`;
  const data = `${by}; ${at}, chosen on ${chosenOn.length} other pictures; held out: ${words}${more}`;
  return [
    { id: `${id}.precision`, value: precision, unit: 'of pictures it is said of', data: `${data}; bar ${CHOSEN}` },
    { id: `${id}.recall`, value: recall, unit: 'of pictures that show one', data },
  ];
}

/** What the faces that we look for anyway say of whether anybody is in a frame. */
async function byFaces(): Promise<Row[]> {
  const model = await faceApiModel();
  try {
    const looked = await lookAt(async (picture) => {
      const faces = await model.detect(picture, { thorough: true });
      return new Map([['person', Math.max(0, ...faces.map(({ confidence }) => confidence))]]);
    }, labelledFrames());
    return rowsOf('footage.things.person', 'a face was found', 'person', looked);
  } finally {
    model.close();
  }
}

/** Every word that anybody labelled and that the shipped detector knows: those that ship, and why the others do not. */
async function byShipped(): Promise<Row[]> {
  const model = await SsdDetector.open(() => LEAST);
  try {
    const looked = [
      ...(await lookAt(saidBy(model), labelledFrames())),
      ...(await lookAt(saidBy(model), labelledStills())),
    ];
    const words = [...new Set(looked.flatMap(({ things }) => things))].filter((word) => model.labels.includes(word));
    return words.flatMap((word): Row[] => {
      const threshold = thresholdOf(
        looked.filter(({ heldOut }) => !heldOut),
        word,
      );
      const held = looked.filter(({ heldOut }) => heldOut);
      const { precision, recall, present, said, right } = scoreOf(held, word, threshold ?? Number.POSITIVE_INFINITY);
      const isGood =
        precision >= SHIPPED.precision && recall >= SHIPPED.recall && present >= SHIPPED.present && said > 0;
      const shipped = SHIPPED_THINGS.find((one) => one.word === word);
      const expected = isGood ? `${threshold} ${right} ${said} ${present}` : undefined;
      const stands = shipped && `${shipped.threshold} ${shipped.right} ${shipped.said} ${shipped.present}`;
      if (expected !== stands) {
        throw new Error(
          `models/things.json says “${stands}” of ${word} (threshold, right, said, present), not “${expected}”.`,
        );
      }
      // Of fewer nothing can be said; the card names them.
      if (present < SHIPPED.present) return [];
      const films = scoreOf(
        looked.filter(({ from }) => from === 'films'),
        word,
        threshold ?? Number.POSITIVE_INFINITY,
      );
      return rowsOf(
        `footage.things.shipped.${word.replaceAll(' ', '_')}`,
        `${model.name}, ${shipped ? 'shown' : 'not shown'}`,
        word,
        looked,
        `; of all frames of films: ${films.words}`,
      );
    });
  } finally {
    await model.close();
  }
}

/** Every word of the labels, by a detector that was named. */
async function byDetector(manifest: string): Promise<Row[]> {
  const finder = await openThingFinder(manifest);
  if (finder.kind !== 'detector') throw new Error(`${manifest} is no detector.`);
  const { model } = finder;
  try {
    const looked = await lookAt(saidBy(model), labelledFrames());
    const words = [...new Set(looked.flatMap(({ things }) => things))].filter((word) => model.labels.includes(word));
    return words.flatMap((word) =>
      rowsOf(`footage.things.own.${word}`, `${model.name} ${model.version}`, word, looked),
    );
  } finally {
    await model.close();
  }
}

const bench: Bench = async function* (name) {
  const wanted = (id: string): boolean => name === undefined || id.includes(name) || name.startsWith(id);
  const [faces, shipped] = ['footage.things.person', 'footage.things.shipped'];
  if (![faces, shipped].some(wanted)) return;
  if (!hasClips()) {
    yield { id: faces, skipped: 'clips/ is not in the data folder' };
    return;
  }
  try {
    if (wanted(faces)) yield* await byFaces();
    if (!hasStills()) {
      const why = 'the repositories that bench/footage-things/stills.json names are not in stills/ of the data folder';
      yield { id: shipped, skipped: why };
    } else if (wanted(shipped)) yield* await byShipped();
    if (DETECTOR !== undefined) yield* await byDetector(DETECTOR);
  } finally {
    close();
  }
};

export default bench;
