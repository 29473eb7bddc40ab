import { csvOf, type SceneLink } from '@second-unit/footage';
import {
  add,
  allowsDropFrame,
  type Clip,
  durationOf,
  editRate,
  formatTimecode,
  type JsonObject,
  mainTrack,
  mediaReference,
  multiply,
  type Rational,
  rescaledTo,
  type Timeline,
  type Track,
  toInteger,
  trimmedRange,
} from '@second-unit/timeline';
import type { Cut, CutContext } from '../cut.ts';
import { timecodes } from './source-timecode.ts';

/** What a scene of the script asks for, of the categories `effects` and `stunts` of a breakdown. */
export interface SceneNeed {
  /** As in `SceneLink.scene`. */
  readonly scene: number;
  readonly category: 'effects' | 'stunts';
  readonly name: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Why a shot is on the list. `optical`: it is made of more than one picture, as in a dissolve. */
export type EffectKind = 'effects' | 'stunts' | 'speed' | 'optical' | 'card' | 'look';

export interface EffectsShot {
  /** Place among the cut's shots, from 1, as in a pull list; a card has none. */
  readonly event?: number;
  /** Id of the cut's item; a card has none. */
  readonly item?: string;
  readonly shot?: string;
  /** Frames of the timeline from its first; `recordOut` is exclusive. */
  readonly recordIn: number;
  readonly recordOut: number;
  readonly clip: Clip;
  /** The scene of the script that it lies in, and how sure that is. */
  readonly scene?: { readonly heading: string; readonly confidence: number };
  readonly why: readonly { readonly kind: EffectKind; readonly words: string; readonly confidence?: number }[];
}

export interface EffectsList {
  /** Frames a second of the record side. */
  readonly rate: Rational;
  /** Frame number of the first one, by the timeline's own timecode. */
  readonly start: number;
  /** Is the record side counted in drop-frame? As its films are. */
  readonly dropFrame: boolean;
  readonly shots: readonly EffectsShot[];
}

export interface EffectsInput {
  /** As it is exported: its picture track is what is walked. */
  readonly timeline: Timeline;
  readonly cut: Pick<Cut, 'items' | 'look'>;
  /** Name of the cut's look. */
  readonly look?: string;
  readonly context: Pick<CutContext, 'log' | 'mediaId' | 'scenes' | 'sceneInfo'>;
  readonly needs?: readonly SceneNeed[];
}

/**
 * The shots of a cut that somebody has to work on: those of scenes for which the script names effects or stunts, and
 * those that change speed, are mixed with others, carry a title or are graded. A shot that is none of these is left
 * out. What a scene needs is said of each of its shots: whether this one shows it is for a person to see.
 */
export function effectsList(input: EffectsInput): EffectsList {
  const { timeline } = input;
  const rate = editRate(timeline) ?? input.context.log.media.frameRate;
  const recordAt = (at: Rational): number => toInteger(multiply(at, rate), 'round');
  const scenes = scenesByShot(input.context.scenes ?? []);
  const shots: EffectsShot[] = [];
  let position: Rational = { num: 0, den: 1 };
  const children = mainTrack(timeline)?.children ?? [];
  const places = new Map(input.cut.items.map(({ id }, place) => [id, place]));
  for (const [index, child] of children.entries()) {
    // A nested sequence is no shot; what follows it stands behind it all the same.
    const duration = durationOf(child);
    if (!duration) continue;
    const recordIn = recordAt(position);
    position = add(position, duration);
    if (child.schema !== 'Clip') continue;
    const own = ownOf(child);
    const place = places.get(String(own.item)) ?? -1;
    const item = input.cut.items[place];
    const scene = item && scenes.get(item.shot);
    const why = [
      ...fromScript(scene, input.needs ?? []),
      ...fromClip(child, [children[index - 1], children[index + 1]]),
      ...(item?.media === input.context.mediaId ? fromFilm(item, input.context) : []),
      ...(item && input.cut.look ? [lookWords(input.cut.look.strength, input.look)] : []),
    ];
    if (why.length === 0) continue;
    const heading = scene && input.context.sceneInfo?.find((info) => info.index === scene.scene)?.heading;
    shots.push({
      ...(item ? { event: place + 1, item: item.id, shot: item.shot } : {}),
      recordIn,
      recordOut: recordAt(position),
      clip: child,
      ...(scene ? { scene: { heading: heading ?? `Scene ${scene.scene + 1}`, confidence: scene.confidence } } : {}),
      why,
    });
  }
  const origin = timeline.globalStartTime ? rescaledTo(timeline.globalStartTime, rate, 'round').value : 0;
  const dropFrame = allowsDropFrame(rate) && children.some((one) => one.schema === 'Clip' && isDropFrame(one));
  return { rate, start: origin, dropFrame, shots };
}

type Why = EffectsShot['why'][number];

function fromScript(link: SceneLink | undefined, needs: readonly SceneNeed[]): Why[] {
  if (!link) return [];
  return needs
    .filter(({ scene }) => scene === link.scene)
    .map(({ category, name, confidence }) => ({ kind: category, words: name, confidence }));
}

function fromClip(clip: Clip, neighbours: readonly (Track['children'][number] | undefined)[]): Why[] {
  const speeds = clip.effects.flatMap((effect): Why[] => {
    if (effect.schema === 'FreezeFrame') return [{ kind: 'speed', words: 'freeze frame' }];
    if (effect.schema !== 'LinearTimeWarp' || effect.timeScalar === undefined || effect.timeScalar === 1) return [];
    return [{ kind: 'speed', words: `${Math.round(effect.timeScalar * 1000) / 10} % speed` }];
  });
  const [before, behind] = neighbours.map((one): Why[] =>
    one?.schema === 'Transition'
      ? [{ kind: 'optical', words: one.transitionType === 'SMPTE_Dissolve' ? 'dissolve' : one.name || 'transition' }]
      : [],
  );
  const mixed = [
    ...(before ?? []).map((why) => ({ ...why, words: `${why.words} in` })),
    ...(behind ?? []).map((why) => ({ ...why, words: `${why.words} out` })),
  ];
  const card = mediaReference(clip)?.schema === 'GeneratorReference';
  return [...speeds, ...mixed, ...(card ? [{ kind: 'card' as const, words: `card: ${clip.name}` }] : [])];
}

/** A transition of the film itself that the item reaches into: its frames hold two pictures. */
function fromFilm(item: Cut['items'][number], { log }: EffectsInput['context']): Why[] {
  return log.shots.flatMap(({ transitionIn: { type, startFrame, endFrame } }): Why[] =>
    type !== 'cut' && type !== 'none' && startFrame < item.outFrame && item.inFrame < endFrame
      ? [{ kind: 'optical', words: `holds a ${type} of the film` }]
      : [],
  );
}

function lookWords(strength: number, name: string | undefined): Why {
  return { kind: 'look', words: `look${name === undefined ? '' : ` “${name}”`} at ${Math.round(strength * 100)} %` };
}

function scenesByShot(links: readonly SceneLink[]): Map<string, SceneLink> {
  const best = new Map<string, SceneLink>();
  for (const link of links) {
    for (const shot of link.shots) {
      const known = best.get(shot);
      if (!known || known.confidence < link.confidence) best.set(shot, link);
    }
  }
  return best;
}

function isDropFrame(clip: Clip): boolean {
  const media = mediaReference(clip);
  return media !== undefined && media.schema !== 'UnknownSchema' && ownOf(media).drop_frame === true;
}

function ownOf(of: { readonly metadata: JsonObject }): JsonObject {
  const own = of.metadata.second_unit;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {};
}

const COLUMNS = [
  'event',
  'record in',
  'record out',
  'frames',
  'shot',
  'file',
  'reel',
  'source in',
  'source out',
  'scene',
  'scene confidence',
  ...(['effects', 'stunts', 'speed', 'optical', 'card', 'look'] satisfies EffectKind[]),
] as const;
const KINDS = COLUMNS.slice(11) as readonly EffectKind[];

/** An effects list as a table, RFC 4180 with a heading row. Outs are exclusive; what the script names has its confidence. */
export function effectsCsv({ rate, start, dropFrame, shots }: EffectsList): string {
  const record = (frame: number): string => formatTimecode(start + frame, rate, dropFrame);
  const rows = shots.map((shot) => {
    const media = mediaReference(shot.clip);
    const range = trimmedRange(shot.clip);
    const isCard = media?.schema === 'GeneratorReference';
    const [from, to] = range && !isCard ? timecodes(range, isDropFrame(shot.clip)) : ['', ''];
    const cmx = shot.clip.metadata.cmx_3600;
    const reel = typeof cmx === 'object' && cmx !== null && !Array.isArray(cmx) ? (cmx as JsonObject).reel : undefined;
    return [
      shot.event ?? '',
      record(shot.recordIn),
      record(shot.recordOut),
      shot.recordOut - shot.recordIn,
      shot.shot ?? '',
      isCard || !media || media.schema === 'UnknownSchema' ? '' : media.name,
      typeof reel === 'string' ? reel : '',
      from,
      to,
      shot.scene?.heading ?? '',
      shot.scene ? Math.round(shot.scene.confidence * 100) / 100 : '',
      ...KINDS.map((kind) =>
        shot.why
          .filter((why) => why.kind === kind)
          .map(({ words, confidence }) => (confidence === undefined ? words : `${words} (${confidence.toFixed(2)})`))
          .join('; '),
      ),
    ];
  });
  return csvOf([COLUMNS, ...rows]);
}
