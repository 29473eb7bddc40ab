import { hester, lukasz, vance } from '../cast.ts';
import { INK, ink, LIGHT, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { ease, flicker, type Moment, mix, type Panel, put, shine, sprite, swing, traffic } from '../panel.ts';
import { bellPost, chair, ferry, hotWaterBottle, house, lamp, umbrella, windlass } from '../props.ts';
import { splashes } from '../weather.ts';

const WIDTH = 1800;
const HEIGHT = 760;

/** Where the ferry's ends of the chain are: at Pell's landing, and at the county's. */
const HOME = 520;
const AWAY = 1290;
const WATER = 590;

export interface RiverState {
  readonly time: 'day' | 'night' | 'ice';
  /** Where the ferry is, 0 at Pell's landing and 1 at the county bank, as the shot goes on. */
  readonly ferry: (progress: number) => number;
  readonly aboard?: 'crowd' | 'lukasz' | 'bottle';
  /** A lamp swung twice at the landing, answered by a torch. */
  readonly signals?: boolean;
  readonly umbrella?: boolean;
  readonly watcher?: boolean;
  readonly people?: boolean;
  readonly rain?: boolean;
  /** Łukasz on his bank. */
  readonly standing?: boolean;
}

/** The whole river: the bridge over it, Pell's landing on the left, the county on the right, the ferry between. */
export function river(state: RiverState, face: string): Panel {
  const night = state.time === 'night';
  const dark = night ? 1 : 0;
  const back = new Pen(WIDTH, HEIGHT, 21);
  back.sky(
    night
      ? [
          [0, tone(0.9)],
          [0.32, tone(0.66)],
          [0.42, tone(0.56)],
          [1, tone(0.6)],
        ]
      : [
          [0, tone(0.16)],
          [0.4, tone(0.04)],
          [1, tone(0.1)],
        ],
  );
  back.wash(0, 0, WIDTH, 240, night ? ink : paper, night ? 0.25 : 0.5, 24);
  if (!night) back.wash(0, 20, WIDTH, 160, (a) => tone(0.34, a), 0.22, 14);
  const hills: Point[] = points('0,300 180,262 420,290 700,254 960,282 1240,250 1520,284 1800,256');
  back.poly([...hills, [1800, 380], [0, 380]], tone(mix(0.34, 0.7, dark)));
  back.sweep(hills, 1.4, tone(mix(0.6, 0.86, dark)));
  const bridge = new Pen(WIDTH, HEIGHT, 22);
  drawBridge(bridge, night, state.people ?? false);

  const near = new Pen(WIDTH, HEIGHT, 23);
  drawWater(near, state.time);
  drawBanks(near, night, state, face);
  for (let i = 0; i < 210; i++) {
    const x = near.random() * WIDTH;
    near.line(
      [
        [x, 358],
        [x + 3, 344 - near.random() * 16],
      ],
      2,
      tone(mix(0.56, 0.86, dark), 0.8),
    );
  }
  back.grain(0.1);
  near.grain(0.1);
  bridge.grain(0.08);

  const reeds = new Pen(WIDTH, HEIGHT, 24);
  for (let i = 0; i < 90; i++) {
    const x = (i % 2 ? 0 : 1330) + reeds.random() * 470;
    const tall = 60 + reeds.random() * 110 * Math.abs((x - 900) / 900);
    reeds.sweep(
      [
        [x, 770],
        [x + 6 * reeds.random(), 770 - tall * 0.6],
        [x + 26 * (reeds.random() - 0.5), 770 - tall],
      ],
      3.4,
      night ? INK : tone(0.86),
    );
  }

  const boat = sprite(420, 240, 210, 190, 25, (pen) => {
    ferry(pen);
    if (state.aboard === 'crowd') crowd(pen);
    if (state.aboard === 'bottle') pen.at(-46, -22, 0.6, () => hotWaterBottle(pen));
    if (state.aboard === 'lukasz') {
      pen.at(38, -20, 0.42, () => lukasz(pen, { arm: [-16, -112], tin: true, rim: 1 }));
      pen.at(32, -20, 0.42, () => umbrella(pen, { pole: 285, rim: 0.9 }));
    }
  });
  const lantern = sprite(40, 50, 20, 6, 26, lamp);
  const figure = sprite(40, 70, 20, 66, 27, (pen) => pen.at(0, 0, 0.3, () => vance(pen)));
  const hand = sprite(40, 50, 20, 6, 28, lamp);

  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [
      { canvas: back.canvas, depth: 0.55 },
      { canvas: bridge.canvas, depth: 0.7 },
      { canvas: near.canvas, depth: 1 },
    ],
    live: (m) => {
      const { ctx, time } = m;
      if (night) m.on(0.7, () => passingCar(m));
      if (state.watcher) m.on(0.7, () => put(ctx, figure, 1010, bridgeAt(1010) - 6, { scale: 0.8 }));
      const x = mix(HOME, AWAY, state.ferry(m.progress));
      const bob = state.time === 'ice' ? 0 : Math.sin(time * 1.7) * 1.6;
      if (night) {
        shine(ctx, x - 16, WATER + 34, 150, 0.5 * flicker(time), { flat: 0.3 });
        shimmer(ctx, x - 16, time);
      }
      put(ctx, boat, x, WATER + bob, { turn: state.time === 'ice' ? 0.05 : Math.sin(time * 1.1) * 0.006 });
      put(ctx, lantern, x - 16, WATER - 98 + bob, { turn: swing(time), scale: 0.8 });
      if (night) shine(ctx, x - 16 - swing(time) * 20, WATER - 82 + bob, 130, 0.95 * flicker(time));
      if (state.signals) signals(m, hand);
      if (state.rain) splashes(ctx, time, [420, 470, 1000, 250], 70, 12);
    },
    front: [{ canvas: reeds.canvas, depth: 1.3 }],
  };
}

