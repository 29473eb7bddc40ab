import type { ReadThrough } from '../../read-through.ts';
import type { Chart } from './chart.ts';
import { castHues } from './hues.ts';
import { sceneName, sceneSpans } from './scene-spans.ts';
import { label, rect, sceneLink, short, svg } from './svg.ts';

const LEFT = 128;
const ROW = 19;
/** More rows than these are for the table. */
const MOST = 16;

/** Who is in which scene: a row a person, filled where they speak, outlined where action only names them. */
export function presenceChart(read: Pick<ReadThrough, 'scenes' | 'cast'>): Chart | undefined {
  const { scenes, cast } = read;
  const members = cast.members.filter(({ scenes: where }) => where.length > 0);
  if (scenes.length === 0 || members.length === 0) return undefined;
  const spans = sceneSpans(read, LEFT);
  const hues = castHues(members);
  const rows = members.slice(0, MOST);
  const marks = rows.map((member, row) => {
    const y = row * ROW;
    const cells = member.presence.map(({ scene, speeches, words, named }) => {
      const span = spans[scene];
      if (span === undefined) return '';
      const says = [
        speeches > 0 ? `${count(speeches, 'speech', 'speeches')}, ${count(words, 'word', 'words')}` : 'does not speak',
        named > 0 ? `named in action ${count(named, 'time', 'times')}` : '',
      ].filter((part) => part !== '');
      const kind = speeches > 0 ? 'present' : 'named';
      const [top, high] = speeches > 0 ? [y + 3, ROW - 6] : [y + 8, 3];
      return sceneLink(
        span.scene,
        rect(
          span.x,
          top,
          Math.max(1.6, span.width - 0.5),
          high,
          `class="${kind}"`,
          `${member.name}: ${says.join('; ')}\n${sceneName(span.scene)}`,
        ),
      );
    });
    const hue = hues.get(member.name) ?? 0;
    const name = label(LEFT - 8, y + 13, short(member.name, 17), 'class="row-name" text-anchor="end"', member.name);
    return `<g data-hue="${hue}">${rect(LEFT, y + 9, 640 - LEFT, 1, 'class="base-row"')}${name}${cells.join('')}</g>`;
  });
  const left = members.length - rows.length;
  return {
    id: 'presence',
    area: 'cast',
    title: 'Who is in which scene',
    caption: `A tall block is a scene in which the person speaks, a thin one a scene in which action names them.${
      left > 0 ? ` The ${left} others who speak least are in the table.` : ''
    }`,
    language: 'any',
    svg: svg(rows.length * ROW + 2, marks.join(''), 'chart-presence'),
    table: {
      head: ['Person', 'Scenes', 'Speeches', 'Words', 'Share of words', 'First speech', 'Last speech'],
      rows: members.map(({ name, scenes: where, speeches, words, share, first, last }) => [
        { text: name, from: first.from, to: first.to },
        { text: String(where.length) },
        { text: String(speeches) },
        { text: String(words) },
        { text: `${Math.round(share * 100)} %` },
        { text: sceneAt(read, first.from), from: first.from, to: first.to },
        { text: sceneAt(read, last.from), from: last.from, to: last.to },
      ]),
    },
  };
}

function sceneAt({ scenes }: Pick<ReadThrough, 'scenes'>, at: number): string {
  const scene = scenes.findLast(({ from }) => from <= at);
  return scene === undefined ? 'before the first scene' : `scene ${scene.number ?? scene.index + 1}`;
}

function count(value: number, one: string, many: string): string {
  return `${value} ${value === 1 ? one : many}`;
}
