import { INK, ink, light, Pen, points, tone } from '../ink.ts';
import { ease, flicker, type Panel, put, shine, sprite } from '../panel.ts';
import { splashes } from '../weather.ts';

const WIDTH = 1240;
const HEIGHT = 540;

/** Boots at the edge of the county; the deck, four inches lower; black water between. One of them leaves. */
export function boots(): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 151);
  pen.sky([
    [0, tone(0.8)],
    [0.7, tone(0.94)],
    [1, tone(0.98)],
  ]);
  pen.poly(points('-10,330 560,318 576,336 560,560 -10,560'), tone(0.82), 3);
  pen.hatch(points('-10,340 560,330 560,560 -10,560'), 0.5, 12, 2, INK);
  for (let i = 0; i < 26; i++) {
    const x = pen.random() * 540;
    pen.line(
      [
        [x, 332],
        [x + 5, 316 - pen.random() * 14],
      ],
      2.4,
      INK,
    );
  }
  for (let i = 0; i < 20; i++)
    pen.line(
      [
        [578 + pen.random() * 10, 400 + i * 8],
        [640, 398 + i * 8],
        [690 + pen.random() * 10, 400 + i * 8],
      ],
      2,
      pen.random() < 0.4 ? light(0.3) : ink(0.6),
    );
  pen.poly(points('704,372 1260,360 1260,420 716,430'), tone(0.88), 3.4);
  for (let i = 0; i < 9; i++)
    pen.ruled(
      [
        [740 + i * 62, 372],
        [744 + i * 62, 428],
      ],
      2,
      INK,
    );
  pen.poly(points('716,430 1260,420 1260,560 730,560'), tone(0.95));
  pen.line(points('1090,364 1092,100 1088,-10'), 14, tone(0.95));
  pen.ruled(points('760,180 1260,150'), 12, tone(0.94));
  pen.glow(1180, 60, 560, 400, light, 0.5);
  pen.grain(0.1);
  const boot = (seed: number) =>
    sprite(420, 420, 210, 380, seed, (p) => {
      p.poly(points('-60,-370 40,-370 44,-170 -62,-170'), tone(0.9), 3.4);
      p.hatch(points('-60,-370 -10,-370 -20,-170 -62,-170'), 1.4, 8, 1.8, INK);
      p.blob(points('-66,-10 -70,-90 -66,-190 48,-190 52,-100 100,-70 156,-44 164,-8 60,-4'), tone(0.93), 4);
      p.poly(points('-74,-12 166,-10 164,8 -72,8'), INK);
      p.sweep(points('-66,-180 0,-172 48,-182'), 5, tone(0.66));
      for (const y of [-156, -130, -104])
        p.sweep(
          [
            [14, y],
            [36, y + 6],
            [58, y + 10],
          ],
          3.4,
          tone(0.6),
        );
      p.sweep(points('52,-100 100,-70 150,-46'), 3.6, light(0.85), { taper: 0.9 });
      p.sweep(points('48,-190 52,-140 52,-104'), 3, light(0.7));
    });
  const far = boot(152);
  const near = boot(153);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: (m) => {
      const u = ease((m.progress - 0.34) / 0.5);
      put(m.ctx, far, 410, 322, { scale: 0.92 });
      put(m.ctx, near, 330 + u * 470, 330 - Math.sin(u * Math.PI) * 90 + u * 32, {
        turn: -0.22 * Math.sin(u * Math.PI),
      });
      shine(m.ctx, 1180, 60, 420, 0.35 * flicker(m.time));
      splashes(m.ctx, m.time, [20, 322, 520, 40], 12, 9);
      splashes(m.ctx, m.time + 4, [740, 372, 480, 40], 16, 11);
    },
  };
}
