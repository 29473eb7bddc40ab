import { INK, ink, LIGHT, light, type Pen, type Point, paper, points, tone } from './ink.ts';

/*
 * The people, each by a shape that reads from across the river: Łukasz is a nail with a hood, Hester a bell,
 * Vance a coat hanger with a crown. Origin between the feet, 200 units tall, facing left.
 */

const COAT = tone(0.93);
const CLOTH = tone(0.84);

/** Łukasz on his feet. `lean` bends him forward from the boots, in radians; `arm` is where his near hand is. */
export function lukasz(pen: Pen, { lean = 0, arm = [-14, -96] as Point, rim = 0.8, tin = false } = {}): void {
  // Boots stay where they are: only what is above them leans.
  pen.blob(points('-20,0 -19,-9 -6,-15 3,-14 3,0'), INK);
  pen.blob(points('-6,0 -4,-10 6,-15 16,-13 16,0'), INK);
  pen.at(
    0,
    -10,
    1,
    () => {
      pen.poly(points('-12,2 -10,-84 14,-84 13,2 4,2 2,-60 -2,2'), tone(0.9));
      pen.blob(points('-21,-74 -19,-120 -15,-146 -2,-154 13,-149 20,-118 22,-74 0,-70'), COAT);
      pen.line(points('-21,-74 0,-71 22,-74'), 1.5, tone(0.6));
      // Hood, face, glasses.
      pen.blob(points('-15,-150 -17,-168 -10,-186 5,-192 15,-182 19,-164 14,-146 0,-143'), COAT);
      pen.blob(points('-14,-152 -18,-161 -21,-165 -16,-171 -13,-180 -5,-182 -3,-166 -6,-151'), tone(0.42));
      pen.line(points('-18,-170 -13,-171 -6,-170'), 1.6);
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
        pen.poly(points('-34,-118 -4,-118 -4,-98 -34,-98'), tone(0.3), 2);
        pen.line(points('-36,-114 -3,-114'), 1.6);
      }
      pen.sweep(points('-21,-76 -19,-120 -16,-146 -18,-168 -10,-187'), 1.6, light(rim));
    },
    { turn: -lean },
  );
}

/** Łukasz on the folding chair, knees and ledger. */
export function lukaszSitting(pen: Pen, { rim = 0.7, phone = false } = {}): void {
  pen.blob(points('-52,0 -51,-9 -38,-14 -28,-12 -28,0'), INK);
  pen.poly(points('-42,-8 -46,-66 -30,-70 -27,-8'), tone(0.9));
  pen.poly(points('-46,-62 -42,-78 12,-84 16,-58'), tone(0.9));
  pen.blob(points('-8,-62 -10,-104 -4,-138 8,-144 22,-138 28,-104 26,-60 8,-56'), COAT);
  pen.blob(points('-6,-140 -8,-158 -1,-176 14,-182 24,-172 28,-154 23,-136 8,-133'), COAT);
  pen.blob(points('-5,-142 -9,-151 -12,-155 -7,-161 -4,-170 4,-172 6,-156 3,-141'), tone(0.42));
  pen.line(points('-9,-160 -4,-161 3,-160'), 1.6);
  pen.disc(-5, -160, 3.2, 3, paper(0.85), 1);
  if (phone) {
    pen.sweep(points('14,-130 8,-112 -8,-136'), 13, tone(0.86), { taper: 0.2 });
    pen.disc(-8, -140, 5, 6, tone(0.4), 1);
  } else {
    pen.sweep(points('14,-130 10,-100 -18,-88'), 13, tone(0.86), { taper: 0.2 });
    pen.poly(points('-44,-84 -12,-90 -10,-84 -43,-78'), paper(0.9), 1.4);
  }
  pen.sweep(points('-9,-64 -10,-104 -5,-138 -8,-158 0,-177'), 1.6, light(rim));
}

export type Hat = 'souwester' | 'feather';

/** Hester on her feet, a bell tent of oilskin. `arm` is where her near hand is. */
export function hester(pen: Pen, { arm = [-34, -92] as Point, hat = 'souwester' as Hat, rim = 0.8 } = {}): void {
  pen.blob(points('-30,0 -30,-10 -8,-14 -6,0'), INK);
  pen.blob(points('6,0 6,-12 24,-12 26,0'), INK);
  pen.blob(points('-56,-8 -46,-60 -32,-112 -20,-142 0,-150 20,-142 34,-110 50,-58 60,-8 0,-3'), CLOTH);
  pen.sweep(points('-6,-120 -14,-70 -24,-14'), 1.6, tone(0.97));
  pen.sweep(points('14,-120 24,-70 34,-14'), 1.6, tone(0.97));
  pen.sweep(points('-52,-16 0,-9 56,-16'), 1.5, tone(0.98));
  pen.blob(points('-13,-146 -18,-156 -22,-162 -17,-167 -15,-178 0,-184 14,-176 14,-152 2,-142'), tone(0.4), 1);
  pen.hatch(points('2,-176 14,-172 14,-152 4,-144'), 1.2, 3, 0.8, INK);
  pen.line(points('-17,-168 -12,-170 -7,-168'), 1.6);
  pen.disc(-12, -164.5, 1.5, 1.7, INK);
  pen.sweep(points('-15,-154 -11,-154 -8,-155'), 1.3);
  pen.sweep(points('-22,-162 -20,-159 -16,-159'), 1.2);
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
  pen.sweep(points('-56,-10 -46,-60 -32,-112 -20,-142'), 1.8, light(rim));
}

