import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { vance } from '../cast.ts';
import { INK, ink, LIGHT, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { ease, flicker, mix, type Panel, put, shine, sprite } from '../panel.ts';
import { bell } from '../props.ts';
import { splashes } from '../weather.ts';

const WIDTH = 1240;
const HEIGHT = 540;

const words = (
  pen: Pen,
  text: string,
  x: number,
  y: number,
  size: number,
  face: string,
  colour: string,
  align: 'left' | 'center' = 'left',
) => {
  pen.ctx.font = `${size}px "${face}"`;
  pen.ctx.textAlign = align;
  pen.ctx.fillStyle = colour;
  pen.ctx.fillText(text, x, y);
};

/** The ledger: three printed columns and one in pencil. A stroke is being added, or a sixpence is. */
export function ledger(face: string, what: 'stroke' | 'sixpence'): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 121);
  pen.sky([
    [0, tone(0.86)],
    [1, tone(0.93)],
  ]);
  pen.at(0, 0, 1, () => {
    pen.poly(points('60,40 1180,-10 1260,600 0,600'), tone(0.9));
    pen.poly(points('90,24 1150,-20 1226,600 30,600'), tone(0.04), 3);
    for (let i = 0; i < 15; i++)
      pen.ruled(
        [
          [84 - i * 3, 128 + i * 36],
          [1168 + i * 5, 108 + i * 37],
        ],
        1,
        tone(0.4),
      );
    ['SOULS', 'LIVESTOCK', 'VEHICLES'].forEach((head, i) => {
      words(pen, head, 150 + i * 250, 96 - i * 6, 30, face, INK);
      for (let row = 0; row < 12; row++)
        words(pen, '0', 186 + i * 250 - row, 158 + row * 36 - i * 5, 30, face, ink(0.82));
      pen.ruled(
        [
          [352 + i * 250, 44 - i * 8],
          [338 + i * 254, 600],
        ],
        2,
        ink(0.7),
      );
    });
    // The fourth column is his own.
    pen.sweep(points('908,84 914,60 926,84 910,86'), 3, ink(0.7));
    words(pen, 'OTHER', 912, 76, 33, face, ink(0.62));
    pen.ruled(points('880,36 886,600'), 2.4, ink(0.45), { waver: 2 });
    if (what === 'stroke') {
      for (let row = 0; row < 9; row++)
        for (let k = 0; k < (row === 8 ? 3 : 9); k++) {
          const x = 916 + k * 26 + pen.random() * 4;
          const y = 128 + row * 38;
          if (k % 5 === 4)
            pen.line(
              [
                [x - 100, y + 20],
                [x - 6, y + 4],
              ],
              3,
              ink(0.6),
            );
          else
            pen.line(
              [
                [x, y],
                [x - 3 + pen.random() * 4, y + 26],
              ],
              3.4,
              ink(0.6),
            );
        }
    } else {
      pen.poly(points('930,190 1120,170 1130,250 938,270'), paper(0.9), 1.4, ink(0.3));
      pen.poly(points('930,190 1120,170 1130,250 938,270'), tone(0.3, 0.35), 1.2);
    }
  });
  pen.glow(250, 150, 700, 420, light, 0.3);
  pen.grain(0.1);
  const coin = sprite(150, 150, 75, 75, 122, (p) => {
    p.disc(0, 0, 56, 54, tone(0.3), 4);
    p.disc(0, 0, 46, 44, tone(0.2), 2);
    p.hatch(points('6,-44 44,-10 40,30 4,46'), 0.9, 6, 1.6, ink(0.6));
    p.ctx.font = `bold 54px "${face}"`;
    p.ctx.textAlign = 'center';
    p.ctx.fillStyle = INK;
    p.ctx.fillText('6d', 0, 18);
    p.sweep(points('-48,-14 -34,-38 -6,-50'), 5, light(0.9), { taper: 0.9 });
  });
  const hand = sprite(420, 360, 40, 40, 123, (p) => {
    p.poly(points('0,0 18,-14 180,118 166,136'), tone(0.55), 3);
    p.poly(points('0,0 18,-14 4,8'), INK);
    p.blob(points('96,60 140,56 190,90 260,130 380,200 380,330 240,300 150,230 110,170 120,120'), tone(0.4), 3.6);
    p.blob(points('240,140 400,190 400,340 300,330 230,280'), tone(0.9), 3.4);
    for (const k of [0, 1, 2])
      p.sweep(
        [
          [120 + k * 8, 120 + k * 32],
          [160 + k * 6, 130 + k * 30],
          [196, 150 + k * 24],
        ],
        3,
      );
    p.sweep(points('96,62 130,90 150,120'), 3);
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: (m) => {
      const { ctx, progress } = m;
      if (what === 'stroke') {
        const u = ease((progress - 0.42) / 0.16);
        const [x, y] = [1000, 432];
        if (u > 0) {
          ctx.strokeStyle = ink(0.6);
          ctx.lineWidth = 3.4;
          ctx.lineCap = 'round';
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.lineTo(x - 2 * u, y + 27 * u);
          ctx.stroke();
        }
        const lift = 26 * (1 - ease((progress - 0.28) / 0.12)) + 60 * ease((progress - 0.62) / 0.3);
        put(ctx, hand, x - 2 * u + lift, y + 27 * u - lift * 0.4);
      } else {
        const u = ease(progress / 0.4);
        put(ctx, coin, mix(1230, 1030, u), mix(420, 222, u), { scale: 0.8, turn: mix(2, 0.1, u) });
        if (u >= 1) {
          ctx.save();
          ctx.translate(1030, 222);
          ctx.rotate(-0.35);
          ctx.globalAlpha = ease((progress - 0.5) / 0.12);
          ctx.fillStyle = tone(0.2, 0.55);
          ctx.fillRect(-96, -17, 192, 34);
          ctx.strokeStyle = ink(0.5);
          ctx.lineWidth = 1.6;
          ctx.strokeRect(-96, -17, 192, 34);
          ctx.restore();
        }
      }
      shine(ctx, 260, 60, 520, 0.28 * flicker(m.time));
    },
  };
}

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

