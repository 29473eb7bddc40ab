import type { Evidence, Feature, ScriptRange } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import { matches } from './brief-words.ts';
import { cardFrames } from './cards.ts';
import type { CutItem, Reason, TitleCard } from './cut.ts';
import type { CardBreak, Material, MaterialShot } from './material.ts';
import {
  amount,
  askedScriptLines,
  beatDistance,
  carriesLine,
  cutTime,
  energy,
  idealLength,
  itemParts,
  middle,
  type Neighbour,
  type Part,
  type Placement,
  shotOfItem,
  sum,
} from './objective.ts';
import { plainLine } from './spoken-line.ts';
import { wantedFeeling } from './story-parts.ts';
import type { FeatureName } from './weights.ts';

/** Which term of the reasons a part belongs to. */
const TERMS: Readonly<Record<string, readonly FeatureName[]>> = {
  picture: ['contrast', 'colour', 'motion', 'dark', 'card'],
  line: ['line', 'speech', 'talk'],
  brief: ['brief'],
  curiosity: ['question', 'spoil'],
  story: ['story', 'scene', 'order', 'turn', 'act'],
  arc: ['arc'],
  variety: ['variety', 'size', 'people'],
  continuity: ['jump', 'angle', 'direction'],
  pace: ['pace'],
  rise: ['rise'],
  music: ['music'],
  again: ['again'],
  seed: ['seed'],
};

/** The term of the reasons that a feature is counted under. */
export function termOf(feature: FeatureName): string {
  return Object.keys(TERMS).find((term) => TERMS[term]!.includes(feature)) ?? feature;
}

/** An item whose score and reasons may not be known yet. */
type Unscored = Omit<CutItem, 'score' | 'reasons'> & Partial<Pick<CutItem, 'score' | 'reasons'>>;

/**
 * The items with score and reasons as they stand in this order. An item that no longer fits the log
 * keeps what it has: reasons about another shot would be false.
 */
export function scored(
  planned: Material,
  items: readonly Unscored[],
  cards: readonly TitleCard[] = [],
): readonly CutItem[] {
  const material = { ...planned, breaks: breaksOf(items, cards, planned.context.log.media) };
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

/** Title cards on their places among the items as they stand. */
export function breaksOf(
  items: readonly Pick<CutItem, 'id' | 'inFrame' | 'outFrame'>[],
  cards: readonly TitleCard[],
  media: MediaInfo,
): CardBreak[] {
  if (cards.length === 0) return [];
  const starts = new Map<string, number>();
  let start = 0;
  for (const { id, inFrame, outFrame } of items) {
    starts.set(id, start);
    start += outFrame - inFrame;
  }
  return cards.map((card) => ({ at: starts.get(card.before ?? '') ?? start, frames: cardFrames(card, media) }));
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
    const where = [film, ...otherEvidence(term, material, placement, place.before, own)];
    return [{ term, amount: sum(material.weights, own), words, evidence: [...where, ...features] }];
  });
}

