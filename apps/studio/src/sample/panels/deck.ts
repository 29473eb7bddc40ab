import { heron } from '../cast.ts';
import { INK, ink, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { flicker, type Panel, put, shine, sprite, swing } from '../panel.ts';
import { lamp, pail, tin } from '../props.ts';
import { splashes, steam } from '../weather.ts';

const WIDTH = 1400;
const HEIGHT = 600;

/** The deck of the ferry as it comes in, seen from the county: whatever has been sent stands in its exact middle. */
export function deck(cargo: 'pail' | 'tin' | 'heron', { night = true, rain = false } = {}): Panel {
  const far = new Pen(WIDTH, HEIGHT, 81);
  far.sky(
    night
      ? [
          [0, tone(0.9)],
          [0.5, tone(0.58)],
          [1, tone(0.8)],
        ]
      : [
          [0, tone(0.2)],
          [0.5, tone(0.05)],
          [1, tone(0.3)],
        ],
  );
  far.wash(0, 0, WIDTH, 260, (a) => tone(night ? 0.95 : 0.4, a), 0.22, 22);
  const shore: Point[] = points('-10,276 300,262 720,272 1100,260 1410,272');
  far.poly([...shore, [1410, 320], [-10, 320]], tone(night ? 0.72 : 0.36));
  far.sweep(shore, 1.4, tone(night ? 0.86 : 0.6));
  for (let i = 0; i < 90; i++) {
    const d = far.random() ** 1.5;
    const x = far.random() * WIDTH;
    far.sweep(
      [
        [x, 304 + d * 290],
        [x + 20 + d * 60, 302 + d * 290],
        [x + 40 + d * 130, 305 + d * 290],
      ],
      1 + d * 2.4,
      far.random() < 0.4 ? paper(night ? 0.14 : 0.5) : ink(night ? 0.45 : 0.3),
    );
  }
  const near = new Pen(WIDTH, HEIGHT, 82);
  const planks: Point[] = points('470,352 930,352 1290,610 110,610');
  near.poly(planks, tone(night ? 0.8 : 0.4), 3);
  for (let i = 1; i < 11; i++)
    near.ruled(
      [
        [470 + i * 42, 352],
        [110 + i * 107, 610],
      ],
      1.8,
      ink(0.7),
    );
  near.hatch(planks, 0.02, 16, 1.3, ink(0.35));
  near.poly(points('470,352 930,352 930,340 470,340'), tone(0.95), 2);
  for (const side of [-1, 1]) {
    const x = (near_: number) => 700 + side * near_;
    for (const k of [0, 0.22, 0.48, 0.78]) {
      const foot: Point = [x(230 + k * 360), 352 + k * 258];
      near.line([foot, [foot[0] + side * k * 10, foot[1] - 86 - k * 150]], 5 + k * 9, tone(night ? 0.95 : 0.85));
    }
    near.ruled(
      [
        [x(230), 266],
        [x(610), 330],
      ],
      8,
      tone(night ? 0.93 : 0.85),
      { taper: 0.6 },
    );
    near.ruled(
      [
        [x(230), 308],
        [x(640), 450],
      ],
      5,
      tone(night ? 0.93 : 0.85),
      { taper: 0.6 },
    );
  }
  near.ruled(points('470,268 930,268'), 4, tone(0.93));
  near.line(points('640,346 638,96 642,70'), 8, INK, { taper: 0.1 });
  near.sweep(points('640,78 690,60 706,92'), 6, INK);
  if (night) near.glow(700, 480, 330, 110, light, 0.5);
  near.disc(706, 522, 78, 13, ink(0.5));
  near.at(704, 524, cargo === 'heron' ? 2.5 : 2.2, () => ({ pail, tin, heron })[cargo](near));
  far.grain(0.1);
  near.grain(0.1);
  const lantern = sprite(40, 50, 20, 6, 83, lamp);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [
      { canvas: far.canvas, depth: 0.6 },
      { canvas: near.canvas, depth: 1 },
    ],
    live: (m) => {
      const turn = swing(m.time, night ? 0.2 : 0.08);
      put(m.ctx, lantern, 706, 88, { scale: 2.2, turn });
      if (night) {
        shine(m.ctx, 706 - turn * 60, 134, 290, 0.95 * flicker(m.time));
        shine(m.ctx, 706 - turn * 260, 520, 330, 0.32 * flicker(m.time), { flat: 0.35 });
      }
      if (cargo === 'pail') steam(m.ctx, 704, 404, 170, m.time, 0.7);
      if (rain) splashes(m.ctx, m.time, [250, 380, 900, 210], 44, 13);
    },
  };
}