/** His letter of appointment, by torch. */
export function letter(face: string): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 141);
  pen.sky([
    [0, tone(0.94)],
    [1, tone(0.97)],
  ]);
  pen.at(620, 270, 1, () => {
    pen.poly(points('-470,-330 430,-340 480,340 -500,330'), tone(0.1), 3);
    for (const x of [-170, 140])
      pen.line(
        [
          [x, -330],
          [x + 4, 0],
          [x - 2, 330],
        ],
        2,
        ink(0.25),
        { waver: 2 },
      );
    pen.line(points('-500,6 0,-2 480,4'), 2.4, ink(0.28), { waver: 2 });
    pen.hatch(points('-500,6 480,4 480,30 -500,34'), 0.02, 5, 1.4, ink(0.14));
    words(pen, 'THE COUNTY SURVEYOR', 0, -186, 30, face, INK, 'center');
    pen.line(points('-190,-170 0,-171 190,-170'), 2);
    words(pen, 'The Observer shall attend nightly at', -372, -66, 34, face, ink(0.9));
    words(pen, "Pell's Landing, and there record every", -372, -20, 34, face, ink(0.9));
    words(pen, 'soul that crosses.', -372, 44, 34, face, ink(0.9));
    pen.sweep(points('140,170 190,130 220,190 262,140 300,176 380,150'), 3);
    pen.line(points('120,196 260,195 400,196'), 1.4, ink(0.5));
  });
  pen.grain(0.1);
  const shade = new Pen(WIDTH * 2, HEIGHT * 2, 142);
  shade.ctx.fillStyle = INK;
  shade.ctx.fillRect(0, 0, WIDTH * 2, HEIGHT * 2);
  shade.ctx.globalCompositeOperation = 'destination-out';
  shade.glow(WIDTH, HEIGHT, 520, 330, ink, 1);
  shade.glow(WIDTH, HEIGHT, 380, 230, ink, 1);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: ({ ctx, time, progress }) => {
      const x =
        mix(420, 380, ease(progress / 0.3)) +
        260 * ease((progress - 0.1) / 0.35) -
        300 * ease((progress - 0.5) / 0.12) +
        Math.sin(time * 5) * 3;
      const y = mix(210, 246, ease((progress - 0.48) / 0.12)) + Math.sin(time * 3.7) * 3;
      ctx.save();
      ctx.globalAlpha = 0.9;
      ctx.drawImage(shade.canvas, x - WIDTH, y - HEIGHT);
      ctx.restore();
      shine(ctx, x, y, 360, 0.35);
    },
  };
}

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

