import type { Hat } from '../cast.ts';
import { INK, ink, light, Pen, type Point, paper, points, tone } from '../ink.ts';
import { flicker, type Moment, type Panel, put, shine, sprite, traffic } from '../panel.ts';
import { rain, steam } from '../weather.ts';

const WIDTH = 1300;
const HEIGHT = 560;

function night(pen: Pen, lit: readonly [x: number, y: number]): void {
  pen.sky([
    [0, tone(0.9)],
    [0.6, tone(0.64)],
    [1, tone(0.8)],
  ]);
  pen.wash(0, 0, WIDTH, 380, ink, 0.22, 22);
  const shore: Point[] = points('-10,372 260,356 620,366 980,352 1310,362');
  pen.poly([...shore, [1310, 600], [-10, 600]], tone(0.78));
  pen.sweep(shore, 1.6, tone(0.9));
  for (let i = 0; i < 70; i++) {
    const y = 384 + pen.random() * 180;
    const x = pen.random() * WIDTH;
    pen.sweep(
      [
        [x, y],
        [x + 40, y - 2],
        [x + 80, y],
      ],
      1.8,
      pen.random() < 0.4 ? paper(0.12) : ink(0.4),
    );
  }
  pen.glow(lit[0], lit[1], 120, 90, light, 0.5);
  pen.disc(lit[0], lit[1], 7, 7, light(1));
  for (let i = 0; i < 6; i++)
    pen.line(
      [
        [lit[0] - 8 - i, lit[1] + 46 + i * 11],
        [lit[0] + 8 + i, lit[1] + 46 + i * 11],
      ],
      3,
      light(0.5 - i * 0.07),
    );
}

/** Łukasz close, in profile, hood up; under his umbrella at night. */
export function lukaszClose(holding: 'phone' | 'spoon', { wet = false } = {}): Panel {
  const far = new Pen(WIDTH, HEIGHT, 101);
  night(far, [150, 356]);
  far.grain(0.1);
  const pen = new Pen(WIDTH, HEIGHT, 102);
  // Umbrella over everything: its near ribs and scalloped edge.
  pen.blob(
    points('120,92 330,-40 760,-110 1180,-40 1340,110 1190,70 1010,100 830,62 650,96 470,60 300,98 210,70'),
    tone(0.92),
  );
  for (const [x, y] of [
    [300, 98],
    [470, 60],
    [650, 96],
    [830, 62],
    [1010, 100],
  ] as const)
    pen.ruled(
      [
        [x, y],
        [x * 0.55 + 330, -60],
      ],
      2,
      tone(0.68),
    );
  pen.line(points('120,92 210,70 300,98 470,60 650,96 830,62 1010,100 1190,70 1300,92'), 3, tone(0.62));
  pen.ruled(points('978,60 968,570'), 12, tone(0.96));
  // Shoulders and anorak.
  pen.blob(points('440,600 480,500 560,436 640,408 840,396 930,440 1000,520 1030,600'), tone(0.9), 3);
  pen.sweep(points('566,446 620,480 640,580'), 3, tone(0.66));
  pen.sweep(points('588,440 604,500 602,580'), 4, INK);
  pen.hatch(points('860,410 960,480 1010,590 860,590'), 1.2, 11, 2, INK);
  // Hood.
  pen.blob(
    points('556,118 600,84 680,62 790,92 862,180 880,290 850,400 740,448 610,440 590,400 640,330 640,220 606,150'),
    tone(0.93),
    3,
  );
  pen.hatch(points('740,90 860,180 876,300 840,400 760,430 800,260'), 1.1, 10, 2, tone(0.7));
  pen.sweep(points('700,80 760,170 778,280 744,410'), 2, tone(0.7));
  // Face, left to right from the profile into the hood.
  const profile: Point[] = points(
    '562,126 538,150 526,176 522,196 525,208 510,232 491,256 489,265 501,273 513,276 507,288 502,296 509,303 505,313 511,324 512,340 506,357 520,377 552,386 590,378',
  );
  pen.blob([...profile, [606, 410], [640, 330], [640, 220], [606, 150]], tone(0.36));
  pen.hatch(points('600,150 640,220 640,330 606,408 570,384 592,320 580,220'), 1.2, 8, 1.8, ink(0.75));
  pen.hatch(points('516,330 560,350 592,376 552,386 520,376'), 0.4, 7, 1.4, ink(0.5));
  pen.sweep(profile, 3.4, INK, { taper: 0.3 });
  pen.sweep(points('500,308 516,309 528,305'), 2.6);
  pen.sweep(points('508,268 514,262 510,256'), 2.4);
  // Fringe, brow, eye behind glass.
  pen.blob(points('566,120 544,142 530,164 534,172 556,158 584,150 612,164 610,142 590,116'), INK);
  pen.sweep(points('536,170 560,154 590,148'), 2, tone(0.7));
  pen.sweep(points('528,184 546,178 566,184'), 5);
  pen.disc(546, 212, 27, 26, paper(0.22), 3.6);
  pen.sweep(points('573,208 606,204 634,210'), 3.6);
  pen.sweep(points('530,210 542,204 556,209'), 3);
  pen.disc(537, 214, 4.6, 5.4, INK);
  pen.sweep(points('531,221 540,224 550,221'), 1.6);
  // The light from across the water, along the edge of him.
  pen.sweep(profile.slice(0, 14), 3.4, light(0.95), { taper: 0.9 });
  pen.sweep(points('556,118 600,84 680,62'), 3, light(0.7));
  pen.sweep(points('440,600 480,500 560,436'), 3.4, light(0.6));
  if (holding === 'phone') {
    pen.blob(points('640,600 610,520 560,440 548,396 580,372 620,400 690,500 760,600'), tone(0.88), 3);
    pen.at(566, 340, 1, () => {
      pen.poly(points('-22,-76 16,-86 34,36 -4,44'), tone(0.97), 3);
      pen.poly(points('-17,-70 -13,-71 5,36 1,38'), light(0.85));
      pen.blob(points('-2,-10 30,-24 52,8 48,52 10,66 -4,40'), tone(0.4), 3);
      for (const y of [-8, 10, 28])
        pen.sweep(
          [
            [0, y],
            [16, y - 4],
            [34, y + 2],
          ],
          2.6,
        );
    });
  }
  if (holding === 'spoon') {
    pen.sweep(points('420,480 452,400 474,334'), 7, tone(0.2), { taper: 0.2 });
    pen.blob(points('462,338 468,314 486,306 492,322 480,340'), tone(0.12), 2.6);
    pen.blob(points('396,520 400,472 436,460 462,490 470,560 430,580'), tone(0.42), 3);
    for (const y of [478, 496, 514])
      pen.sweep(
        [
          [400, y],
          [424, y - 5],
          [446, y + 2],
        ],
        2.4,
      );
    pen.disc(420, 566, 120, 24, tone(0.3), 3.4);
  }
  pen.grain(0.1);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: far.canvas, depth: 0.5 }],
    // The rain falls beyond him: he is under the umbrella.
    live: (m) => {
      if (wet) rain(m.ctx, m.time, 1);
      m.on(0.5, () => {
        const along = traffic(m.time, 4.1);
        if (along !== undefined) shine(m.ctx, 1350 - along * 1450, 120, 150, 0.5, { cold: true, flat: 0.35 });
      });
    },
    front: [{ canvas: pen.canvas, depth: 1 }],
    over: (m) => {
      blink(m, 541, 212, 0.36);
      if (holding === 'phone') shine(m.ctx, 556, 320, 120, 0.3);
      if (holding === 'spoon') steam(m.ctx, 420, 556, 190, m.time, 0.5);
    },
  };
}

