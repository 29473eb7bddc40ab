import { Fault } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import { frameTimes, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import { briefStems, matches } from './brief-words.ts';
import { cardFrames, cardSeconds } from './cards.ts';
import type { Brief, CutContext, SceneInfo, TitleCard } from './cut.ts';
import { colourfulness, type Look, lookDistance, lookOf, toLab } from './look.ts';
import { type LogSubtitle, type SpokenLine, standsAlone } from './spoken-line.ts';
import { beatFrames, type Feeling, horizonOf, type StoryPart, storyParts } from './story-parts.ts';
import { tonedLength, tonedWeights } from './tone.ts';
import { WEIGHTS, type Weights } from './weights.ts';

/** A shot as the cutter sees it: its features as ranks within this film, its line, its scene. */
export interface MaterialShot {
  readonly shot: Shot;
  /** Place among the film's shots, and so its order. */
  readonly index: number;
  /** First and last (exclusive) frame that the cutter may use: clear of cuts, transitions and the kept-back end. */
  readonly from: number;
  readonly to: number;
  /** Ranks among the film's shots, 0 to 1. */
  readonly contrast: number;
  readonly colour: number;
  readonly motion: number;
  readonly loudness: number;
  /** Shots of one camera set-up, as far as their looks tell, share this number. */
  readonly setup: number;
  /** Near-black, or a card such as a title or a logo. */
  readonly dark: boolean;
  readonly card: boolean;
  readonly look: Look;
  readonly scene?: { readonly info: SceneInfo; readonly confidence: number };
  /** What is said during the shot, its beginning or end perhaps outside. */
  readonly speech: readonly LogSubtitle[];
  /** The best line that fits whole into the shot. */
  readonly line?: SpokenLine;
  /** Ids of the persons in it; none where nobody agreed that faces are looked for. */
  readonly people: readonly string[];
  /** How far its scene in the script is what the brief asks for, 0 to 0.6: most by its heading, less by its lines. */
  readonly askedOfScene: number;
  /** The part of the story that it lies in. */
  readonly part: StoryPart;
  /** Ranks of its scene among the script's, where the script says how it feels. */
  readonly feeling?: Feeling;
  /** Gives the end away, 0 to 1: of a climax or a last act that is to be kept back. */
  readonly spoils: number;
  /** 1 where a trailer that this one is to be unlike has it, more where it is to be so above all, less for its set-up and its scene. */
  readonly again: number;
}

/** Everything the objective looks at. Lengths are frames of the media. */
export interface Material {
  readonly context: CutContext;
  readonly brief: Brief;
  readonly weights: Weights;
  /** Frames a second on average, for seconds in words and lengths only. */
  readonly rate: number;
  /** Seconds that a stretch of frames lasts. */
  readonly seconds: (inFrame: number, outFrame: number) => number;
  /** Length of all shots together, in frames: what was asked for, less the title cards. */
  readonly total: number;
  /** First frame that is kept back, and by what. */
  readonly horizon: number;
  readonly keptBackBy: 'act' | 'share';
  /** Beats of the music, in frames of the cut. */
  readonly beats: readonly number[];
  /** Where title cards are to stand: after so many frames of shots, for so many frames. */
  readonly breaks: readonly CardBreak[];
  readonly shots: readonly MaterialShot[];
  readonly byId: ReadonlyMap<string, MaterialShot>;
  readonly wanted: ReadonlySet<string>;
  /** Mean length of an item that the pace aims at, in frames. */
  readonly meanLength: number;
  /** Frames of film between two picks if they were spread evenly. */
  readonly idealGap: number;
  /** Half of this film's pairs of shots look further apart than this. */
  readonly lookScale: number;
}

/** A title card on its place. */
export interface CardBreak {
  readonly at: number;
  readonly frames: number;
}

/** Away from a hard cut, and from a dissolve, fade or wipe, in seconds. */
const GUARD = { cut: 0.08, transition: 0.17 };

/** Mid-rank of each value among all, 0 to 1; equal values get equal ranks. */
function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const first = new Map<number, number>();
  const count = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index);
    count.set(value, (count.get(value) ?? 0) + 1);
  });
  return values.map((value) => (values.length < 2 ? 0.5 : (first.get(value)! + count.get(value)! / 2) / values.length));
}

/**
 * What the cutter knows, from the log and the script.
 * @throws Fault `input` when the brief or the log cannot be cut from.
 */
