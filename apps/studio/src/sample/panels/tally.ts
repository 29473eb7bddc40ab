import type { SKRSContext2D } from '@napi-rs/canvas';
import { INK, ink, light, Pen, paper, points, tone } from '../ink.ts';
import { ease, flicker, type Panel, put, shine, sprite } from '../panel.ts';

const WIDTH = 1240;
const HEIGHT = 540;

/** A hand and the tally counter. The last digit turns at each of `clicks` (0 to 1 of the shot). */
export function tally(face: string, clicks: readonly number[], night: boolean): Panel {
  const back = new Pen(WIDTH, HEIGHT, 131);
  back.sky(
    night
      ? [
          [0, tone(0.82)],
          [1, tone(0.93)],
        ]
      : [
          [0, tone(0.3)],
          [1, tone(0.5)],
        ],
  );
  back.wash(0, 0, WIDTH, HEIGHT, ink, 0.16, 26);
  if (night) back.glow(330, 90, 620, 420, light, 0.4);
  back.grain(0.1);
  const pen = new Pen(WIDTH, HEIGHT, 134);
  const skin = tone(0.34);
  // Sleeve, fist, counter.
  pen.blob(points('770,640 810,480 900,390 1260,330 1260,640'), tone(0.9), 4);
  pen.sweep(points('822,490 850,540 850,600'), 4, tone(0.6));
  pen.blob(
    points('430,330 470,250 560,220 760,226 850,262 910,330 920,430 850,520 680,560 520,520 440,440'),
    skin,
    4.4,
  );
  pen.hatch(points('800,260 900,330 916,430 850,516 760,540 840,420'), 1.1, 9, 2, ink(0.5));
  pen.disc(600, 330, 176, 168, tone(0.46), 5);
  pen.disc(600, 330, 158, 150, tone(0.22), 3);
  pen.hatch(points('640,190 760,290 750,400 650,476 700,330'), 1, 9, 2, ink(0.55));
  pen.sweep(points('456,300 490,226 560,186'), 7, night ? light(0.95) : paper(1), { taper: 0.9 });
  pen.poly(points('470,280 732,280 732,376 470,376'), INK, 4);
  pen.disc(600, 428, 16, 16, tone(0.5), 3);
  // Fingers round it.
  for (const [x, y, turn] of [
    [452, 290, 0.06],
    [436, 352, -0.04],
    [442, 414, -0.16],
    [470, 470, -0.34],
  ] as const) {
    pen.at(
      x,
      y,
      1,
      () => {
        pen.blob(points('-34,-24 10,-30 44,-18 50,2 36,20 -4,28 -36,20 -46,0'), skin, 3.8);
        pen.blob(points('26,-14 44,-10 46,4 30,8'), tone(0.14), 1.6);
      },
      { turn },
    );
  }
  pen.grain(0.1);
  const thumb = sprite(380, 320, 30, 60, 132, (p) => {
    p.blob(points('-4,0 18,-26 60,-34 130,-16 210,40 290,130 310,240 220,240 170,140 110,74 40,44 4,28'), skin, 4.4);
    p.blob(points('0,0 20,-20 44,-24 40,-4 12,14'), tone(0.12), 2.2);
    p.sweep(points('112,-20 120,2 110,26'), 2.2);
    p.sweep(points('126,-14 134,8 126,32'), 2.2);
    if (night) p.sweep(points('18,-26 60,-34 130,-16 200,32'), 3, light(0.9), { taper: 0.8 });
  });
  const lever = sprite(120, 120, 60, 100, 133, (p) => {
    p.poly(points('-12,0 -14,-60 14,-60 12,0'), tone(0.35), 3.4);
    p.poly(points('-34,-60 34,-60 28,-84 -28,-84'), tone(0.25), 3.4);
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: back.canvas, depth: 1 }],
    live: (m) => {
      const { ctx, progress } = m;
      const press = clicks.reduce((sum, c) => sum + Math.max(0, 1 - Math.abs(progress - c) / 0.06), 0);
      put(ctx, lever, 610, 190 + press * 18);
      put(ctx, thumb, 586, 104 + press * 18);
      ctx.drawImage(pen.canvas, 0, 0);
      const count = clicks.reduce((sum, c) => sum + ease((progress - c) / 0.05), 0);
      digits(ctx, face, count);
      if (night) shine(ctx, 360, 110, 460, 0.42 * flicker(m.time));
    },
  };
}

/** Four wheels of a counter; between two numbers the last wheel is seen turning. */
function digits(ctx: SKRSContext2D, face: string, count: number): void {
  const whole = Math.floor(count);
  const part = count - whole;
  ctx.save();
  ctx.beginPath();
  ctx.rect(474, 284, 254, 88);
  ctx.clip();
  ctx.font = `bold 84px "${face}"`;
  ctx.textAlign = 'center';
  for (let place = 0; place < 4; place++) {
    const x = 507 + place * 63;
    ctx.fillStyle = tone(0.03);
    ctx.fillText(place === 3 ? String(whole % 10) : '0', x, 356 - (place === 3 ? part * 92 : 0));
    if (place === 3) ctx.fillText(String((whole + 1) % 10), x, 448 - part * 92);
    ctx.fillStyle = tone(0.8);
    if (place > 0) ctx.fillRect(x - 33, 284, 3, 90);
  }
  ctx.restore();
}
