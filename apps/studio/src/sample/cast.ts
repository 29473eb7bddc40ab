import { INK, LIGHT, light, type Pen, type Point, paper, tone } from './ink.ts';

/*
 * The people, each by a shape that reads from across the river: Łukasz is a nail with a hood, Hester a bell,
 * Vance a coat hanger with a crown. Origin between the feet, 200 units tall, facing left.
 */

const COAT = tone(0.93);
const CLOTH = tone(0.84);

/** Łukasz on his feet. `lean` bends him forward from the boots, in radians; `arm` is where his near hand is. */
export function lukasz(pen: Pen, { lean = 0, arm = [-14, -96] as Point, rim = 0.8, tin = false } = {}): void {
  // Boots stay where they are: only what is above them leans.
  pen.blob(
    [
      [-20, 0],
      [-19, -9],
      [-6, -15],
      [3, -14],
      [3, 0],
    ],
    INK,
  );
  pen.blob(
    [
      [-6, 0],
      [-4, -10],
      [6, -15],
      [16, -13],
      [16, 0],
    ],
    INK,
  );
  pen.at(
    0,
    -10,
    1,
    () => {
      pen.poly(
        [
          [-12, 2],
          [-10, -84],
          [14, -84],
          [13, 2],
          [4, 2],
          [2, -60],
          [-2, 2],
        ],
        tone(0.9),
      );
      pen.blob(
        [
          [-21, -74],
          [-19, -120],
          [-15, -146],
          [-2, -154],
          [13, -149],
          [20, -118],
          [22, -74],
          [0, -70],
        ],
        COAT,
      );
      pen.line(
        [
          [-21, -74],
          [0, -71],
          [22, -74],
        ],
        1.5,
        tone(0.6),
      );
      // Hood, face, glasses.
      pen.blob(
        [
          [-15, -150],
          [-17, -168],
          [-10, -186],
          [5, -192],
          [15, -182],
          [19, -164],
          [14, -146],
          [0, -143],
        ],
        COAT,
      );
      pen.blob(
        [
          [-14, -152],
          [-18, -161],
          [-21, -165],
          [-16, -171],
          [-13, -180],
          [-5, -182],
          [-3, -166],
          [-6, -151],
        ],
        tone(0.42),
      );
      pen.line(
        [
          [-18, -170],
          [-13, -171],
          [-6, -170],
        ],
        1.6,
      );
      pen.disc(-14, -170, 3.2, 3, paper(0.85), 1);
      const elbow: Point = [(arm[0] + 6) / 2 - 2, (arm[1] - 138) / 2 + 14];
      pen.sweep([[5, -142], elbow, arm], 15, tone(0.88), { taper: 0.2, waver: 0.2 });
      pen.sweep(
        [
          [9, -136],
          [elbow[0] + 5, elbow[1] + 7],
          [arm[0] + 3, arm[1] + 6],
        ],
        1.4,
        tone(0.62),
      );
      pen.disc(arm[0], arm[1], 5, 4.5, tone(0.45), 1);
      if (tin) {
        pen.poly(
          [
            [-34, -118],
            [-4, -118],
            [-4, -98],
            [-34, -98],
          ],
          tone(0.3),
          2,
        );
        pen.line(
          [
            [-36, -114],
            [-3, -114],
          ],
          1.6,
        );
      }
      pen.sweep(
        [
          [-21, -76],
          [-19, -120],
          [-16, -146],
          [-18, -168],
          [-10, -187],
        ],
        1.6,
        light(rim),
      );
    },
    { turn: -lean },
  );
}