export function materialOf(context: CutContext, brief: Brief): Material {
  const log = soundLog(context.log);
  const rate = log.media.frameRate.num / log.media.frameRate.den;
  if (!(brief.seconds > 0) || !Number.isFinite(brief.seconds)) {
    throw new Fault('input', `A cut of ${brief.seconds} seconds cannot be made: ask for a length above zero.`);
  }
  if (!(brief.keepBack >= 0 && brief.keepBack < 1)) {
    throw new Fault('input', `The share of the end to keep back is ${brief.keepBack}; it should be from 0 to below 1.`);
  }
  if (!Number.isInteger(brief.seed))
    throw new Fault('input', `The seed is ${brief.seed}; it should be a whole number.`);
  if (log.shots.length === 0) {
    throw new Fault('input', 'The log of this film has no shots, so there is nothing to cut from.', {
      place: log.media.originalPath,
    });
  }
  const total = shotFrames(
    brief,
    (brief.cards ?? []).map((text) => ({ seconds: cardSeconds(text) })),
    log.media,
  );
  const last = log.shots.at(-1)!.endFrame;
  const { frame: horizon, by: keptBackBy } = horizonOf(context, brief, last);
  const wanted = briefStems(brief.text);

  const looks = log.shots.map(lookOf);
  const contrast = ranks(log.shots.map((shot) => shot.contrast));
  const colour = ranks(looks.map(colourfulness));
  const motion = ranks(log.shots.map((shot) => shot.motion));
  const loudness = ranks(log.shots.map((shot) => shot.loudness ?? -70));
  const scenes = scenesByShot(context);
  const speechIn = speechFinder(log.subtitles);

  const dark = log.shots.map((shot) => shot.brightness < 0.04 || (shot.brightness < 0.07 && shot.contrast < 0.05));
  const card = log.shots.map((shot, index) => !dark[index] && isCard(shot));
  const lookScale = medianDistance(looks.filter((_, index) => !dark[index] && !card[index]));
  const setup = setups(log.shots, looks, Math.min(0.034, 0.45 * lookScale));
  const part = storyParts(log.shots, (shot) => scenes.get(shot)?.info, { first: log.shots[0]!.startFrame, horizon });
  const feelings = feelingsByScene(context);
  const again = againOf(brief, log.shots, setup, scenes);
  const asked = askedScenes(context, wanted);
  const shots = log.shots.map((shot, index): MaterialShot => {
    const next = log.shots[index + 1];
    const guard = (type: string | undefined) =>
      Math.round(rate * (type === undefined || type === 'none' ? 0 : type === 'cut' ? GUARD.cut : GUARD.transition));
    const spare = Math.max(0, Math.floor((shot.endFrame - shot.startFrame - Math.ceil(rate * 0.5)) / 2));
    const from = shot.startFrame + Math.min(spare, guard(shot.transitionIn.type));
    const to = Math.min(shot.endFrame - Math.min(spare, guard(next?.transitionIn.type)), horizon);
    const scene = scenes.get(shot.id);
    const speech = speechIn(shot, rate);
    const line = bestLine(context, shot, from, to, rate, wanted);
    const feeling = scene && feelings.get(scene.info.index);
    return {
      shot,
      index,
      from,
      to: Math.max(from, to),
      contrast: contrast[index]!,
      colour: colour[index]!,
      motion: motion[index]!,
      loudness: loudness[index]!,
      setup: setup[index]!,
      dark: dark[index]!,
      card: card[index]!,
      look: looks[index]!,
      speech,
      people: context.people?.[shot.id] ?? [],
      askedOfScene: scene ? scene.confidence * (asked.get(scene.info.index) ?? 0) : 0,
      part: part[index]!,
      spoils: brief.keepBack > 0 && scene ? spoils(scene) : 0,
      again: again[index]!,
      ...(feeling ? { feeling } : {}),
      ...(scene ? { scene } : {}),
      ...(line ? { line } : {}),
    };
  });

  const usable = shots.filter((shot) => shot.to > shot.from && !shot.dark && !shot.card);
  const mean = Math.min(3, Math.max(1.2, brief.seconds / 12)) * rate * tonedLength(brief);
  // A film of few shots must hold each of them longer to fill the time.
  const meanLength = Math.max(mean, total / Math.max(1, 0.7 * usable.length));
  const span = Math.max(1, horizon - log.shots[0]!.startFrame);
  return {
    context: log === context.log ? context : { ...context, log },
    brief,
    weights: tonedWeights(context.weights ?? WEIGHTS, brief),
    rate,
    seconds: secondsIn(log.media),
    total,
    horizon,
    keptBackBy,
    beats: beatFrames(brief, rate),
    breaks: [],
    shots,
    byId: new Map(shots.map((shot) => [shot.shot.id, shot])),
    wanted,
    meanLength,
    idealGap: Math.max(1, (span * meanLength) / total),
    lookScale,
  };
}

