import { INK, ink, light, Pen, paper, points, tone } from '../ink.ts';
import { ease, flicker, mix, type Panel, put, shine, sprite } from '../panel.ts';

const WIDTH = 1240;
const HEIGHT = 540;

const words = (
  pen: Pen,
  text: string,
  x: number,
  y: number,
  size: number,
  face: string,
  colour: string,
  align: 'left' | 'center' = 'left',
) => {
  pen.ctx.font = `${size}px "${face}"`;
  pen.ctx.textAlign = align;
  pen.ctx.fillStyle = colour;
  pen.ctx.fillText(text, x, y);
};

/** The ledger: three printed columns and one in pencil. A stroke is being added, or a sixpence is. */
export function ledger(face: string, what: 'stroke' | 'sixpence'): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 121);
  pen.sky([
    [0, tone(0.86)],
    [1, tone(0.93)],
  ]);
  pen.at(0, 0, 1, () => {
    pen.poly(points('60,40 1180,-10 1260,600 0,600'), tone(0.9));
    pen.poly(points('90,24 1150,-20 1226,600 30,600'), tone(0.04), 3);
    for (let i = 0; i < 15; i++)
      pen.ruled(
        [
          [84 - i * 3, 128 + i * 36],
          [1168 + i * 5, 108 + i * 37],
        ],
        1,
        tone(0.4),
      );
    ['SOULS', 'LIVESTOCK', 'VEHICLES'].forEach((head, i) => {
      words(pen, head, 150 + i * 250, 96 - i * 6, 30, face, INK);
      for (let row = 0; row < 12; row++)
        words(pen, '0', 186 + i * 250 - row, 158 + row * 36 - i * 5, 30, face, ink(0.82));
      pen.ruled(
        [
          [352 + i * 250, 44 - i * 8],
          [338 + i * 254, 600],
        ],
        2,
        ink(0.7),
      );
    });
    // The fourth column is his own.
    words(pen, 'OTHER', 912, 76, 33, face, ink(0.62));
    pen.ruled(points('880,36 886,600'), 2.4, ink(0.45), { waver: 2 });
    if (what === 'stroke') {
      for (let row = 0; row < 7; row++)
        for (let k = 0; k < (row === 6 ? 3 : 9); k++) {
          const x = 916 + k * 26 + pen.random() * 4;
          const y = 128 + row * 38;
          if (k % 5 === 4)
            pen.line(
              [
                [x - 100, y + 20],
                [x - 6, y + 4],
              ],
              3,
              ink(0.6),
            );
          else
            pen.line(
              [
                [x, y],
                [x - 3 + pen.random() * 4, y + 26],
              ],
              3.4,
              ink(0.6),
            );
        }
    } else {
      pen.poly(points('930,190 1120,170 1130,250 938,270'), paper(0.9), 1.4, ink(0.3));
      pen.poly(points('930,190 1120,170 1130,250 938,270'), tone(0.3, 0.35), 1.2);
    }
  });
  pen.glow(250, 150, 700, 420, light, 0.3);
  pen.grain(0.1);
  const coin = sprite(150, 150, 75, 75, 122, (p) => {
    p.disc(0, 0, 56, 54, tone(0.3), 4);
    p.disc(0, 0, 46, 44, tone(0.2), 2);
    p.hatch(points('6,-44 44,-10 40,30 4,46'), 0.9, 6, 1.6, ink(0.6));
    p.ctx.font = `bold 54px "${face}"`;
    p.ctx.textAlign = 'center';
    p.ctx.fillStyle = INK;
    p.ctx.fillText('6d', 0, 18);
    p.sweep(points('-48,-14 -34,-38 -6,-50'), 5, light(0.9), { taper: 0.9 });
  });
  const hand = sprite(420, 360, 40, 40, 123, (p) => {
    p.poly(points('0,0 18,-14 180,118 166,136'), tone(0.55), 3);
    p.poly(points('0,0 18,-14 4,8'), INK);
    p.blob(points('96,60 140,56 190,90 260,130 380,200 380,330 240,300 150,230 110,170 120,120'), tone(0.4), 3.6);
    p.blob(points('240,140 400,190 400,340 300,330 230,280'), tone(0.9), 3.4);
    for (const k of [0, 1, 2])
      p.sweep(
        [
          [120 + k * 8, 120 + k * 32],
          [160 + k * 6, 130 + k * 30],
          [196, 150 + k * 24],
        ],
        3,
      );
    p.sweep(points('96,62 130,90 150,120'), 3);
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: (m) => {
      const { ctx, progress } = m;
      if (what === 'stroke') {
        const u = ease((progress - 0.42) / 0.16);
        const [x, y] = [996, 356];
        if (u > 0) {
          ctx.strokeStyle = ink(0.6);
          ctx.lineWidth = 3.4;
          ctx.lineCap = 'round';
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.lineTo(x - 2 * u, y + 27 * u);
          ctx.stroke();
        }
        const lift = 26 * (1 - ease((progress - 0.28) / 0.12)) + 60 * ease((progress - 0.62) / 0.3);
        put(ctx, hand, x - 2 * u + lift, y + 27 * u - lift * 0.4);
      } else {
        const u = ease(progress / 0.4);
        put(ctx, coin, mix(1230, 1030, u), mix(420, 222, u), { scale: 0.8, turn: mix(2, 0.1, u) });
        if (u >= 1) {
          ctx.save();
          ctx.translate(1030, 222);
          ctx.rotate(-0.35);
          ctx.globalAlpha = ease((progress - 0.5) / 0.12);
          ctx.fillStyle = tone(0.2, 0.55);
          ctx.fillRect(-96, -17, 192, 34);
          ctx.strokeStyle = ink(0.5);
          ctx.lineWidth = 1.6;
          ctx.strokeRect(-96, -17, 192, 34);
          ctx.restore();
        }
      }
      shine(ctx, 260, 60, 520, 0.28 * flicker(m.time));
    },
  };
}

