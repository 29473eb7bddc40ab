import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where the data lies: `SECOND_UNIT_DATA`, or `../shared/data` beside the repository. */
const EMOTION_DATA = resolve(
  import.meta.dirname,
  '../../..',
  process.env.SECOND_UNIT_DATA ?? '../shared/data',
  'emotion',
);

/** Texts and what they are to be learned as: `width` numbers a text, row-major. */
export interface Examples {
  readonly texts: readonly string[];
  readonly targets: Float32Array;
  readonly width: number;
}

/** The labels of GoEmotions, in the order of its numbers. */
export async function goEmotionsLabels(): Promise<string[]> {
  return (await read('goemotions/labels.txt')).split('\n').filter((line) => line !== '');
}

/** One part of GoEmotions in its authors' split; 1 where a text has a label. */
export async function goEmotions(part: 'train' | 'dev' | 'test'): Promise<Examples> {
  const width = (await goEmotionsLabels()).length;
  const rows = (await read(`goemotions/${part}.tsv`)).split('\n').filter((line) => line !== '');
  const targets = new Float32Array(rows.length * width);
  const texts = rows.map((row, at) => {
    const [text = '', labels = ''] = row.split('\t');
    for (const label of labels.split(',')) targets[at * width + Number(label)] = 1;
    return text;
  });
  return { texts, targets, width };
}

/** One part of EmoBank in its authors' split; valence, arousal, dominance from 1 to 5. */
export async function emoBank(part: 'train' | 'dev' | 'test'): Promise<Examples> {
  const [head = [], ...rows] = csv(await read('emobank.csv'));
  const column = (name: string): number => head.indexOf(name);
  const chosen = rows.filter((row) => row[column('split')] === part);
  return {
    texts: chosen.map((row) => row[column('text')]!),
    targets: Float32Array.from(chosen.flatMap((row) => ['V', 'A', 'D'].map((name) => Number(row[column(name)])))),
    width: 3,
  };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(join(EMOTION_DATA, file), 'utf8');
  } catch (cause) {
    throw new Error(`${file} is not in ${EMOTION_DATA}. Set SECOND_UNIT_DATA to the folder that holds emotion/.`, {
      cause,
    });
  }
}

/** Rows of comma-separated values with quoted fields (RFC 4180). */
function csv(text: string): string[][] {
  return Array.from(text.matchAll(/(?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|(?=\r?\n)))+/g), ([row]) =>
    Array.from(row.matchAll(/("(?:[^"]|"")*"|[^",]*)(?:,|$)/g), ([, field = '']) =>
      field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
    ),
  ).map((row) => row);
}