/** Frames that are left for shots beside title cards; at least one. */
export function shotFrames(
  { seconds }: Pick<Brief, 'seconds'>,
  cards: readonly Pick<TitleCard, 'seconds'>[],
  media: MediaInfo,
): number {
  const { num, den } = media.frameRate;
  const sequence = sequenceRate(media);
  const ofCards = cards.reduce((sum, card) => sum + cardFrames(card, media), 0);
  const frames = Math.round((seconds * num) / den) - Math.round((ofCards * sequence.den * num) / (sequence.num * den));
  if (frames < 1 && cards.length > 0) {
    throw new Fault(
      'input',
      `The title cards take ${((ofCards * sequence.den) / sequence.num).toFixed(1)} s and the brief asks for ${seconds} s: ask for more, or for fewer cards.`,
    );
  }
  return Math.max(1, frames);
}

/**
 * A log whose measures are numbers: one that is none counts as none at all.
 * @throws Fault `input` where the frames of a shot are no frames.
 */
function soundLog(log: CutContext['log']): CutContext['log'] {
  const { num, den } = log.media.frameRate;
  if (!(num > 0 && den > 0)) {
    throw new Fault(
      'input',
      `The log says ${num}/${den} frames a second, which is no frame rate: log the film again.`,
      {
        place: log.media.originalPath,
      },
    );
  }
  const broken = log.shots.find(
    ({ startFrame, endFrame }) =>
      !(Number.isInteger(startFrame) && Number.isInteger(endFrame) && startFrame >= 0 && startFrame < endFrame),
  );
  if (broken) {
    throw new Fault(
      'input',
      `Shot ${broken.id} of the log reaches from ${broken.startFrame} to ${broken.endFrame}, which are no frames: log the film again.`,
      { place: log.media.originalPath },
    );
  }
  const isSound = ({ brightness, contrast, motion, loudness }: Shot): boolean =>
    [brightness, contrast, motion, loudness ?? 0].every(Number.isFinite);
  if (log.shots.every(isSound)) return log;
  const sound = (value: number): number => (Number.isFinite(value) ? value : 0);
  return {
    ...log,
    shots: log.shots.map(({ loudness, ...shot }) => ({
      ...shot,
      brightness: sound(shot.brightness),
      contrast: sound(shot.contrast),
      motion: sound(shot.motion),
      ...(loudness !== undefined && Number.isFinite(loudness) ? { loudness } : {}),
    })),
  };
}

/** Scenes of the script that use a word of the brief, 0.6 in their heading and 0.4 in their lines. */
function askedScenes(
  { sceneInfo = [], scenes = [] }: CutContext,
  wanted: ReadonlySet<string>,
): ReadonlyMap<number, number> {
  if (wanted.size === 0) return new Map();
  const asks = (text: string): boolean => matches(text, wanted).length > 0;
  const infos = new Map(scenes.map(({ scene }) => [scene, infoOf(scene)]));
  for (const info of sceneInfo) infos.set(info.index, info);
  return new Map(
    [...infos.values()].map(({ index, heading, lines = [] }) => [
      index,
      asks(heading) ? 0.6 : lines.some(({ text }) => asks(text)) ? 0.4 : 0,
    ]),
  );
}

/** What is known of a scene that the script does not say anything of. */
function infoOf(scene: number): SceneInfo {
  return { index: scene, heading: `Scene ${scene + 1}` };
}

/** How much a scene of the script gives the end away. */
function spoils({ info, confidence }: NonNullable<MaterialShot['scene']>): number {
  if (info.act === 'III') return confidence;
  return info.turningPoint?.name === 'climax' ? confidence * info.turningPoint.confidence : 0;
}

/** Each scene's feeling as its rank among the scenes of which it is known. */
function feelingsByScene({ sceneInfo = [] }: CutContext): ReadonlyMap<number, Feeling> {
  const known = sceneInfo.flatMap(({ index, arousal, valence }) =>
    arousal !== undefined && valence !== undefined && Number.isFinite(arousal) && Number.isFinite(valence)
      ? [{ index, arousal, valence }]
      : [],
  );
  // The order of one or two scenes says nothing.
  if (known.length < 3) return new Map();
  const arousal = ranks(known.map((scene) => scene.arousal));
  const valence = ranks(known.map((scene) => scene.valence));
  return new Map(known.map(({ index }, at) => [index, { arousal: arousal[at]!, valence: valence[at]! }]));
}

