import { toFault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import type { Face, FaceModel, Picture } from './face-model.ts';
import { type FaceTrack, FaceTracks, type FoundFace } from './face-tracks.ts';
import { type FramesOfShot, looksAt, stepOf } from './look-at.ts';
import { picturesAt } from './pictures-at.ts';

/** A shot that was looked at, with the faces that go through it. */
export interface FacesOfShot {
  /** Index of the shot. */
  readonly shot: number;
  readonly tracks: readonly FaceTrack[];
}

export interface FindFacesOptions {
  readonly model: FaceModel;
  readonly signal?: AbortSignal;
  /** Index of the first shot to look at; those before are passed over, as when a run goes on from where it was. */
  readonly from?: number;
  /** Looks done, of so many. */
  readonly onProgress?: (progress: { readonly looks: number; readonly of: number }) => void;
}

/**
 * Looks for faces in a few frames a second of each shot and follows them through it; one shot after the other, in film
 * order. `info` is the film's, as its log has it. Holds one shot's faces and a few pictures.
 *
 * Throws a Fault: as `logFilm`; 'cancelled' after `signal` fired.
 */
export async function* findFaces(
  path: string,
  info: MediaInfo,
  shots: readonly FramesOfShot[],
  { model, signal, from = 0, onProgress }: FindFacesOptions,
): AsyncGenerator<FacesOfShot, void, undefined> {
  const framesASecond = info.frameRate.num / info.frameRate.den;
  const step = stepOf(framesASecond);
  const all = looksAt(shots, framesASecond);
  const looks = all.filter(({ shot }) => shot >= from);
  let done = all.length - looks.length;
  let tracks = new FaceTracks();
  try {
    for await (const { look, picture } of picturesAt(path, info, looks, signal)) {
      const faces = await model.detect(picture, { thorough: look.thorough });
      tracks.add(look.frame, await described(model, picture, faces));
      onProgress?.({ looks: ++done, of: all.length });
      if (!look.last) continue;
      yield { shot: look.shot, tracks: tracks.end(shots[look.shot]?.endFrame ?? look.frame + 1, step) };
      tracks = new FaceTracks();
    }
  } catch (thrown) {
    throw toFault(thrown);
  }
}

async function described(model: FaceModel, picture: Picture, faces: readonly Face[]): Promise<FoundFace[]> {
  const large = faces.filter(({ box }) => box.height * picture.height >= model.leastHeight);
  const descriptors = await model.embed(picture, large);
  return faces.map((face) => {
    const descriptor = descriptors[large.indexOf(face)];
    return descriptor === undefined ? face : { ...face, descriptor };
  });
}
