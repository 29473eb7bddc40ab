import { matches } from './brief-words.ts';
import { joinOf } from './continuity.ts';
import type { CutItem } from './cut.ts';
import type { Material, MaterialShot } from './material.ts';
import { plainLine } from './spoken-line.ts';
import { wantedFeeling } from './story-parts.ts';
import type { FeatureName, Weights } from './weights.ts';

/** A value on the grid of 1/256. */
function grid(value: number): number {
  return Math.round(value * 256) / 256;
}

/** One part of a score. */
export interface Part {
  readonly feature: FeatureName;
  readonly value: number;
}

export function amount(weights: Weights, part: Part): number {
  return part.value * weights[part.feature];
}

export function sum(weights: Weights, parts: readonly Part[]): number {
  return parts.reduce((total, part) => total + amount(weights, part), 0);
}

/** A part of a shot at a place of the cut. Frames; `start` counts from the cut's first frame. */
export interface Placement {
  readonly shot: MaterialShot;
  readonly inFrame: number;
  readonly outFrame: number;
}

/** Does the window hold the shot's line from its first to its last frame? */
export function carriesLine({ shot, inFrame, outFrame }: Placement): boolean {
  const line = shot.line?.subtitle;
  return line !== undefined && inFrame <= line.startFrame && line.endFrame <= outFrame;
}

/** Subtitles overlap by a frame or two where nobody speaks; so little of a line is not heard as cut. */
const UNHEARD = 2;

/** How many lines the window cuts off. */
export function cutLines(shot: MaterialShot, inFrame: number, outFrame: number): number {
  return shot.speech.filter(({ startFrame, endFrame }) => {
    const heard = Math.min(outFrame, endFrame) - Math.max(inFrame, startFrame);
    const lost = Math.max(inFrame - startFrame, endFrame - outFrame);
    return heard > UNHEARD && lost > UNHEARD;
  }).length;
}

/** Same seed and shot, same number in −1 to 1 (FNV-1a, then a finaliser that mixes all bits). */
function seedNoise(seed: number, shot: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${shot}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x7fffffff - 1;
}

/** How strong a shot is, 0 to 1: movement, and loudness where there is sound. */
export function energy(shot: MaterialShot): number {
  return shot.shot.loudness === undefined ? shot.motion : (shot.motion * 2 + shot.loudness) / 3;
}

/** The length, in frames, that the pace asks for at a place of the cut, 0 at its start to 1 at its end. */
export function idealLength(material: Material, place: number): number {
  return material.meanLength * (1.4 - 0.8 * place);
}

/** Parts that depend on nothing but the window. */
function windowParts(material: Material, placement: Placement): Part[] {
  const { shot, inFrame, outFrame } = placement;
  const seconds = material.seconds(inFrame, outFrame);
  const carries = carriesLine(placement);
  return [
    { feature: 'contrast', value: grid(shot.contrast * seconds) },
    { feature: 'colour', value: grid(shot.colour * seconds) },
    { feature: 'motion', value: grid(shot.motion * seconds) },
    { feature: 'line', value: carries ? grid(shot.line!.quality) : 0 },
    { feature: 'speech', value: cutLines(shot, inFrame, outFrame) },
    { feature: 'brief', value: grid(briefValue(shot, carries)) },
    { feature: 'dark', value: shot.dark ? 1 : 0 },
    { feature: 'card', value: shot.card ? 1 : 0 },
    { feature: 'question', value: carries && asks(shot) ? 1 : 0 },
    { feature: 'spoil', value: grid(shot.spoils) },
    { feature: 'again', value: shot.again },
    { feature: 'seed', value: material.brief.seed === 0 ? 0 : grid(seedNoise(material.brief.seed, shot.shot.id)) },
  ];
}

/** What the parts of a window are worth together: `sum` of `windowParts`, without the parts. */
export function windowWorth(material: Material, placement: Placement): number {
  const { weights } = material;
  const { shot, inFrame, outFrame } = placement;
  const seconds = material.seconds(inFrame, outFrame);
  const carries = carriesLine(placement);
  let worth =
    weights.contrast * grid(shot.contrast * seconds) +
    weights.colour * grid(shot.colour * seconds) +
    weights.motion * grid(shot.motion * seconds) +
    weights.speech * cutLines(shot, inFrame, outFrame) +
    weights.brief * grid(briefValue(shot, carries)) +
    weights.spoil * grid(shot.spoils) +
    weights.again * shot.again;
  if (carries) worth += weights.line * grid(shot.line!.quality) + (asks(shot) ? weights.question : 0);
  if (shot.dark) worth += weights.dark;
  if (shot.card) worth += weights.card;
  const { seed } = material.brief;
  return seed === 0 ? worth : worth + weights.seed * grid(seedNoise(seed, shot.shot.id));
}

