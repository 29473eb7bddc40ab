import { compareNames } from './folder.ts';
import type { DayScene } from './placing.ts';
import type { Bin, BinClip, BinPlace, Placing, ShootClip } from './shoot-day.ts';

const NAMES = { 'b-roll': 'B-roll', 'wild-sound': 'Wild sound', unsorted: 'Unsorted' } as const;

/** Id of the bin that a place means: the same for the same place, whenever bins are made. */
export function binId(place: BinPlace): string {
  if (place.kind !== 'take') return place.kind;
  return `take:${place.scene}:${place.setup}:${place.take ?? ''}`;
}

/** Name of a place as a person says it: `Scene 12A, take 3`. */
export function placeName(place: BinPlace): string {
  if (place.kind !== 'take') return NAMES[place.kind];
  return `Scene ${place.setup}${place.take === undefined ? '' : `, take ${place.take}`}`;
}

/**
 * Bins of clips that have been placed: scenes in order of their numbers, set-ups and takes within, then B-roll, wild
 * sound and what is unsorted (these three are there even when empty, so that something can be put into them). Pictures
 * lie before sound.
 * @param script scenes of the script, whose headings their bins bear
 */
export function makeBins(
  placings: ReadonlyMap<string, Placing>,
  clips: readonly ShootClip[],
  script: readonly DayScene[] = [],
): Bin[] {
  const headings = new Map(script.map(({ number, heading }) => [number, heading]));
  const scenes = new Map<string, Map<string, Map<number | undefined, BinClip[]>>>();
  const others: Record<keyof typeof NAMES, BinClip[]> = { 'b-roll': [], 'wild-sound': [], unsorted: [] };
  const sounds = new Set(clips.filter(({ kind }) => kind === 'sound').map(({ id }) => id));
  const isSound = (id: string): number => (sounds.has(id) ? 1 : 0);
  const ids = [...placings.keys()].sort((a, b) => isSound(a) - isSound(b) || compareNames(a, b));
  for (const clip of ids) {
    const placing = placings.get(clip) as Placing;
    const { place } = placing;
    if (place.kind !== 'take') {
      others[place.kind].push({ clip, placing });
      continue;
    }
    const setups = entry(scenes, place.scene, () => new Map());
    const takes = entry(setups, place.setup, () => new Map<number | undefined, BinClip[]>());
    entry(takes, place.take, (): BinClip[] => []).push({ clip, placing });
  }
  const sceneBins = [...scenes.keys()].sort(compareNames).map((scene): Bin => {
    const setups = scenes.get(scene) as Map<string, Map<number | undefined, BinClip[]>>;
    const setupBins = [...setups.keys()].sort(compareNames).map((setup): Bin => {
      const takes = setups.get(setup) as Map<number | undefined, BinClip[]>;
      const known = [...takes.keys()].filter((take) => take !== undefined).sort((a, b) => a - b);
      const takeBins = known.map(
        (take): Bin => ({
          id: binId({ kind: 'take', scene, setup, take }),
          kind: 'take',
          name: `Take ${take}`,
          bins: [],
          clips: takes.get(take) ?? [],
        }),
      );
      const id = `setup:${scene}:${setup}`;
      return { id, kind: 'setup', name: setup, bins: takeBins, clips: takes.get(undefined) ?? [] };
    });
    const heading = headings.get(scene);
    return {
      id: `scene:${scene}`,
      kind: 'scene',
      name: `Scene ${scene}`,
      ...(heading === undefined ? {} : { heading }),
      bins: setupBins,
      clips: [],
    };
  });
  const rest = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map(
    (kind): Bin => ({ id: kind, kind, name: NAMES[kind], bins: [], clips: others[kind] }),
  );
  return [...sceneBins, ...rest];
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Every bin with the names of those it lies in, depth first. */
export function walkBins(bins: readonly Bin[], above: readonly string[] = []): { bin: Bin; path: readonly string[] }[] {
  return bins.flatMap((bin) => {
    const path = [...above, bin.name];
    return [{ bin, path }, ...walkBins(bin.bins, path)];
  });
}