/** Hester close, in profile, looking over the river. */
export function hesterClose(hat: Hat, { wet = false } = {}): Panel {
  const far = new Pen(WIDTH, HEIGHT, 111);
  night(far, [1130, 350]);
  far.grain(0.1);
  const pen = new Pen(WIDTH, HEIGHT, 112);
  const { ctx } = pen;
  ctx.save();
  ctx.translate(WIDTH, 0);
  ctx.scale(-1, 1);
  // Neck; oilskin, collar up.
  pen.poly(points('620,350 720,320 770,440 630,440'), tone(0.42), 2.4);
  pen.hatch(points('640,352 720,326 770,440 660,440'), 1.1, 8, 1.8, ink(0.6));
  pen.blob(points('380,620 440,520 560,440 640,404 800,400 930,450 1060,540 1110,620'), tone(0.84), 3);
  pen.poly(points('556,452 598,356 700,392 660,470'), tone(0.76), 3);
  pen.blob(points('640,470 700,388 820,360 850,420 760,470'), tone(0.8), 3);
  pen.sweep(points('606,470 590,520 586,600'), 4, INK);
  pen.hatch(points('840,430 960,480 1080,600 840,600'), 1.1, 12, 2, INK);
  pen.sweep(points('700,480 716,540 700,610'), 3, tone(0.97));
  // Hair drawn back into a knot, face.
  pen.disc(812, 316, 42, 38, tone(0.16), 3);
  for (const k of [0, 1, 2])
    pen.sweep(
      [
        [782 + k * 8, 300 + k * 14],
        [812, 296 + k * 16],
        [842 - k * 6, 306 + k * 14],
      ],
      2,
      ink(0.7),
    );
  pen.blob(points('606,176 700,160 776,186 806,236 806,286 776,322 732,330 690,306 668,262 646,214'), tone(0.16), 3);
  for (const k of [0, 1, 2, 3])
    pen.sweep(
      [
        [652 + k * 26, 196 - k * 3],
        [716 + k * 14, 226 + k * 6],
        [786, 292 + k * 6],
      ],
      2,
      ink(0.62),
    );
  const profile: Point[] = points(
    '590,160 566,180 553,200 549,214 555,226 544,246 528,264 521,276 529,287 546,290 541,299 538,307 546,314 540,323 548,332 547,346 541,360 547,378 570,390 604,384 640,360',
  );
  pen.blob([...profile, [668, 330], [684, 280], [668, 230], [640, 178]], tone(0.32));
  pen.hatch(points('636,300 680,290 664,340 606,386 570,390 600,366'), 0.7, 7, 1.6, ink(0.5));
  pen.blob(points('664,236 684,232 696,252 690,282 676,296 664,276'), tone(0.34), 2.6);
  pen.sweep(points('672,246 684,250 680,272'), 1.8);
  pen.disc(676, 304, 5, 5, light(0.95), 1.6);
  pen.sweep(profile, 3.4, INK, { taper: 0.3 });
  pen.sweep(points('540,314 558,316 572,308'), 2.8);
  pen.sweep(points('546,282 554,274 550,266'), 2.2);
  // Eye, brow, the lines she has earned.
  pen.sweep(points('555,206 574,198 604,208'), 4);
  pen.sweep(points('562,236 576,228 594,236'), 3.4);
  pen.disc(573, 236, 4.8, 5, INK);
  pen.sweep(points('564,242 578,245 592,241'), 1.8);
  for (const [a, b] of [
    [602, 230],
    [604, 238],
    [602, 246],
  ] as const)
    pen.line(
      [
        [a, b],
        [a + 10, b + (b - 238) * 0.5],
        [a + 19, b + (b - 238)],
      ],
      1.6,
    );
  pen.sweep(points('560,292 578,302 584,322'), 2);
  pen.sweep(points('592,262 610,272 618,290'), 1.3, ink(0.5));
  if (hat === 'souwester') {
    pen.blob(
      points('500,204 556,176 590,120 660,84 750,96 800,160 816,200 890,300 870,320 790,250 690,214 590,200 530,216'),
      tone(0.93),
      3.4,
    );
    pen.sweep(points('560,180 660,176 790,214'), 2.4, tone(0.7));
    pen.hatch(points('700,96 790,160 820,210 720,190'), 1, 10, 2, tone(0.7));
  } else {
    pen.blob(points('470,206 560,178 690,168 820,186 880,222 780,214 660,204 560,210'), tone(0.94), 3.4);
    pen.blob(points('566,182 572,118 620,84 700,82 762,112 782,184 690,172'), tone(0.93), 3);
    pen.blob(points('566,182 568,156 680,144 780,160 784,186 690,172'), tone(0.7), 2);
    pen.hatch(points('680,90 760,116 780,156 690,146'), 1, 9, 2, tone(0.7));
  }
  pen.sweep(profile.slice(2, 15), 3.2, light(0.9), { taper: 0.9 });
  if (hat === 'souwester') pen.sweep(points('502,204 556,176 590,120 660,84'), 3.2, light(0.75));
  else pen.sweep(points('472,206 560,178 690,168'), 3, light(0.75));
  pen.sweep(points('380,620 440,520 556,448'), 3.2, light(0.6));
  ctx.restore();
  pen.grain(0.1);
  const feather = sprite(240, 220, 20, 200, 113, (p) => {
    p.blob(points('0,0 30,-62 90,-128 180,-170 150,-120 80,-62'), tone(0.2), 2.6);
    p.sweep(points('0,0 60,-84 180,-170'), 2.6);
    for (let i = 1; i < 9; i++)
      p.line(
        [
          [i * 18, -i * 19],
          [i * 18 + 16, -i * 16 + 4],
        ],
        1.6,
        ink(0.7),
      );
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: far.canvas, depth: 0.5 }],
    live: (m) => {
      m.on(0.5, () => shine(m.ctx, 1130, 350, 90, 0.6 * flicker(m.time)));
      if (hat === 'feather')
        put(m.ctx, feather, WIDTH - 730, 164, {
          turn: -0.95 + Math.sin(m.time * 2.9) * 0.035 + (wet ? Math.sin(m.time * 13) * 0.012 : 0),
        });
    },
    front: [{ canvas: pen.canvas, depth: 1 }],
    over: (m) => blink(m, WIDTH - 577, 236, 0.32),
  };
}

/** Shuts an eye at (x, y) for three frames now and then; `skin` is the tone round it. */
function blink({ ctx, time }: Moment, x: number, y: number, skin: number): void {
  const since = (time + 1.1) % 2.3;
  if (since > 0.125) return;
  ctx.fillStyle = tone(skin);
  ctx.beginPath();
  ctx.ellipse(x, y, 17, 9.5, 0, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = INK;
  ctx.lineWidth = 3;
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(x - 13, y + 2);
  ctx.quadraticCurveTo(x, y + 8, x + 13, y + 1);
  ctx.stroke();
}
