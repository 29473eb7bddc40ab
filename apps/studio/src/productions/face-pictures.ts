import { createCanvas, loadImage } from '@napi-rs/canvas';
import { Fault } from '@second-unit/evidence';
import { frameAt } from '@second-unit/media';
import { findFaceTrack, findLog, getMedia } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { filmPath } from './fingerprint.ts';

/** Wide enough to cut a face out of a wide shot. */
const WIDEST = 1920;
/** Around a face, in parts of its height, so that hair and neck are seen. */
const AROUND = 0.35;

/**
 * JPEG of the clearest view of a face, square, `size` pixels to a side: cut out of the film when asked for and kept
 * nowhere, so that there is nothing to forget. Errors: `not-found`, and as `frameAt`.
 */
export async function facePicture(
  studio: Pick<Studio, 'store' | 'home'>,
  { media: id, track: trackId, size, signal }: { media: string; track: string; size: number; signal?: AbortSignal },
): Promise<Uint8Array> {
  const { store, home } = studio;
  const media = await getMedia(store, id);
  const track = await findFaceTrack(store, { production: media.production, media: id, track: trackId });
  const best = track?.seen[track.best];
  if (!best) throw new Fault('not-found', 'There is no such face.', { place: trackId });
  const log = await findLog(store, id);
  const film = await filmPath(home, media, log?.fingerprint ?? media.fingerprint);
  const { info } = media;
  // No more of the film than the face needs: for a face that fills the picture a small one will do.
  const wanted = Math.ceil(size / Math.max(0.02, best.box.height) / (info.height / info.width));
  const width = Math.max(16, Math.min(WIDEST, info.width, wanted));
  // A JPEG of our own media process, not of the film's maker.
  const still = await loadImage(Buffer.from((await frameAt(film, best.frame, { width, signal })).jpeg));
  const side = Math.max(best.box.width * still.width, best.box.height * still.height) * (1 + 2 * AROUND);
  const left = (best.box.x + best.box.width / 2) * still.width - side / 2;
  const top = (best.box.y + best.box.height / 2) * still.height - side / 2;
  const canvas = createCanvas(size, size);
  canvas.getContext('2d').drawImage(still, left, top, side, side, 0, 0, size, size);
  return canvas.encode('jpeg', 85);
}
