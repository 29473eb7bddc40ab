import type { SceneInfo } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { type Alignment, type AlignOptions, align, type ScriptScene } from '@second-unit/footage/alignment';
import { headingParts, parse, type Screenplay, toDocument } from '@second-unit/screenplay';
import { type EmotionModels, readingOf, readThrough } from '@second-unit/story';
import { sceneStory } from './scene-story.ts';

export interface SceneAlignment extends Alignment {
  readonly sceneInfo: readonly SceneInfo[];
}

/** Headings that say so in one of the languages that scripts of ours are read in; any other says nothing. */
const NIGHT = /night|evening|dusk|midnight|nacht|abend|nuit|soir|noche|notte|sera|yö|ночь|вечер|夜/iu;
const DAY =
  /day|morning|noon|afternoon|dawn|tag|morgen|mittag|jour|matin|día|mañana|giorno|mattina|päivä|день|утро|日|朝/iu;

/** A scene as alignment needs it, and what people know it by. */
export interface SpokenScene extends ScriptScene {
  readonly heading: string;
  /** As the script numbers it, else its place in the script, from 1. */
  readonly number: string;
}

/** A script as alignment needs it: each scene with its lines, and what its heading says of its light. */
export function spokenScenes(tree: Screenplay): SpokenScene[] {
  let cue: string | undefined;
  const dialogue = toDocument(tree).elements.flatMap((element) => {
    if (element.type === 'character') cue = element.text;
    return element.type === 'dialogue' ? [{ ...element, who: cue && nameOf(cue) }] : [];
  });
  // Both lists are in script order, so one walk shares the lines out.
  let next = 0;
  return readingOf(tree).scenes.map(({ index, number = String(index + 1), from, to, heading }) => {
    const lines: { from: number; to: number; text: string; who?: string }[] = [];
    for (; next < dialogue.length; next++) {
      const line = dialogue[next];
      if (!line || line.from >= to) break;
      const { who } = line;
      if (line.from >= from) lines.push({ from: line.from, to: line.to, text: line.text, ...(who ? { who } : {}) });
    }
    const { interior, exterior, time } = headingParts(heading);
    const night = time === undefined ? undefined : NIGHT.test(time) ? true : DAY.test(time) ? false : undefined;
    return {
      from,
      to,
      heading,
      number,
      lines,
      setting: { interior, exterior, ...(night === undefined ? {} : { night }) },
    };
  });
}

/** A cue without its extension: `ANNA` of `ANNA (V.O.)`. */
function nameOf(cue: string): string {
  return cue
    .replace(/\s*[(（].*$/u, '')
    .replace(/[@^]/gu, '')
    .trim();
}

/**
 * A film aligned with a script: the scenes as the cutter needs them, the shots that seem to show each, and the takes
 * of its lines. `mostPairs` limits speeches times subtitles; without `models` scenes are not said to feel anything.
 *
 * @throws Fault `too-large`.
 */
export function linkScenes(
  text: string,
  log: ShotLog,
  { mostPairs, models, ...options }: { mostPairs?: number; models?: EmotionModels } & AlignOptions = {},
): SceneAlignment {
  const tree = parse(text);
  const scenes = spokenScenes(tree);
  const speeches = scenes.reduce((sum, { lines }) => sum + lines.length, 0);
  if (mostPairs !== undefined && speeches * log.subtitles.length > mostPairs) {
    throw new Fault('too-large', 'The script has too many speeches to be compared with the film.');
  }
  const read = readThrough(tree, { ...(models ? { models } : {}) });
  const sceneInfo = scenes.map(({ heading, number, lines }, index) => ({
    index,
    heading,
    number,
    lines,
    ...sceneStory(read, index),
  }));
  return { sceneInfo, ...align(log, scenes, options) };
}