/** Height of the bridge's roadway at `x`. */
const bridgeAt = (x: number) => 196 + 0.00003 * (x - 900) ** 2;

function drawBridge(pen: Pen, night: boolean, people: boolean): void {
  const body = tone(night ? 0.78 : 0.3);
  const shade = tone(night ? 0.9 : 0.55);
  const top: Point[] = [];
  const under: Point[] = [];
  for (let x = -20; x <= 1820; x += 40) {
    top.push([x, bridgeAt(x)]);
    const span = ((x - 120) % 390) / 390;
    under.push([x, bridgeAt(x) + 24 + 34 * Math.abs(span * 2 - 1) ** 2.2]);
  }
  for (const x of [120, 510, 900, 1290, 1680]) {
    pen.poly(
      [
        [x - 19, bridgeAt(x) + 36],
        [x + 19, bridgeAt(x) + 36],
        [x + 25, 362],
        [x - 25, 362],
      ],
      body,
      2,
      tone(night ? 0.96 : 0.8),
    );
    pen.hatch(
      [
        [x + 4, 240],
        [x + 20, 240],
        [x + 25, 362],
        [x + 6, 362],
      ],
      1.5,
      5,
      1.2,
      tone(night ? 0.98 : 0.8),
    );
  }
  pen.poly([...top, ...under.reverse()], body);
  pen.line(top, 2.6, tone(night ? 0.97 : 0.88), { taper: 0 });
  pen.line(under, 2, tone(night ? 0.97 : 0.85), { taper: 0 });
  pen.line(
    top.map(([x, y]) => [x, y + 13] as Point),
    1.2,
    shade,
    { taper: 0 },
  );
  pen.line(
    top.map(([x, y]) => [x, y - 14] as Point),
    1.6,
    tone(night ? 0.93 : 0.8),
    { taper: 0 },
  );
  for (let x = 0; x < 1800; x += 26)
    pen.line(
      [
        [x, bridgeAt(x) - 14],
        [x, bridgeAt(x)],
      ],
      1.2,
      tone(night ? 0.93 : 0.8),
    );
  if (people) {
    for (let i = 0; i < 150; i++) {
      const x = 60 + (i * 1690) / 150 + pen.random() * 9;
      const tall = 17 + pen.random() * 9;
      const y = bridgeAt(x) - 2;
      pen.line(
        [
          [x, y],
          [x + pen.random() * 2 - 1, y - tall],
        ],
        7,
        tone(0.72 + pen.random() * 0.2),
        { taper: 0.3 },
      );
      pen.disc(x, y - tall - 4, 3.2, 3.6, tone(0.8));
    }
    pen.sweep(
      [
        [846, bridgeAt(846) - 44],
        [900, bridgeAt(900) - 30],
        [954, bridgeAt(954) - 44],
      ],
      3,
      LIGHT,
    );
    for (let x = 60; x < 1760; x += 120)
      pen.sweep(
        [
          [x, bridgeAt(x) + 2],
          [x + 60, bridgeAt(x) + 15],
          [x + 120, bridgeAt(x + 120) + 2],
        ],
        1.4,
        tone(0.85),
      );
  }
}

