import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, encode, probe } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClipTokenizer } from '../src/things/clip-tokenizer.ts';
import { checkManifest, findThings, openThingFinder, type ThingsOfShot } from '../src/things/index.ts';
import { onnxRuntime } from '../src/things/onnx-runtime.ts';
import { pictureTensor } from '../src/things/picture-tensor.ts';
import { onnxModel } from './tiny-onnx.ts';

const WIDTH = 96;
const HEIGHT = 54;
const FRAMES = 24;
const SHOTS = [0, 1, 2].map((at) => ({ startFrame: at * FRAMES, endFrame: (at + 1) * FRAMES }));
/** Red by night, green by day, blue by night. */
const COLOURS = [
  [220, 20, 20],
  [20, 220, 20],
  [20, 20, 220],
] as const;

const input = { name: 'picture', width: 8, height: 8 };

let folder = '';
const at = (name: string): string => join(folder, name);

async function film(path: string): Promise<void> {
  function* pictures(): Generator<Uint8Array> {
    for (const colour of COLOURS) {
      for (let frame = 0; frame < FRAMES; frame++) {
        // The colour fills the left half, black the right.
        yield Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, byte) =>
          Math.floor(byte / 3) % WIDTH < WIDTH / 2 ? (colour[byte % 3] ?? 0) : 0,
        );
      }
    }
  }
  await encode(pictures(), { width: WIDTH, height: HEIGHT, frameRate: { num: 24, den: 1 } }, path);
}

/** Says how much red, green and blue there is, each as a thing that fills the left half of the picture. */
async function detector(): Promise<string> {
  const boxes = Float32Array.from([0, 0, 4, 8, 0, 0, 4, 8, 0.2, 0, 4, 8]);
  await writeFile(
    at('colours.onnx'),
    onnxModel({
      nodes: [
        // Means of a half are doubled, so that a full half counts 1.
        {
          op: 'ReduceMean',
          inputs: ['picture'],
          outputs: ['mean'],
          attributes: [
            ['axes', [2, 3]],
            ['keepdims', 0],
          ],
        },
        { op: 'Mul', inputs: ['mean', 'two'], outputs: ['scores'] },
        { op: 'Identity', inputs: ['fixed'], outputs: ['boxes'] },
        { op: 'Identity', inputs: ['numbers'], outputs: ['classes'] },
      ],
      weights: {
        two: [[1], Float32Array.of(2)],
        fixed: [[1, 3, 4], boxes],
        numbers: [[1, 3], BigInt64Array.of(0n, 1n, 2n)],
      },
      inputs: [{ name: 'picture', type: 'float32', dims: [1, 3, 8, 8] }],
      outputs: [
        { name: 'scores', type: 'float32', dims: [1, 3] },
        { name: 'boxes', type: 'float32', dims: [1, 3, 4] },
        { name: 'classes', type: 'int64', dims: [1, 3] },
      ],
    }),
  );
  const manifest = {
    format: 'second-unit/onnx-model@1',
    kind: 'detector',
    name: 'colours',
    version: '1',
    model: 'colours.onnx',
    input,
    output: { form: 'separate', boxesName: 'boxes', scoresName: 'scores', classesName: 'classes' },
    labels: ['red car', 'tree', 'sky'],
    threshold: 0.5,
    thresholds: { sky: 0.99 },
  };
  await writeFile(at('colours.json'), JSON.stringify(manifest));
  return at('colours.json');
}

