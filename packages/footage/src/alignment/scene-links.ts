import type { SceneLink, Shot, ShotLog } from '../shot-log.ts';
import { type HeardShot, silentShots } from './silent-shots.ts';
import { shotsWithin } from './takes.ts';
import type { AlignOptions, ScriptScene, Take, TakePin } from './types.ts';

/** Without a word to go by, a scene's place in the script is a weak hint at its place in the film. */
const CONFIDENCE_OF_ORDER = 0.25;
/** The same, between two places that dialogue has pinned down. */
const CONFIDENCE_BETWEEN = 0.4;
/** Share of a shot, or frames of it, that a take must fill to be of it: cuts fall a little before or behind words. */
const LEAST_SHARE = 0.15;
const LEAST_FRAMES = 20;

/** Each scene's shots: those in which its takes are, and shots without a line by what they lie between. */
export function linksOf(
  log: ShotLog,
  scenes: readonly ScriptScene[],
  takes: readonly Take[],
  options: AlignOptions,
): SceneLink[] {
  const shotsOf = scenes.map(() => new Set<Shot>());
  const heard = new Map<number, HeardShot>();
  for (const take of takes) {
    for (const shot of shotsWithin(log.shots, take.startFrame, take.endFrame)) {
      const shared = Math.min(shot.endFrame, take.endFrame) - Math.max(shot.startFrame, take.startFrame);
      const length = shot.endFrame - shot.startFrame;
      if (shared < Math.min(LEAST_FRAMES, LEAST_SHARE * length) && take.shots.length > 1) continue;
      shotsOf[take.scene]!.add(shot);
      const ends = { first: { scene: take.scene, offset: take.from }, last: { scene: take.scene, offset: take.to } };
      const known = heard.get(shot.index);
      heard.set(shot.index, known === undefined ? ends : { first: known.first, last: ends.last });
    }
  }
  const nowhere = (options.pins ?? []).filter(({ to }) => to === null);
  for (const [index, scene] of silentShots(log, scenes, heard, options)) {
    const shot = log.shots[index]!;
    if (!nowhere.some((pin) => within(shot, pin))) shotsOf[scene]!.add(shot);
  }
  return scenes.flatMap((scene, index): SceneLink[] => {
    const shots = [...shotsOf[index]!].sort((a, b) => a.index - b.index).map((shot) => shot.id);
    if (shots.length === 0) return [];
    const own = takes.filter((take) => take.scene === index);
    return [
      {
        scene: index,
        shots,
        confidence: own.length > 0 ? confidenceOf(scene, own) : orderConfidence(takes.length > 0),
        method: own.length > 0 ? 'dialogue' : 'order',
        lines: own.flatMap(({ pairs }) => pairs.map(({ subtitle, from, to }) => ({ subtitle, from, to }))),
      },
    ];
  });
}

const within = (shot: Shot, pin: TakePin): boolean =>
  (shot.startFrame + shot.endFrame) / 2 >= pin.startFrame && (shot.startFrame + shot.endFrame) / 2 < pin.endFrame;

const orderConfidence = (anyHeard: boolean): number => (anyHeard ? CONFIDENCE_BETWEEN : CONFIDENCE_OF_ORDER);

/** More the more of the scene's lines were heard and the surer its best take is; never quite sure. */
function confidenceOf(scene: ScriptScene, takes: readonly Take[]): number {
  const covered = new Set(takes.flatMap(({ lines }) => lines.map(({ line }) => line)));
  const share = Math.min(1, covered.size / Math.max(1, scene.lines.length));
  const best = Math.max(...takes.map(({ confidence }) => confidence));
  return Math.round(Math.min(0.97, best * (0.55 + 0.45 * Math.sqrt(share))) * 100) / 100;
}
