import { type Hat, hester, lukasz } from '../cast.ts';
import { INK, ink, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { flicker, mix, type Panel, put, shine, sprite, swing, traffic } from '../panel.ts';
import { furled, house, lamp, tin, umbrella, windlass } from '../props.ts';
import { splashes } from '../weather.ts';

const WIDTH = 1600;
const HEIGHT = 680;

export interface LandingState {
  readonly hat: Hat;
  readonly face: string;
  readonly rain?: boolean;
  readonly who?: 'winding' | 'two' | 'door' | 'nobody';
}

/** Pell's Landing: the stone house, its name in letters as tall as a child, and the windlass. */
export function landing({ hat, face, rain = false, who = 'winding' }: LandingState): Panel {
  const far = new Pen(WIDTH, HEIGHT, 61);
  far.sky([
    [0, tone(0.9)],
    [0.5, tone(0.62)],
    [1, tone(0.7)],
  ]);
  far.wash(0, 0, WIDTH, 300, ink, 0.22, 26);
  const hills: Point[] = points('600,340 860,312 1120,330 1360,306 1620,324');
  far.poly([...hills, [1620, 420], [600, 420]], tone(0.72));
  far.sweep(hills, 1.4, tone(0.86));
  for (const x of [900, 1180, 1460]) {
    far.poly(
      [
        [x - 12, 262],
        [x + 12, 262],
        [x + 16, 388],
        [x - 16, 388],
      ],
      tone(0.8),
      1.6,
    );
  }
  far.poly(points('560,238 1620,226 1620,252 560,262'), tone(0.82));
  far.ruled(points('560,238 1620,226'), 2.4, tone(0.97));
  far.ruled(points('560,262 1620,252'), 2, tone(0.97));
  far.ruled(points('560,226 1620,214'), 1.4, tone(0.93));
  const water = new Pen(WIDTH, HEIGHT, 62);
  const g = water.ctx.createLinearGradient(0, 380, 0, 640);
  g.addColorStop(0, tone(0.62));
  g.addColorStop(1, tone(0.88));
  water.poly(
    [
      [500, 384],
      [WIDTH, 384],
      [WIDTH, HEIGHT],
      [500, HEIGHT],
    ],
    g,
  );
  for (let i = 0; i < 110; i++) {
    const d = water.random() ** 1.4;
    const x = 700 + water.random() * 900;
    const long = 20 + d * 100;
    water.sweep(
      [
        [x, 390 + d * 270],
        [x + long / 2, 388 + d * 270],
        [x + long, 391 + d * 270],
      ],
      1 + d * 1.8,
      water.random() < 0.4 ? paper(0.15) : ink(0.5),
    );
  }
  // The county, small and far: an umbrella.
  water.at(1420, 398, 0.2, () => umbrella(water, { rim: 0.6 }));
  water.sweep(points('1300,398 1420,394 1600,396'), 3, INK);

  const near = new Pen(WIDTH, HEIGHT, 63);
  const ground: Point[] = points('-10,520 400,528 700,548 880,576 1010,620 1060,690 -10,690');
  near.poly(ground, tone(0.86));
  near.hatch(ground, 0.06, 11, 1.7, ink(0.75));
  near.sweep(ground.slice(0, -1), 3.4, INK, { taper: 0.1 });
  near.at(372, 560, 2.05, () => house(near, { lit: true, face, door: who === 'door' || who === 'two' ? 1 : 0 }));
  near.glow(506, 420, 300, 200, light, 0.42);
  near.poly(points('440,566 590,566 720,668 480,668'), light(0.16));
  if (who === 'door' || who === 'two') near.poly(points('246,562 342,562 420,672 170,672'), light(0.3));
  near.poly(points('880,604 1170,618 1170,636 880,630'), tone(0.95), 2.4);
  near.at(900, 628, 1.5, () => windlass(near, 2.4), { mirror: true });
  if (who === 'winding')
    near.at(758, 636, 1.62, () => hester(near, { hat, arm: [-34, -88], rim: 0.7 }), { mirror: true });
  if (who === 'two') {
    near.at(716, 640, 1.62, () => hester(near, { hat, arm: [-60, -110], rim: 0.7 }), { mirror: true });
    near.at(940, 638, 1.62, () => lukasz(near, { arm: [-54, -112], rim: 1 }));
    near.at(976, 640, 1.62, () => umbrella(near, { pole: 288, rim: 0.7 }));
    near.at(958, 536, 0.62, () => tin(near));
    near.sweep(points('962,430 990,478 966,528'), 17, tone(0.86), { taper: 0.2 });
    near.disc(958, 532, 9, 8, tone(0.45), 1.6);
    near.disc(832, 450, 7, 6, light(1), 1.6);
  }
  if (who === 'door') {
    near.at(196, 590, 1.62, () => hester(near, { hat, arm: [-52, -100], rim: 0.3 }), { mirror: true });
    near.at(520, 628, 1.62, () => lukasz(near, { arm: [-22, -106], tin: true, rim: 1 }));
    near.at(560, 500, 0.78, () => furled(near), { turn: -0.12 });
  }
  far.grain(0.1);
  near.grain(0.1);
  const lantern = sprite(40, 50, 20, 6, 64, lamp);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [
      { canvas: far.canvas, depth: 0.5 },
      { canvas: water.canvas, depth: 0.75 },
      { canvas: near.canvas, depth: 1 },
    ],
    live: (m) => {
      m.on(0.5, () => {
        const along = traffic(m.time);
        if (along === undefined) return;
        const x = mix(540, 1640, along);
        shine(m.ctx, x + 26, 224, 120, 0.7, { cold: true, flat: 0.35 });
        shine(m.ctx, x, 224, 22, 1, { cold: true });
      });
      shine(m.ctx, 506, 412, 190, 0.5 * flicker(m.time));
      put(m.ctx, lantern, 858, 486, { scale: 1.3, turn: swing(m.time, 0.1) });
      shine(m.ctx, 858, 514, 170, 0.75 * flicker(m.time + 3));
      if (rain) {
        splashes(m.ctx, m.time, [20, 590, 960, 80], 26, 11);
        splashes(m.ctx, m.time + 9, [1080, 430, 520, 230], 24, 11);
      }
    },
  };
}
