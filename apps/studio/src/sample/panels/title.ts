import { INK, ink, light, Pen, type Point, paper, tone } from '../ink.ts';
import { ease, flicker, type Panel, put, shine, sprite, swing } from '../panel.ts';
import { lamp } from '../props.ts';

const WIDTH = 1200;
const HEIGHT = 504;

function chain(pen: Pen, y: (x: number) => number): void {
  for (let x = -20, i = 0; x < WIDTH + 20; x += 15, i++) {
    const slope = Math.atan2(y(x + 8) - y(x - 8), 16);
    pen.at(x, y(x), 1, () => pen.disc(0, 0, 10, i % 2 ? 2.4 : 5.6, 'rgba(0,0,0,0)', 3, tone(0.55)), { turn: slope });
  }
}

/** The card that opens the film: what it is called, and that it is a rendered sample, not footage. */
export function titleCard(face: string): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 221);
  pen.sky([
    [0, tone(0.93)],
    [0.6, tone(0.86)],
    [1, tone(0.95)],
  ]);
  pen.wash(0, 0, WIDTH, HEIGHT, ink, 0.25, 30);
  pen.glow(600, 120, 520, 300, light, 0.28);
  const { ctx } = pen;
  ctx.textAlign = 'center';
  ctx.fillStyle = paper(0.95);
  ctx.font = `bold 62px "${face}"`;
  ctx.fillText('LIVING OR OTHERWISE', 600, 300);
  ctx.font = `22px "${face}"`;
  ctx.fillStyle = paper(0.72);
  ctx.fillText("A rendered sample: drawn by Second Unit's own code.", 600, 420);
  ctx.fillText('Not footage. CC BY 4.0', 600, 450);
  chain(pen, (x) => 352 + 22 * Math.sin(x / 420));
  pen.grain(0.1);
  const lantern = sprite(40, 50, 20, 6, 222, lamp);
  return {
    width: WIDTH,
    height: HEIGHT,
    layers: [{ canvas: pen.canvas, depth: 1 }],
    live: ({ ctx: c, time }) => {
      const turn = swing(time, 0.14);
      c.strokeStyle = INK;
      c.lineWidth = 4;
      c.beginPath();
      c.moveTo(600, -10);
      c.lineTo(600 - turn * 120, 110);
      c.stroke();
      put(c, lantern, 600 - turn * 120, 108, { scale: 2.4, turn });
      shine(c, 600 - turn * 160, 156, 330, 0.95 * flicker(time) * ease(time / 1.2));
    },
  };
}

/** The card that closes it. */
export function endCard(face: string): Panel {
  const pen = new Pen(WIDTH, HEIGHT, 223);
  pen.sky([
    [0, tone(0.95)],
    [1, tone(0.95)],
  ]);
  pen.wash(0, 0, WIDTH, HEIGHT, ink, 0.3, 30);
  const { ctx } = pen;
  ctx.textAlign = 'center';
  ctx.fillStyle = paper(0.9);
  ctx.font = `bold 40px "${face}"`;
  ctx.fillText('THE END', 600, 240);
  ctx.font = `20px "${face}"`;
  ctx.fillStyle = paper(0.66);
  ctx.fillText('A Second Unit sample. Copy it, change it, shoot it: CC BY 4.0', 600, 300);
  const ring: Point[] = Array.from({ length: 30 }, (_, i) => [
    600 + 46 * Math.cos(i / 4.77),
    378 + 14 * Math.sin(i / 4.77),
  ]);
  pen.line(ring, 2, light(0.7));
  pen.grain(0.1);
  return { width: WIDTH, height: HEIGHT, layers: [{ canvas: pen.canvas, depth: 1 }] };
}
