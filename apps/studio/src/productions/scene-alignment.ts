import type { SceneInfo } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import { type SceneLink, type ShotLog, sceneLinks } from '@second-unit/footage';
import { parse, toDocument } from '@second-unit/screenplay';
import { readingOf } from '@second-unit/story';

export interface SceneAlignment {
  readonly scenes: readonly SceneLink[];
  readonly sceneInfo: readonly SceneInfo[];
}

/**
 * The scenes of a script as the cutter needs them, and the shots that seem to show each. It takes
 * seconds and hundreds of megabytes where both are long; `mostPairs` limits speeches times subtitles.
 *
 * @throws Fault `too-large`.
 */
export function linkScenes(text: string, log: ShotLog, { mostPairs }: { mostPairs?: number } = {}): SceneAlignment {
  const tree = parse(text);
  const dialogue = toDocument(tree).elements.filter((element) => element.type === 'dialogue');
  if (mostPairs !== undefined && dialogue.length * log.subtitles.length > mostPairs) {
    throw new Fault('too-large', 'The script has too many speeches to be compared with the film.');
  }
  const { scenes } = readingOf(tree);
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
