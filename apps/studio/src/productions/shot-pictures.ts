import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import type { MediaRow } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import { filmPath } from './fingerprint.ts';
import { framePicture, pictureKey } from './pictures.ts';
import { curveOf } from './viewing.ts';

/** Bytes of pictures that one page can hold: as text they are a third more, and a text has an end. */
const MOST_BYTES = 250e6;

/**
 * The JPEG of each shot, by its id; those of a log are made with it, so they are mostly there already. Errors: `too-large`
 * where all of them are more than a contact sheet can hold, and as `framePicture`.
 */
export async function shotPictures(
  home: Home,
  media: MediaRow,
  shots: readonly Pick<Shot, 'id' | 'keyFrame'>[],
  mostBytes: number = MOST_BYTES,
): Promise<Map<string, Uint8Array>> {
  const film = await filmPath(home, media);
  const of = { media: pictureKey(media), film, curve: curveOf(media) };
  const pictures = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const { id, keyFrame } of shots) {
    const picture = await readFile(await framePicture(home, { ...of, frame: keyFrame }));
    bytes += picture.length;
    if (bytes > mostBytes) {
      const count = shots.length.toLocaleString('en');
      throw new Fault(
        'too-large',
        `The pictures of ${count} shots are more than one contact sheet can hold; export the log as a spreadsheet (CSV) instead.`,
        { place: media.title },
      );
    }
    pictures.set(id, picture);
  }
  return pictures;
}
