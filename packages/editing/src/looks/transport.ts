/**
 * Where colours must go so that they are spread as others are: three numbers a colour, as many colours of each.
 * One step of iterative distribution transfer (Pitié, Kokaram and Dahyot 2007), taken along several bases at once as in
 * sliced transport (Bonneel et al. 2015): along every axis of a random basis the colours are brought to those of the
 * other set in the same order, and what that moves them by is averaged over bases.
 */
export function slicedStep(
  from: Float64Array,
  to: Float64Array,
  { bases, random }: { readonly bases: number; readonly random: () => number },
): Float64Array {
  const count = from.length / 3;
  const moved = new Float64Array(from.length);
  const order = new Uint32Array(count);
  const along = new Float64Array(count);
  const wanted = new Float64Array(count);
  for (let turn = 0; turn < bases; turn++) {
    for (const axis of randomBasis(random)) {
      project(from, axis, along);
      project(to, axis, wanted);
      wanted.sort();
      sortedPlaces(along, order);
      for (let rank = 0; rank < count; rank++) {
        const one = order[rank]!;
        const by = (wanted[rank]! - along[one]!) / bases;
        moved[3 * one]! += by * axis[0];
        moved[3 * one + 1]! += by * axis[1];
        moved[3 * one + 2]! += by * axis[2];
      }
    }
  }
  return moved;
}

type Axis = readonly [number, number, number];

function project(colours: Float64Array, [x, y, z]: Axis, out: Float64Array): void {
  for (let one = 0; one < out.length; one++) {
    out[one] = x * colours[3 * one]! + y * colours[3 * one + 1]! + z * colours[3 * one + 2]!;
  }
}

/** Fine enough that colours which one step cannot tell apart are none that an eye can. */
const STEP = 2 ** -28;

/** Indices of the values (-8 to 8) in rising order: each packed with its value, as numbers are sorted faster than by a function. */
function sortedPlaces(values: Float64Array, order: Uint32Array): void {
  const count = values.length;
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at++) keys[at] = Math.floor((values[at]! + 8) / STEP) * count + at;
  keys.sort();
  for (let rank = 0; rank < count; rank++) order[rank] = keys[rank]! % count;
}

/** Three axes at right angles, evenly spread over all turns: a random unit quaternion (Shoemake 1992). */
function randomBasis(random: () => number): readonly [Axis, Axis, Axis] {
  const [a, b, c] = [random(), 2 * Math.PI * random(), 2 * Math.PI * random()];
  const [x, y, z, w] = [
    Math.sqrt(1 - a) * Math.sin(b),
    Math.sqrt(1 - a) * Math.cos(b),
    Math.sqrt(a) * Math.sin(c),
    Math.sqrt(a) * Math.cos(c),
  ] as const;
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
    [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
    [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
  ];
}
