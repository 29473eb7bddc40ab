import type { SceneInfo } from '@second-unit/editing';
import type { SceneLink, ShotLog } from '@second-unit/footage';
import { parse, toDocument } from '@second-unit/screenplay';
import { readThrough } from '@second-unit/story';
import { listScripts, type Store } from '../database/index.ts';
import { storedText } from '../scripts/stored-text.ts';

export interface Links {
  /** Id of the script. */
  readonly script: string;
  readonly scenes: readonly SceneLink[];
  readonly sceneInfo: readonly SceneInfo[];
}

/** Which shots show which scenes of the production's newest script; undefined where it has none. */
export async function linksToScript(store: Store, production: string, log: ShotLog): Promise<Links | undefined> {
  const [script] = (await listScripts(store, production)).toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  if (!script) return undefined;
  return { script: script.id, ...linkScenes(await storedText(store, script.id), log) };
}

/** The scenes of a script as the cutter needs them, and the shots that seem to show each. */
export function linkScenes(text: string, log: ShotLog): Omit<Links, 'script'> {
  const tree = parse(text);
  const { scenes } = readThrough(tree);
  const dialogue = toDocument(tree).elements.filter((element) => element.type === 'dialogue');
  const sceneInfo = scenes.map(({ index, heading, from, to }) => ({
    index,
    heading,
    lines: dialogue
      .filter((line) => line.from >= from && line.to <= to)
      .map((line) => ({ from: line.from, to: line.to, text: line.text })),
  }));
  return { sceneInfo, scenes: [] };
}
