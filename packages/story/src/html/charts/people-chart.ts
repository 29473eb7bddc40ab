import type { ReadThrough } from '../../read-through.ts';
import { type Chart, WIDTH } from './chart.ts';
import { castHues } from './hues.ts';
import { headingOf, sceneName, sceneSpans } from './scene-spans.ts';
import { polyline } from './script-chart.ts';
import { circle, extent, label, path, px, rect, sceneLink, short, svg } from './svg.ts';

const LEFT = 128;
const ROW = 34;
const MOST = 10;

/** How bright the lines of each person are over the script, one small chart a person. */
export function peopleChart(read: Pick<ReadThrough, 'scenes' | 'cast' | 'emotion'>): Chart | undefined {
  const { emotion, cast, scenes } = read;
  const people = (emotion?.characters ?? []).filter(({ points }) => points.length >= 3);
  if (people.length === 0) return undefined;
  const spans = sceneSpans(read, LEFT);
  const hues = castHues(cast.members);
  const all = people.flatMap(({ points }) => points.map(({ valence }) => valence)).filter(Number.isFinite);
  const [low, high] = extent(all);
  const mean = all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
  const height = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
  const rows = people.slice(0, MOST).map(({ name, points }, row) => {
    const top = row * ROW + 4;
    const y = (value: number) => top + (ROW - 8) * (1 - height(value));
    const dots = points.map(({ scene, valence }) => {
      const span = spans[scene];
      return span === undefined ? undefined : { x: span.x + span.width / 2, y: y(valence), span, valence };
    });
    const marks = dots.map((dot) =>
      dot === undefined
        ? ''
        : sceneLink(
            dot.span.scene,
            circle(
              dot.x,
              dot.y,
              2.4,
              'class="point"',
              `${name}: ${dot.valence.toFixed(2)}\n${sceneName(dot.span.scene)}`,
            ),
          ),
    );
    return `<g data-hue="${hues.get(name) ?? 0}">${rect(LEFT, y(mean), WIDTH - LEFT, 1, 'class="base-row"')}${label(LEFT - 8, top + ROW / 2, short(name, 17), 'class="row-name" text-anchor="end"', name)}${path(polyline(dots), 'class="person of-model"')}${marks.join('')}</g>`;
  });
  return {
    id: 'people-valence',
    area: 'emotion',
    title: 'How bright each person’s lines are',
    caption: `A dot is what the person says in one scene, from ${px(low)} (dark) to ${px(high)} (bright); the thin line is the mean of all. By a model, which misses irony.`,
    language: 'en',
    svg: svg(Math.min(MOST, people.length) * ROW + 4, rows.join(''), 'chart-people'),
    table: {
      head: ['Person', 'Scenes', 'Mean', 'Darkest scene', 'Brightest scene'],
      rows: people.map(({ name, points }) => {
        const sorted = [...points].sort((a, b) => a.valence - b.valence);
        const [darkest, brightest] = [scenes[sorted[0]?.scene ?? -1], scenes[sorted.at(-1)?.scene ?? -1]];
        const sum = points.reduce((total, { valence }) => total + valence, 0);
        return [
          { text: name },
          { text: String(points.length) },
          { text: (sum / points.length).toFixed(2) },
          darkest === undefined ? { text: '' } : { text: sceneName(darkest), ...headingOf(darkest) },
          brightest === undefined ? { text: '' } : { text: sceneName(brightest), ...headingOf(brightest) },
        ];
      }),
    },
  };
}
