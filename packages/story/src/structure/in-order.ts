/** Scales to a sum of one. Everywhere alike where there is nothing to scale. */
function scaled(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum > 0 ? value / sum : 1 / values.length));
}

/**
 * Probabilities of each event's scene, given that the events come in order, from those that each has by itself: the
 * forward-backward algorithm. Two events may fall into one scene.
 */
export function inOrder(own: readonly Float64Array[]): Float64Array[] {
  const forward: Float64Array[] = [];
  let before: Float64Array | undefined;
  for (const row of own) {
    let sum = 0;
    const last = before;
    before = scaled(
      row.map((value, scene) => {
        if (last === undefined) return value;
        sum += last[scene] ?? 0;
        return value * sum;
      }),
    );
    forward.push(before);
  }
  const both: Float64Array[] = new Array(own.length);
  let after: Float64Array | undefined;
  for (let event = own.length - 1; event >= 0; event--) {
    const row = own[event] as Float64Array;
    const beyond = new Float64Array(row.length).fill(1);
    if (after !== undefined) {
      let sum = 0;
      for (let scene = row.length - 1; scene >= 0; scene--) {
        sum += after[scene] ?? 0;
        beyond[scene] = sum;
      }
    }
    both[event] = scaled((forward[event] as Float64Array).map((value, scene) => value * (beyond[scene] ?? 0)));
    after = scaled(row.map((value, scene) => value * (beyond[scene] ?? 0)));
  }
  return both;
}

/** One scene an event, each later than the one before, of the largest sum of gains. There must be as many scenes as events. */
export function bestInOrder(gains: readonly Float64Array[]): number[] {
  const from: Int32Array[] = [];
  let best: Float64Array | undefined;
  for (const row of gains) {
    const choices = new Int32Array(row.length).fill(-1);
    const last = best;
    let scene = -1;
    let most = Number.NEGATIVE_INFINITY;
    best = row.map((gain, at) => {
      if (last === undefined) return gain;
      choices[at] = scene;
      const total = scene < 0 ? Number.NEGATIVE_INFINITY : most + gain;
      if ((last[at] ?? most) > most) {
        most = last[at] as number;
        scene = at;
      }
      return total;
    });
    from.push(choices);
  }
  let scene = (best ?? new Float64Array()).reduce((top, value, at, all) => (value > (all[top] ?? 0) ? at : top), 0);
  const chosen: number[] = [];
  for (let event = gains.length - 1; event >= 0; event--) {
    chosen.unshift(scene);
    scene = from[event]?.[scene] ?? -1;
  }
  return chosen;
}
