import { vance } from '../cast.ts';
import { INK, ink, LIGHT, light, Pen, points, tone } from '../ink.ts';
import { type Panel, shine } from '../panel.ts';
import { splashes } from '../weather.ts';

const WIDTH = 1240;
const HEIGHT = 540;

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