function drawWater(pen: Pen, time: RiverState['time']): void {
  const { ctx } = pen;
  const g = ctx.createLinearGradient(0, 350, 0, HEIGHT);
  const stops = { day: [0.12, 0.3, 0.44], night: [0.56, 0.74, 0.9], ice: [0.02, 0.08, 0.18] }[time];
  for (const [i, v] of stops.entries()) g.addColorStop(i / 2, tone(v));
  pen.poly(
    [
      [0, 352],
      [WIDTH, 352],
      [WIDTH, HEIGHT],
      [0, HEIGHT],
    ],
    g,
  );
  const dark = time === 'night';
  if (time === 'ice') {
    for (let i = 0; i < 34; i++) {
      const x = 380 + pen.random() * 1050;
      const y = 400 + pen.random() ** 1.4 * 330;
      const s = 30 + (y - 380) * 0.5;
      pen.ruled(
        [
          [x, y],
          [x + s * (0.5 + pen.random()), y + s * 0.12],
          [x + s * (1 + pen.random()), y - s * 0.1],
        ],
        1.6,
        tone(0.55),
      );
      pen.ruled(
        [
          [x + s * 0.5, y + s * 0.1],
          [x + s * 0.4, y + s * 0.4],
        ],
        1.2,
        tone(0.55),
      );
    }
    pen.wash(420, 400, 1000, 330, paper, 0.7, 22);
    return;
  }
  for (let i = 0; i < 250; i++) {
    const d = pen.random() ** 1.6;
    const y = 360 + d * 390;
    const long = 20 + d * 130 * pen.random();
    const x = pen.random() * WIDTH;
    const pale = pen.random() < 0.4;
    pen.sweep(
      [
        [x, y],
        [x + long / 2, y + (pen.random() - 0.5) * 3 * (1 + d)],
        [x + long, y],
      ],
      0.8 + d * 2,
      pale ? paper(dark ? 0.13 : 0.5) : ink(dark ? 0.45 : 0.4),
    );
  }
  for (const x of [120, 510, 900, 1290, 1680])
    for (let y = 364; y < 440; y += 7)
      pen.line(
        [
          [x - 20 - pen.random() * 10, y],
          [x, y + 1],
          [x + 20 + pen.random() * 10, y],
        ],
        3,
        ink(dark ? 0.3 : 0.22),
      );
  // The chain: up out of the water at each landing, under it between.
  for (const [from, to, lift] of [
    [400, 560, -12],
    [1250, 1430, -12],
  ] as const)
    for (let x = from; x < to; x += 9) {
      const u = (x - from) / (to - from);
      const y = WATER - 18 + lift * Math.sin(Math.PI * u) + 22 * u * (1 - u);
      pen.disc(x, y, 4.4, 2.6, 'rgba(0,0,0,0)', 1.6, dark ? INK : tone(0.85));
    }
}

