import type { Evidence, Feature, ScriptRange } from '@second-unit/evidence';
import { matches } from './brief-words.ts';
import type { CutItem, Reason } from './cut.ts';
import { lookDistance } from './look.ts';
import type { Material, MaterialShot } from './material.ts';
import { plainLine } from './spoken-line.ts';
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
function energy(shot: MaterialShot): number {
  return shot.shot.loudness === undefined ? shot.motion : (shot.motion * 2 + shot.loudness) / 3;
}

/** The length, in frames, that the pace asks for at a place of the cut, 0 at its start to 1 at its end. */
function idealLength(material: Material, place: number): number {
  return material.meanLength * (1.4 - 0.8 * place);
}

/** Parts that depend on nothing but the window. */
export function windowParts(material: Material, placement: Placement): Part[] {
  const { shot, inFrame, outFrame } = placement;
  const seconds = material.seconds(inFrame, outFrame);
  const carries = carriesLine(placement);
  return [
    { feature: 'contrast', value: grid(shot.contrast * seconds) },
    { feature: 'colour', value: grid(shot.colour * seconds) },
    { feature: 'motion', value: grid(shot.motion * seconds) },
    { feature: 'line', value: carries ? grid(shot.line!.quality) : 0 },
    { feature: 'speech', value: cutLines(shot, inFrame, outFrame) },
    { feature: 'brief', value: grid(briefValue(material, shot, carries)) },
    { feature: 'dark', value: shot.dark ? 1 : 0 },
    { feature: 'card', value: shot.card ? 1 : 0 },
    { feature: 'seed', value: material.brief.seed === 0 ? 0 : grid(seedNoise(material.brief.seed, shot.shot.id)) },
  ];
}

/** 1 where the line that is heard uses a word of the brief; less for the heading and the scene's lines. */
function briefValue(material: Material, shot: MaterialShot, carries: boolean): number {
  if (material.wanted.size === 0) return 0;
  if (carries && shot.line!.asked.length > 0) return 1;
  if (!shot.scene) return 0;
  const { info, confidence } = shot.scene;
  if (matches(info.heading, material.wanted).length > 0) return 0.6 * confidence;
  return askedScriptLines(material, shot).length > 0 ? 0.4 * confidence : 0;
}

/** Lines of the shot's scene in the script that use a word of the brief, at most three. */
function askedScriptLines(material: Material, shot: MaterialShot) {
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
  const same = a.scene && b.scene && a.scene.info.index === b.scene.info.index;
  const unlike = Math.min(1, lookDistance(a.look, b.look) / material.lookScale - 1);
  return [
    { feature: 'story', value: ahead > 0 ? grid(gapValue(ahead / material.idealGap)) : -1 },
    { feature: 'scene', value: same && !after.carries ? 1 : 0 },
    { feature: 'variety', value: grid(Math.max(-1, unlike)) },
    { feature: 'order', value: b.index <= a.index ? 1 : 0 },
    { feature: 'talk', value: before.carries && after.carries ? 1 : 0 },
  ];
}

/** Even steps through the film: 1 at the ideal step, 0 at a quarter and at four times it. */
function gapValue(ratio: number): number {
  return Math.max(-1, 1 - Math.abs(Math.log2(ratio)) / 2);
}

function middle(shot: MaterialShot): number {
  return (shot.shot.startFrame + shot.shot.endFrame) / 2;
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
    ...(before ? pairParts(material, before, { shot: placement.shot, carries }) : []),
  ];
}

/** Which term of the reasons a part belongs to. */
const TERMS: Readonly<Record<string, readonly FeatureName[]>> = {
  picture: ['contrast', 'colour', 'motion', 'dark', 'card'],
  line: ['line', 'speech', 'talk'],
  brief: ['brief'],
  story: ['story', 'scene', 'order'],
  variety: ['variety'],
  pace: ['pace'],
  rise: ['rise'],
  seed: ['seed'],
};

/** An item whose score and reasons may not be known yet. */
type Unscored = Omit<CutItem, 'score' | 'reasons'> & Partial<Pick<CutItem, 'score' | 'reasons'>>;

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

/**
 * The items with score and reasons as they stand in this order. An item that no longer fits the log
 * keeps what it has: reasons about another shot would be false.
 */
export function scored(material: Material, items: readonly Unscored[]): readonly CutItem[] {
  let start = 0;
  let before: Neighbour | undefined;
  return items.map((item) => {
    const shot = shotOfItem(material, item);
    if (!shot) {
      start += item.outFrame - item.inFrame;
      before = undefined;
      return { ...item, score: item.score ?? 0, reasons: item.reasons ?? [] };
    }
    const placement = { shot, inFrame: item.inFrame, outFrame: item.outFrame };
    const parts = itemParts(material, placement, start, before);
    const reasons = reasonsOf(material, placement, parts, { start, before: before?.shot });
    start += item.outFrame - item.inFrame;
    before = { shot, carries: carriesLine(placement) };
    return { ...item, score: sum(material.weights, parts), reasons };
  });
}

function reasonsOf(
  material: Material,
  placement: Placement,
  parts: readonly Part[],
  place: { readonly start: number; readonly before: MaterialShot | undefined },
): Reason[] {
  const film: Evidence = {
    kind: 'film',
    media: material.context.mediaId,
    startFrame: placement.inFrame,
    endFrame: placement.outFrame,
  };
  return Object.entries(TERMS).flatMap(([term, names]) => {
    const own = parts.filter((part) => names.includes(part.feature) && part.value !== 0);
    if (own.length === 0) return [];
    const features = own.map(
      (part): Feature => ({
        kind: 'feature',
        name: part.feature,
        value: part.value,
        weight: material.weights[part.feature],
        amount: amount(material.weights, part),
      }),
    );
    const words = sentence(term, material, placement, own, place);
    const where = [film, ...otherEvidence(term, material, placement, place.before)];
    return [{ term, amount: sum(material.weights, own), words, evidence: [...where, ...features] }];
  });
}

