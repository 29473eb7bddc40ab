import { lukasz, lukaszSitting } from '../cast.ts';
import { INK, ink, LIGHT, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { flicker, mix, type Panel, put, shine, sprite, swing, traffic } from '../panel.ts';
import { bellPost, board, chair, ferry, lamp, pail, umbrella } from '../props.ts';
import { splashes, steam } from '../weather.ts';

const WIDTH = 1600;
const HEIGHT = 680;

export interface CountyBankState {
  readonly night: boolean;
  readonly who?: 'sitting' | 'phoning' | 'leaning' | 'ringing' | 'tin';
  readonly rain?: boolean;
  readonly face: string;
}

/** The county's side: a bell nobody rings, a chair, an umbrella, and a circle of dry ground. */
export function countyBank({ night, who, rain = false, face }: CountyBankState): Panel {
  const far = new Pen(WIDTH, HEIGHT, 41);
  far.sky(
    night
      ? [
          [0, tone(0.88)],
          [0.55, tone(0.6)],
          [1, tone(0.7)],
        ]
      : [
          [0, tone(0.3)],
          [0.55, tone(0.14)],
          [1, tone(0.2)],
        ],
  );
  far.wash(0, 0, WIDTH, 330, (a) => tone(night ? 0.95 : 0.42, a), 0.25, 26);
  const shore: Point[] = points('-10,372 180,356 420,366 760,352 1100,364 1620,350');
  far.poly([...shore, [1620, 420], [-10, 420]], tone(night ? 0.76 : 0.42));
  far.sweep(shore, 1.6, tone(night ? 0.9 : 0.66));
  for (let i = 0; i < 60; i++) {
    const x = far.random() * WIDTH;
    far.line(
      [
        [x, 368],
        [x + 3, 350 - far.random() * 16],
      ],
      2.4,
      tone(night ? 0.84 : 0.6),
    );
  }
  // Her house, eighty yards off: one window.
  far.poly(points('236,362 236,326 306,326 306,362'), tone(night ? 0.86 : 0.55), 1.4);
  far.poly(points('228,328 250,304 292,304 314,328'), tone(night ? 0.93 : 0.75), 1.4);
  if (night) far.poly(points('274,334 290,334 290,348 274,348'), LIGHT);

  const water = new Pen(WIDTH, HEIGHT, 42);
  const g = water.ctx.createLinearGradient(0, 390, 0, 560);
  g.addColorStop(0, tone(night ? 0.66 : 0.24));
  g.addColorStop(1, tone(night ? 0.86 : 0.4));
  water.poly(
    [
      [0, 392],
      [WIDTH, 392],
      [WIDTH, HEIGHT],
      [0, HEIGHT],
    ],
    g,
  );
  for (let i = 0; i < 130; i++) {
    const d = water.random() ** 1.4;
    const x = water.random() * WIDTH;
    const long = 20 + d * 90;
    water.sweep(
      [
        [x, 396 + d * 200],
        [x + long / 2, 394 + d * 200],
        [x + long, 397 + d * 200],
      ],
      1 + d * 1.6,
      water.random() < 0.4 ? paper(night ? 0.14 : 0.4) : ink(night ? 0.5 : 0.35),
    );
  }
  if (night)
    for (let i = 0; i < 6; i++)
      water.line(
        [
          [272 - i, 402 + i * 9],
          [292 + i, 402 + i * 9],
        ],
        3,
        light(0.6 - i * 0.09),
      );
  if (who === 'leaning') {
    water.at(250, 566, 1.9, () => ferry(water));
    water.at(262, 527, 1.5, () => pail(water));
  }
  drawBridge(water, night);

  const near = new Pen(WIDTH, HEIGHT, 43);
  const ground: Point[] = points('1610,470 1320,486 980,500 700,516 560,540 500,572 470,620 480,700 1610,700');
  near.poly(ground, tone(night ? 0.84 : 0.46));
  near.sweep(ground.slice(0, -1), 3.4, INK, { taper: 0.1 });
  near.hatch(ground, 0.06, 11, 1.6, ink(night ? 0.7 : 0.4));
  for (let i = 0; i < 120; i++) {
    const x = 520 + near.random() * 1080;
    const y = 530 + near.random() * 150;
    near.line(
      [
        [x, y],
        [x + 4, y - 8 - near.random() * 10],
      ],
      1.8,
      ink(0.6),
    );
  }
  // The circle: the one dry piece of ground in the county.
  near.disc(1030, 590, 262, 46, tone(night ? 0.5 : 0.12), 1.6, ink(0.5));
  near.hatch(points('900,556 1160,556 1290,590 1160,630 900,630 770,590'), 0.05, 15, 1, ink(0.25));
  near.at(
    600,
    596,
    1.28,
    () => bellPost(near, { rope: who === 'ringing' ? -20 : 0, web: night && who !== 'ringing' }),
    { mirror: true },
  );
  near.at(594, 436, 0.8, () => board(near, face));
  near.at(1080, 606, 1.36, () => chair(near, true));
  if (who === 'sitting' || who === 'phoning')
    near.at(1076, 606, 1.36, () => lukaszSitting(near, { phone: who === 'phoning', rim: night ? 0.75 : 0 }));
  if (who === 'leaning') {
    near.at(540, 584, 1.36, () => lukasz(near, { lean: 0.62, arm: [-52, -128], rim: 0.9 }));
    near.ruled(points('430,452 262,396'), 5, INK);
    near.sweep(points('262,396 250,400 254,414'), 4, INK);
  }
  if (who === 'ringing') near.at(744, 602, 1.36, () => lukasz(near, { arm: [-36, -150], rim: 0.9 }));
  if (who === 'tin') near.at(930, 606, 1.36, () => lukasz(near, { arm: [-20, -108], tin: true, rim: 0.8 }));
  near.at(1100, 596, 1.36, () => umbrella(near, { rim: night ? 0.6 : 0 }));
  if (night) near.glow(1040, 470, 300, 170, light, 0.1);
  near.grain(0.1);
  far.grain(0.1);
  water.grain(0.08);

  const lantern = sprite(40, 50, 20, 6, 44, lamp);
  const reeds = new Pen(WIDTH, HEIGHT, 45);
  for (let i = 0; i < 46; i++) {
    const x = reeds.random() * 460 - 20;
    const tall = 50 + reeds.random() * 150;
    reeds.sweep(
      [
        [x, 690],
        [x + 8, 690 - tall * 0.6],
        [x + 40 * (reeds.random() - 0.3), 690 - tall],
      ],
      4,
      night ? INK : tone(0.86),
    );
  }
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [
      { canvas: far.canvas, depth: 0.55 },
      { canvas: water.canvas, depth: 0.75 },
      { canvas: near.canvas, depth: 1 },
    ],
    live: (m) => {
      if (night) {
        m.on(0.55, () => shine(m.ctx, 282, 341, 60, 0.8 * flicker(m.time)));
        m.on(0.75, () => {
          const along = traffic(m.time);
          if (along === undefined) return;
          const x = mix(1640, 420, along);
          const y = deckAt(x) - 10;
          shine(m.ctx, x - 40, y, mix(190, 70, along), 0.7, { cold: true, flat: 0.4 });
          shine(m.ctx, x, y, mix(34, 14, along), 1, { cold: true });
        });
      }
      if (who === 'leaning') {
        m.on(0.75, () => {
          put(m.ctx, lantern, 250 - 30, 566 - 196, { scale: 1.9, turn: swing(m.time, 0.12) });
          shine(m.ctx, 220, 410, 300, 0.85 * flicker(m.time));
          steam(m.ctx, 262, 444, 100, m.time, 0.6);
        });
      }
      if (rain) splashes(m.ctx, m.time, [520, 520, 240, 140], 14, 10);
      if (rain) splashes(m.ctx, m.time, [1310, 500, 290, 160], 16, 10);
    },
    front: [{ canvas: reeds.canvas, depth: 1.25 }],
  };
}

