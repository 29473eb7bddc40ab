import { INK, ink, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { flicker, type Panel, put, shine, sprite } from '../panel.ts';
import { bell } from '../props.ts';

const WIDTH = 1240;
const HEIGHT = 540;

/** The bell, close: with the web in it, and then not. `ring` swings it. */
export function bellClose({ ring }: { readonly ring: boolean }): Panel {
  const far = new Pen(WIDTH, HEIGHT, 161);
  // When it rings, the headlights of whoever has stopped on the bridge fill the fog behind it.
  far.sky(
    ring
      ? [
          [0, tone(0.62)],
          [0.6, tone(0.3)],
          [1, tone(0.5)],
        ]
      : [
          [0, tone(0.9)],
          [0.7, tone(0.64)],
          [1, tone(0.8)],
        ],
  );
  far.wash(0, 0, WIDTH, HEIGHT, ink, 0.2, 26);
  const top: Point[] = points('1250,-30 900,120 500,236 -10,330');
  far.poly([...top, [-10, 346], [500, 262], [900, 168], [1250, 60]], tone(0.84));
  far.line(top, 3, INK);
  far.grain(0.1);
  const beam = new Pen(WIDTH, HEIGHT, 162);
  beam.poly(points('-10,6 1260,-14 1260,44 -10,62'), tone(0.94), 4);
  beam.hatch(points('-10,6 1260,-14 1260,44 -10,62'), 0, 8, 1.6, tone(0.75));
  beam.poly(points('560,44 680,44 666,86 574,86'), INK, 3);
  beam.grain(0.1);
  const swinging = sprite(760, 700, 380, 30, 163, (pen) =>
    pen.at(0, 0, 3.5, () => {
      bell(pen, { web: false });
      pen.sweep(points('-60,88 -52,70 -40,40 -32,14'), 1.6, light(0.9), { taper: 0.9 });
    }),
  );
  const web = sprite(520, 240, 260, 20, 164, (pen) => {
    for (const a of [-220, -150, -84, -20, 46, 112, 180, 222])
      pen.line(
        [
          [a, 0],
          [a * 0.4, 96],
          [6, 170],
        ],
        1.5,
        paper(0.8),
      );
    for (const k of [0.14, 0.32, 0.5, 0.68, 0.84])
      pen.sweep(
        [
          [-224 * (1 - k), 168 * k],
          [-110 * (1 - k), 30 + 150 * k],
          [0, 26 + 150 * k],
          [110 * (1 - k), 30 + 150 * k],
          [224 * (1 - k), 168 * k],
        ],
        1.3,
        paper(0.7),
      );
    pen.disc(6, 96, 8, 10, INK);
    for (const d of [-1, 1])
      for (const y of [-8, 0, 8])
        pen.sweep(
          [
            [6 + d * 6, 96 + y * 0.4],
            [6 + d * 18, 90 + y],
            [6 + d * 24, 100 + y * 1.6],
          ],
          1.8,
        );
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: far.canvas, depth: 0.5 }],
    live: (m) => {
      const turn = ring
        ? Math.sin(m.time * 5.2 + 0.4) * 0.46 * Math.min(1, 0.4 + m.time)
        : Math.sin(m.time * 0.9) * 0.006;
      put(m.ctx, swinging, 620, 70, { turn, scale: ring ? 1 : 0.86 });
      if (!ring) put(m.ctx, web, 620, 371 + Math.sin(m.time * 0.9) * 1.5, { turn: turn * 2, scale: 0.86 });
      shine(m.ctx, 250, 420, 420, 0.4 * flicker(m.time));
    },
    front: [{ canvas: beam.canvas, depth: 1 }],
  };
}
