import { TimelineError } from '../fault.ts';
import { mediaName, ownMetadata } from '../media.ts';
import {
  type Clip,
  type Composable,
  editRate,
  type Json,
  type JsonObject,
  mediaReference,
  sourceRate,
  type Timeline,
  type Track,
  type Transition,
  trimmedRange,
} from '../model.ts';
import { type Rational, toNumber } from '../rational.ts';
import { addTime, type RationalTime, rationalTime, rescaledTo } from '../rational-time.ts';
import { rank } from './statements.ts';

/** What one row of an EDL plays: a stretch of a source, or black where there is no clip. */
export interface Side {
  readonly clip?: Clip;
  /** Frame of the source at a frame of the record side. */
  readonly at: (record: number) => number;
  /** Frames a second of the source. */
  readonly rate: Rational;
}

/** An event: a stretch of the record side, frames from 0, on the channels that play the same. */
export interface Play extends Side {
  readonly channels: readonly string[];
  /** Where the clip itself begins on the record side. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  /** Source frames a record frame; undefined without a speed change. */
  readonly speed?: number;
  readonly transition?: { readonly kind: string; readonly length: number; readonly leaves: Side };
}

/** `metadata.cmx_3600` of anything. */
export function cmxOf(of: { readonly metadata: JsonObject } | undefined): JsonObject {
  const cmx: Json | undefined = of?.metadata.cmx_3600;
  return typeof cmx === 'object' && cmx !== null && !Array.isArray(cmx) ? (cmx as JsonObject) : {};
}

/**
 * A timeline as the events of an EDL, in record order.
 * @throws TimelineError `input` for what an EDL cannot hold: several video tracks, nesting, transitions that are
 * neither dissolves nor SMPTE wipes, speeds that change.
 */
export function playsOf(timeline: Timeline): { readonly rate: Rational; readonly plays: readonly Play[] } {
  const rate = editRate(timeline);
  if (!rate)
    throw new TimelineError('input', 'An EDL needs a frame rate, and this timeline has no clips that say one.');
  const children = timeline.tracks.children;
  const tracks = children.filter((child): child is Track => child.schema === 'Track' && child.enabled);
  const video = tracks.filter((track) => track.kind === 'Video');
  const named = video.filter((track) => /^V\d?$/.test(String(cmxOf(track).channel)));
  if (children.some((child) => child.schema !== 'Track') || (video.length > 1 && named.length < video.length)) {
    throw new TimelineError('input', `An EDL holds one video track; this timeline has ${video.length}.`);
  }
  const audio = tracks.filter((track) => track.kind === 'Audio');
  const used = new Set<string>();
  const plays = [...video, ...audio].flatMap((track) => {
    const channel = cmxOf(track).channel;
    const own = typeof channel === 'string' && /^(?:V\d?|A[1-9]\d?)$/.test(channel) ? channel : undefined;
    const name = own ?? (track.kind === 'Video' ? 'V' : `A${audio.indexOf(track) + 1}`);
    if (used.has(name)) {
      throw new TimelineError('input', `An EDL holds a channel once, and two tracks here are its ${name}.`, {
        place: track.name,
      });
    }
    used.add(name);
    // One track of sound stands for all channels of its media.
    const whole = own === undefined && track.kind === 'Audio' && audio.length === 1;
    return walk(track, rate, (clip) =>
      whole && ownMetadata(clip && mediaReference(clip)).audio_channels !== 1 ? ['A1', 'A2'] : [name],
    );
  });
  return { rate, plays: together(plays) };
}

/** Events of several channels that are the same in all else become one. */
function together(plays: readonly Play[]): Play[] {
  const groups = new Map<string, Play[]>();
  for (const play of plays) {
    const key = keyOf(play);
    const group = groups.get(key);
    if (group) group.push(play);
    else groups.set(key, [play]);
  }
  return [...groups.values()]
    .map((group) => {
      const first = group.reduce((a, b) => (rank(b.channels[0]!) < rank(a.channels[0]!) ? b : a));
      return { ...first, channels: group.flatMap(({ channels }) => channels).sort((a, b) => rank(a) - rank(b)) };
    })
    .sort((a, b) => a.from - b.from || rank(a.channels[0]!) - rank(b.channels[0]!));
}

function keyOf(play: Play): string {
  const side = ({ clip, at, rate }: Side) => [clip ? mediaKey(clip) : null, at(play.from), rate];
  const upper = play.channels.find((channel) => /^V\d/.test(channel)) ?? '';
  const { transition } = play;
  return JSON.stringify([
    side(play),
    play.from,
    play.to,
    play.speed ?? null,
    transition ? [transition.kind, transition.length, side(transition.leaves)] : null,
    upper,
  ]);
}

