import type { Scene } from '@second-unit/story';

/** A scene as a block of the strip: both ends as shares of the whole script, 0 to 1. */
export interface SceneBlock {
  readonly scene: Scene;
  readonly start: number;
  readonly end: number;
  readonly kind: 'int-day' | 'ext-day' | 'int-night' | 'ext-night' | 'other';
}

/** Scenes side by side by their length on paper, so that a long scene looks long. */
export function sceneBlocks(scenes: readonly Scene[]): readonly SceneBlock[] {
  const total = scenes.reduce((sum, scene) => sum + Math.max(1, scene.eighths), 0);
  let at = 0;
  let night: boolean | undefined;
  return scenes.map((scene) => {
    const start = at / total;
    at += Math.max(1, scene.eighths);
    // CONTINUOUS, LATER and no time at all go on in the light of the scene before.
    night = isNight(scene.time) ?? night;
    return { scene, start, end: at / total, kind: stripKind(scene, night) };
  });
}

const DARK = /\b(NIGHT|EVENING|DUSK|MIDNIGHT|NUIT|NACHT|NOCHE|NOTTE|NOITE)\b/iu;
const LIGHT = /\b(DAY|MORNING|NOON|AFTERNOON|DAWN|SUNRISE|SUNSET|JOUR|TAG|GIORNO|DIA)\b/iu;

/** Night, day, or undefined where the heading does not say. */
function isNight(time: string | undefined): boolean | undefined {
  if (time === undefined) return undefined;
  return DARK.test(time) ? true : LIGHT.test(time) ? false : undefined;
}

/** The stripboard's convention: INT day white, EXT day yellow, INT night blue, EXT night green. */
function stripKind(scene: Scene, night: boolean | undefined): SceneBlock['kind'] {
  if (night === undefined || (!scene.interior && !scene.exterior)) return 'other';
  if (scene.exterior) return night ? 'ext-night' : 'ext-day';
  return night ? 'int-night' : 'int-day';
}

/** Where an offset of the script lies on the strip, 0 to 1; before the first scene it is 0. */
export function shareOfOffset(blocks: readonly SceneBlock[], offset: number): number {
  for (const { scene, start, end } of blocks) {
    if (offset < scene.from) return start;
    if (offset < scene.to) return start + ((offset - scene.from) / Math.max(1, scene.to - scene.from)) * (end - start);
  }
  return blocks.length > 0 ? 1 : 0;
}

/** The offset under a point of the strip. */
export function offsetAtShare(blocks: readonly SceneBlock[], share: number): number {
  const block = blocks.find(({ end }) => share < end) ?? blocks.at(-1);
  if (!block) return 0;
  const inside = (share - block.start) / (block.end - block.start);
  return Math.round(block.scene.from + Math.min(1, Math.max(0, inside)) * (block.scene.to - block.scene.from));
}

/** The frame under a point of the strip, and back: the whole film from edge to edge. */
export function frameAtShare(share: number, frames: number): number {
  return Math.min(frames - 1, Math.max(0, Math.floor(share * frames)));
}
export function shareOfFrame(frame: number, frames: number): number {
  return frames <= 1 ? 0 : Math.min(1, Math.max(0, frame / (frames - 1)));
}
