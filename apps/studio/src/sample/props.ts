import { INK, ink, LIGHT, light, type Pen, type Point, paper, points, tone } from './ink.ts';

/** The ferry seen from the side: 240 units long, waterline at 0. The lamp's hook is at (0, -86). */
export function ferry(pen: Pen): void {
  pen.poly(points('-120,-20 120,-20 106,4 -106,4'), tone(0.95));
  pen.line(points('-122,-21 0,-22 122,-21'), 4, tone(0.7));
  for (const x of [-112, -74, -37, 0, 37, 74, 112])
    pen.line(
      [
        [x, -20],
        [x, -52],
      ],
      3,
      tone(0.9),
    );
  pen.line(points('-114,-52 0,-53 114,-52'), 3.4, tone(0.9));
  pen.line(points('-114,-37 0,-38 114,-37'), 2.2, tone(0.9));
  pen.line(points('0,-50 0,-98 -1,-104'), 3.6, INK);
  pen.sweep(points('0,-102 -12,-106 -16,-98'), 2.6);
  pen.ruled(points('-120,-20 -146,-30'), 4, tone(0.9));
  pen.ruled(points('120,-20 146,-30'), 4, tone(0.9));
}

/** The ferry's lamp, hanging from its ring at the origin. */
export function lamp(pen: Pen): void {
  pen.sweep(points('-6,8 0,0 6,8'), 1.8);
  pen.poly(points('-8,8 8,8 6,12 -6,12'), INK);
  pen.poly(points('-7,12 7,12 9,28 -9,28'), LIGHT, 1.6);
  pen.poly(points('-10,28 10,28 8,33 -8,33'), INK);
  pen.line(points('0,12 0,28'), 1.2);
}

/** The county's folding chair, its number stencilled on the back. Origin at its feet. */
export function chair(pen: Pen, number = false): void {
  pen.ruled(points('-30,0 26,-66'), 5);
  pen.ruled(points('30,0 -30,-64'), 5);
  pen.poly(points('-34,-68 28,-72 34,-62 -30,-58'), tone(0.85), 2.4);
  pen.ruled(points('26,-66 44,-140'), 5);
  pen.poly(points('31,-98 38,-134 48,-134 40,-98'), tone(0.8), 2);
  if (number) pen.line(points('37,-110 41,-122'), 2, paper(0.8));
}

/** An umbrella with a weather of its own: origin at the ground under its pole, the top at -300. */
export function umbrella(pen: Pen, { pole = 300, rim = 0.6 } = {}): void {
  const top = -pole;
  pen.ruled(
    [
      [0, 0],
      [2, top + 20],
    ],
    4,
  );
  const rimPoints: Point[] = [
    [-170, top + 92],
    [-112, top + 78],
    [-58, top + 90],
    [0, top + 78],
    [58, top + 90],
    [112, top + 78],
    [170, top + 92],
  ];
  pen.blob(
    [
      [-170, top + 92],
      [-140, top + 40],
      [-76, top + 6],
      [0, top - 6],
      [76, top + 6],
      [140, top + 40],
      [170, top + 92],
      [112, top + 78],
      [58, top + 90],
      [0, top + 78],
      [-58, top + 90],
      [-112, top + 78],
    ],
    tone(0.9),
  );
  for (const x of [-112, -58, 0, 58, 112])
    pen.sweep(
      [
        [0, top - 4],
        [x * 0.72, top + 30],
        [x, top + (Math.abs(x) === 58 ? 90 : 78)],
      ],
      1.5,
      tone(0.62),
    );
  pen.blob(
    [
      [-58, top + 90],
      [-34, top + 30],
      [0, top - 4],
      [0, top + 78],
    ],
    tone(0.78),
  );
  pen.blob(
    [
      [58, top + 90],
      [44, top + 30],
      [60, top + 8],
      [112, top + 78],
    ],
    tone(0.78),
  );
  pen.line(rimPoints, 2.2, tone(0.6));
  pen.line(
    [
      [0, top - 6],
      [0, top - 18],
    ],
    3,
  );
  if (rim > 0)
    pen.sweep(
      [
        [-168, top + 88],
        [-140, top + 40],
        [-76, top + 5],
        [0, top - 7],
      ],
      2,
      paper(rim),
    );
}