function drawBanks(pen: Pen, night: boolean, state: RiverState, face: string): void {
  const ground = tone(night ? 0.88 : 0.5);
  const left: Point[] = points('-10,420 120,412 270,428 370,470 430,560 410,640 300,700 150,780 -10,780');
  const right: Point[] = points('1810,404 1690,410 1540,438 1440,500 1392,560 1416,640 1530,710 1640,780 1810,780');
  for (const bank of [left, right]) {
    pen.poly(bank, ground);
    pen.sweep(bank.slice(0, -1), 3, night ? INK : tone(0.85), { taper: 0.1 });
    pen.hatch(bank, 0.5, night ? 13 : 11, 1.6, night ? ink(0.8) : ink(0.5));
  }
  pen.at(170, 470, 0.86, () => house(pen, { lit: night, face }));
  pen.at(372, 560, 0.62, () => windlass(pen, 0.8));
  pen.poly(points('392,566 520,578 520,590 392,586'), tone(night ? 0.95 : 0.8), 2);
  pen.poly(points('1426,566 1330,578 1330,590 1426,586'), tone(night ? 0.95 : 0.8), 2);
  if (night) pen.glow(222, 410, 200, 120, light, 0.35);
  pen.at(336, 580, 0.5, () => hester(pen, { arm: [-40, -80], rim: night ? 0.7 : 0 }), { mirror: true });
  pen.at(1466, 566, 0.5, () => bellPost(pen), { mirror: true });
  if (!state.people) {
    pen.at(1560, 590, 0.5, () => chair(pen));
    if (state.umbrella ?? true) pen.at(1574, 592, 0.5, () => umbrella(pen, { rim: night ? 0.35 : 0 }));
    if (state.signals || state.standing || state.aboard === 'bottle')
      pen.at(1530, 592, 0.5, () => lukasz(pen, { rim: 0.4 }));
  }
}

function crowd(pen: Pen): void {
  for (let i = 0; i < 40; i++) {
    const x = -106 + (i * 212) / 40 + pen.random() * 4;
    const tall = 30 + pen.random() * 12;
    pen.line(
      [
        [x, -22],
        [x, -22 - tall],
      ],
      10,
      tone(0.62 + pen.random() * 0.34),
      { taper: 0.35 },
    );
    pen.disc(x, -26 - tall, 4.4, 5, tone(0.5), 0.8);
    if (pen.random() < 0.5)
      pen.line(
        [
          [x - 8, -30 - tall],
          [x + 8, -30 - tall],
        ],
        3,
        INK,
      );
    else
      pen.blob(
        [
          [x - 5, -29 - tall],
          [x, -35 - tall],
          [x + 5, -29 - tall],
        ],
        tone(0.9),
      );
  }
}

function passingCar({ ctx, time }: Moment): void {
  const along = traffic(time);
  if (along === undefined) return;
  const x = mix(1900, -100, along);
  const y = bridgeAt(x) - 7;
  shine(ctx, x - 30, y, 130, 0.75, { cold: true, flat: 0.35 });
  shine(ctx, x, y, 26, 1, { cold: true });
}

function shimmer(ctx: Moment['ctx'], x: number, time: number): void {
  ctx.save();
  for (let i = 0; i < 9; i++) {
    const y = WATER + 14 + i * 13;
    const half = (8 + 11 * Math.abs(Math.sin(i * 1.7 + time * 2.2))) * (1 - i * 0.05);
    const shift = Math.sin(time * 3 + i * 1.9) * 5;
    ctx.fillStyle = light(0.62 - i * 0.055);
    ctx.fillRect(x - half + shift, y, half * 2, 2.4);
  }
  ctx.restore();
}

/** Two swings of her lamp; two flashes of his torch. */
function signals({ ctx, time }: Moment, hand: ReturnType<typeof sprite>): void {
  const swingTurn = time < 1.5 ? Math.sin((time / 0.75) * 2 * Math.PI) * 0.9 : 0;
  const x = 352 + Math.sin(swingTurn) * 34;
  const y = 506 + Math.cos(swingTurn) * 34;
  put(ctx, hand, x, y - 12, { scale: 0.8, turn: -swingTurn });
  shine(ctx, x, y, 90, flicker(time));
  const on = (time > 1.7 && time < 2.05) || (time > 2.35 && time < 2.7);
  if (on) {
    shine(ctx, 1520, 540, 150 * ease(1), 1);
    shine(ctx, 1520, 540, 34, 1, { cold: true });
  }
}