/** Łukasz on the folding chair, knees and ledger. */
export function lukaszSitting(pen: Pen, { rim = 0.7, phone = false } = {}): void {
  pen.blob(
    [
      [-52, 0],
      [-51, -9],
      [-38, -14],
      [-28, -12],
      [-28, 0],
    ],
    INK,
  );
  pen.poly(
    [
      [-42, -8],
      [-46, -66],
      [-30, -70],
      [-27, -8],
    ],
    tone(0.9),
  );
  pen.poly(
    [
      [-46, -62],
      [-42, -78],
      [12, -84],
      [16, -58],
    ],
    tone(0.9),
  );
  pen.blob(
    [
      [-8, -62],
      [-10, -104],
      [-4, -138],
      [8, -144],
      [22, -138],
      [28, -104],
      [26, -60],
      [8, -56],
    ],
    COAT,
  );
  pen.blob(
    [
      [-6, -140],
      [-8, -158],
      [-1, -176],
      [14, -182],
      [24, -172],
      [28, -154],
      [23, -136],
      [8, -133],
    ],
    COAT,
  );
  pen.blob(
    [
      [-5, -142],
      [-9, -151],
      [-12, -155],
      [-7, -161],
      [-4, -170],
      [4, -172],
      [6, -156],
      [3, -141],
    ],
    tone(0.42),
  );
  pen.line(
    [
      [-9, -160],
      [-4, -161],
      [3, -160],
    ],
    1.6,
  );
  pen.disc(-5, -160, 3.2, 3, paper(0.85), 1);
  if (phone) {
    pen.sweep(
      [
        [14, -130],
        [8, -112],
        [-8, -136],
      ],
      13,
      tone(0.86),
      { taper: 0.2 },
    );
    pen.disc(-8, -140, 5, 6, tone(0.4), 1);
  } else {
    pen.sweep(
      [
        [14, -130],
        [10, -100],
        [-18, -88],
      ],
      13,
      tone(0.86),
      { taper: 0.2 },
    );
    pen.poly(
      [
        [-44, -84],
        [-12, -90],
        [-10, -84],
        [-43, -78],
      ],
      paper(0.9),
      1.4,
    );
  }
  pen.sweep(
    [
      [-9, -64],
      [-10, -104],
      [-5, -138],
      [-8, -158],
      [0, -177],
    ],
    1.6,
    light(rim),
  );
}

export type Hat = 'souwester' | 'feather';

/** Hester on her feet, a bell tent of oilskin. `arm` is where her near hand is. */
export function hester(pen: Pen, { arm = [-34, -92] as Point, hat = 'souwester' as Hat, rim = 0.8 } = {}): void {
  pen.blob(
    [
      [-30, 0],
      [-30, -10],
      [-8, -14],
      [-6, 0],
    ],
    INK,
  );
  pen.blob(
    [
      [6, 0],
      [6, -12],
      [24, -12],
      [26, 0],
    ],
    INK,
  );
  pen.blob(
    [
      [-56, -8],
      [-46, -60],
      [-32, -112],
      [-20, -142],
      [0, -150],
      [20, -142],
      [34, -110],
      [50, -58],
      [60, -8],
      [0, -3],
    ],
    CLOTH,
  );
  pen.sweep(
    [
      [-6, -120],
      [-14, -70],
      [-24, -14],
    ],
    1.6,
    tone(0.97),
  );
  pen.sweep(
    [
      [14, -120],
      [24, -70],
      [34, -14],
    ],
    1.6,
    tone(0.97),
  );
  pen.sweep(
    [
      [-52, -16],
      [0, -9],
      [56, -16],
    ],
    1.5,
    tone(0.98),
  );
  pen.blob(
    [
      [-13, -146],
      [-18, -156],
      [-22, -162],
      [-17, -167],
      [-15, -178],
      [0, -184],
      [14, -176],
      [14, -152],
      [2, -142],
    ],
    tone(0.4),
    1,
  );
  hesterHat(pen, hat);
  const elbow: Point = [(arm[0] - 6) / 2 + 2, (arm[1] - 132) / 2 + 12];
  pen.sweep([[-2, -134], elbow, arm], 19, CLOTH, { taper: 0.15, waver: 0.2 });
  pen.sweep(
    [
      [4, -128],
      [elbow[0] + 6, elbow[1] + 9],
      [arm[0] + 4, arm[1] + 8],
    ],
    1.6,
    tone(0.98),
  );
  pen.disc(arm[0], arm[1], 6, 5.5, tone(0.4), 1);
  pen.sweep(
    [
      [-56, -10],
      [-46, -60],
      [-32, -112],
      [-20, -142],
    ],
    1.8,
    light(rim),
  );
}

