import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxModel } from '../../../../packages/footage/test/tiny-onnx.ts';

/**
 * Writes a model of pictures and words into a folder, and answers the path of its manifest. A picture becomes its mean
 * colour; the first word stands for red, the second for green, and it knows no others.
 */
export async function colourWords(folder: string, [red, green]: readonly [string, string]): Promise<string> {
  const mean = {
    op: 'ReduceMean',
    attributes: [
      ['axes', [2, 3]],
      ['keepdims', 0],
    ],
  } as const;
  const pictures = onnxModel({
    nodes: [{ ...mean, inputs: ['picture'], outputs: ['encoding'] }],
    weights: {},
    inputs: [{ name: 'picture', type: 'float32', dims: [1, 3, 8, 8] }],
    outputs: [{ name: 'encoding', type: 'float32', dims: [1, 3] }],
  });
  const words = onnxModel({
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
    weights: { table: [[4, 3], Float32Array.from([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0])] },
    inputs: [{ name: 'ids', type: 'int64', dims: [1, 4] }],
    outputs: [{ name: 'encoding', type: 'float32', dims: [1, 3] }],
  });
  const vocabulary = { s: 0, e: 1, [`${red}</w>`]: 2, [`${green}</w>`]: 3 };
  const tokenizer = { vocabulary: 'vocab.json', merges: 'merges.txt', start: 's', end: 'e' };
  const manifest = {
    ...{ format: 'second-unit/onnx-model@1', kind: 'image-text', name: 'colour-words', version: '1' },
    picture: { model: 'p.onnx', input: { name: 'picture', width: 8, height: 8 }, outputName: 'encoding' },
    text: { model: 'w.onnx', inputName: 'ids', length: 4, outputName: 'encoding', tokenizer },
  };
  const files = {
    'p.onnx': pictures,
    'w.onnx': words,
    'vocab.json': JSON.stringify(vocabulary),
    'merges.txt': [red, green]
      .toSorted((a, b) => b.length - a.length)
      .flatMap(mergesOf)
      .join('\n'),
    'manifest.json': JSON.stringify(manifest),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return join(folder, 'manifest.json');
}

/** The steps by which byte-pair encoding makes a word one token, letter by letter. */
function mergesOf(word: string): string[] {
  return [...word]
    .slice(1)
    .map((letter, at, rest) => `${word.slice(0, at + 1)} ${letter}${at + 1 === rest.length ? '</w>' : ''}`);
}
