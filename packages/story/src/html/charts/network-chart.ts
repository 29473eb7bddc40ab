import type { CastLink, CastMember } from '../../cast/index.ts';
import type { ReadThrough } from '../../read-through.ts';
import { counted } from '../counted.ts';
import type { Chart } from './chart.ts';
import { WIDTH } from './chart.ts';
import { castHues } from './hues.ts';
import { circle, extent, label, link, path, px, short, svg } from './svg.ts';

const MOST = 16;
const HEIGHT = 400;
const RADIUS = 150;

/**
 * Who exchanges lines with whom, on a circle: people who mostly talk among themselves stand side by side. A place on
 * a circle is the same at each reading, as that of a simulated spring is not.
 */
export function networkChart({ cast }: Pick<ReadThrough, 'cast'>): Chart | undefined {
  const tied = new Set(cast.links.flatMap(({ between }) => between));
  const members = cast.members.filter(({ name }) => tied.has(name));
  if (members.length < 3) return undefined;
  const hues = castHues(cast.members);
  const shown = around(members.slice(0, MOST));
  const places = new Map(
    shown.map((member, index) => {
      const angle = (index / shown.length) * 2 * Math.PI - Math.PI / 2;
      return [
        member.name,
        { x: WIDTH / 2 + Math.cos(angle) * RADIUS, y: HEIGHT / 2 + Math.sin(angle) * RADIUS, angle, member },
      ];
    }),
  );
  const most = Math.max(1, extent(cast.links.map(({ exchanges }) => exchanges))[1]);
  const words = Math.max(1, ...shown.map((member) => member.words));
  const edges = cast.links.toReversed().map((tie) => {
    const [a, b] = [places.get(tie.between[0]), places.get(tie.between[1])];
    if (a === undefined || b === undefined) return '';
    // Bent towards the middle, so that neighbours' ties do not lie on the circle.
    const bend = `M${px(a.x)} ${px(a.y)}Q${px(WIDTH / 2 + (a.x + b.x - WIDTH) * 0.16)} ${px(HEIGHT / 2 + (a.y + b.y - HEIGHT) * 0.16)} ${px(b.x)} ${px(b.y)}`;
    const width = px(0.8 + 7 * Math.sqrt(tie.exchanges / most));
    return link(tie.first, path(bend, `class="tie" stroke-width="${width}"`, said(tie)));
  });
  const nodes = [...places.values()].map(({ x, y, angle, member }) => {
    const out = Math.cos(angle);
    const anchor = out > 0.2 ? 'start' : out < -0.2 ? 'end' : 'middle';
    const radius = 4 + 9 * Math.sqrt(member.words / words);
    const reach = radius + 6;
    const node = circle(
      x,
      y,
      radius,
      'class="node"',
      `${member.name}: ${counted(member.speeches, 'speech', 'speeches')}, ${counted(member.words, 'word')}`,
    );
    const name = label(
      x + out * reach,
      y + Math.sin(angle) * reach + 4,
      short(member.name, 20),
      `class="node-name" text-anchor="${anchor}"`,
    );
    return `<g data-hue="${hues.get(member.name) ?? 0}">${link(member.first, node)}${name}</g>`;
  });
  return {
    id: 'network',
    area: 'cast',
    title: 'Who talks with whom',
    caption:
      'A thicker line is more exchanges, one person speaking right after another in a scene; a larger dot is more words. People who mostly talk among themselves stand together (Louvain method).',
    language: 'any',
    svg: svg(HEIGHT, `${edges.join('')}${nodes.join('')}`, 'chart-network'),
    table: {
      head: ['Between', 'Exchanges', 'Scenes'],
      rows: cast.links
        .slice(0, 200)
        .map((tie) => [
          { text: tie.between.join(' and '), from: tie.first.from, to: tie.first.to },
          { text: String(tie.exchanges) },
          { text: String(tie.scenes.length) },
        ]),
    },
  };
}

/** Communities side by side, the one with most words first. */
function around(members: readonly CastMember[]): CastMember[] {
  const order = [...new Set(members.map(({ community }) => community))];
  return [...members].sort((a, b) => order.indexOf(a.community) - order.indexOf(b.community) || b.words - a.words);
}

function said({ between, exchanges, scenes }: CastLink): string {
  return `${between.join(' and ')}: ${counted(exchanges, 'exchange')} in ${counted(scenes.length, 'scene')}`;
}
