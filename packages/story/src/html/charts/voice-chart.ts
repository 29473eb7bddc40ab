import type { ReadThrough } from '../../read-through.ts';
import { type Chart, WIDTH } from './chart.ts';
import { label, px, rect, short, svg, unit } from './svg.ts';

const LEFT = 150;
const TOP = 76;
const MOST = 12;

/** Who is taken for whom by their words: the confusion matrix. */
export function voiceChart({ voice }: Pick<ReadThrough, 'voice'>): Chart | undefined {
  const { test } = voice;
  if (test === undefined || test.names.length < 2) return undefined;
  const { confusion } = test;
  const names = test.names.slice(0, MOST);
  const size = Math.min(34, (WIDTH - LEFT) / names.length);
  const sums = confusion.map((row) => row.reduce((sum, value) => sum + value, 0));
  const cells = names.flatMap((name, row) => [
    label(LEFT - 8, TOP + row * size + size / 2 + 4, short(name, 20), 'class="row-name" text-anchor="end"', name),
    `<text transform="translate(${px(LEFT + row * size + size / 2 + 4)} ${TOP - 8}) rotate(-50)" class="row-name">${short(name, 12).replace(/[<>&]/gu, ' ')}</text>`,
    ...names.map((other, column) => {
      const count = confusion[row]?.[column] ?? 0;
      const share = unit(count / Math.max(1, sums[row] ?? 0));
      const kind = row === column ? 'told' : 'confused';
      return rect(
        LEFT + column * size,
        TOP + row * size,
        size - 1.5,
        size - 1.5,
        `class="${kind}" fill-opacity="${px(0.06 + share * 0.94)}"`,
        `${name}, taken for ${row === column ? 'themselves' : other}: ${count} of ${sums[row] ?? 0} speeches`,
      );
    }),
  ]);
  return {
    id: 'voices',
    area: 'voice',
    title: 'Who is taken for whom',
    caption:
      'Rows say it, columns are who the words alone sound like, each speech held against models that have not read its scene. The stronger a square, the more of the row’s speeches; a clear diagonal is clear voices.',
    language: 'any',
    svg: svg(TOP + names.length * size + 4, cells.join(''), 'chart-voices'),
    table: {
      head: ['Says it', ...test.names.map((name) => `Taken for ${name}`)],
      rows: test.names.map((name, row) => [
        { text: name },
        ...test.names.map((_, column) => ({ text: String(confusion[row]?.[column] ?? 0) })),
      ]),
    },
  };
}
