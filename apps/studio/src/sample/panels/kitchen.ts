import { hester } from '../cast.ts';
import { curve, INK, ink, light, Pen, paper, points, tone } from '../ink.ts';
import { flicker, type Panel, put, shine, sprite, swing } from '../panel.ts';
import { lamp } from '../props.ts';
import { steam } from '../weather.ts';

const WIDTH = 1400;
const HEIGHT = 600;

function bowl(pen: Pen): void {
  pen.disc(0, -2, 18, 4, tone(0.5), 1.6);
  pen.poly(curve(points('-48,-34 -45,-24 -36,-12 -22,-4 0,-1 22,-4 36,-12 45,-24 48,-34')), tone(0.2));
  pen.sweep(points('-48,-34 -45,-24 -36,-12 -22,-4 0,-1 22,-4 36,-12 45,-24 48,-34'), 2.6, INK, { taper: 0.2 });
  pen.hatch(points('10,-32 46,-34 36,-12 14,-4'), 1.2, 5, 1.3, ink(0.65));
  pen.disc(0, -35, 48, 9, tone(0.36), 2.2);
  pen.sweep(points('-38,-18 -30,-12 -22,-8'), 1.6, paper(0.9));
}

/** The kitchen of the ferry house: a lamp, a clock, a table laid for two. Hester reads, with her hat on. */
export function kitchen(): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 201);
  pen.sky([
    [0, tone(0.9)],
    [1, tone(0.78)],
  ]);
  for (let i = 0; i < 9; i++)
    for (let k = 0; k < 14; k++)
      pen.ruled(
        [
          [k * 110 + (i % 2) * 55, i * 52],
          [k * 110 + (i % 2) * 55 + 100, i * 52 + 2],
        ],
        1.2,
        ink(0.45),
      );
  pen.wash(0, 0, WIDTH, 470, ink, 0.2, 26);
  pen.poly(points('-10,476 1410,476 1410,610 -10,610'), tone(0.86));
  for (let i = 0; i < 16; i++)
    pen.ruled(
      [
        [i * 110 - 120, 610],
        [240 + i * 62, 478],
      ],
      2,
      ink(0.7),
    );
  pen.line(points('-10,476 700,478 1410,476'), 3);
  pen.glow(700, 210, 640, 420, light, 0.42);
  // Window on the river, rain on it; a clock; a shelf.
  pen.poly(points('128,96 360,96 360,320 128,320'), tone(0.7), 6);
  pen.poly(points('140,236 350,230 350,312 140,312'), tone(0.8));
  pen.disc(300, 226, 4, 4, light(0.9));
  pen.line(points('244,96 244,320'), 5);
  pen.line(points('128,206 360,206'), 5);
  pen.disc(830, 120, 52, 52, tone(0.16), 4);
  for (let i = 0; i < 12; i++)
    pen.line(
      [
        [830 + 40 * Math.cos(i * 0.5236), 120 + 40 * Math.sin(i * 0.5236)],
        [830 + 46 * Math.cos(i * 0.5236), 120 + 46 * Math.sin(i * 0.5236)],
      ],
      3,
    );
  pen.line(points('830,120 825,90'), 5);
  pen.line(points('830,120 792,110'), 3.4);
  pen.poly(points('940,268 1260,268 1260,284 940,284'), tone(0.92), 3);
  for (const x of [990, 1210])
    pen.ruled(
      [
        [x, 284],
        [x - 18, 318],
      ],
      4,
    );
  pen.at(1180, 267, 0.9, () => bowl(pen));
  pen.at(1180, 252, 0.84, () => bowl(pen));
  pen.grain(0.1);
  const table = new Pen(WIDTH, HEIGHT, 202);
  // Tilted: the letter is out from under the leg.
  table.at(
    640,
    470,
    1,
    () => {
      table.poly(points('-260,0 -244,0 -236,140 -252,140'), tone(0.92), 3);
      table.poly(points('236,0 254,0 250,128 236,128'), tone(0.92), 3);
      table.poly(points('-300,-14 300,-14 310,8 -310,8'), tone(0.82), 3.4);
      table.at(-150, -14, 1.3, () => bowl(table));
      table.at(150, -14, 1.3, () => bowl(table));
      for (const x of [-70, 226]) {
        table.sweep(
          [
            [x - 30, -16],
            [x, -19],
            [x + 20, -17],
          ],
          4,
          tone(0.2),
        );
        table.disc(x + 26, -19, 10, 4, tone(0.2), 1.6);
      }
    },
    { turn: 0.022 },
  );
  table.at(1040, 590, 2.15, () => hester(table, { hat: 'feather', arm: [-40, -114], rim: 1 }));
  table.at(1040, 590, 2.15, () => {
    table.poly(points('-64,-140 -36,-132 -40,-92 -68,-100'), tone(0.04), 1.6);
    for (let i = 0; i < 5; i++)
      table.line(
        [
          [-60, -132 + i * 7],
          [-42, -127 + i * 7],
        ],
        1,
        ink(0.5),
      );
  });
  table.grain(0.1);
  const hung = sprite(40, 50, 20, 6, 203, lamp);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [
      { canvas: pen.canvas, depth: 0.75 },
      { canvas: table.canvas, depth: 1 },
    ],
    live: (m) => {
      const { ctx } = m;
      const turn = swing(m.time, 0.05, 2.8);
      ctx.strokeStyle = INK;
      ctx.lineWidth = 4;
      ctx.beginPath();
      ctx.moveTo(660, -40);
      ctx.lineTo(660 - turn * 170, 130);
      ctx.stroke();
      put(ctx, hung, 660 - turn * 170, 128, { scale: 2.6, turn });
      shine(ctx, 660 - turn * 220, 180, 430, 0.8 * flicker(m.time));
      steam(ctx, 490, 402, 110, m.time, 0.35);
      m.on(0.75, () => {
        ctx.strokeStyle = paper(0.35);
        ctx.lineWidth = 2;
        for (let i = 0; i < 14; i++) {
          const x = 138 + ((i * 73) % 214);
          const y = 100 + ((i * 41 + m.time * (30 + (i % 5) * 22)) % 210);
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.lineTo(x + Math.sin(y) * 1.5, y + 12);
          ctx.stroke();
        }
      });
    },
  };
}

