import { type CutItem, FADE_THROUGH_BLACK, type ItemTransition, transitionsSettled } from '@second-unit/editing';
import type { ShotLog } from '@second-unit/footage';
import { sequenceRate } from '@second-unit/footage/interchange';
import {
  type Clip,
  type Composable,
  mainTrack,
  mediaKey,
  mediaReference,
  rescaledTo,
  type Timeline,
  type Track,
  type Transition,
  trimmedRange,
  type UsedMedia,
  usedMedia,
} from '@second-unit/timeline';
import { type Film, frameAt, framesBetween, originIn, referenceOf } from './timeline-match.ts';

/** A clip of a timeline as frames of a film. */
export interface Placed {
  readonly clip: Clip;
  /** Id of the cut's item. */
  readonly item: string;
  readonly film: Film;
  readonly inFrame: number;
  readonly outFrame: number;
  /** Between it and the next clip, where that follows at once. */
  readonly transition?: Transition;
  /** As the cut has it, which lies across the cut; absent where it has none or cannot have it. */
  readonly shown?: ItemTransition;
}

/** The item of a cut that the clip at a place of the main track becomes, and the place of an item. */
export const itemAt = (place: number): string => `clip-${place + 1}`;
export const placeOf = (item: string): number => Number(item.slice('clip-'.length)) - 1;

/** What a Cut room can show of a timeline, and what not. */
export interface Shown {
  /** Clips of the one film that most is cut from, in order. */
  readonly placed: readonly Placed[];
  readonly film?: Film;
  readonly notShown: readonly string[];
}

const count = (amount: number, one: string, many: string): string =>
  `${amount === 1 ? 'One' : amount.toLocaleString('en')} ${amount === 1 ? one : many}`;

function isTrack(one: Composable): one is Track {
  return one.schema === 'Track';
}

/** The film of a clip by what media are which films. */
type FilmOf = (key: string) => Film | undefined;

function place(clip: Clip, film: Film, media: UsedMedia | undefined, item: string): Placed | undefined {
  const range = trimmedRange(clip);
  if (!range || range.duration.value === 0) return undefined;
  const { info } = film;
  const origin = originIn(info, media ?? { used: [] }) ?? originIn(info, { used: [] });
  if (!origin) return undefined;
  const { rate } = referenceOf(info).availableRange.startTime;
  const start = framesBetween(origin, range.startTime, rate);
  const zero = { value: 0, rate: range.duration.rate };
  const length = Math.max(1, framesBetween(zero, range.duration, rate));
  const inFrame = frameAt(info, start);
  const outFrame = Math.min(info.frames, Math.max(inFrame + 1, frameAt(info, start + length)));
  return start < 0 || inFrame >= info.frames ? undefined : { clip, item, film, inFrame, outFrame };
}

/**
 * The picture of a timeline as items of one film: the lowest track of pictures, and of that the clips of the film that
 * most of it is cut from. The same timeline and films give the same items.
 */
export function shownOf(timeline: Timeline, filmOf: FilmOf): Shown {
  const tracks = timeline.tracks.children.filter(isTrack).filter(({ enabled }) => enabled);
  const pictures = tracks.filter(({ kind }) => kind === 'Video');
  const main = mainTrack(timeline);
  const media = new Map(usedMedia(timeline).map((one) => [one.key, one]));
  const all: Placed[] = [];
  const left = { gaps: 0, made: 0, nested: 0, transitions: 0, speeds: 0, off: 0, outside: 0, missing: 0 };
  for (const [index, child] of (main?.children ?? []).entries()) {
    if (child.schema === 'Gap') left.gaps += 1;
    else if (child.schema === 'Transition') {
      left.transitions += 1;
      const last = all.at(-1);
      const before = main?.children[index - 1];
      if (last && before === last.clip) all[all.length - 1] = { ...last, transition: child };
    } else if (child.schema !== 'Clip') left.nested += 1;
    else if (!child.enabled) left.off += 1;
    else {
      const reference = mediaReference(child);
      if (!reference || (reference.schema !== 'ExternalReference' && reference.schema !== 'MissingReference')) {
        left.made += 1;
        continue;
      }
      // A clip of no length says what a dissolve leaves.
      if (trimmedRange(child)?.duration.value === 0) continue;
      const key = mediaKey(reference, child);
      const film = filmOf(key);
      if (!film) left.missing += 1;
      const placed = film && place(child, film, media.get(key), itemAt(index));
      if (placed) all.push(placed);
      else if (film) left.outside += 1;
      if (placed && child.effects.some(({ schema }) => schema !== 'UnknownSchema' && schema !== 'Effect')) {
        left.speeds += 1;
      }
    }
  }
  const film = mostOf(all);
  const placed = withTransitions(
    all.filter((one) => one.film === film),
    main?.children ?? [],
  );
  const others = all.length - placed.length;
  const crossed = placed.filter(({ shown }) => shown).length;
  const beside = placed.filter(({ shown, transition }) => shown && transition && !isAcross(transition)).length;
  const asCuts = left.transitions - crossed;
  const sound = soundApart(
    tracks.filter(({ kind }) => kind === 'Audio'),
    all,
  );
  const notShown = [
    asCuts > 0 ? `${count(asCuts, 'transition is shown as a cut', 'transitions are shown as cuts')}.` : '',
    beside > 0
      ? `${count(beside, 'dissolve that stands before or behind its cut lies', 'dissolves that stand before or behind their cuts lie')} across it here.`
      : '',
    left.speeds > 0
      ? `${count(left.speeds, 'clip with a changed speed or a freeze is', 'clips with changed speeds or freezes are')} shown at normal speed, for the same length.`
      : '',
    others > 0
      ? `${count(others, 'clip of another film is', 'clips of other films are')} not in the cut, which is of “${film?.title}”.`
      : '',
    left.missing > 0
      ? `${count(left.missing, 'clip whose media is missing is', 'clips whose media are missing are')} not in the cut.`
      : '',
    left.outside > 0
      ? `${count(left.outside, 'clip plays', 'clips play')} frames that the film does not have, and ${left.outside === 1 ? 'is' : 'are'} not in the cut.`
      : '',
    left.gaps > 0 ? `${count(left.gaps, 'stretch of black is', 'stretches of black are')} closed up.` : '',
    left.made > 0
      ? `${count(left.made, 'title, colour or other generator is', 'titles, colours or other generators are')} kept for export, and not shown in the picture or its render.`
      : '',
    left.nested > 0 ? `${count(left.nested, 'nested sequence is', 'nested sequences are')} not shown.` : '',
    left.off > 0
      ? `${count(left.off, 'clip that is switched off is', 'clips that are switched off are')} not in the cut.`
      : '',
    pictures.length > 1
      ? `${count(pictures.length - 1, 'upper track of pictures is', 'upper tracks of pictures are')} kept for export, and not shown in the picture or its render.`
      : '',
    sound > 0
      ? `${count(sound, 'sound clip that is not cut with its picture is', 'sound clips that are not cut with their pictures are')} not heard: each shot has its own sound.`
      : '',
  ].filter((sentence) => sentence !== '');
  return {
    placed,
    ...(film ? { film } : {}),
    notShown:
      notShown.length === 0
        ? []
        : [
            ...notShown,
            'All of this stays in the timeline, which is exported whole while the cut is as it came; once it is changed, transitions and speeds of clips that are as they were stay.',
          ],
  };
}

