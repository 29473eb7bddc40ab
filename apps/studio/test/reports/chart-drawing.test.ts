import { readThrough } from '@second-unit/story';
import { chartsOf } from '@second-unit/story/html';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixed } from '../../src/reports/chart-colours.ts';
import { drawingOf } from '../../src/reports/chart-drawing.ts';

const chart = (inside: string) => drawingOf(`<svg class="chart-svg" viewBox="0 0 640 100">${inside}</svg>`, 320);

describe('a chart on paper', () => {
  it('has its shapes at their places', () => {
    const drawing = chart(
      '<a href="#x"><rect x="10" y="20" width="40" height="8" class="mark"><title>not read</title></rect></a>' +
        '<rect x="0" y="0" width="9" height="9" class="hit"/>' +
        '<g data-hue="2"><circle cx="100" cy="50" r="8" class="node"/></g>' +
        '<path d="M0 0L20 40M30 0Q40 0 40 10" class="trend of-model"/>',
    );
    expect(drawing).toMatchObject({ width: 320, height: 50 });
    const [box, node, line, bend] = drawing?.strokes ?? [];
    expect(box).toEqual({
      points: [
        [5, 12],
        [25, 12],
      ],
      width: 4,
      colour: '#00739c',
    });
    expect(node?.colour).toBe('#b85c8b');
    expect(node?.width).toBe(4);
    expect(node?.points[0]).toEqual([52, 25]);
    expect(line).toMatchObject({
      points: [
        [0, 0],
        [10, 20],
      ],
      width: 0.75,
      dash: [3, 2],
    });
    expect(bend?.points.at(-1)).toEqual([20, 5]);
    expect(drawing?.strokes).toHaveLength(4);
  });

  it('has its words, but for those of a pointer and those that are turned', () => {
    const words = chart(
      '<text x="20" y="40" text-anchor="end">A &amp; B &lt;c&gt;<title>long</title></text><text transform="rotate(9)">no</text>',
    )?.words;
    expect(words).toMatchObject([{ x: 10, y: 20, align: 'right', spans: [{ text: 'A & B <c>' }] }]);
  });

  it('is not drawn of more shapes than paper can show', () => {
    expect(chart('<rect x="1" y="1" width="1" height="1" class="bar"/>'.repeat(20_001))).toBeUndefined();
  });

  it('draws every chart of a script, within its edges', () => {
    const talk = 'MARA\nWhere is it?\n\nTOM\nWith you.\n\nODA\nNo. With her.\n\n';
    const text = Array.from(
      { length: 40 },
      (_, at) => `INT. ROOM ${at % 5} - DAY\n\nMara lifts a gun.\n\n${talk}`,
    ).join('');
    const charts = chartsOf(readThrough(text));
    expect(charts.length).toBeGreaterThan(4);
    for (const { svg } of charts) {
      const drawing = drawingOf(svg, 504);
      expect(drawing?.strokes.length).toBeGreaterThan(0);
      for (const [x, y] of drawing?.strokes.flatMap(({ points }) => points) ?? []) {
        expect(x).toBeGreaterThanOrEqual(-1);
        expect(x).toBeLessThanOrEqual(505);
        expect(y).toBeGreaterThanOrEqual(-1);
        expect(y).toBeLessThanOrEqual((drawing?.height ?? 0) + 1);
      }
    }
  });

  it('mixes a colour with the paper', () => {
    expect(mixed('#000000', 0.5)).toBe('#808080');
    fc.assert(fc.property(fc.double({ noNaN: true }), (opacity) => /^#[\da-f]{6}$/u.test(mixed('#19966e', opacity))));
  });
});
