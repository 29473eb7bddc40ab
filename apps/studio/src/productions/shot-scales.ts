import type { Scale, Shot } from '@second-unit/footage';
import { scaleOf } from '@second-unit/footage/people';
import {
  findFaceSearch,
  type LogRow,
  listThingSearches,
  type ShotThings,
  type Store,
  type ThingSearch,
} from '../database/index.ts';

/** What detectors call somebody, whoever trained them. */
const PERSON = /^(person|people|human|man|woman)$/i;

/**
 * The shots of a log with their sizes: by faces, where people were looked for in this log, and by persons that the
 * owner's own detector saw in it. A size that the log has already stays where it is surer.
 */
export async function shotsWithScale(store: Store, media: string, row: LogRow): Promise<readonly Shot[]> {
  return withScale(store, media, row, await listThingSearches(store, media));
}

/** The same, where it is known already what models said of the film. */
export async function withScale(
  store: Store,
  media: string,
  { revision, log }: LogRow,
  searches: readonly ThingSearch[],
): Promise<readonly Shot[]> {
  const faces = await findFaceSearch(store, media);
  const byFaces = new Map<string, Scale>(
    faces?.log === revision ? faces.scales.map(({ shot, scale }) => [shot, scale]) : [],
  );
  const detector = searches.find((search) => search.kind === 'detector' && search.log === revision);
  const seen = new Map(((detector?.shots ?? []) as ShotThings[]).map(({ shot, things }) => [shot, things]));
  if (byFaces.size + seen.size === 0) return log.shots;
  const { width, height, pixelAspect } = log.media;
  const shape = (width * (pixelAspect === undefined ? 1 : pixelAspect.num / pixelAspect.den)) / height;
  return log.shots.map((shot) => {
    const boxes = (seen.get(shot.id) ?? []).filter(({ label }) => PERSON.test(label)).map(({ box }) => box);
    const scale = scaleOf({ faces: byFaces.get(shot.id), people: boxes.length > 0 ? [boxes] : [], shape });
    return scale === undefined || (shot.scale?.confidence ?? 0) > scale.confidence ? shot : { ...shot, scale };
  });
}
