import type { FrameMeasure } from '../../src/index.ts';

const sum = (values: Uint8Array): number => values.reduce((all, value) => all + value, 0);

/** Sums of a frame's luma, of its RGB, and of the luma of the frame before it. */
const LIGHT: FrameMeasure = {
  numbers: 3,
  begin() {
    let before: Uint8Array | undefined;
    return ({ rgb, luma }, into, at) => {
      into[at] = sum(luma);
      into[at + 1] = sum(rgb);
      // Left alone where there is none: it is 0 then.
      if (before !== undefined) into[at + 2] = sum(before);
      before = luma;
    };
  },
};

export default LIGHT;
