import type { ReadThrough } from '../../read-through.ts';
import type { Chart } from './chart.ts';
import { headingOf, sceneName, sceneSpans } from './scene-spans.ts';
import { label, rect, sceneLink, short, svg } from './svg.ts';

const LEFT = 168;
const ROW = 22;

/** Which scenes each plot line has. Undefined where there are fewer than two. */
export function plotChart(read: Pick<ReadThrough, 'scenes' | 'structure'>): Chart | undefined {
  const { plotLines } = read.structure;
  if (plotLines.length < 2) return undefined;
  const spans = sceneSpans(read, LEFT);
  const rows = plotLines.map(({ letter, scenes, members }, row) => {
    const y = row * ROW;
    const cells = scenes.map((index) => {
      const span = spans[index];
      if (span === undefined) return '';
      return sceneLink(
        span.scene,
        rect(
          span.x,
          y + 4,
          Math.max(1.6, span.width - 0.5),
          ROW - 8,
          'class="plot-scene"',
          `Line ${letter}\n${sceneName(span.scene)}`,
        ),
      );
    });
    const who = short(`${letter}  ${members.join(', ')}`, 26);
    return `${rect(LEFT, y + ROW / 2, 640 - LEFT, 1, 'class="base-row"')}${label(0, y + 15, who, 'class="row-name"', members.join(', '))}${cells.join('')}`;
  });
  return {
    id: 'plot-lines',
    area: 'structure',
    title: 'Plot lines',
    caption: 'Scenes that are alike in who is there and where. A guess: the letters go by length, not by weight.',
    language: 'any',
    svg: svg(plotLines.length * ROW + 2, rows.join(''), 'chart-plot'),
    table: {
      head: ['Line', 'Who', 'Where', 'Scenes', 'Share of words'],
      rows: plotLines.map(({ letter, scenes, members, places, share }) => {
        const first = read.scenes[scenes[0] ?? -1];
        return [
          { text: letter, ...(first === undefined ? {} : headingOf(first)) },
          { text: members.join(', ') },
          { text: places.join(', ') },
          { text: String(scenes.length) },
          { text: `${Math.round(share * 100)} %` },
        ];
      }),
    },
  };
}
