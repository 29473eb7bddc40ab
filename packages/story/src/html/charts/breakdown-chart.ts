import type { BreakdownCategory } from '../../breakdown/index.ts';
import type { ReadThrough } from '../../read-through.ts';
import type { Chart } from './chart.ts';
import { sceneName, sceneSpans } from './scene-spans.ts';
import { label, rect, sceneLink, short, svg } from './svg.ts';

const LEFT = 168;
const ROW = 17;
/** What comes back the most; the table has all. */
const MOST = 24;

const NAMES: Readonly<Record<BreakdownCategory, string>> = {
  cast: 'cast',
  extras: 'extras',
  props: 'prop',
  setDressing: 'set dressing',
  vehicles: 'vehicle',
  animals: 'animal',
  wardrobe: 'wardrobe',
  makeup: 'make-up',
  stunts: 'stunt',
  effects: 'effect',
  sound: 'sound',
  equipment: 'equipment',
};

/** What returns scene after scene, cast apart, which has a chart of its own. */
export function breakdownChart(read: Pick<ReadThrough, 'scenes' | 'breakdown'>): Chart | undefined {
  const { scenes, breakdown } = read;
  const things = breakdown.elements.filter(({ category }) => category !== 'cast');
  if (scenes.length === 0 || things.length === 0) return undefined;
  const spans = sceneSpans(read, LEFT);
  const often = [...things].sort((a, b) => b.scenes.length - a.scenes.length).slice(0, MOST);
  const rows = often.map(({ category, name, scenes: where }, row) => {
    const y = row * ROW;
    const cells = where.map((index) => {
      const span = spans[index];
      if (span === undefined) return '';
      const says = `${name} (${NAMES[category]})\n${sceneName(span.scene)}`;
      return sceneLink(
        span.scene,
        rect(span.x, y + 4, Math.max(1.8, span.width - 0.5), ROW - 8, 'class="thing"', says),
      );
    });
    const words = short(`${name}, ${NAMES[category]}`, 26);
    return `${rect(LEFT, y + ROW / 2, 640 - LEFT, 1, 'class="base-row"')}${label(LEFT - 8, y + 12, words, 'class="row-name" text-anchor="end"', name)}${cells.join('')}`;
  });
  const first = firstMentions(breakdown);
  return {
    id: 'breakdown',
    area: 'breakdown',
    title: 'What returns',
    caption: `The ${often.length === things.length ? '' : `${often.length} `}things that the most scenes ask for, by English nouns and verbs: some are wrong, and some are missed. The table has all, with where each is first.`,
    language: 'en',
    svg: svg(often.length * ROW + 2, rows.join(''), 'chart-breakdown'),
    table: {
      head: ['What', 'Kind', 'Scenes', 'Which'],
      rows: things.map(({ category, name, scenes: where }) => {
        const place = first.get(`${category} ${name}`);
        return [
          { text: name, ...(place === undefined ? {} : { from: place.from, to: place.to }) },
          { text: NAMES[category] },
          { text: String(where.length) },
          { text: where.map((index) => scenes[index]?.number ?? String(index + 1)).join(', ') },
        ];
      }),
    },
  };
}

function firstMentions({ scenes }: ReadThrough['breakdown']) {
  const first = new Map<string, { readonly from: number; readonly to: number }>();
  for (const { elements } of scenes) {
    for (const { category, name, mentions } of elements) {
      const [mention] = mentions;
      const key = `${category} ${name}`;
      if (mention !== undefined && !first.has(key)) first.set(key, mention);
    }
  }
  return first;
}
