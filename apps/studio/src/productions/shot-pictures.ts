import { readFile } from 'node:fs/promises';
import type { Shot } from '@second-unit/footage';
import type { MediaRow } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import { filmPath } from './fingerprint.ts';
import { framePicture, pictureKey } from './pictures.ts';

/** The JPEG of each shot, by its id; those of a log are made with it, so they are mostly there already. Errors: as `framePicture`. */
export async function shotPictures(
  home: Home,
  media: MediaRow,
  shots: readonly Pick<Shot, 'id' | 'keyFrame'>[],
): Promise<Map<string, Uint8Array>> {
  const film = await filmPath(home, media);
  const pictures = new Map<string, Uint8Array>();
  for (const { id, keyFrame } of shots) {
    pictures.set(id, await readFile(await framePicture(home, { media: pictureKey(media), film, frame: keyFrame })));
  }
  return pictures;
}
