import type { LogCurve } from './log-curves.ts';
import type { BinPlace } from './shoot-day.ts';

/**
 * What a person says of a shoot day. Clips are named by their path in the folder, so that it holds when the folder is
 * read again; the last that speaks of a clip stands.
 */
export type DayCorrection =
  /** Into another bin. */
  | { readonly kind: 'move'; readonly clips: readonly string[]; readonly to: BinPlace }
  /** Of another camera, by its name. */
  | { readonly kind: 'camera'; readonly clips: readonly string[]; readonly camera: string }
  /**
   * Sound goes with a picture, `offset` seconds from its first frame; null: it does not. With `insteadOf` it no longer
   * goes with that picture.
   */
  | {
      readonly kind: 'sync';
      readonly sound: string;
      readonly picture: string;
      readonly offset: number | null;
      readonly insteadOf?: string | undefined;
    }
  /** How clips are looked at; null: as they are. */
  | { readonly kind: 'look'; readonly clips: readonly string[]; readonly curve: LogCurve | null }
  /** A proxy stands for an original; null: for none. */
  | { readonly kind: 'relink'; readonly proxy: string; readonly original: string | null };

/** What corrections come to, by clip. */
export interface Said {
  readonly places: ReadonlyMap<string, BinPlace>;
  readonly cameras: ReadonlyMap<string, string>;
  /** By `sound\npicture`. */
  readonly syncs: ReadonlyMap<string, number | null>;
  readonly looks: ReadonlyMap<string, LogCurve | null>;
  readonly links: ReadonlyMap<string, string | null>;
}

export const pairKey = (sound: string, picture: string): string => `${sound}\n${picture}`;

/** Sums corrections up, in the order in which they were made. */
export function sumUp(corrections: readonly DayCorrection[]): Said {
  const places = new Map<string, BinPlace>();
  const cameras = new Map<string, string>();
  const syncs = new Map<string, number | null>();
  const looks = new Map<string, LogCurve | null>();
  const links = new Map<string, string | null>();
  for (const one of corrections) {
    if (one.kind === 'move') for (const clip of one.clips) places.set(clip, one.to);
    else if (one.kind === 'camera') for (const clip of one.clips) cameras.set(clip, one.camera);
    else if (one.kind === 'sync') {
      if (one.insteadOf !== undefined) syncs.set(pairKey(one.sound, one.insteadOf), null);
      syncs.set(pairKey(one.sound, one.picture), one.offset);
    } else if (one.kind === 'look') for (const clip of one.clips) looks.set(clip, one.curve);
    else {
      // Two that stood for each other would both be gone from the bins: the last word holds.
      if (one.original !== null && links.get(one.original) === one.proxy) links.set(one.original, null);
      links.set(one.proxy, one.original);
    }
  }
  return { places, cameras, syncs, looks, links };
}
