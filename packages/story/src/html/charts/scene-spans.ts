import type { ReadThrough, Scene } from '../../read-through.ts';
import { eighthsText } from '../value.ts';
import { WIDTH } from './chart.ts';

/** A scene as a stretch of the drawing, by its length on paper. */
export interface SceneSpan {
  readonly scene: Scene;
  readonly x: number;
  readonly width: number;
  readonly kind: 'int-day' | 'ext-day' | 'int-night' | 'ext-night' | 'other';
  /** Page on which it begins, from 1. */
  readonly page: number;
}

const DARK = /\b(NIGHT|EVENING|DUSK|MIDNIGHT|NUIT|NACHT|NOCHE|NOTTE|NOITE)\b|[夜夕]/iu;
const LIGHT = /\b(DAY|MORNING|NOON|AFTERNOON|DAWN|SUNRISE|SUNSET|JOUR|TAG|GIORNO|DIA)\b|[昼朝]/iu;

/** Scenes side by side from `left` to the right edge; a scene is never less than an eighth of a page. */
export function sceneSpans({ scenes }: Pick<ReadThrough, 'scenes'>, left: number): SceneSpan[] {
  const total = scenes.reduce((sum, { eighths }) => sum + length(eighths), 0);
  let before = 0;
  let night: boolean | undefined;
  return scenes.map((scene) => {
    const size = length(scene.eighths);
    // CONTINUOUS, LATER and no time at all go on in the light of the scene before.
    const time = scene.time ?? '';
    night = DARK.test(time) ? true : LIGHT.test(time) ? false : night;
    const span: SceneSpan = {
      scene,
      x: left + (before / total) * (WIDTH - left),
      width: (size / total) * (WIDTH - left),
      kind: kindOf(scene, night),
      page: Math.floor(before / 8) + 1,
    };
    before += size;
    return span;
  });
}

/** `12. INT. KITCHEN - DAY, 1 3/8 pg`. */
export function sceneName(scene: Scene): string {
  return `${scene.number ?? scene.index + 1}. ${scene.heading.replace(/\s+/gu, ' ')}, ${eighthsText(scene.eighths)}`;
}

/** The heading's line: where a click on a scene leads. */
export function headingOf(scene: Scene): { readonly from: number; readonly to: number } {
  return { from: scene.from, to: Math.min(scene.to, scene.from + scene.heading.length) };
}

function length(eighths: number): number {
  return Number.isFinite(eighths) ? Math.max(1, eighths) : 1;
}

/** The stripboard's convention: INT day white, EXT day yellow, INT night blue, EXT night green. */
function kindOf({ interior, exterior }: Scene, night: boolean | undefined): SceneSpan['kind'] {
  if (night === undefined || (!interior && !exterior)) return 'other';
  return `${exterior ? 'ext' : 'int'}-${night ? 'night' : 'day'}`;
}
