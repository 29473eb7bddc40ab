import { stat } from 'node:fs/promises';
import type { Face, FaceModel, Picture } from '@second-unit/footage/people';
import { smallPictures } from '@second-unit/media';

/** Bytes of pictures that are kept: of sights of 640 × 360, five a second, some twenty seconds. */
const MOST_BYTES = 64e6;

/** A frame of a film, made small. */
export interface Sight {
  readonly frame: number;
  readonly picture: Picture;
}

/**
 * The sights of films that were looked at last, and the faces found in them. Who trims a shot looks at nearly the same
 * ones again. They are in memory alone.
 */
export class KeptSights {
  readonly #kept = new Map<string, Sight>();
  readonly #mostBytes: number;
  #bytes = 0;
  readonly #faces = new WeakMap<Picture, Map<boolean, Promise<readonly Face[]>>>();

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /**
   * These frames of a film at a size, in the order asked for, which is rising.
   * @throws as `smallPictures`
   */
  async *of(
    path: string,
    frames: readonly number[],
    size: { readonly width: number; readonly height: number },
  ): AsyncGenerator<Sight> {
    const stamp = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
    const keyOf = (frame: number): string =>
      JSON.stringify([path, stamp.size, stamp.mtimeMs, size.width, size.height, frame]);
    const known = new Map(frames.map((frame) => [frame, this.#kept.get(keyOf(frame))]));
    const missing = smallPictures(
      path,
      frames.filter((frame) => !known.get(frame)),
      size,
    );
    try {
      for (const frame of frames) {
        let sight = known.get(frame);
        if (!sight) {
          const { value } = await missing.next();
          if (!value) return;
          sight = { frame, picture: { ...size, rgb: value.rgb } };
        }
        this.#keep(keyOf(frame), sight);
        yield sight;
      }
      // Heard to its end, the process for media is free for the next; else it would be ended.
      await missing.next();
    } finally {
      await missing.return();
    }
  }

  /** A model that looks once at each picture that is kept. */
  once(model: Pick<FaceModel, 'detect'>): Pick<FaceModel, 'detect'> {
    return {
      detect: (picture, options) => {
        const before = this.#faces.get(picture) ?? new Map<boolean, Promise<readonly Face[]>>();
        this.#faces.set(picture, before);
        const faces = before.get(options.thorough) ?? model.detect(picture, options);
        before.set(options.thorough, faces);
        faces.catch(() => before.delete(options.thorough));
        return faces;
      },
    };
  }

  /** As the one looked at last of all. */
  #keep(key: string, sight: Sight): void {
    if (this.#kept.delete(key)) this.#bytes -= sight.picture.rgb.length;
    this.#kept.set(key, sight);
    this.#bytes += sight.picture.rgb.length;
    for (const [oldest, { picture }] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= picture.rgb.length;
    }
  }
}
