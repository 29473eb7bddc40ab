import { formatTimecode, parseTimecode } from '@second-unit/timeline';
import { walkBins } from './bins.ts';
import type { Placing, ProxyLink, ShootClip, ShootDay, Sync } from './shoot-day.ts';

/** One clip in its bin, with all that an export says of it. */
export interface DayRow {
  /** Names of the bins that it lies in, outermost first. */
  readonly bins: readonly string[];
  readonly clip: ShootClip;
  readonly placing: Placing;
  readonly camera: string;
  readonly card: string;
  /** Sound that is in sync with it, best first. */
  readonly sound: readonly Sync[];
  /** Of an original: the small copy that stands for it. */
  readonly proxy?: { readonly link: ProxyLink; readonly clip: ShootClip };
}

/** Every clip of a day in the order of its bins. */
export function dayRows(day: ShootDay): DayRow[] {
  const clips = new Map(day.clips.map((clip) => [clip.id, clip]));
  const cards = new Map(
    day.cameras.flatMap((camera) =>
      camera.cards.flatMap((card) =>
        card.clips.map((clip) => [clip, { camera: camera.name, card: card.name }] as const),
      ),
    ),
  );
  const syncs = Map.groupBy(day.syncs, ({ picture }) => picture);
  const links = new Map(day.links.map((link) => [link.original, link]));
  return walkBins(day.bins).flatMap(({ bin, path }) =>
    bin.clips.flatMap(({ clip: id, placing }): DayRow[] => {
      const clip = clips.get(id);
      if (clip === undefined) return [];
      const link = links.get(id);
      const proxy = link && clips.get(link.proxy);
      return [
        {
          bins: path,
          clip,
          placing,
          camera: cards.get(id)?.camera ?? '',
          card: cards.get(id)?.card ?? '',
          sound: (syncs.get(id) ?? []).toSorted((a, b) => b.confidence - a.confidence),
          ...(link && proxy ? { proxy: { link, clip: proxy } } : {}),
        },
      ];
    }),
  );
}

/** Frames of a clip, counted at the rate of its timecode; undefined where its length is not known. */
export function framesOf(clip: ShootClip): number | undefined {
  if (clip.info) return clip.info.frames;
  const { seconds, timecodeRate } = clip;
  if (seconds === undefined || timecodeRate === undefined) return undefined;
  return Math.round((seconds * timecodeRate.num) / timecodeRate.den);
}

/** Timecode of the frame behind the last; undefined where it has none. */
export function endTimecode(clip: ShootClip): string | undefined {
  const { startTimecode, timecodeRate, dropFrame } = clip;
  const frames = framesOf(clip);
  if (startTimecode === undefined || timecodeRate === undefined || frames === undefined) return undefined;
  return formatTimecode(parseTimecode(startTimecode, timecodeRate) + frames, timecodeRate, dropFrame);
}

/** Frames a second as people write them: 23.976, 25. */
export function rateName(clip: ShootClip): string {
  const rate = clip.info?.frameRate ?? clip.timecodeRate;
  return rate === undefined ? '' : String(Number((rate.num / rate.den).toFixed(3)));
}