function mediaKey(clip: Clip): Json {
  const media = mediaReference(clip);
  const url = media?.schema === 'ExternalReference' ? media.targetUrl : null;
  return [mediaName(clip), url, media?.schema ?? null, cmxOf(clip).reel ?? null];
}

function walk(track: Track, rate: Rational, channels: (clip: Clip | undefined) => string[]): Play[] {
  const plays: Play[] = [];
  let position: RationalTime = rationalTime(0, rate);
  const frame = (time: RationalTime) => rescaledTo(time, rate, 'round').value;
  let before: Side = BLACK;
  const items = track.children;
  items.forEach((child, index) => {
    const place = `${track.name}[${index}]`;
    if (child.schema === 'Transition') {
      const next = items[index + 1];
      // A fade to black is an event of black, as long as the fade.
      if (!next || next.schema === 'Gap') {
        const { length, inward } = lengthOf(child, frame);
        if (length === 0) return;
        const from = frame(position) - inward;
        const black: Side = { at: (record) => record - from, rate };
        plays.push({
          ...black,
          channels: channels(undefined),
          start: from,
          from,
          to: from + length,
          transition: { kind: kindOf(child, place), length, leaves: before },
        });
        before = black;
      }
      return;
    }
    if (child.schema !== 'Clip' && child.schema !== 'Gap') {
      throw new TimelineError('input', `An EDL cannot hold a ${child.schema} inside a track.`, { place });
    }
    const range = trimmedRange(child);
    if (!range) {
      throw new TimelineError('input', `The length of “${child.name}” is not known: neither it nor its media says.`, {
        place,
      });
    }
    const start = frame(position);
    position = addTime(position, range.duration);
    const end = frame(position);
    if (child.schema === 'Gap' || !child.enabled) {
      // Black that a fade out ends in goes on into the fade in.
      if (end > start) before = BLACK;
      return;
    }
    const speed = speedOf(child, place);
    const counted = sourceRate(child) ?? rate;
    const first = rescaledTo(range.startTime, counted, 'round').value;
    const side: Side = {
      clip: child,
      rate: counted,
      at: (record) =>
        first + rescaledTo(rationalTime(Math.round((record - start) * (speed ?? 1)), rate), counted, 'round').value,
    };
    // One that is shorter than half a frame of the list is a cut.
    const [into, out] = [index - 1, index + 1].map((at) => {
      const one = transitionAt(items, at);
      return one && lengthOf(one, frame).length > 0 ? one : undefined;
    });
    const from = start - (into ? lengthOf(into, frame).inward : 0);
    const to = end - (out ? lengthOf(out, frame).inward : 0);
    if (side.at(from) < 0) {
      const missing = `${-side.at(from)} frames of its source from before the first there is`;
      throw new TimelineError('input', `A transition into “${child.name}” shows ${missing}.`, { place });
    }
    if (end > start) {
      plays.push({
        ...side,
        channels: channels(child),
        start,
        from,
        to,
        ...(speed === undefined ? {} : { speed }),
        ...(into
          ? { transition: { kind: kindOf(into, place), length: lengthOf(into, frame).length, leaves: before } }
          : {}),
      });
    }
    before = side;
  });
  return plays;
}

const BLACK: Side = { at: () => 0, rate: { num: 24, den: 1 } };

function transitionAt(items: readonly Composable[], index: number): Transition | undefined {
  const item = items[index];
  return item?.schema === 'Transition' ? item : undefined;
}

function lengthOf(transition: Transition, frame: (time: RationalTime) => number): { length: number; inward: number } {
  const inward = frame(transition.inOffset);
  return { inward, length: inward + frame(transition.outOffset) };
}

function kindOf(transition: Transition, place: string): string {
  if (transition.transitionType === 'SMPTE_Dissolve') return 'D';
  const code = cmxOf(transition).transition;
  if (typeof code === 'string' && /^W\d{1,3}$/.test(code)) return code;
  throw new TimelineError('input', `An EDL can hold dissolves and SMPTE wipes, not “${transition.transitionType}”.`, {
    place,
  });
}

function speedOf(clip: Clip, place: string): number | undefined {
  const timed = clip.effects.filter((effect) => effect.schema !== 'UnknownSchema' && effect.schema !== 'Effect');
  const [first] = timed;
  if (!first || first.schema === 'UnknownSchema') return undefined;
  if (timed.length > 1 || first.schema === 'TimeEffect') {
    throw new TimelineError(
      'input',
      `An EDL can hold one constant speed, and not the changing speed of “${clip.name}”.`,
      { place },
    );
  }
  return first.schema === 'FreezeFrame' ? 0 : (first.timeScalar ?? 1);
}

/** For M2: frames a second at which a source runs. */
export function framesPerSecond(speed: number, rate: Rational): number {
  return speed * Math.round(toNumber(rate));
}
