import { unmatched } from './brief-words.ts';
import type { CutContext } from './cut.ts';

/**
 * Words of a brief that no line of the film and no heading or line of its script uses, as they are written there, each
 * once. They move nothing: the cut is as if they had not been said.
 */
export function briefNowhere(text: string, { log, sceneInfo = [] }: CutContext): readonly string[] {
  const lines = log.subtitles.map((line) => line.text);
  const scenes = sceneInfo.flatMap(({ heading, lines: said = [] }) => [heading, ...said.map((line) => line.text)]);
  return unmatched(text, [...lines, ...scenes]);
}