function hesterHat(pen: Pen, hat: Hat): void {
  if (hat === 'souwester') {
    pen.blob(points('-27,-170 -16,-178 -13,-192 2,-200 16,-190 20,-176 36,-158 20,-165 0,-171'), COAT, 1);
    return;
  }
  pen.blob(points('-30,-173 -16,-178 0,-177 16,-177 30,-172 0,-169'), COAT);
  pen.blob(points('-15,-176 -13,-192 0,-197 13,-192 15,-176'), COAT);
  pen.sweep(points('9,-180 22,-204 40,-216'), 5, tone(0.2), { taper: 0.95 });
  pen.sweep(points('9,-180 22,-204 40,-216'), 1, INK);
}

/** Vance at a parapet, looking down: shoulders like a coat hanger, a paper crown over one eye. */
export function vance(pen: Pen): void {
  pen.blob(points('-58,0 -60,-70 -52,-106 -40,-116 -10,-124 10,-124 40,-116 52,-106 60,-70 58,0'), COAT);
  pen.poly(points('-11,-125 0,-66 11,-125'), paper(0.75));
  pen.poly(points('-11,-125 -24,-112 -4,-70 0,-80'), tone(0.82), 1);
  pen.poly(points('11,-125 24,-112 4,-70 0,-80'), tone(0.82), 1);
  pen.blob(points('-20,-126 -23,-150 -18,-172 0,-181 18,-172 23,-150 20,-126 8,-122 -8,-122'), INK);
  pen.poly(points('-7,-136 7,-136 8,-120 0,-112 -8,-120'), tone(0.5));
  pen.blob(points('-15,-156 -13,-138 -5,-126 0,-124 5,-126 13,-138 15,-156 10,-170 -10,-170'), tone(0.36), 1.2);
  pen.hatch(points('5,-166 15,-156 12,-138 3,-126'), 1.1, 2.6, 0.8, ink(0.6));
  // Lids lowered: she is looking a long way down.
  for (const side of [-1, 1]) {
    pen.sweep(
      [
        [side * 3, -150],
        [side * 6.5, -148],
        [side * 10, -150],
      ],
      2,
    );
    pen.sweep(
      [
        [side * 2.6, -157],
        [side * 7, -159],
        [side * 11, -157],
      ],
      1.3,
    );
  }
  pen.sweep(points('1,-149 2.5,-141 -1,-140'), 1);
  pen.sweep(points('-4,-133 0,-132 4,-133.5'), 1.4);
  pen.sweep(points('-15,-168 -17,-150 -14,-136'), 3, INK);
  pen.at(0, -168, 1, () => pen.poly(points('-18,4 -20,-18 -11,-7 -4,-22 2,-8 10,-21 13,-6 21,-16 17,5'), LIGHT, 1.2), {
    turn: 0.18,
  });
}

/** A heron, unimpressed. */
export function heron(pen: Pen): void {
  pen.line(points('-2,-34 -3,-16 -2,0'), 2);
  pen.line(points('6,-34 8,-16 6,0'), 2);
  pen.blob(points('-14,-50 -4,-62 14,-56 34,-34 44,-22 20,-30 0,-34 -12,-40'), tone(0.45), 1.6);
  pen.hatch(points('0,-56 14,-54 40,-26 14,-36'), 0.7, 4, 1, INK);
  pen.sweep(points('-10,-48 -18,-62 -12,-76 -10,-88 -16,-96'), 7, tone(0.25), { taper: 0.3 });
  pen.sweep(points('-12,-46 -21,-62 -15,-76 -13,-88 -18,-97'), 1.4);
  pen.blob(points('-22,-98 -16,-103 -8,-99 -10,-92 -19,-94'), tone(0.2), 1.2);
  pen.poly(points('-20,-99 -44,-94 -20,-94'), INK);
  pen.sweep(points('-14,-102 -2,-100 8,-92'), 2.4, INK, { taper: 0.9 });
}