/** 1 where the line that is heard uses a word of the brief; else what its scene is. */
function briefValue(shot: MaterialShot, carries: boolean): number {
  return carries && shot.line!.asked.length > 0 ? 1 : shot.askedOfScene;
}

/** Lines of the shot's scene in the script that use a word of the brief, at most three. */
export function askedScriptLines(material: Material, shot: MaterialShot) {
  const lines = shot.scene?.info.lines ?? [];
  return lines.filter((line) => matches(line.text, material.wanted).length > 0).slice(0, 3);
}

/** Length against what the place asks for: 1 when equal, 0 at half or double, down to −1. */
export function paceValue(material: Material, length: number, start: number, carries: boolean): number {
  const ideal = idealLength(material, Math.min(1, (start + length / 2) / material.total));
  const off = Math.log2(length / ideal);
  // A line takes the time that it takes: being long for its sake costs half.
  return grid(Math.max(-1, 1 - Math.abs(off) * (carries && off > 0 ? 0.5 : 1)));
}

/** Calm shots early and strong ones late, per second. */
export function riseValue(material: Material, shot: MaterialShot, length: number, start: number): number {
  const place = Math.min(1, (start + length / 2) / material.total);
  return grid((2 * place - 1) * (2 * energy(shot) - 1) * (length / material.rate));
}

/** The script's feeling in a shot's scene against what its place asks for: 1 when equal, down to −1. */
export function arcValue(material: Material, shot: MaterialShot, length: number, start: number): number {
  if (!shot.feeling || !shot.scene) return 0;
  const wanted = wantedFeeling(material.brief.tone, Math.min(1, (start + length / 2) / material.total));
  const off = Math.abs(wanted.arousal - shot.feeling.arousal) + Math.abs(wanted.valence - shot.feeling.valence);
  return grid(Math.max(-1, shot.scene.confidence * (1 - 2 * off)));
}

/** Within this of a beat a cut is on it, beyond it is off; in seconds. An eye forgives about a frame. */
const BEAT = { on: 0.021, off: 0.15 };

/** Is the cut at this place on a beat: 1, or less as it is off. `start` counts frames of shots. */
export function musicValue(material: Material, start: number): number {
  const { beats } = material;
  if (beats.length === 0) return 0;
  const at = cutTime(material, start);
  if (at === 0) return 0;
  const distance = beatDistance(beats, at) / material.rate;
  return grid(Math.min(1, Math.max(0, (BEAT.off - distance) / (BEAT.off - BEAT.on))));
}

/** Frames of the cut before a place in its shots: title cards count too. */
export function cutTime({ breaks }: Pick<Material, 'breaks'>, start: number): number {
  let at = start;
  for (const card of breaks) if (card.at <= start) at += card.frames;
  return at;
}

