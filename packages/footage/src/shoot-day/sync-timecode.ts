import { nominalRate, parseTimecode } from '@second-unit/timeline';
import type { ShootClip, Sync } from './shoot-day.ts';

const DAY = 86_400;
/** Cameras' clocks are hours off, time zones too; a day is not. */
const SAME_DAY_SECONDS = 26 * 3600;

/** Seconds until a clip's timecode is at zero again: at 23.976 frames a second a day of 24 frames a second takes longer. */
function dayOf({ timecodeRate, dropFrame = false }: ShootClip): number {
  if (timecodeRate === undefined) return DAY;
  const last = dropFrame ? `23:59:59;${nominalRate(timecodeRate) - 1}` : `23:59:59:${nominalRate(timecodeRate) - 1}`;
  return ((parseTimecode(last, timecodeRate) + 1) * timecodeRate.den) / timecodeRate.num;
}

/** What of two clips plays at the same timecode, seconds; midnight in between is allowed. */
function overlapOf(picture: ShootClip, sound: ShootClip): { offset: number; overlap: number } | undefined {
  if (picture.startSeconds === undefined || sound.startSeconds === undefined) return undefined;
  let offset = sound.startSeconds - picture.startSeconds;
  const day = dayOf(picture);
  if (offset > day / 2) offset -= day;
  else if (offset < -day / 2) offset += day;
  const overlap = Math.min(picture.seconds ?? 0, offset + (sound.seconds ?? 0)) - Math.max(0, offset);
  return overlap > 0 ? { offset, overlap } : undefined;
}

/** Were both made on another day, by their clocks? */
function isOtherDay(one: ShootClip, other: ShootClip): boolean {
  if (one.created === undefined || other.created === undefined) return false;
  return Math.abs(Date.parse(one.created) - Date.parse(other.created)) > SAME_DAY_SECONDS;
}

/**
 * Clips whose timecode runs through while they record (free run), and so may be believed: no two of one camera play at
 * the same timecode. A camera that starts every clip at zero contradicts itself at its second clip.
 */
function contradicting(clips: readonly ShootClip[], cameraOf: ReadonlyMap<string, string>): Set<string> {
  const wrong = new Set<string>();
  const last = new Map<string, ShootClip>();
  const timed = clips
    .filter((clip) => clip.startSeconds !== undefined)
    .sort((a, b) => (a.startSeconds as number) - (b.startSeconds as number));
  for (const clip of timed) {
    const camera = cameraOf.get(clip.id) ?? clip.id;
    const before = last.get(camera);
    if (before && !isOtherDay(before, clip)) {
      const end = (before.startSeconds as number) + (before.seconds ?? 0);
      if (end - (clip.startSeconds as number) > 0.5) {
        wrong.add(before.id);
        wrong.add(clip.id);
      }
    }
    last.set(camera, clip);
  }
  return wrong;
}

/**
 * Pairs of pictures and sound that timecode puts together. Exact to a frame, where both clocks were jammed; how far they
 * have run apart since only the sound itself can tell.
 * @param cameraOf the camera of each picture's id
 */
export function syncByTimecode(
  pictures: readonly ShootClip[],
  sounds: readonly ShootClip[],
  cameraOf: ReadonlyMap<string, string>,
): Sync[] {
  const doubted = contradicting(pictures, cameraOf);
  const timed = sounds
    .filter((sound) => sound.startSeconds !== undefined)
    .sort((a, b) => (a.startSeconds as number) - (b.startSeconds as number));
  const longest = timed.reduce((most, { seconds = 0 }) => Math.max(most, seconds), 0);
  const syncs: Sync[] = [];
  for (const picture of pictures) {
    if (picture.startSeconds === undefined || picture.seconds === undefined) continue;
    for (const sound of near(timed, picture, longest)) {
      const pair = overlapOf(picture, sound);
      if (pair === undefined || isOtherDay(picture, sound)) continue;
      const share = pair.overlap / Math.min(picture.seconds, sound.seconds ?? pair.overlap);
      const isDoubted = doubted.has(picture.id);
      const rates = rateNote(picture, sound);
      syncs.push({
        sound: sound.id,
        picture: picture.id,
        offset: pair.offset,
        by: 'timecode',
        confidence: (isDoubted ? 0.35 : share > 0.5 ? 0.92 : 0.7) * (rates === '' ? 1 : 0.85),
        reason: `Timecode: ${picture.startTimecode} and ${sound.startTimecode}, ${pair.overlap.toFixed(1)} s in common${isDoubted ? '; but clips of this camera share timecode, so it may not run through' : ''}${rates}.`,
      });
    }
  }
  return syncs;
}

function rateNote(picture: ShootClip, sound: ShootClip): string {
  const [one, other] = [picture.timecodeRate, sound.timecodeRate];
  if (!one || !other || nominalRate(one) === nominalRate(other)) return '';
  return `; the recorder counted ${nominalRate(other)} frames a second, the camera ${nominalRate(one)}`;
}

/** Sounds that may overlap a picture, by their start; all where midnight may lie in between. */
function near(timed: readonly ShootClip[], picture: ShootClip, longest: number): readonly ShootClip[] {
  const start = picture.startSeconds as number;
  const end = start + (picture.seconds ?? 0);
  if (start - longest < 0 || end > DAY) return timed;
  let [low, high] = [0, timed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timed[middle]?.startSeconds as number) < start - longest) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while (to < timed.length && (timed[to]?.startSeconds as number) <= end) to += 1;
  return timed.slice(low, to);
}