/** His letter of appointment, by torch. */
export function letter(face: string): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 141);
  pen.sky([
    [0, tone(0.94)],
    [1, tone(0.97)],
  ]);
  pen.at(620, 270, 1, () => {
    pen.poly(points('-470,-330 430,-340 480,340 -500,330'), tone(0.1), 3);
    for (const x of [-170, 140])
      pen.line(
        [
          [x, -330],
          [x + 4, 0],
          [x - 2, 330],
        ],
        2,
        ink(0.25),
        { waver: 2 },
      );
    pen.line(points('-500,6 0,-2 480,4'), 2.4, ink(0.28), { waver: 2 });
    pen.hatch(points('-500,6 480,4 480,30 -500,34'), 0.02, 5, 1.4, ink(0.14));
    words(pen, 'THE COUNTY SURVEYOR', 0, -186, 30, face, INK, 'center');
    pen.line(points('-190,-170 0,-171 190,-170'), 2);
    words(pen, 'The Observer shall attend nightly at', -372, -66, 34, face, ink(0.9));
    words(pen, "Pell's Landing, and there record every", -372, -20, 34, face, ink(0.9));
    words(pen, 'soul that crosses.', -372, 44, 34, face, ink(0.9));
    pen.sweep(points('140,170 190,130 220,190 262,140 300,176 380,150'), 3);
    pen.line(points('120,196 260,195 400,196'), 1.4, ink(0.5));
  });
  pen.grain(0.1);
  const shade = new Pen(WIDTH * 2, HEIGHT * 2, 142);
  shade.ctx.fillStyle = INK;
  shade.ctx.fillRect(0, 0, WIDTH * 2, HEIGHT * 2);
  shade.ctx.globalCompositeOperation = 'destination-out';
  shade.glow(WIDTH, HEIGHT, 520, 330, ink, 1);
  shade.glow(WIDTH, HEIGHT, 380, 230, ink, 1);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: ({ ctx, time, progress }) => {
      const x =
        mix(420, 380, ease(progress / 0.3)) +
        260 * ease((progress - 0.1) / 0.35) -
        300 * ease((progress - 0.5) / 0.12) +
        Math.sin(time * 5) * 3;
      const y = mix(210, 246, ease((progress - 0.48) / 0.12)) + Math.sin(time * 3.7) * 3;
      ctx.save();
      ctx.globalAlpha = 0.9;
      ctx.drawImage(shade.canvas, x - WIDTH, y - HEIGHT);
      ctx.restore();
      shine(ctx, x, y, 360, 0.35);
    },
  };
}
