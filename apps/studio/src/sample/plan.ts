import { Fault } from '@second-unit/evidence';
import { outline, parse, type ScreenplayElement, toDocument } from '@second-unit/screenplay';
import type { Rational } from '@second-unit/timeline';
import type { ShotPlan } from './shot-plan.ts';
import { RATE, SHOTS } from './shots.ts';

/** A line heard in the film: where it is in the script (UTF-16 range of its words) and in the film. */
export interface PlannedLine {
  readonly cue: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  readonly dual: boolean;
}

/** A shot of the film. Frames of its transition in belong neither to it nor to the shot before. */
export interface PlannedShot {
  readonly id: string;
  /** Index of its scene in the script's outline of scenes; absent for the cards. */
  readonly scene?: number;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  readonly transitionIn: {
    readonly type: 'none' | 'cut' | 'dissolve' | 'fade';
    readonly startFrame: number;
    readonly endFrame: number;
  };
  readonly lines: readonly PlannedLine[];
  readonly shot: ShotPlan;
}

/** The film before it is drawn: the exact truth about its cuts, transitions and lines. */
export interface SamplePlan {
  readonly frameRate: Rational;
  readonly frames: number;
  readonly shots: readonly PlannedShot[];
}

/**
 * Lays the film out against the script that it is made from.
 *
 * Throws `Fault` 'input' where a shot's scene or line is not in the script: film and script must not drift apart.
 */
export function samplePlan(scriptText: string): SamplePlan {
  const tree = parse(scriptText);
  const scenes = outline(tree).filter((entry) => entry.kind === 'scene');
  const { elements } = toDocument(tree);
  const shots: PlannedShot[] = [];
  let frame = 0;
  let searchFrom = 0;
  for (const shot of SHOTS) {
    const scene = shot.scene === undefined ? undefined : scenes.find((entry) => entry.number === shot.scene);
    if (shot.scene !== undefined && scene === undefined) {
      throw new Fault('input', `The sample film shows scene ${shot.scene}, which its script does not have.`);
    }
    const into = shot.into?.frames ?? 0;
    const startFrame = frame + into;
    const transitionIn = {
      type: shot.into?.type ?? (shots.length === 0 ? ('none' as const) : ('cut' as const)),
      startFrame: frame,
      endFrame: startFrame,
    };
    searchFrom = Math.max(searchFrom, scene?.from ?? 0);
    const lines = (shot.lines ?? []).map((line): PlannedLine => {
      const from = find(scriptText, elements, line.cue, line.text, searchFrom, scene?.to ?? 0);
      searchFrom = from + line.text.length;
      const start = startFrame + line.at;
      return {
        cue: line.cue,
        text: line.text,
        from,
        to: searchFrom,
        startFrame: start,
        endFrame: start + line.frames,
        dual: line.dual ?? false,
      };
    });
    shots.push({
      id: shot.id,
      ...(scene === undefined ? {} : { scene: scene.index }),
      startFrame,
      endFrame: startFrame + shot.frames,
      transitionIn,
      lines,
      shot,
    });
    frame = startFrame + shot.frames;
  }
  return { frameRate: { num: RATE, den: 1 }, frames: frame, shots };
}

/** Where `cue` says `text` in [from, to) of the script. */
function find(
  script: string,
  elements: readonly ScreenplayElement[],
  cue: string,
  text: string,
  from: number,
  to: number,
): number {
  let speaker: string | undefined;
  for (const element of elements) {
    if (element.from >= to) break;
    if (element.type === 'character') speaker = element.name;
    if (element.to <= from || speaker !== cue) continue;
    if (element.type !== 'dialogue' && element.type !== 'lyrics') continue;
    const at = script.indexOf(text, Math.max(from, element.from));
    if (at >= 0 && at + text.length <= element.to) return at;
  }
  throw new Fault('input', `The sample film lets ${cue} say “${text}”, which is not in that scene of its script.`);
}
