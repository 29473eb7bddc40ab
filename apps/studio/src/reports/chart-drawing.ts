import type { DrawnLine, TextLine } from '@second-unit/print';
import { mixed, PAPER } from './chart-colours.ts';

/** A chart as strokes and words at their places; points from its left and top edges. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly DrawnLine[];
  readonly words: readonly TextLine[];
}

/** More shapes than this are a grey surface on paper; the table says what they say. */
const MOST_SHAPES = 20_000;
/** Letters of the charts are 11 units high; of a typewriter they are wider, so they are set smaller. */
const LETTERS = 0.86;
/** Points of a curve and of a circle. */
const STEPS = 16;

type Attributes = Readonly<Record<string, string>>;
type Point = readonly [x: number, y: number];

/**
 * A chart of `@second-unit/story/html` for paper, `width` points wide. Reads the few shapes that those charts are made
 * of: rectangles, circles, lines, paths of M, L and Q, and words that stand upright. Undefined where there are too many.
 */
export function drawingOf(svg: string, width: number): Drawing | undefined {
  const box = /viewBox="0 0 ([\d.]+) ([\d.]+)"/u.exec(svg);
  if (box === null) return undefined;
  const scale = width / Number(box[1]);
  const strokes: DrawnLine[] = [];
  const words: TextLine[] = [];
  const hues: string[] = [];
  let label: Attributes | undefined;
  let titled = false;
  for (const [, closing, name = '', written = '', said] of svg.matchAll(/<(\/?)([a-z]+)([^>]*)>|([^<]+)/gu)) {
    if (said !== undefined) {
      if (label !== undefined && !titled) words.push(wordsOf(label, said, scale));
      continue;
    }
    if (name === 'title') titled = closing === '';
    else if (name === 'text') label = closing === '' ? attributesOf(written) : undefined;
    else if (name === 'g') {
      if (closing !== '') hues.pop();
      else hues.push(attributesOf(written)['data-hue'] ?? '');
    } else if (closing === '') {
      strokes.push(...strokesOf(name, attributesOf(written), hues.at(-1) ?? '', scale));
      if (strokes.length > MOST_SHAPES) return undefined;
    }
  }
  return { width, height: Number(box[2]) * scale, strokes, words: words.filter(({ spans }) => spans.length > 0) };
}

function attributesOf(written: string): Attributes {
  return Object.fromEntries([...written.matchAll(/([\w-]+)="([^"]*)"/gu)].map(([, key, value]) => [key, value]));
}

function strokesOf(shape: string, attributes: Attributes, hue: string, scale: number): DrawnLine[] {
  const look = PAPER[attributes.class ?? ''];
  if (look === undefined) return [];
  const number = (key: string): number => Number(attributes[key] ?? 0);
  const opacity = (look.opacity ?? 1) * Number(attributes['fill-opacity'] ?? 1);
  const colour = mixed(look.colour(hue), opacity);
  const line = (points: readonly Point[], width: number): DrawnLine[] =>
    points.length < 2 ? [] : [{ points, width, colour, ...(look.dash === undefined ? {} : { dash: look.dash }) }];
  const at = (x: number, y: number): Point => [x * scale, y * scale];
  switch (shape) {
    case 'rect': {
      const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')];
      if (width <= 0 || height <= 0) return [];
      const edge = mixed(PAPER.edge?.colour('') ?? '#000000', 1);
      const around = [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height), at(x, y)];
      return [
        ...line([at(x, y + height / 2), at(x + width, y + height / 2)], height * scale),
        ...(look.edged ? [{ points: around, width: 0.3, colour: edge }] : []),
      ];
    }
    case 'circle': {
      // A ring whose stroke fills it; a step more than round, or a notch is left.
      const [x, y, radius] = [number('cx'), number('cy'), number('r') / 2];
      const ring = Array.from({ length: STEPS + 2 }, (_, step): Point => {
        const angle = (step / STEPS) * 2 * Math.PI;
        return at(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius);
      });
      return line(ring, 2 * radius * scale);
    }
    case 'line':
      return line([at(number('x1'), number('y1')), at(number('x2'), number('y2'))], 0.6);
    case 'path':
      return runsOf(attributes.d ?? '').flatMap((run) =>
        line(
          run.map(([x, y]) => at(x, y)),
          Number(attributes['stroke-width'] ?? look.width ?? 1) * scale,
        ),
      );
    default:
      return [];
  }
}

/** The points of a path of moves, lines and quadratic curves, one list a run. */
function runsOf(path: string): Point[][] {
  const runs: Point[][] = [];
  for (const [, sign, written = ''] of path.matchAll(/([MLQ])([^MLQ]*)/gu)) {
    const numbers = written
      .trim()
      .split(/[\s,]+/u)
      .map(Number);
    const [x = 0, y = 0, toX = 0, toY = 0] = numbers;
    const run = runs.at(-1);
    const from = run?.at(-1);
    if (sign === 'M' || run === undefined || from === undefined) runs.push([[x, y]]);
    else if (sign === 'L') run.push([x, y]);
    else
      for (let step = 1; step <= STEPS; step++) {
        const share = step / STEPS;
        const left = 1 - share;
        const bend = (start: number, through: number, end: number): number =>
          left * left * start + 2 * left * share * through + share * share * end;
        run.push([bend(from[0], x, toX), bend(from[1], y, toY)]);
      }
  }
  return runs;
}

const ANCHORS = { start: 'left', middle: 'center', end: 'right' } as const;

function wordsOf(attributes: Attributes, said: string, scale: number): TextLine {
  const text = said
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  const anchor = attributes['text-anchor'] as keyof typeof ANCHORS | undefined;
  return {
    x: Number(attributes.x ?? 0) * scale,
    y: Number(attributes.y ?? 0) * scale,
    align: ANCHORS[anchor ?? 'start'],
    size: 11 * scale * LETTERS,
    // What is turned cannot be set; rows have the same names.
    spans: attributes.transform === undefined && text.trim() !== '' ? [{ text }] : [],
  };
}