/** The bell itself: origin at its crown, 100 units tall. */
export function bell(pen: Pen, { web = true } = {}): void {
  pen.blob(points('-14,4 -34,12 -42,44 -50,78 -66,100 0,106 66,100 50,78 42,44 34,12 14,4 0,0'), tone(0.8), 3);
  pen.hatch(points('10,6 40,40 62,98 20,102'), 1.3, 7, 1.6, INK);
  pen.sweep(points('-58,88 0,95 58,88'), 2, INK);
  pen.sweep(points('-40,30 0,36 40,30'), 1.6, INK);
  pen.sweep(points('-30,16 -38,48 -50,82'), 4, paper(0.5), { taper: 0.9 });
  pen.disc(0, 110, 11, 12, INK);
  if (web) {
    for (const a of [-60, -36, -14, 12, 34, 58])
      pen.line(
        [
          [a, 100],
          [a * 0.4, 128],
          [0, 140],
        ],
        0.8,
        paper(0.7),
      );
    for (const k of [0.3, 0.6, 0.85])
      pen.sweep(
        [
          [-60 * (1 - k), 100 + 40 * k],
          [0, 108 + 36 * k],
          [60 * (1 - k), 100 + 40 * k],
        ],
        0.7,
        paper(0.6),
      );
  }
}

/** The post, its arm, the board and the rope; the bell hangs at (-52, -270). Origin at the ground. */
export function bellPost(pen: Pen, { rope = 0, web = false } = {}): void {
  pen.poly(points('-9,0 -7,-318 7,-318 9,0'), tone(0.9), 2);
  pen.poly(points('-76,-306 20,-306 20,-294 -76,-294'), tone(0.92), 2);
  pen.ruled(points('-40,-294 -6,-254'), 5);
  pen.at(-52, -290, 0.62, () => bell(pen, { web }));
  pen.sweep(
    [
      [-52, -218],
      [-54 + rope * 0.4, -160],
      [-52 + rope, -96],
    ],
    3,
    tone(0.4),
  );
  pen.disc(-52 + rope, -92, 5, 7, tone(0.4), 1.4);
}

/** The painted board that hangs on the post. Lettered by the caller's font. */
export function board(pen: Pen, face: string): void {
  pen.poly(points('-104,-58 104,-62 106,58 -102,62'), tone(0.16), 3);
  const { ctx } = pen;
  ctx.fillStyle = INK;
  ctx.textAlign = 'center';
  ctx.font = `bold 29px "${face}"`;
  ctx.fillText('RING FOR', 0, -20);
  ctx.fillText('FERRY. 6d.', 0, 12);
  for (const y of [32, 41, 50])
    pen.line(
      [
        [-70, y],
        [0, y - 1],
        [70, y],
      ],
      2,
      ink(0.55),
      { waver: 2 },
    );
}

/** The ferry house: 300 units wide, origin at the middle of its foot. The lit window is at (60, -70). */
export function house(pen: Pen, { lit = true, face = '', door = 0 } = {}): void {
  pen.poly(points('-150,0 -150,-128 150,-128 150,0'), tone(0.72), 2.4);
  pen.hatch(points('-150,0 -150,-128 -20,-128 -60,0'), 1.2, 9, 1.4, tone(0.95));
  pen.poly(points('-166,-122 -112,-214 112,-214 166,-122'), tone(0.94), 2.4);
  for (let y = -200; y < -126; y += 15)
    pen.line(
      [
        [-104 - (y + 200) * 0.6, y],
        [0, y + 1],
        [104 + (y + 200) * 0.6, y],
      ],
      1,
      tone(0.72),
    );
  pen.poly(points('74,-204 74,-250 104,-250 104,-204'), tone(0.9), 2);
  pen.poly(points('36,-100 94,-100 94,-44 36,-44'), lit ? LIGHT : tone(0.85), 3);
  pen.line(points('65,-100 65,-44'), 2.4);
  pen.line(points('36,-72 94,-72'), 2.4);
  pen.poly(points('-62,0 -62,-88 -14,-88 -14,0'), door > 0 ? LIGHT : tone(0.9), 3);
  if (door > 0) pen.poly(points('-62,0 -62,-88 -86,-78 -86,8'), tone(0.92), 2.4);
  if (face) {
    const { ctx } = pen;
    ctx.font = `bold 26px "${face}"`;
    ctx.textAlign = 'center';
    ctx.fillStyle = paper(0.92);
    ctx.fillText("PELL'S LANDING", 0, -104);
  }
}

