import type { SceneLink, ShotLog } from '@second-unit/footage';
import type { Studio } from '../server/studio.ts';

export async function linksToScript(
  _studio: Studio,
  _production: string,
  _log: ShotLog,
): Promise<{ script: string; scenes: readonly SceneLink[] } | undefined> {
  return undefined;
}
