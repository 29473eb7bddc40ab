import type { ReadThrough } from '../../read-through.ts';
import type { Cell, Chart } from './chart.ts';
import { WIDTH } from './chart.ts';
import { headingOf, type SceneSpan, sceneName, sceneSpans } from './scene-spans.ts';
import { extent, label, path, px, rect, sceneLink, svg, unit } from './svg.ts';

/** One measure over the whole script. */
export interface Lane {
  readonly name: string;
  /** How to read it, in a few words. */
  readonly hint?: string;
  /** A sentence on how it is made. */
  readonly method: string;
  /** By scene; a scene without one has a gap. From 0 to 1, or, where `signed`, from -1 to 1. */
  readonly values: readonly (number | undefined)[];
  readonly signed?: boolean;
  /** Drawn from its lowest to its highest value, which are written beside it. */
  readonly stretch?: boolean;
  /** Said by a statistical model: its line is dashed. */
  readonly model?: boolean;
  readonly language: 'any' | 'en';
  /** Of a turning point: the scenes between which it probably lies. */
  readonly bands?: readonly Band[];
}

interface Band {
  readonly name: string;
  readonly scenes: readonly [number, number];
  readonly scene: number;
}

const LANE = 46;
const GAP = 20;
const STRIP = 16;
/** Scenes of the running mean: three to each side. */
const REACH = 3;

/** The whole script from left to right, one scene under the other's measures. Undefined where there is no scene. */
export function scriptChart(read: Pick<ReadThrough, 'scenes'>, lanes: readonly Lane[]): Chart | undefined {
  const { scenes } = read;
  if (scenes.length === 0) return undefined;
  const spans = sceneSpans(read, 0);
  const shown = lanes.filter((lane) => (lane.bands?.length ?? 0) > 0 || tells(lane));
  let top = 0;
  const drawn = shown.map((lane) => {
    const markup = lane.bands === undefined ? laneMarkup(lane, spans, top) : bandMarkup(lane, lane.bands, spans, top);
    top += GAP + (lane.bands === undefined ? LANE : bandHeight(lane.bands)) + 6;
    return markup;
  });
  const strip = top + GAP;
  const bottom = strip + STRIP;
  const head = label(0, top + 13, 'Scenes, by length', 'class="lane-name"');
  const blocks = spans.map(({ x, width, kind }) =>
    rect(x, strip, Math.max(0.6, width - 0.6), STRIP, `class="strip-${kind}"`),
  );
  const hits = spans.map(({ scene, x, width }) => {
    const says = shown.flatMap((lane) => (isTold(lane.values[scene.index]) ? [valueLine(lane, scene.index)] : []));
    return sceneLink(
      scene,
      rect(x, 0, Math.max(1, width), bottom, 'class="hit"', [sceneName(scene), ...says].join('\n')),
    );
  });
  return {
    id: 'script',
    area: 'overview',
    title: 'The whole script',
    caption:
      'From first page to last, each scene as wide as it is long: white inside by day, yellow outside by day, blue inside by night, green outside by night. Bars are scenes; a line is the mean of a scene and the three on each side.',
    methods: shown.map(({ name, method, model }) => `${name}${model ? ' (a model’s, dashed)' : ''}: ${method}`),
    language: shown.some(({ language }) => language === 'en') ? 'en' : 'any',
    svg: svg(
      bottom + 16,
      `${drawn.join('')}${head}${blocks.join('')}${pageTicks(spans, bottom)}${hits.join('')}`,
      'chart-script',
    ),
    table: {
      head: [
        'Scene',
        ...shown.filter(({ bands }) => bands === undefined).map(({ name }) => name),
        'Turning point',
      ].filter((name) => name !== 'Turning point' || shown.some(({ bands }) => bands !== undefined)),
      rows: scenes.map((scene) => {
        const turns = shown.flatMap(({ bands }) => bands ?? []).filter((band) => band.scene === scene.index);
        const row: Cell[] = [{ text: sceneName(scene), ...headingOf(scene) }];
        for (const lane of shown) if (lane.bands === undefined) row.push({ text: figure(lane.values[scene.index]) });
        if (shown.some(({ bands }) => bands !== undefined)) {
          row.push({ text: turns.map(({ name }) => name).join(', ') });
        }
        return row;
      }),
    },
  };
}

/** Of the mean: a lane is drawn from its lowest to its highest, and less apart than this it would show noise. */
const LEAST_SPREAD = 0.05;

/** Whether a lane says anything: where all scenes are alike it would be a wall. */
function tells({ values, stretch, signed }: Lane): boolean {
  const told = values.filter(isTold);
  if (told.length === 0) return false;
  const [low, high] = extent(told);
  if (signed) return high > low;
  if (!stretch) return true;
  const mean = told.reduce((sum, value) => sum + value, 0) / told.length;
  return high - low > LEAST_SPREAD * Math.abs(mean);
}