/** Pictures become their mean colour; words the colour of the first word after the start. */
async function imageText(): Promise<string> {
  await writeFile(
    at('pictures.onnx'),
    onnxModel({
      nodes: [
        {
          op: 'ReduceMean',
          inputs: ['picture'],
          outputs: ['encoding'],
          attributes: [
            ['axes', [2, 3]],
            ['keepdims', 0],
          ],
        },
      ],
      weights: {},
      inputs: [{ name: 'picture', type: 'float32', dims: [1, 3, 8, 8] }],
      outputs: [{ name: 'encoding', type: 'float32', dims: [1, 3] }],
    }),
  );
  const table = Float32Array.from([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
  await writeFile(
    at('words.onnx'),
    onnxModel({
      nodes: [
        { op: 'Gather', inputs: ['table', 'ids'], outputs: ['each'] },
        {
          op: 'ReduceMean',
          inputs: ['each'],
          outputs: ['encoding'],
          attributes: [
            ['axes', [1]],
            ['keepdims', 0],
          ],
        },
      ],
      weights: { table: [[5, 3], table] },
      inputs: [{ name: 'ids', type: 'int64', dims: [1, 6] }],
      outputs: [{ name: 'encoding', type: 'float32', dims: [1, 3] }],
    }),
  );
  const vocabulary = { '<start>': 0, '<end>': 1, 'red</w>': 2, 'green</w>': 3, 'blue</w>': 4 };
  await writeFile(at('vocab.json'), JSON.stringify(vocabulary));
  const merges = ['r e', 're d</w>', 'g re', 'gre e', 'gree n</w>', 'b l', 'bl u', 'blu e</w>'];
  await writeFile(at('merges.txt'), `#version: 0.2\n${merges.join('\n')}\n`);
  const manifest = {
    format: 'second-unit/onnx-model@1',
    kind: 'image-text',
    name: 'colour-words',
    version: '1',
    picture: { model: 'pictures.onnx', input, outputName: 'encoding' },
    text: {
      model: 'words.onnx',
      inputName: 'ids',
      length: 6,
      outputName: 'encoding',
      tokenizer: { vocabulary: 'vocab.json', merges: 'merges.txt', start: '<start>', end: '<end>' },
    },
  };
  await writeFile(at('words.json'), JSON.stringify(manifest));
  return at('words.json');
}

describe('a model of the user’s own', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-unit-things-'));
    await film(at('film.mp4'));
  });
  afterAll(async () => {
    close();
    await rm(folder, { recursive: true, force: true });
  });

  const found = async (manifest: string): Promise<ThingsOfShot[]> => {
    const finder = await openThingFinder(manifest);
    const all: ThingsOfShot[] = [];
    const path = at('film.mp4');
    for await (const one of findThings(path, await probe(path), SHOTS, { finder })) all.push(one);
    await finder.model.close();
    return all;
  };

  it('finds things by its list, with a threshold for each word, and where they are', async () => {
    const all = await found(await detector());
    expect(all.map(({ shot, things }) => [shot, things.map(({ label }) => label)])).toEqual([
      [0, ['red car']],
      [1, ['tree']],
      // There is blue enough for half, but the sky asks for more.
      [2, []],
    ]);
    const [car] = all[0]?.things ?? [];
    expect(car?.confidence).toBeGreaterThan(0.7);
    expect(car?.box).toEqual({ x: 0, y: 0, width: 0.5, height: 1 });
    expect(car?.frame).toBeLessThan(FRAMES);
  });

  it('finds shots by words', async () => {
    const manifest = await imageText();
    const all = await found(manifest);
    const finder = await openThingFinder(manifest);
    if (finder.kind !== 'image-text') throw new Error('not an image-text model');
    const shotOf = async (words: string): Promise<number | undefined> => {
      const asked = await finder.model.encodeText(words);
      const alike = (one: ThingsOfShot): number =>
        (one.encoding ?? new Float32Array()).reduce((sum, value, place) => sum + value * (asked[place] ?? 0), 0);
      return all.toSorted((a, b) => alike(b) - alike(a))[0]?.shot;
    };
    expect(await shotOf('red')).toBe(0);
    expect(await shotOf('Green!')).toBe(1);
    expect(await shotOf('BLUE')).toBe(2);
    await finder.model.close();
  });

  it('says in one sentence what is wrong with a manifest, a model, or where ONNX Runtime is missing', async () => {
    const good = JSON.parse(await (await import('node:fs/promises')).readFile(await detector(), 'utf8')) as object;
    const bad = (change: object): unknown => {
      try {
        return checkManifest({ ...good, ...change });
      } catch (thrown) {
        return (thrown as Error).message;
      }
    };
    expect(bad({})).toMatchObject({ kind: 'detector', threshold: 0.5 });
    expect(bad({ format: 'x' })).toContain('format should be one of second-unit/onnx-model@1');
    expect(bad({ input: { ...input, width: 0 } })).toContain('input.width should be a number');
    expect(bad({ labels: [] })).toContain('labels should be a list of words');
    expect(bad({ thresholds: { sky: 2 } })).toContain('thresholds.sky');
    expect(bad({ output: { form: 'rows' } })).toContain('output.outputName');
    expect(() => checkManifest(null)).toThrow('the document should be an object');

    await writeFile(at('no.onnx'), 'not a model');
    await writeFile(at('bad.json'), JSON.stringify({ ...good, model: 'no.onnx' }));
    await expect(openThingFinder(at('bad.json'))).rejects.toMatchObject({ code: 'input', place: at('no.onnx') });
    await writeFile(at('gone.json'), JSON.stringify({ ...good, model: 'gone.onnx' }));
    await expect(openThingFinder(at('gone.json'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(openThingFinder(at('nowhere.json'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(onnxRuntime(['second-unit-is-not-a-package'])).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('npm install onnxruntime-node'),
    });
  });

  it('reads rows of a detector in either order, drops doubles, and undoes the bars around a picture', async () => {
    // Two candidates, both of the first word and nearly the same; centre, width, height in pixels of 8 × 8.
    const rows = [
      [4, 4, 4, 2, 0.9, 0.1],
      [4, 4, 4, 2.1, 0.8, 0.1],
    ];
    const across = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
    for (const [name, table] of [
      ['rows', rows],
      ['across', across],
    ] as const) {
      await writeFile(
        at(`${name}.onnx`),
        onnxModel({
          nodes: [
            {
              op: 'ReduceMin',
              inputs: ['picture'],
              outputs: ['least'],
              attributes: [
                ['axes', [1, 2, 3]],
                ['keepdims', 0],
              ],
            },
            { op: 'Mul', inputs: ['least', 'zero'], outputs: ['nothing'] },
            { op: 'Add', inputs: ['fixed', 'nothing'], outputs: ['out'] },
          ],
          weights: {
            zero: [[1], Float32Array.of(0)],
            fixed: [[1, table.length, table[0]!.length], Float32Array.from(table.flat())],
          },
          inputs: [{ name: 'picture', type: 'float32', dims: [1, 3, 8, 8] }],
          outputs: [{ name: 'out', type: 'float32', dims: [1, table.length, table[0]!.length] }],
        }),
      );
      const manifest = {
        ...{ format: 'second-unit/onnx-model@1', kind: 'detector', name, version: '1', model: `${name}.onnx` },
        input: { ...input, fit: 'contain' },
        output: { form: 'rows', outputName: 'out', across: name === 'across', boxes: 'centre' },
        labels: ['person', 'dog'],
      };
      await writeFile(at(`${name}.json`), JSON.stringify(manifest));
      const finder = await openThingFinder(at(`${name}.json`));
      if (finder.kind !== 'detector') throw new Error('not a detector');
      // 16 × 8 lies in 8 × 8 as 8 × 4, with bars of 2 above and below.
      const things = await finder.model.detect({ width: 16, height: 8, rgb: new Uint8Array(16 * 8 * 3) });
      expect(things).toHaveLength(1);
      expect(things[0]).toMatchObject({ label: 'person', box: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 } });
      await finder.model.close();
    }
  });
});

describe('what a model is given', () => {
  it('is the picture in the order, size and numbers that its manifest asks for', () => {
    const picture = { width: 2, height: 1, rgb: Uint8Array.of(255, 0, 0, 0, 0, 255) };
    const asked = { name: 'x', width: 2, height: 1, divide: 255, fit: 'stretch' } as const;
    const plain = { mean: [0, 0, 0], deviation: [1, 1, 1] } as const;
    const planes = pictureTensor(picture, { ...asked, ...plain, layout: 'NCHW', type: 'float32' });
    expect([...planes.data]).toEqual([1, 0, 0, 0, 0, 1]);
    expect(planes.dims).toEqual([1, 3, 1, 2]);
    const bytes = pictureTensor(picture, { ...asked, ...plain, layout: 'NHWC', type: 'uint8' });
    expect([...bytes.data]).toEqual([...picture.rgb]);
    const normal = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const;
    const signed = pictureTensor(picture, { ...asked, ...normal, layout: 'NCHW', type: 'float32' });
    expect([...signed.data]).toEqual([1, -1, -1, -1, -1, 1]);
  });

  it('is words as CLIP cuts them: pieces joined by rank, start and end kept, the rest zeros', () => {
    const vocabulary = { S: 9, E: 8, 'low</w>': 1, lo: 2, 'w</w>': 3, 'er</w>': 4, w: 5, '!</w>': 6 };
    const tokenizer = new ClipTokenizer(vocabulary, ['l o', 'lo w</w>', 'e r</w>'], 'S', 'E');
    expect(tokenizer.encode('LOW  lower!', 10)).toEqual([9, 1, 2, 5, 4, 6, 8, 0, 0, 0]);
    expect(tokenizer.encode('low low low', 3)).toEqual([9, 1, 8]);
    expect(() => new ClipTokenizer(vocabulary, [], 'S', 'X')).toThrow('“X”');
  });
});
