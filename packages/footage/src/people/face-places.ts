import { type Box, type Face, type FaceModel, overlapOf, type Picture } from './face-model.ts';

/** Where faces are in one frame of a shot. */
export interface FacePlaces {
  readonly frame: number;
  readonly boxes: readonly Box[];
}

/** Every so many looks the slower detector is to look too, and once in each shot. */
export const THOROUGH_EVERY = 5;
/** Boxes that overlap this much are of one face that was seen before and is seen again. */
const OVERLAPS = 0.25;
/** Looks that a face may go unseen for, as when only the slower detector sees it. */
const MISSED = THOROUGH_EVERY;
/** A face that is seen in one look alone must be this sure. */
const SURE_ALONE = 0.7;

/**
 * Where faces are in a few frames of one shot, in rising order, one or two a second. Nobody is told from anybody: no
 * descriptor is made of a face, and what is said of one frame says nothing about whose face it is. Where a look is to be
 * `thorough`, the slower detector looks too, but not where the fast one has missed nothing since.
 *
 * @throws as the model; 'cancelled' is up to whoever gives the pictures
 */
export async function facePlaces(
  model: Pick<FaceModel, 'detect'>,
  pictures: AsyncIterable<{ readonly frame: number; readonly picture: Picture; readonly thorough: boolean }>,
): Promise<readonly FacePlaces[]> {
  const looks: { readonly frame: number; readonly faces: readonly Face[] }[] = [];
  let found = 0;
  let missed = false;
  for await (const { frame, picture, ...look } of pictures) {
    const thorough = look.thorough && (found === 0 || missed);
    const faces = await model.detect(picture, { thorough });
    if (thorough) found = faces.length;
    if (look.thorough) missed = false;
    missed ||= faces.length < found;
    looks.push({ frame, faces });
  }
  /** The nearest look in which a face at this place is seen, going on in one direction. */
  const seenFrom = (at: number, by: 1 | -1, box: Box): { readonly away: number; readonly box: Box } | undefined => {
    for (let away = 1; away <= MISSED; away++) {
      const face = looks[at + by * away]?.faces.find((other) => overlapOf(other.box, box) >= OVERLAPS);
      if (face) return { away, box: face.box };
    }
    return undefined;
  };
  return looks.map(({ frame, faces }, at) => {
    const boxes = faces
      .filter(({ box, confidence }) => {
        return confidence >= SURE_ALONE || seenFrom(at, 1, box) !== undefined || seenFrom(at, -1, box) !== undefined;
      })
      .map(({ box }) => box);
    // One that was seen before and is seen again is there in between.
    for (let back = 1; back < MISSED; back++) {
      for (const { box } of looks[at - back]?.faces ?? []) {
        if (boxes.some((other) => overlapOf(other, box) >= OVERLAPS)) continue;
        const again = seenFrom(at, 1, box);
        if (again !== undefined && again.away + back <= MISSED) boxes.push(again.away < back ? again.box : box);
      }
    }
    return { frame, boxes };
  });
}
