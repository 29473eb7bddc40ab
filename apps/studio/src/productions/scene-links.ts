import type { SceneLink, ShotLog } from '@second-unit/footage';
import type { Studio } from '../server/studio.ts';

/** Which shots show which scenes of the production's script; undefined where it has none. */
export async function linksToScript(
  _studio: Studio,
  _production: string,
  _log: ShotLog,
): Promise<{ script: string; scenes: readonly SceneLink[] } | undefined> {
  return undefined;
}