/** Frames to the nearest beat. */
export function beatDistance(beats: readonly number[], at: number): number {
  let [low, high] = [0, beats.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return Math.min(Math.abs(beats[low]! - at), Math.abs((beats[low - 1] ?? Number.POSITIVE_INFINITY) - at));
}

/** Does the line ask something? */
function asks(shot: MaterialShot): boolean {
  return /[?？؟][\s"'”’»)]*$/u.test(plainLine(shot.line!.subtitle.text));
}

/** A shot as its neighbours in the cut see it. */
export interface Neighbour {
  readonly shot: MaterialShot;
  /** Is its line heard whole? */
  readonly carries: boolean;
}

/** Parts of a pair of neighbours; they are counted with the later one. */
export function pairParts(material: Material, before: Neighbour, after: Neighbour): Part[] {
  const [a, b] = [before.shot, after.shot];
  const ahead = middle(b) - middle(a);
  const same = sameScene(a, b);
  const join = joinOf(material, a, b);
  return [
    { feature: 'story', value: ahead > 0 ? grid(gapValue(ahead / material.idealGap)) : -1 },
    { feature: 'scene', value: same && !after.carries ? 1 : 0 },
    { feature: 'variety', value: grid(join.variety) },
    { feature: 'order', value: b.index <= a.index ? 1 : 0 },
    { feature: 'talk', value: before.carries && after.carries ? 1 : 0 },
    { feature: 'size', value: grid(join.size) },
    { feature: 'people', value: join.people },
    { feature: 'jump', value: join.jump },
    { feature: 'angle', value: grid(join.angle) },
    { feature: 'direction', value: grid(join.direction) },
    ...(b.index <= a.index ? [] : enteringParts(a, b)),
  ];
}

/** What the parts of a pair are worth together: `sum` of `pairParts`, without the parts. */
export function pairWorth(material: Material, before: Neighbour, after: Neighbour): number {
  const { weights } = material;
  const [a, b] = [before.shot, after.shot];
  const ahead = middle(b) - middle(a);
  const join = joinOf(material, a, b);
  let worth =
    weights.story * (ahead > 0 ? grid(gapValue(ahead / material.idealGap)) : -1) +
    weights.variety * grid(join.variety) +
    weights.size * grid(join.size) +
    weights.people * join.people +
    weights.jump * join.jump +
    weights.angle * grid(join.angle) +
    weights.direction * grid(join.direction);
  if (!after.carries && sameScene(a, b)) worth += weights.scene;
  if (before.carries && after.carries) worth += weights.talk;
  if (b.index <= a.index) return worth + weights.order;
  return worth + weights.turn * turnValue(a, b) + weights.act * actValue(a, b);
}

function turnValue(before: MaterialShot | undefined, { scene }: MaterialShot): number {
  const turn = scene?.info.turningPoint;
  if (turn === undefined || before?.scene?.info.index === scene!.info.index) return 0;
  return grid(turn.confidence * scene!.confidence);
}

/** 1 where the story enters an act that the shot before did not lie in. */
function actValue(before: MaterialShot | undefined, { part }: MaterialShot): number {
  return before === undefined || before.part.order < part.order ? 1 : 0;
}

/** Parts of what a shot enters: a turn of the story, an act. `before` is the shot in front of it, if any. */
export function enteringParts(before: MaterialShot | undefined, after: MaterialShot): Part[] {
  return [
    { feature: 'turn', value: turnValue(before, after) },
    { feature: 'act', value: actValue(before, after) },
  ];
}

function sameScene(a: MaterialShot, b: MaterialShot): boolean {
  return a.scene !== undefined && a.scene.info.index === b.scene?.info.index;
}

/** Even steps through the film: 1 at the ideal step, 0 at a quarter and at four times it. */
function gapValue(ratio: number): number {
  return Math.max(-1, 1 - Math.abs(Math.log2(ratio)) / 2);
}

export function middle(shot: MaterialShot): number {
  return (shot.shot.startFrame + shot.shot.endFrame) / 2;
}

/** What an item is worth at its place: `sum` of `itemParts`, without the parts. */
export function itemWorth(
  material: Material,
  placement: Placement,
  start: number,
  before: Neighbour | undefined,
): number {
  const { weights } = material;
  const { shot } = placement;
  const length = placement.outFrame - placement.inFrame;
  const carries = carriesLine(placement);
  return (
    windowWorth(material, placement) +
    weights.pace * paceValue(material, length, start, carries) +
    weights.rise * riseValue(material, shot, length, start) +
    weights.arc * arcValue(material, shot, length, start) +
    weights.music * musicValue(material, start) +
    (before ? pairWorth(material, before, { shot, carries }) : sum(weights, enteringParts(undefined, shot)))
  );
}

/** All parts of one item at its place, `before` being the item in front of it. */
export function itemParts(
  material: Material,
  placement: Placement,
  start: number,
  before: Neighbour | undefined,
): Part[] {
  const length = placement.outFrame - placement.inFrame;
  const carries = carriesLine(placement);
  return [
    ...windowParts(material, placement),
    { feature: 'pace', value: paceValue(material, length, start, carries) },
    { feature: 'rise', value: riseValue(material, placement.shot, length, start) },
    { feature: 'arc', value: arcValue(material, placement.shot, length, start) },
    { feature: 'music', value: musicValue(material, start) },
    ...(before
      ? pairParts(material, before, { shot: placement.shot, carries })
      : enteringParts(undefined, placement.shot)),
  ];
}

/**
 * The shot that an item is a part of; undefined where the log has no such shot, or has other frames
 * under its id: the film was logged again since the item was made.
 */
export function shotOfItem(
  material: Material,
  item: Pick<CutItem, 'shot' | 'inFrame' | 'outFrame'>,
): MaterialShot | undefined {
  const found = material.byId.get(item.shot);
  const isPart = found && item.inFrame >= found.shot.startFrame && item.outFrame <= found.shot.endFrame;
  return isPart ? found : undefined;
}