function hesterHat(pen: Pen, hat: Hat): void {
  if (hat === 'souwester') {
    pen.blob(
      [
        [-27, -170],
        [-16, -178],
        [-13, -192],
        [2, -200],
        [16, -190],
        [20, -176],
        [36, -158],
        [20, -165],
        [0, -171],
      ],
      COAT,
      1,
    );
    return;
  }
  pen.blob(
    [
      [-30, -173],
      [-16, -178],
      [0, -177],
      [16, -177],
      [30, -172],
      [0, -169],
    ],
    COAT,
  );
  pen.blob(
    [
      [-15, -176],
      [-13, -192],
      [0, -197],
      [13, -192],
      [15, -176],
    ],
    COAT,
  );
  pen.sweep(
    [
      [9, -180],
      [22, -204],
      [40, -216],
    ],
    5,
    tone(0.2),
    { taper: 0.95 },
  );
  pen.sweep(
    [
      [9, -180],
      [22, -204],
      [40, -216],
    ],
    1,
    INK,
  );
}

/** Vance at a parapet: shoulders like a coat hanger, a paper crown. */
export function vance(pen: Pen): void {
  pen.blob(
    [
      [-44, 0],
      [-46, -70],
      [-42, -112],
      [-10, -126],
      [10, -126],
      [42, -112],
      [46, -70],
      [44, 0],
    ],
    COAT,
  );
  pen.poly(
    [
      [-10, -126],
      [0, -70],
      [10, -126],
    ],
    paper(0.75),
  );
  pen.blob(
    [
      [-14, -130],
      [-16, -150],
      [-12, -168],
      [0, -174],
      [12, -168],
      [16, -150],
      [14, -130],
      [0, -122],
    ],
    tone(0.4),
    1,
  );
  pen.blob(
    [
      [-17, -140],
      [-18, -164],
      [-2, -178],
      [16, -168],
      [18, -140],
      [12, -156],
      [0, -164],
      [-12, -158],
    ],
    INK,
  );
  pen.at(
    0,
    -168,
    1,
    () =>
      pen.poly(
        [
          [-17, 2],
          [-19, -22],
          [-10, -10],
          [-4, -26],
          [2, -11],
          [9, -25],
          [12, -9],
          [20, -20],
          [16, 3],
        ],
        LIGHT,
        1.4,
      ),
    {
      turn: 0.16,
    },
  );
}

/** A heron, unimpressed. */
export function heron(pen: Pen): void {
  pen.line(
    [
      [-2, -34],
      [-3, -16],
      [-2, 0],
    ],
    2,
  );
  pen.line(
    [
      [6, -34],
      [8, -16],
      [6, 0],
    ],
    2,
  );
  pen.blob(
    [
      [-14, -50],
      [-4, -62],
      [14, -56],
      [34, -34],
      [44, -22],
      [20, -30],
      [0, -34],
      [-12, -40],
    ],
    tone(0.45),
    1.6,
  );
  pen.hatch(
    [
      [0, -56],
      [14, -54],
      [40, -26],
      [14, -36],
    ],
    0.7,
    4,
    1,
    INK,
  );
  pen.sweep(
    [
      [-10, -48],
      [-18, -62],
      [-12, -76],
      [-10, -88],
      [-16, -96],
    ],
    7,
    tone(0.25),
    { taper: 0.3 },
  );
  pen.sweep(
    [
      [-12, -46],
      [-21, -62],
      [-15, -76],
      [-13, -88],
      [-18, -97],
    ],
    1.4,
  );
  pen.blob(
    [
      [-22, -98],
      [-16, -103],
      [-8, -99],
      [-10, -92],
      [-19, -94],
    ],
    tone(0.2),
    1.2,
  );
  pen.poly(
    [
      [-20, -99],
      [-44, -94],
      [-20, -94],
    ],
    INK,
  );
  pen.sweep(
    [
      [-14, -102],
      [-2, -100],
      [8, -92],
    ],
    2.4,
    INK,
    { taper: 0.9 },
  );
}
