/** Luma of a frame with all of its rows; columns may be fewer, each the mean of some. */
export interface Rows {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** What a few frames in a row say: their two fields are of two moments, or of one; undefined where too little moves. */
export type Fields = 'apart' | 'together' | undefined;

/** Part of what one difference comes to that the other may be, for a frame to be the one thing and not the other. */
const CLEAR = 0.5;
/** Levels a pixel that motion must make. */
const LEAST = 0.6;

/**
 * Whether the middle one of three frames is two fields: the rows of one field lie nearer in time to the frame before, or
 * to the one behind, and as far from each other as from that one. It is how FFmpeg's `idet` tells fields: each row is
 * held against its two neighbours, taking them from this frame and the row from this, the last and the next frame, so
 * that fine stripes, which are in all three, tell nothing.
 */
export function fieldsOf(before: Rows, now: Rows, behind: Rows): Fields {
  const { width, height } = now;
  // By whether the middle row is of the upper or the lower field, against the last and the next frame.
  const apart = [0, 0];
  let own = 0;
  for (let y = 2; y + 2 < height; y++) {
    const row = y * width;
    let [last, next] = [0, 0];
    for (let at = row; at < row + width; at++) {
      const around = now.luma[at - width]! + now.luma[at + width]!;
      last += Math.abs(around - 2 * before.luma[at]!);
      next += Math.abs(around - 2 * behind.luma[at]!);
      own += Math.abs(around - 2 * now.luma[at]!);
    }
    apart[y & 1]! += last;
    apart[1 - (y & 1)]! += next;
  }
  const pixels = 2 * width * Math.max(1, height - 4);
  const [near, far] = [Math.min(...apart) / pixels, Math.max(...apart) / pixels];
  const within = own / pixels;
  // Detail that stands still is in all three, so that only what they differ by counts. Of two fields, the nearer frame's
  // rows are no further away than the frame's own other ones; of one moment, both frames beside are, and its own rows are not.
  const [oneSided, away] = [far - near, near - within];
  if (oneSided >= LEAST && away <= CLEAR * oneSided) return 'apart';
  if (away >= LEAST && oneSided <= CLEAR * away) return 'together';
  return undefined;
}

/** The same of some frames in a row: of film that was made television two frames in five have two moments. */
export function fieldsIn(frames: readonly Rows[]): Fields {
  let [two, one] = [0, 0];
  for (let at = 1; at + 1 < frames.length; at++) {
    const found = fieldsOf(frames[at - 1]!, frames[at]!, frames[at + 1]!);
    if (found === 'apart') two++;
    else if (found === 'together') one++;
  }
  if (two >= 2) return 'apart';
  return two === 0 && one >= 2 ? 'together' : undefined;
}