/** The second bowl on its shelf, and the hand that will not let go of it; then it does, the other way. */
export function shelf(): Panel {
  const pen = new Pen(1240, 540, 211);
  pen.sky([
    [0, tone(0.84)],
    [1, tone(0.9)],
  ]);
  pen.wash(0, 0, 1240, 540, ink, 0.2, 30);
  pen.glow(190, 130, 700, 420, light, 0.5);
  pen.poly(points('-10,356 1250,340 1250,384 -10,402'), tone(0.88), 4);
  pen.hatch(points('-10,372 1250,356 1250,384 -10,402'), 0, 8, 1.8, INK);
  for (const [x, s] of [
    [250, 1.7],
    [1080, 1.7],
  ] as const)
    pen.at(x, 356, s, () => pen.poly(points('-30,-76 30,-76 26,0 -26,0'), tone(0.5), 2.4));
  pen.sweep(points('292,260 330,270 326,310 290,316'), 7, tone(0.5));
  pen.grain(0.1);
  const held = sprite(760, 520, 240, 300, 212, (p) => {
    // Fingers behind the rim, the bowl, the thumb before it.
    p.blob(points('88,-124 104,-156 160,-178 240,-158 340,-84 430,0 380,110 300,60 220,-20 160,-96'), tone(0.36), 4);
    for (const k of [0, 1, 2]) {
      p.sweep(
        [
          [104 + k * 34, -150 - k * 7],
          [140 + k * 34, -138 - k * 2],
          [176 + k * 34, -104 + k * 6],
        ],
        2.8,
      );
    }
    p.sweep(points('104,-156 160,-178 240,-158 330,-92'), 3.4, light(0.8), { taper: 0.8 });
    p.at(0, 0, 3.3, () => bowl(p));
    p.sweep(points('-158,-112 -150,-82 -122,-44'), 5, light(0.9), { taper: 0.9 });
    p.blob(points('106,-78 116,-104 146,-112 210,-96 300,-40 370,40 340,110 250,60 190,-20 140,-56'), tone(0.33), 4);
    p.blob(points('110,-82 118,-100 140,-104 146,-88 128,-76'), tone(0.14), 2.2);
    p.sweep(points('196,-92 206,-74 200,-56'), 2);
    p.blob(points('330,-84 540,30 540,240 370,160 300,70 312,-10'), tone(0.84), 4);
    p.sweep(points('334,-80 316,-6 304,66'), 5, tone(0.6));
  });
  return {
    width: 1240,
    height: 540,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: (m) => {
      // The bell comes through the wall: the crockery hears it first.
      const hum = Math.sin(m.time * 60) * 1.6 * Math.exp(-m.time * 1.5);
      const u = Math.max(0, (m.progress - 0.72) / 0.28) ** 2;
      put(m.ctx, held, 640 + hum - u * 50, 356 + u * 150, { turn: u * 0.05 });
      shine(m.ctx, 190, 120, 520, 0.4 * flicker(m.time));
    },
  };
}