function otherEvidence(
  term: string,
  material: Material,
  placement: Placement,
  before: MaterialShot | undefined,
  parts: readonly Part[],
): Evidence[] {
  const { shot } = placement;
  const media = material.context.mediaId;
  const script = (range: { from: number; to: number }): ScriptRange => ({
    kind: 'script',
    ...(material.context.script === undefined ? {} : { script: material.context.script }),
    from: range.from,
    to: range.to,
  });
  // Where words quote a scene's heading, or are told by what the script says of it, its rights count.
  const { range } = shot.scene?.info ?? {};
  const ofScene =
    term === 'story' || term === 'arc' || term === 'brief' || parts.some((one) => one.feature === 'spoil');
  const scene = ofScene && range ? [script(range)] : [];
  if (term === 'variety' || term === 'continuity' || term === 'story' || term === 'arc') {
    return [
      ...(before && term !== 'arc'
        ? [{ kind: 'film', media, startFrame: before.shot.startFrame, endFrame: before.shot.endFrame } as const]
        : []),
      ...scene,
    ];
  }
  if (term !== 'line' && term !== 'brief' && term !== 'curiosity') return [];
  const ranges: Evidence[] = [];
  if (shot.line && carriesLine(placement)) {
    const { startFrame, endFrame } = shot.line.subtitle;
    ranges.push({ kind: 'film', media, startFrame, endFrame });
    for (const link of material.context.scenes ?? []) {
      ranges.push(...link.lines.filter((pair) => pair.subtitle === shot.line!.index).map(script));
    }
  }
  if (term === 'brief') ranges.push(...askedScriptLines(material, shot).map(script));
  return [...ranges, ...scene];
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
      if (material.context.log.shots.length === 1) return `${kind}the film's one shot, ${lasts} of it`;
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
    case 'curiosity':
      return value('spoil') > 0
        ? `its scene, ${shot.scene?.info.heading ?? ''}, gives the end away`
        : 'its line asks a question and leaves the answer open';
    case 'story':
      return storyWords(material, shot, before, value);
    case 'arc': {
      const wanted = wantedFeeling(material.brief.tone, Math.min(1, (start + length / 2) / material.total));
      const { arousal, valence } = shot.feeling!;
      const is = `${feelingWords(arousal, valence)} beside the script's other scenes`;
      return `its scene, ${shot.scene?.info.heading ?? ''}, is ${is}; this place asks for ${feelingWords(wanted.arousal, wanted.valence)}`;
    }
    case 'variety':
      return varietyWords(shot, before!, value);
    case 'continuity':
      return [
        value('jump') > 0 ? 'cuts from a camera set-up to itself, a jump cut' : '',
        value('angle') > 0 ? 'hardly changes angle or size from the shot before it (the 30° rule)' : '',
        value('direction') > 0 ? 'pans the other way from the shot before it' : '',
      ]
        .filter((part) => part !== '')
        .join(', and ');
    case 'music': {
      const distance = beatDistance(material.beats, cutTime(material, start)) / material.rate;
      return distance < 0.021
        ? 'begins on a beat of the music'
        : `begins ${distance.toFixed(2)} s off a beat of the music`;
    }
    case 'again':
      return value('again') >= 1
        ? 'is also in a trailer that this one is to be unlike'
        : value('again') === 0.5
          ? 'is of a camera set-up that another trailer uses'
          : 'is of a scene that another trailer uses';
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

function storyWords(
  material: Material,
  shot: MaterialShot,
  before: MaterialShot | undefined,
  value: (feature: FeatureName) => number,
): string {
  const seconds = (frames: number) => `${(frames / material.rate).toFixed(1)} s`;
  const turn = value('turn') > 0 ? `its scene is ${shot.scene!.info.turningPoint!.words}` : '';
  const enters = value('act') > 0 ? `it opens ${shot.part.words}` : '';
  const gained = [turn, enters].filter((part) => part !== '').join(', and ');
  if (!before) return gained;
  const ahead = Math.round(middle(shot) - middle(before));
  if (ahead <= 0) return `goes back ${seconds(-ahead)} in the film`;
  const scene = value('scene') ? 'stays in the same scene, ' : '';
  const heading = shot.scene && !value('scene') ? `, in ${shot.scene.info.heading}` : '';
  const even =
    value('story') >= 0.5 ? 'about an even step' : ahead > material.idealGap ? 'a long step' : 'a short step';
  const step = `${scene}${seconds(ahead)} further into the film${heading}: ${even} through the story`;
  return gained === '' ? step : `${gained}; ${step}`;
}

/** A feeling as two words; `calm and dark`. */
function feelingWords(arousal: number, valence: number): string {
  const word = (value: number, low: string, mid: string, high: string) =>
    value < 0.4 ? low : value > 0.6 ? high : mid;
  return `${word(arousal, 'calm', 'even', 'stirring')} and ${word(valence, 'dark', 'mixed', 'bright')}`;
}

function varietyWords(shot: MaterialShot, before: MaterialShot, value: (feature: FeatureName) => number): string {
  const looks =
    value('variety') === 0
      ? ''
      : value('variety') > 0
        ? 'looks unlike the shot before it'
        : 'looks much like the shot before it';
  const [size, other] = [shot.shot.scale?.size, before.shot.scale?.size];
  const sizes =
    value('size') === 0
      ? ''
      : value('size') > 0
        ? `a ${size} after a ${other}`
        : `another ${size}, as the shot before it`;
  const people =
    value('people') === 0
      ? ''
      : value('people') > 0
        ? 'shows somebody who is not in the shot before it'
        : 'shows nobody new after the shot before it';
  return [looks, sizes, people].filter((part) => part !== '').join('; ');
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(' and ');
}