/** The bell, close: with the web in it, and then not. `ring` swings it. */
export function bellClose({ ring }: { readonly ring: boolean }): Panel {
  const far = new Pen(WIDTH, HEIGHT, 161);
  far.sky([
    [0, tone(0.9)],
    [0.7, tone(0.64)],
    [1, tone(0.8)],
  ]);
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
    for (let i = 0; i < 16; i++) pen.disc((pen.random() - 0.5) * 300, 20 + pen.random() * 110, 2.2, 2.2, light(0.9));
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: far.canvas, depth: 0.5 }],
    live: (m) => {
      const turn = ring
        ? Math.sin(m.time * 5.2 + 0.4) * 0.46 * Math.min(1, 0.4 + m.time)
        : Math.sin(m.time * 0.9) * 0.006;
      put(m.ctx, swinging, 620, 70, { turn });
      if (!ring) put(m.ctx, web, 620, 420 + Math.sin(m.time * 0.9) * 1.5, { turn: turn * 2 });
      shine(m.ctx, 250, 420, 420, 0.4 * flicker(m.time));
    },
    front: [{ canvas: beam.canvas, depth: 1 }],
  };
}

/** Vance at the rail of the bridge: she looks down. */
export function vanceOnBridge(): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 171);
  pen.sky([
    [0, tone(0.93)],
    [0.8, tone(0.7)],
    [1, tone(0.76)],
  ]);
  pen.wash(0, 0, WIDTH, 400, ink, 0.22, 24);
  // Her car, door open, lamps on.
  pen.blob(points('690,440 700,360 760,340 820,276 1030,270 1120,346 1250,366 1260,440'), tone(0.94), 4);
  pen.poly(points('800,340 838,292 922,288 924,342'), tone(0.6), 3);
  pen.poly(points('944,342 942,288 1016,286 1080,344'), tone(0.6), 3);
  pen.disc(700, 384, 13, 17, LIGHT, 3);
  pen.grain(0.1);
  const rail = new Pen(WIDTH, HEIGHT, 172);
  rail.at(500, 590, 2.6, () => vance(rail));
  rail.poly(points('-10,418 1260,404 1260,446 -10,462'), tone(0.9), 4);
  rail.hatch(points('-10,440 1260,426 1260,446 -10,462'), 0, 7, 1.6, INK);
  for (let x = 30; x < 1240; x += 92)
    rail.poly(
      [
        [x, 452],
        [x + 22, 452],
        [x + 22, 560],
        [x, 560],
      ],
      tone(0.86),
      3,
    );
  rail.blob(points('384,424 392,398 424,394 440,412 436,430 400,434'), tone(0.4), 3);
  rail.blob(points('560,420 568,396 600,394 616,410 608,428 576,432'), tone(0.4), 3);
  rail.line(points('-10,416 620,408 1260,402'), 3, light(0.35));
  rail.grain(0.1);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 0.7 }],
    live: (m) => {
      m.on(0.7, () => {
        shine(m.ctx, 690, 384, 330, 0.8, { cold: true, flat: 0.6 });
        shine(m.ctx, 700, 384, 60, 1);
      });
    },
    front: [{ canvas: rail.canvas, depth: 1 }],
    over: (m) => splashes(m.ctx, m.time, [0, 404, 1240, 20], 24, 9),
  };
}

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
