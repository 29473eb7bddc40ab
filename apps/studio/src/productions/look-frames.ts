import { createCanvas, loadImage } from '@napi-rs/canvas';
import { Fault, toFault } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { pictureColours, type Still, stills } from '@second-unit/media';

/** Frames that stand for a film or its shots. */
const MOST_FRAMES = 24;
/** Wide enough for the colours of a picture, which are all that is looked at. */
const WIDTH = 160;

/**
 * Frames by which the colours of a film, or of some of its shots, are known: key frames, at even steps where there are
 * many shots, several of a shot where there are few. Errors: `not-found` for a shot that the log does not have.
 */
export function framesOfLook({ shots: all }: Pick<ShotLog, 'shots'>, ids?: readonly string[]): number[] {
  const shots = ids
    ? ids.map((id) => {
        const shot = all.find((one) => one.id === id);
        if (!shot) throw new Fault('not-found', `There is no shot ${id} in the log of this film.`, { place: id });
        return shot;
      })
    : // Black between shots has no look.
      all.filter(({ brightness }) => brightness >= 0.04);
  const chosen = shots.length === 0 ? all : shots;
  const count = Math.min(MOST_FRAMES, chosen.length);
  const each = Math.max(1, Math.floor(8 / Math.max(1, chosen.length)));
  const frames = new Set<number>();
  for (let at = 0; at < count; at++) {
    const shot = chosen[Math.floor(((at + 0.5) * chosen.length) / count)]!;
    frames.add(shot.keyFrame);
    for (let more = 1; more < each; more++) {
      frames.add(Math.floor(shot.startFrame + ((shot.endFrame - shot.startFrame) * (more + 0.5)) / (each + 0.5)));
    }
  }
  return [...frames].sort((a, b) => a - b);
}

/** R G B of frames of a film, small. `done` hears how many there are so far. Errors: as `stills`. */
export async function coloursOfFilm(
  path: string,
  frames: readonly number[],
  { signal, done }: { readonly signal: AbortSignal; readonly done: (count: number) => void },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const still of stills(path, frames, { width: WIDTH, quality: 100, signal })) {
    parts.push(await pixelsOfStill(still));
    done(parts.length);
  }
  return Buffer.concat(parts);
}

async function pixelsOfStill({ jpeg }: Still): Promise<Uint8Array> {
  // A JPEG of our own media process, not of the film's maker.
  return pixelsOf(Buffer.from(jpeg));
}

/**
 * R G B of a picture that somebody uploaded, small; decoded in the media process, as films are. Errors: `input` for what
 * is no picture, or one too large.
 */
export async function coloursOfPicture(path: string, name: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return (await pictureColours(path, { width: WIDTH, signal })).rgb;
  } catch (cause) {
    const { code } = toFault(cause);
    if (code !== 'input') throw cause;
    const words = 'This picture cannot be read; give it as JPEG, PNG or WebP of at most 100 megapixels.';
    throw new Fault('input', words, { place: name, cause });
  }
}

async function pixelsOf(bytes: Buffer): Promise<Uint8Array> {
  const image = await loadImage(bytes);
  const width = Math.min(WIDTH, image.width);
  const height = Math.max(1, Math.round((image.height * width) / image.width));
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const rgb = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) rgb.set(data.subarray(from, from + 3), to);
  return rgb;
}