/** Height of the roadway of the bridge at `x`: it comes over the head of whoever stands here. */
const deckAt = (x: number) => 312 - ((x - 300) / 1300) ** 1.7 * 262;

function drawBridge(pen: Pen, night: boolean): void {
  const xs = Array.from({ length: 40 }, (_, i) => 300 + (i * 1330) / 39);
  const thick = (x: number) => 8 + ((x - 300) / 1300) ** 1.5 * 74;
  const body = tone(night ? 0.82 : 0.36);
  for (const [x, foot] of [
    [1330, 500],
    [900, 426],
    [610, 402],
    [430, 394],
  ] as const) {
    const half = thick(x) * 0.42;
    pen.poly(
      [
        [x - half, deckAt(x) + thick(x) * 0.8],
        [x + half, deckAt(x) + thick(x) * 0.8],
        [x + half * 1.3, foot],
        [x - half * 1.3, foot],
      ],
      body,
      2,
    );
    pen.hatch(
      [
        [x, deckAt(x)],
        [x + half, deckAt(x)],
        [x + half * 1.3, foot],
        [x, foot],
      ],
      1.5,
      6,
      1.4,
      tone(night ? 0.98 : 0.8),
    );
  }
  const top = xs.map((x) => [x, deckAt(x)] as Point);
  const under = xs.map((x) => [x, deckAt(x) + thick(x)] as Point);
  pen.poly([...top, ...[...under].reverse()], body);
  pen.line(top, 3, INK, { taper: 0.6 });
  pen.line(under, 3.4, INK, { taper: 0.6 });
  pen.line(
    xs.map((x) => [x, deckAt(x) + thick(x) * 0.45] as Point),
    1.6,
    tone(night ? 0.95 : 0.7),
    { taper: 0.6 },
  );
  pen.line(
    xs.map((x) => [x, deckAt(x) - thick(x) * 0.3 - 3] as Point),
    2,
    tone(night ? 0.95 : 0.75),
    { taper: 0.6 },
  );
}
