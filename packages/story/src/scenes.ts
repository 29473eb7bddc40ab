import { headingParts, type ScreenplayDocument } from '@second-unit/screenplay';
import type { PageCount } from '@second-unit/screenplay/pages';
import { characterKey } from './characters.ts';
import type { Scene } from './read-through.ts';
import type { Speech } from './speeches.ts';

/** Scenes from heading to heading. `end` is the length of the text: where the last scene ends. */
export function scenesOf(
  document: ScreenplayDocument,
  words: readonly number[],
  speeches: readonly Speech[],
  estimate: PageCount,
  end: number,
): Scene[] {
  const speakers: Map<string, string>[] = [];
  for (const speech of speeches) {
    if (speech.scene < 0) continue;
    speakers[speech.scene] ??= new Map();
    const names = speakers[speech.scene] as Map<string, string>;
    const key = characterKey(speech.name);
    if (!names.has(key)) names.set(key, speech.name);
  }
  type Draft = { -readonly [Key in keyof Scene]: Scene[Key] };
  const scenes: Draft[] = [];
  for (const [at, element] of document.elements.entries()) {
    const scene = scenes.at(-1);
    switch (element.type) {
      case 'sceneHeading': {
        if (scene !== undefined) scene.to = element.from;
        const index = scenes.length;
        const { interior, exterior, place, time } = headingParts(element.text);
        scenes.push({
          index,
          ...(element.number === undefined ? {} : { number: element.number }),
          heading: element.text,
          place,
          interior,
          exterior,
          ...(time === undefined ? {} : { time }),
          from: element.from,
          to: end,
          eighths: estimate.scenes[index]?.eighths ?? 1,
          speakers: [...(speakers[index]?.values() ?? [])],
          words: 0,
        });
        break;
      }
      default:
        if (scene !== undefined) scene.words += words[at] ?? 0;
    }
  }
  return scenes;
}
