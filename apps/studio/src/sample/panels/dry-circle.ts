import { createCanvas } from '@napi-rs/canvas';
import { ink, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { ease, type Panel } from '../panel.ts';
import { splashes } from '../weather.ts';

/** The empty chair and its circle, from above: rain finds the one dry piece of ground. */
export function dryCircle(): Panel {
  const pen = new Pen(1400, 600, 181);
  pen.sky([
    [0, tone(0.74)],
    [0.24, tone(0.84)],
    [1, tone(0.93)],
  ]);
  pen.poly(points('-10,-10 1410,-10 1410,60 900,84 400,74 -10,96'), tone(0.7));
  for (let i = 0; i < 26; i++) {
    const x = pen.random() * 1400;
    pen.sweep(
      [
        [x, 10 + pen.random() * 60],
        [x + 40, 12 + pen.random() * 50],
        [x + 90, 14 + pen.random() * 50],
      ],
      1.6,
      paper(0.14),
    );
  }
  pen.sweep(points('-10,96 400,74 900,84 1410,60'), 3.4);
  pen.glow(240, 20, 90, 50, light, 0.8);
  pen.disc(240, 20, 5, 5, light(1));
  pen.hatch(points('-10,100 1410,80 1410,610 -10,610'), 0.05, 13, 1.7, ink(0.6));
  for (let i = 0; i < 160; i++) {
    const x = pen.random() * 1400;
    const y = 110 + pen.random() * 480;
    if (((x - 700) / 430) ** 2 + ((y - 370) / 170) ** 2 > 1.1)
      pen.line(
        [
          [x, y],
          [x + 5, y - 10 - pen.random() * 12],
        ],
        2,
        ink(0.7),
      );
  }
  pen.grain(0.1);
  const dry = new Pen(1400, 600, 182);
  dry.disc(700, 370, 400, 150, tone(0.16), 2, ink(0.5));
  dry.hatch(
    Array.from({ length: 40 }, (_, i) => [700 + 396 * Math.cos(i / 6.366), 370 + 147 * Math.sin(i / 6.366)] as Point),
    0.04,
    20,
    1.2,
    ink(0.22),
  );
  dry.grain(0.1);
  const remains = createCanvas(1400, 600);
  const left = remains.getContext('2d');
  const seat = new Pen(1400, 600, 183);
  seat.disc(716, 402, 120, 20, ink(0.5));
  seat.at(700, 410, 2, () => chairWithWeb(seat));
  seat.grain(0.1);
  const drops = Array.from({ length: 620 }, () => {
    const a = dry.random() * 2 * Math.PI;
    const r = Math.sqrt(dry.random());
    // From the edge in: the nearer the middle, the later.
    return {
      x: 700 + 404 * r * Math.cos(a),
      y: 370 + 152 * r * Math.sin(a),
      when: 0.04 + (1 - r) * 0.62 + dry.random() * 0.24,
      size: 8 + dry.random() * 12,
    };
  });
  return {
    width: 1400,
    height: 600,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: ({ ctx, time, progress }) => {
      // What is still dry: the circle less the drops, so that the ground comes through as it was drawn.
      left.globalCompositeOperation = 'copy';
      left.drawImage(dry.canvas, 0, 0);
      left.globalCompositeOperation = 'destination-out';
      left.beginPath();
      for (const drop of drops) {
        if (progress < drop.when) continue;
        const grown = 0.5 + 1.6 * ease((progress - drop.when) / 0.35);
        left.moveTo(drop.x + drop.size * grown, drop.y);
        left.ellipse(drop.x, drop.y, drop.size * grown, drop.size * grown * 0.4, 0, 0, 2 * Math.PI);
      }
      left.fill();
      ctx.globalAlpha = 1 - ease((progress - 0.5) / 0.42);
      ctx.drawImage(remains, 0, 0);
      ctx.globalAlpha = 1;
      splashes(ctx, time, [60, 130, 1280, 450], 60, 11);
    },
    front: [{ canvas: seat.canvas, depth: 1 }],
  };
}

function chairWithWeb(pen: Pen): void {
  pen.ruled(points('-30,0 26,-66'), 5);
  pen.ruled(points('30,0 -30,-64'), 5);
  pen.poly(points('-34,-68 28,-72 34,-62 -30,-58'), tone(0.85), 2.4);
  pen.ruled(points('26,-66 44,-140'), 5);
  pen.ruled(points('4,-64 18,-138'), 4);
  pen.ruled(points('18,-138 44,-140'), 4);
  for (const [x, y] of [
    [18, -138],
    [44, -140],
    [40, -112],
    [12, -108],
    [30, -139],
    [26, -106],
  ] as const)
    pen.line(
      [
        [29, -124],
        [x, y],
      ],
      0.8,
      paper(0.85),
    );
  for (const k of [0.35, 0.65, 0.9])
    pen.sweep(
      [
        [29 - 11 * k, -124 - 13 * k],
        [29 + 14 * k, -124 - 14 * k],
        [29 + 12 * k, -124 + 12 * k],
        [29 - 16 * k, -124 + 14 * k],
        [29 - 11 * k, -124 - 13 * k],
      ],
      0.7,
      paper(0.8),
    );
}
