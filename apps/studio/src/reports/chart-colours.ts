/** How a shape of a chart looks on paper: the page's colours by day, by the class of the shape. */
interface Look {
  readonly colour: (hue: string) => string;
  readonly opacity?: number;
  /** Of lines, in units of the chart. */
  readonly width?: number;
  readonly dash?: readonly [number, number];
  /** White on white. */
  readonly edged?: true;
}

const TEXT = '#191b1d';
const QUIET = '#5b5e61';
const MODEL = '#00739c';
const DASH = [3, 2] as const;
const HUES: Readonly<Record<string, string>> = {
  1: '#19966e',
  2: '#b85c8b',
  3: '#6079d3',
  4: '#8d8300',
  5: '#ce533e',
  6: '#808080',
};
const always = (colour: string) => () => colour;
const byHue = (hue: string): string => HUES[hue] ?? QUIET;

/** Shapes of other classes are not drawn: what a pointer is over is not of paper. */
export const PAPER: Readonly<Record<string, Look>> = {
  base: { colour: always('#dfdedb') },
  'base-row': { colour: always('#dfdedb') },
  edge: { colour: always('#83868a') },
  bar: { colour: always(QUIET), opacity: 0.34 },
  'bar-high': { colour: always('#19966e'), opacity: 0.6 },
  'bar-low': { colour: always('#b25785'), opacity: 0.6 },
  trend: { colour: always(TEXT), width: 1.5 },
  'trend of-model': { colour: always(MODEL), width: 1.5, dash: DASH },
  band: { colour: always(MODEL), opacity: 0.4 },
  mark: { colour: always(MODEL) },
  'strip-int-day': { colour: always('#ffffff'), edged: true },
  'strip-ext-day': { colour: always('#f4d660') },
  'strip-int-night': { colour: always('#467cc0') },
  'strip-ext-night': { colour: always('#389560') },
  'strip-other': { colour: always('#a2a5a8') },
  present: { colour: byHue },
  named: { colour: byHue, opacity: 0.55 },
  tie: { colour: always(QUIET), opacity: 0.45 },
  thing: { colour: always(QUIET) },
  'plot-scene': { colour: always(MODEL), opacity: 0.75 },
  person: { colour: byHue, width: 1.2 },
  'person of-model': { colour: byHue, width: 1.2, dash: DASH },
  point: { colour: byHue },
  told: { colour: always(MODEL) },
  confused: { colour: always(TEXT) },
  node: { colour: byHue },
};

/** A colour on white paper, where there is nothing to be seen through it. */
export function mixed(colour: string, opacity: number): string {
  const part = (at: number): string => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(255 - (255 - value) * Math.min(1, Math.max(0, opacity)))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}