function laneMarkup(lane: Lane, spans: readonly SceneSpan[], top: number): string {
  const y0 = top + GAP;
  const zero = lane.signed ? y0 + LANE / 2 : y0 + LANE;
  const height = lane.signed ? LANE / 2 : LANE;
  const told = lane.values.filter(isTold);
  const [low, high] = lane.stretch ? extent(told) : [0, 1];
  const scaled = (value: number) => (lane.stretch ? (high > low ? (value - low) / (high - low) : 0.5) : value);
  const y = (value: number) => zero - clamp(scaled(value), lane) * height;
  const bars = spans.flatMap(({ scene, x, width }) => {
    const value = lane.values[scene.index];
    if (!isTold(value)) return [];
    const at = y(value);
    const sign = lane.signed ? (value < 0 ? 'bar-low' : 'bar-high') : 'bar';
    return [rect(x, Math.min(at, zero), Math.max(0.6, width - 0.6), Math.abs(at - zero), `class="${sign}"`)];
  });
  const line = runningMean(lane.values).map((value, index) => {
    const span = spans[index];
    return isTold(value) && span !== undefined ? { x: span.x + span.width / 2, y: y(value) } : undefined;
  });
  return [
    label(0, top + 13, lane.hint === undefined ? lane.name : `${lane.name}, ${lane.hint}`, 'class="lane-name"'),
    lane.stretch
      ? label(WIDTH, top + 13, `${low.toFixed(2)} to ${high.toFixed(2)}`, 'class="tick" text-anchor="end"')
      : '',
    `<line class="base" x1="0" x2="${WIDTH}" y1="${px(zero)}" y2="${px(zero)}"/>`,
    ...bars,
    path(polyline(line), `class="trend${lane.model ? ' of-model' : ''}"`),
  ].join('');
}

function bandHeight(bands: readonly Band[]): number {
  return bands.length * 13 + 2;
}

/** Each turning point as the stretch that it probably lies in, and a mark where it would be said to be. */
function bandMarkup(lane: Lane, bands: readonly Band[], spans: readonly SceneSpan[], top: number): string {
  const rows = bands.map(({ name, scenes: [first, last], scene }, row) => {
    const start = spans[first];
    const end = spans[last];
    const at = spans[scene];
    if (start === undefined || end === undefined || at === undefined) return '';
    const y = top + GAP + row * 13;
    const stop = end.x + end.width;
    const middle = at.x + at.width / 2;
    const after = stop < WIDTH * 0.62;
    return [
      rect(start.x, y + 3, Math.max(2, stop - start.x), 5, 'class="band"'),
      rect(middle - 1, y, 2, 11, 'class="mark"'),
      label(after ? stop + 6 : start.x - 6, y + 9, name, `class="direct"${after ? '' : ' text-anchor="end"'}`),
    ].join('');
  });
  return `${label(0, top + 13, lane.name, 'class="lane-name"')}${rows.join('')}`;
}

function pageTicks(spans: readonly SceneSpan[], y: number): string {
  const eighths = spans.reduce((sum, { scene }) => sum + Math.max(1, scene.eighths), 0);
  const last = eighths / 8;
  const step = [5, 10, 20, 50, 100, 500].find((size) => last / size <= 8) ?? 1000;
  const ticks: string[] = [];
  for (let page = step; page < last; page += step) {
    const x = (page / last) * WIDTH;
    if (x < WIDTH - 20) ticks.push(label(x, y + 12, `p. ${page}`, 'class="tick" text-anchor="middle"'));
  }
  return ticks.join('');
}

/** A path through the points, broken where one is missing. */
export function polyline(points: readonly ({ readonly x: number; readonly y: number } | undefined)[]): string {
  let open = false;
  const parts: string[] = [];
  for (const point of points) {
    if (point !== undefined) parts.push(`${open ? 'L' : 'M'}${px(point.x)} ${px(point.y)}`);
    open = point !== undefined;
  }
  return parts.length === 0 ? 'M0 0' : parts.join('');
}

/** The mean of each value and its neighbours; none where there is none. */
export function runningMean(values: readonly (number | undefined)[]): (number | undefined)[] {
  return values.map((value, index) => {
    if (!isTold(value)) return undefined;
    const near = values.slice(Math.max(0, index - REACH), index + REACH + 1).filter(isTold);
    return near.reduce((sum, one) => sum + one, 0) / near.length;
  });
}

function isTold(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

function clamp(value: number, { signed }: Lane): number {
  return signed ? Math.min(1, Math.max(-1, value)) : unit(value);
}

function figure(value: number | undefined): string {
  return isTold(value) ? value.toFixed(2) : '';
}

function valueLine({ name, values }: Lane, index: number): string {
  return `${name} ${figure(values[index])}`;
}