function otherEvidence(
  term: string,
  material: Material,
  placement: Placement,
  before: MaterialShot | undefined,
): Evidence[] {
  const { shot } = placement;
  const media = material.context.mediaId;
  const script = (range: { from: number; to: number }): ScriptRange => ({
    kind: 'script',
    ...(material.context.script === undefined ? {} : { script: material.context.script }),
    from: range.from,
    to: range.to,
  });
  if (term === 'variety' || term === 'story') {
    return before ? [{ kind: 'film', media, startFrame: before.shot.startFrame, endFrame: before.shot.endFrame }] : [];
  }
  if (term !== 'line' && term !== 'brief') return [];
  const ranges: Evidence[] = [];
  if (shot.line && carriesLine(placement)) {
    const { startFrame, endFrame } = shot.line.subtitle;
    ranges.push({ kind: 'film', media, startFrame, endFrame });
    for (const link of material.context.scenes ?? []) {
      ranges.push(...link.lines.filter((pair) => pair.subtitle === shot.line!.index).map(script));
    }
  }
  if (term === 'brief') ranges.push(...askedScriptLines(material, shot).map(script));
  return ranges;
}

/** Whole percent of the film's shots that have less of a feature than this one; 99 at most, as the shot itself does not. */
function percentBelow(material: Material, shot: MaterialShot, feature: 'contrast' | 'colour' | 'motion'): number {
  const below = material.shots.filter((other) => other[feature] < shot[feature]).length;
  return Math.floor((100 * below) / material.shots.length);
}

function sentence(
  term: string,
  material: Material,
  placement: Placement,
  parts: readonly Part[],
  { start, before }: { readonly start: number; readonly before: MaterialShot | undefined },
): string {
  const { shot, inFrame, outFrame } = placement;
  const length = outFrame - inFrame;
  const lasts = `${material.seconds(inFrame, outFrame).toFixed(1)} s`;
  const seconds = (frames: number) => `${(frames / material.rate).toFixed(1)} s`;
  const value = (feature: FeatureName) => parts.find((part) => part.feature === feature)?.value ?? 0;
  switch (term) {
    case 'picture': {
      const ranked = [
        { feature: 'contrast', words: 'more contrast' } as const,
        { feature: 'colour', words: 'stronger colour' } as const,
        { feature: 'motion', words: 'more movement' } as const,
      ]
        .map(({ feature, words }) => ({ below: percentBelow(material, shot, feature), words }))
        .toSorted((a, b) => b.below - a.below);
      const named = ranked.filter(({ below }, index) => below > 0 && (index === 0 || (index === 1 && below >= 60)));
      const kind = value('dark') ? 'almost black, ' : value('card') ? 'looks like a still card, ' : '';
      const than = named.map(({ below, words }) => `${words} than ${below}%`).join(' and ');
      return `${kind}${than === '' ? 'no stronger a picture than the rest' : than} of the film's shots, ${lasts} of it`;
    }
    case 'line': {
      const cut = value('speech');
      const cutWords = cut === 0 ? '' : `cuts off ${cut === 1 ? 'a line' : `${cut} lines`}`;
      const carried = value('line') > 0 ? `carries the line “${plainLine(shot.line!.subtitle.text)}”` : '';
      const talk = value('talk') > 0 ? 'comes straight after another line' : '';
      return [carried, talk, cutWords].filter((part) => part !== '').join(', and ');
    }
    case 'brief': {
      const heard = carriesLine(placement) ? shot.line!.asked : [];
      if (heard.length > 0) return `the line says ${quoted(heard)}, as the brief asks`;
      const heading = shot.scene?.info.heading ?? '';
      const inHeading = matches(heading, material.wanted);
      if (inHeading.length > 0) return `its scene, ${heading}, has ${quoted(inHeading)} in its heading`;
      const first = askedScriptLines(material, shot)[0];
      return `its scene, ${heading}, has the line “${first ? plainLine(first.text) : ''}”`;
    }
    case 'story': {
      // This term is about a pair of shots.
      const ahead = Math.round(middle(shot) - middle(before!));
      if (ahead <= 0) return `goes back ${seconds(-ahead)} in the film`;
      const scene = value('scene') ? 'stays in the same scene, ' : '';
      const heading = shot.scene && !value('scene') ? `, in ${shot.scene.info.heading}` : '';
      const even =
        value('story') >= 0.5 ? 'about an even step' : ahead > material.idealGap ? 'a long step' : 'a short step';
      return `${scene}${seconds(ahead)} further into the film${heading}: ${even} through the story`;
    }
    case 'variety':
      return value('variety') > 0 ? 'looks unlike the shot before it' : 'looks much like the shot before it';
    case 'pace': {
      const ideal = idealLength(material, Math.min(1, (start + length / 2) / material.total));
      return `lasts ${lasts}, where the rising pace asks for about ${seconds(ideal)}`;
    }
    case 'rise': {
      const late = (start + length / 2) * 2 >= material.total;
      return `${energy(shot) >= 0.5 ? 'strong' : 'calm'} (movement${shot.shot.loudness === undefined ? '' : ' and loudness'}) in the ${late ? 'second' : 'first'} half`;
    }
    default:
      return `drawn by seed ${material.brief.seed}, so that other seeds give other cuts`;
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(' and ');
}