/** What dissolves and fades are in a cut, where they fit there. */
function withTransitions(placed: readonly Placed[], children: readonly Composable[]): readonly Placed[] {
  const [first] = placed;
  if (!first) return placed;
  const shown = placed.map((one, at): ItemTransition | undefined => {
    const { transition } = one;
    if (!transition) return undefined;
    const behind = children.indexOf(transition) + 1;
    const isLast = behind === children.length;
    if (!isLast && children[behind] !== placed[at + 1]?.clip) return undefined;
    const rate = sequenceRate(one.film.info);
    const [before, after] = [transition.inOffset, transition.outOffset].map(
      (time) => rescaledTo(time, rate, 'round').value,
    ) as [number, number];
    if (transition.transitionType === 'SMPTE_Dissolve') {
      return isLast ? { type: 'fade', frames: before } : { type: 'dissolve', frames: before + after };
    }
    return transition.name === FADE_THROUGH_BLACK ? { type: 'fade', frames: before + after } : undefined;
  });
  const items = cutItems(
    placed.map((one, at) => ({ ...one, ...(shown[at] ? { shown: shown[at] } : {}) })),
    { shots: [] },
  );
  const settled = transitionsSettled(
    { brief: { seconds: 1, seed: 0, keepBack: 0 }, items, banned: [] },
    first.film.info,
  );
  return placed.map((one, at) => {
    const transition = settled.items[at]?.transition;
    return transition ? { ...one, shown: transition } : one;
  });
}

/** Does half of it, or as good as half, stand before the cut? Or is it the end of the timeline? */
function isAcross({ inOffset, outOffset }: Transition): boolean {
  return outOffset.value === 0 || Math.abs(inOffset.value - outOffset.value) <= 1;
}

/** The film of which most frames are played. */
function mostOf(all: readonly Placed[]): Film | undefined {
  const frames = new Map<Film, number>();
  for (const { film, inFrame, outFrame } of all) frames.set(film, (frames.get(film) ?? 0) + outFrame - inFrame);
  return [...frames].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Clips of sound that play something else than the picture beside them. */
function soundApart(tracks: readonly Track[], placed: readonly Placed[]): number {
  const pictures = new Set(placed.map(({ clip }) => soundKey(clip)));
  return tracks
    .flatMap(({ children }) => children)
    .filter((one) => one.schema === 'Clip' && one.enabled && !pictures.has(soundKey(one))).length;
}

function soundKey(clip: Clip): string {
  const range = trimmedRange(clip);
  const reference = mediaReference(clip);
  return JSON.stringify([
    reference && mediaKey(reference, clip),
    range && [range.startTime, range.duration].map(({ value, rate }) => (value * rate.den) / rate.num),
  ]);
}

/** The clips as items of a cut: each of the shot of the log that most of it lies in. */
export function cutItems(placed: readonly Placed[], log: Pick<ShotLog, 'shots'>): CutItem[] {
  return placed.map(({ item, film, inFrame, outFrame, shown }) => {
    let shot = { id: '', frames: -1 };
    for (const { id, startFrame, endFrame } of log.shots) {
      const frames = Math.min(endFrame, outFrame) - Math.max(startFrame, inFrame);
      if (frames > shot.frames) shot = { id, frames };
    }
    const own = { id: item, media: film.id, shot: shot.id, inFrame, outFrame, locked: false, score: 0, reasons: [] };
    return shown ? { ...own, transition: shown } : own;
  });
}
