import { toFault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import { type FramesOfShot, type Look, looksAt } from '../people/look-at.ts';
import { picturesAt } from '../people/pictures-at.ts';
import { type ImageTextModel, type Thing, type ThingModel, unit } from './thing-model.ts';

/** A thing of a shot with the frame that shows it best. */
export interface ThingSeen extends Thing {
  readonly frame: number;
}

/** What a shot shows. */
export interface ThingsOfShot {
  /** Index of the shot. */
  readonly shot: number;
  /** One for each word, in the frame where it is surest; the surest first. */
  readonly things: readonly ThingSeen[];
  /** Mean of what an image-text model makes of its frames, unit length; absent without such a model. */
  readonly encoding?: Float32Array;
}

/** One of the two: what a user's model can do. */
export type ThingFinder =
  | { readonly kind: 'detector'; readonly model: ThingModel }
  | { readonly kind: 'image-text'; readonly model: ImageTextModel };

/** The looks at which things are looked for: about one a second in each shot, each shot at least once. */
function someOf(looks: readonly Look[]): Look[] {
  const chosen = looks.filter(({ thorough }) => thorough);
  return chosen.map((look, at) => ({ ...look, last: chosen[at + 1]?.shot !== look.shot }));
}

/**
 * Looks for things in about a frame a second of each shot; one shot after the other, in film order.
 *
 * Throws a Fault: as `logFilm`; what the user's model throws as 'input'; 'cancelled' after `signal` fired.
 */
export async function* findThings(
  path: string,
  info: MediaInfo,
  shots: readonly FramesOfShot[],
  options: {
    readonly finder: ThingFinder;
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: { readonly looks: number; readonly of: number }) => void;
  },
): AsyncGenerator<ThingsOfShot, void, undefined> {
  const { finder, signal, onProgress } = options;
  const looks = someOf(looksAt(shots, info.frameRate.num / info.frameRate.den));
  let done = 0;
  let best = new Map<string, ThingSeen>();
  let sum: Float32Array | undefined;
  try {
    for await (const { look, picture } of picturesAt(path, info, looks, signal)) {
      if (finder.kind === 'detector') {
        for (const thing of await finder.model.detect(picture)) {
          const known = best.get(thing.label);
          if (known === undefined || thing.confidence > known.confidence)
            best.set(thing.label, { ...thing, frame: look.frame });
        }
      } else {
        const encoding = await finder.model.encodePicture(picture);
        sum = sum === undefined ? encoding : sum.map((value, at) => value + (encoding[at] ?? 0));
      }
      onProgress?.({ looks: ++done, of: looks.length });
      if (!look.last) continue;
      const things = [...best.values()].sort((a, b) => b.confidence - a.confidence);
      yield { shot: look.shot, things, ...(sum === undefined ? {} : { encoding: unit(sum) }) };
      best = new Map();
      sum = undefined;
    }
  } catch (thrown) {
    throw toFault(thrown);
  }
}
