import type { SceneInfo } from '@second-unit/editing';
import { type SceneLink, type ShotLog, sceneLinks } from '@second-unit/footage';
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
  const scripts = await listScripts(store, production);
  const [script] = scripts.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  if (!script) return undefined;
  return { script: script.id, ...linkScenes(await storedText(store, script.id), log) };
}

/** The scenes of a script as the cutter needs them, and the shots that seem to show each. */
export function linkScenes(text: string, log: ShotLog): Omit<Links, 'script'> {
  const tree = parse(text);
  const { scenes } = readThrough(tree);
  const dialogue = toDocument(tree).elements.filter((element) => element.type === 'dialogue');
  // Both lists are in script order, so one walk shares the lines out.
  let next = 0;
  const spoken = scenes.map(({ from, to }) => {
    const lines: { from: number; to: number; text: string }[] = [];
    for (; next < dialogue.length; next++) {
      const line = dialogue[next];
      if (!line || line.from >= to) break;
      if (line.from >= from) lines.push({ from: line.from, to: line.to, text: line.text });
    }
    return { from, to, lines };
  });
  const sceneInfo = scenes.map(({ index, heading }, at) => ({ index, heading, lines: spoken[at]?.lines ?? [] }));
  return { sceneInfo, scenes: sceneLinks(log, spoken) };
}