/** The same umbrella, shaken out and furled; origin at its handle, pointing down. */
export function furled(pen: Pen): void {
  pen.blob(points('-4,20 -13,60 -10,130 0,168 10,130 13,60 4,20'), tone(0.9), 2);
  pen.sweep(points('-6,30 -3,90 0,160'), 1.4, tone(0.6));
  pen.sweep(points('6,30 4,90 1,160'), 1.4, tone(0.6));
  pen.line(points('0,-30 0,24'), 4);
  pen.sweep(points('0,-28 -4,-40 -14,-36'), 5);
}

/** The windlass: a drum between two posts with a crank. Origin at the ground; `turn` in radians. */
export function windlass(pen: Pen, turn = 0): void {
  pen.poly(points('-54,0 -48,-92 -36,-92 -36,0'), tone(0.9), 2);
  pen.poly(points('36,0 36,-92 48,-92 54,0'), tone(0.9), 2);
  pen.poly(points('-38,-90 38,-90 38,-58 -38,-58'), tone(0.78), 2.4);
  for (const x of [-28, -16, -4, 8, 20, 30])
    pen.sweep(
      [
        [x, -90],
        [x + 3, -74],
        [x, -58],
      ],
      3,
      tone(0.96),
    );
  const [cx, cy] = [58, -74];
  const hx = cx + 8 * Math.cos(turn);
  const hy = cy - 36 * Math.sin(turn);
  pen.ruled(
    [
      [48, -74],
      [cx, cy],
    ],
    5,
  );
  pen.ruled(
    [
      [cx, cy],
      [hx, hy],
    ],
    5,
  );
  pen.ruled(
    [
      [hx, hy],
      [hx + 26, hy + 2],
    ],
    7,
    tone(0.6),
  );
}

export function pail(pen: Pen): void {
  pen.poly(points('-24,-46 24,-46 19,0 -19,0'), tone(0.38), 2.6);
  pen.hatch(points('4,-44 24,-44 19,0 6,0'), 1.45, 5, 1.4, INK);
  pen.disc(0, -47, 26, 6, tone(0.25), 2.2);
  pen.disc(0, -52, 5, 3, INK);
  pen.sweep(points('-24,-44 -22,-70 0,-78 22,-70 24,-44'), 2);
}

/** A shortbread tin, with somebody in it. */
export function tin(pen: Pen): void {
  pen.poly(points('-36,-40 36,-40 36,0 -36,0'), tone(0.3), 2.4);
  pen.hatch(points('10,-38 36,-38 36,0 16,0'), 1.4, 5, 1.3, INK);
  pen.poly(points('-39,-48 39,-48 39,-36 -39,-36'), tone(0.22), 2.2);
  pen.disc(-6, -18, 15, 10, light(0.55), 1.4);
  pen.sweep(points('-16,-18 -6,-22 4,-18'), 1.4);
}

export function hotWaterBottle(pen: Pen): void {
  pen.blob(points('-34,-4 -38,-20 -30,-34 10,-34 30,-28 30,-10 10,-2'), tone(0.45), 2.4);
  pen.poly(points('28,-24 46,-25 46,-13 28,-13'), tone(0.6), 2);
  for (const x of [-24, -12, 0, 12])
    pen.sweep(
      [
        [x, -31],
        [x + 3, -18],
        [x, -5],
      ],
      1.2,
    );
}
