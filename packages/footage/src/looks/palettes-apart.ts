import { labOfHex, type Share } from './warmth.ts';

/**
 * How far two palettes lie apart, in OKLab: the work of turning one into the other (earth mover's distance, each time
 * moving between the two nearest colours that are left). 0 the same; 1 from black to white.
 */
export function palettesApart(a: readonly Share[], b: readonly Share[]): number {
  const whole = (palette: readonly Share[]): number => palette.reduce((sum, { share }) => sum + share, 0);
  const [wholeA, wholeB] = [whole(a), whole(b)];
  if (wholeA === 0 || wholeB === 0) return wholeA === wholeB ? 0 : 1;
  const leftA = a.map(({ share }) => share / wholeA);
  const leftB = b.map(({ share }) => share / wholeB);
  const [labA, labB] = [a, b].map((palette) => palette.map(({ colour }) => labOfHex(colour)));
  const ways = labA!
    .flatMap((one, from) =>
      labB!.map((other, to) => ({ from, to, far: Math.hypot(...one.map((x, at) => x - other[at]!)) })),
    )
    .sort((one, other) => one.far - other.far);
  let work = 0;
  for (const { from, to, far } of ways) {
    const moved = Math.min(leftA[from]!, leftB[to]!);
    leftA[from]! -= moved;
    leftB[to]! -= moved;
    work += moved * far;
  }
  return work;
}