/** How much of each shot was in the trailers that this one is to be unlike: a shot counts as often as it is named. */
function againOf(
  { unlike = [] }: Brief,
  shots: readonly Shot[],
  setup: readonly number[],
  scenes: ReadonlyMap<string, { info: SceneInfo }>,
): number[] {
  if (unlike.length === 0) return shots.map(() => 0);
  const used = Map.groupBy(unlike, (shot) => shot);
  const setups = new Set(setup.filter((_, index) => used.has(shots[index]!.id)));
  const seen = new Set(unlike.flatMap((shot) => scenes.get(shot)?.info.index ?? []));
  return shots.map(({ id }, index) => {
    const times = used.get(id)?.length;
    if (times !== undefined) return times;
    if (setups.has(setup[index]!)) return 0.5;
    const scene = scenes.get(id);
    return scene && seen.has(scene.info.index) ? 0.0625 : 0;
  });
}

/** As `secondsBetween`, with the times unpacked once. */
function secondsIn(media: MediaInfo): Material['seconds'] {
  const rate = media.frameRate.num / media.frameRate.den;
  return frameTimes(media)?.seconds ?? ((from, to) => (to - from) / rate);
}

/** A title or logo: nothing moves at all, or something bright stands on plain black. */
function isCard(shot: Shot): boolean {
  const main = shot.palette.toSorted((a, b) => b.share - a.share)[0];
  return shot.motion < 0.00005 || (main !== undefined && main.share >= 0.8 && toLab(main.colour)[0] < 0.15);
}

/** The median distance between looks, from at most some thousands of pairs taken at even steps. */
function medianDistance(looks: readonly Look[]): number {
  const distances: number[] = [];
  for (let step = 1; step < looks.length; step += Math.ceil(looks.length / 16)) {
    for (let at = 0; at + step < looks.length; at += Math.ceil(looks.length / 256)) {
      distances.push(lookDistance(looks[at]!, looks[at + step]!));
    }
  }
  const middle = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)];
  return Math.max(0.02, middle ?? 0.1);
}

/**
 * Shots that look the same within a stretch of film (a conversation cut back and forth) get the
 * number of the first of them: palette, brightness and contrast all agree.
 */
function setups(shots: readonly Shot[], looks: readonly Look[], near: number): number[] {
  const firsts: number[] = [];
  return shots.map((shot, index) => {
    for (let at = firsts.length - 1; at >= Math.max(0, firsts.length - 60); at--) {
      const first = firsts[at]!;
      const other = shots[first]!;
      if (
        Math.abs(shot.brightness - other.brightness) < 0.025 &&
        Math.abs(shot.contrast - other.contrast) < 0.02 &&
        lookDistance(looks[index]!, looks[first]!) < near
      ) {
        return first;
      }
    }
    firsts.push(index);
    return index;
  });
}

/** What is said during a shot; shots come in film order, subtitles are sorted once. Flashes are no speech. */
function speechFinder(subtitles: readonly LogSubtitle[]): (shot: Shot, rate: number) => LogSubtitle[] {
  const sorted = subtitles.toSorted((a, b) => a.startFrame - b.startFrame);
  const longest = sorted.reduce((most, line) => Math.max(most, line.endFrame - line.startFrame), 0);
  let first = 0;
  return (shot, rate) => {
    while (first < sorted.length && sorted[first]!.startFrame + longest <= shot.startFrame) first++;
    const found: LogSubtitle[] = [];
    for (let at = first; at < sorted.length && sorted[at]!.startFrame < shot.endFrame; at++) {
      const line = sorted[at]!;
      if (line.endFrame > shot.startFrame && line.endFrame - line.startFrame >= rate * 0.3) found.push(line);
    }
    return found;
  };
}

function scenesByShot(context: CutContext): Map<string, { info: SceneInfo; confidence: number }> {
  const infos = new Map((context.sceneInfo ?? []).map((info) => [info.index, info]));
  const scenes = new Map<string, { info: SceneInfo; confidence: number }>();
  for (const link of context.scenes ?? []) {
    const info = infos.get(link.scene) ?? infoOf(link.scene);
    for (const shot of link.shots) {
      const known = scenes.get(shot);
      if (!known || known.confidence < link.confidence) scenes.set(shot, { info, confidence: link.confidence });
    }
  }
  return scenes;
}

function bestLine(
  context: CutContext,
  shot: Shot,
  from: number,
  to: number,
  rate: number,
  wanted: ReadonlySet<string>,
): SpokenLine | undefined {
  let best: SpokenLine | undefined;
  for (const index of shot.lines) {
    const subtitle = context.log.subtitles[index];
    if (!subtitle || subtitle.startFrame < from || subtitle.endFrame > to) continue;
    const quality = standsAlone(subtitle, rate);
    if (quality <= 0) continue;
    const asked = matches(subtitle.text, wanted);
    const value = quality + asked.length;
    if (!best || value > best.quality + best.asked.length) best = { index, subtitle, quality, asked };
  }
  return best;
}
