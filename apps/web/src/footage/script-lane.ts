import type { SceneLink, Shot } from '@second-unit/footage';
import { type Lane, label, visible } from './lane-drawings.ts';
import { footageMessages } from './messages.ts';

const words = footageMessages.lanes;

/** The shots of a film, in order. */
interface Shots {
  readonly shots: readonly Pick<Shot, 'id' | 'startFrame' | 'endFrame'>[];
}

/** A scene as its script has it; without a number its place in the script stands for one. */
interface Written {
  readonly heading: string;
  readonly number?: string;
}

/** A stretch of the film that shows a scene of its script. */
interface Stretch {
  readonly scene: number;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly confidence: number;
}

/** A scene's shots that follow each other are one stretch; a film may come back to a scene. */
function stretchesOf({ shots }: Shots, links: readonly SceneLink[]): Stretch[] {
  const byId = new Map(shots.map((shot) => [shot.id, shot]));
  return links.flatMap(({ scene, confidence, shots: ids }) => {
    const stretches: { scene: number; startFrame: number; endFrame: number; confidence: number }[] = [];
    for (const id of ids) {
      const shot = byId.get(id);
      const last = stretches.at(-1);
      if (shot === undefined) continue;
      if (last !== undefined && last.endFrame === shot.startFrame) last.endFrame = shot.endFrame;
      else stretches.push({ scene, confidence, startFrame: shot.startFrame, endFrame: shot.endFrame });
    }
    return stretches;
  });
}

/**
 * Which scenes of its script the film shows, paler where that is less sure; undefined where it is aligned with none, or
 * where no line of the script is heard in it: scenes in their order alone would be those of any film.
 * `written`: the script's scenes, once they are known.
 */
export function scriptLane(
  log: Shots,
  links: readonly SceneLink[],
  written: readonly Written[] | undefined,
): Lane | undefined {
  if (!links.some(({ method }) => method === 'dialogue')) return undefined;
  const stretches = stretchesOf(log, links);
  return {
    name: words.script,
    summary: words.of.scriptScenes(new Set(stretches.map(({ scene }) => scene)).size),
    height: 22,
    draw: (context, view, ink) => {
      for (const { scene, confidence, startFrame, endFrame } of visible(stretches, view)) {
        const left = view.x(startFrame);
        const right = view.x(endFrame);
        context.globalAlpha = 0.3 + 0.7 * confidence;
        context.fillStyle = ink.line;
        context.fillRect(left, 0, Math.max(1, right - left - 1), view.height);
        context.globalAlpha = 1;
        context.fillStyle = ink.text;
        const { number: place = String(scene + 1), heading } = written?.[scene] ?? {};
        const named = heading === undefined ? place : `${place} ${heading}`;
        if (!label(context, named, left, right, view)) label(context, place, left, right, view);
      }
    },
  };
}
