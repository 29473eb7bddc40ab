import type { SceneInfo } from '@second-unit/editing';
import { type SceneLink, type ShotLog, sceneLinks } from '@second-unit/footage';
import { parse, toDocument } from '@second-unit/screenplay';
import { readThrough } from '@second-unit/story';
import { listScripts, type ScriptRow, type Store } from '../database/index.ts';
import { storedText } from '../scripts/stored-text.ts';
import { Recent } from './recent.ts';

export interface Links {
  /** Id of the script. */
  readonly script: string;
  readonly scenes: readonly SceneLink[];
  readonly sceneInfo: readonly SceneInfo[];
}

/**
 * Which shots show which scenes, of the production's script that this film speaks: the one of which
 * most lines are heard, and the first that came in where that does not tell. Undefined where the
 * production has none.
 */
export async function linksToScript(store: Store, production: string, log: ShotLog): Promise<Links | undefined> {
  let best: { links: Links; heard: number } | undefined;
  // Ids are in order of time.
  const scripts = (await listScripts(store, production)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const script of scripts) {
    const text = await storedText(store, script.id);
    const links = recent.get(keyOf(script, log), () => linkScenes(text, log));
    const heard = links.scenes.reduce((sum, { lines }) => sum + lines.length, 0);
    if (!best || heard > best.heard) best = { links: { script: script.id, ...links }, heard };
  }
  return best?.links;
}

/** Aligning a long film with its script takes seconds, and every view of a cut asks for it. */
const recent = new Recent<Omit<Links, 'script'>>(8);

/** The same script at the same update, and a log of the same film that says as much. */
function keyOf({ id, lastSeq }: ScriptRow, { media, shots, subtitles }: ShotLog): string {
  const said = subtitles.reduce((sum, { text, startFrame }) => sum + text.length + startFrame, 0);
  return [id, lastSeq, media.originalPath, media.frames, shots.length, subtitles.length, said].join(' ');
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
