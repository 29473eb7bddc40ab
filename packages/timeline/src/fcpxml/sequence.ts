import {
  type Clip,
  type Composable,
  DEFAULT_MEDIA,
  type Gap,
  type JsonObject,
  type MediaReference,
  type Stack,
  type Track,
} from '../model.ts';
import { add, compare, multiply, type Rational, rational, subtract } from '../rational.ts';
import { exactTime } from '../rational-time.ts';
import { Once } from '../xml/once.ts';
import { child, problemOf, toJson, type XmlElement } from '../xml/tree.ts';
import { MARKERS, STORY } from './grammar.ts';
import { markerOf, ownOf, reelOf, textOf } from './kept.ts';
import { type LaneKey, Lanes, transitionAt } from './lanes.ts';
import { type Asset, availableRange, type FcpxmlResources } from './resources.ts';
import { earliestOf, PLAIN, shifted, type TimeMap, timeMapOf } from './speed.ts';
import { formatTime, timeOf, ZERO } from './time.ts';

type Media = {
  readonly asset?: Asset;
  readonly kind: 'Video' | 'Audio';
  readonly map: TimeMap;
  readonly effect?: XmlElement;
};

interface Read {
  readonly item: Clip | Gap | Stack;
  readonly start: Rational;
  readonly duration: Rational;
  readonly kind: 'Video' | 'Audio';
  /** The sound that plays with it, and where it begins, counted from its own start. */
  readonly sound?: { readonly item: Clip; readonly from: Rational; readonly duration: Rational };
}

export interface ReadSequence {
  readonly tracks: Track[];
  readonly rate: Rational;
  /** The sequence's attributes and the elements of it that are not modelled. */
  readonly own: JsonObject;
}

/** Reads sequences, and the compound and multicam clips in them, of one file. */
export class SequenceReader {
  readonly #resources: FcpxmlResources;
  readonly #open = new Set<string>();
  readonly #once = new Once<XmlElement, ReadSequence>((line, what) => problemOf('FCPXML', line, what));

  constructor(resources: FcpxmlResources) {
    this.#resources = resources;
  }

  sequence(of: XmlElement): ReadSequence {
    const rate = this.#resources.rate(of.attributes.format) ?? rational(24);
    const spine = child(of, 'spine');
    if (!spine) throw problemOf('FCPXML', of.line, 'a sequence has no spine');
    const lanes = new Lanes();
    const origin = timeOf(of, 'tcStart') ?? ZERO;
    this.#spine(spine.children, ZERO, origin, 0, rate, lanes);
    const { tcStart: _tcStart, duration: _duration, ...attributes } = of.attributes;
    const rest = of.children.filter((one) => one !== spine).map(toJson);
    return { tracks: lanes.tracks(rate), rate, own: { attributes, ...(rest.length > 0 ? { children: rest } : {}) } };
  }

  /** A clip that lies in an event, outside of any timeline. */
  eventClip(of: XmlElement): Clip | Stack {
    const { item } = this.#item(of, rational(24));
    if (item.schema === 'Gap') throw problemOf('FCPXML', of.line, 'an event holds a gap');
    return item;
  }

  /** @param at where the first item plays; @param origin what its `offset` counts from */
  #spine(
    children: readonly XmlElement[],
    at: Rational,
    origin: Rational,
    lane: number,
    rate: Rational,
    lanes: Lanes,
  ): void {
    let now = at;
    let last: LaneKey = { lane, kind: 'Video', sound: false };
    for (const [index, one] of children.entries()) {
      if (one.name === 'transition') {
        const duration = timeOf(one, 'duration') ?? ZERO;
        const offset = timeOf(one, 'offset');
        const begins = offset
          ? add(at, subtract(offset, origin))
          : subtract(now, multiply(duration, { num: 1, den: 2 }));
        const next = children.find(({ name }, at) => at > index && STORY.has(name));
        const key = lane === 0 ? last : next ? { lane, kind: this.#kind(next, rate), sound: false } : last;
        lanes.add(key, { item: this.#transition(one, now, begins, duration, rate), at: now, end: now });
        continue;
      }
      if (!STORY.has(one.name)) continue;
      const offset = timeOf(one, 'offset');
      const place = offset ? add(at, subtract(offset, origin)) : now;
      if (compare(place, now) > 0) now = place;
      const read = this.#item(one, rate);
      const key: LaneKey = { lane, kind: lane === 0 ? 'Video' : read.kind, sound: false };
      last = key;
      now = this.#place(one, read, key, now, rate, lanes);
    }
  }

  #kind(of: XmlElement, rate: Rational): 'Video' | 'Audio' {
    if (of.name === 'spine') {
      const first = of.children.find(({ name }) => STORY.has(name));
      return first ? this.#kind(first, rate) : 'Video';
    }
    return this.media(of, rate).kind;
  }

  /** Puts an item, its sound, and what is connected to it where they play; the time at which it ends. */
  #place(of: XmlElement, read: Read, key: LaneKey, at: Rational, rate: Rational, lanes: Lanes): Rational {
    const end = add(at, read.duration);
    lanes.add(key, { item: read.item, at, end });
    if (read.sound) {
      const from = add(at, read.sound.from);
      if (from.num >= 0) {
        lanes.add(
          { lane: key.lane, kind: 'Audio', sound: true },
          { item: read.sound.item, at: from, end: add(from, read.sound.duration) },
        );
      }
    }
    for (const one of of.children) {
      const lane = Number(one.attributes.lane ?? '0');
      if (!STORY.has(one.name) || !Number.isSafeInteger(lane) || lane === 0 || Math.abs(lane) > 4000) continue;
      const moved = add(at, subtract(timeOf(one, 'offset') ?? ZERO, read.start));
      const place = moved.num < 0 ? ZERO : moved;
      const whole = key.lane + lane === 0 ? lane : key.lane + lane;
      if (one.name === 'spine') {
        // Offsets in a storyline count from wherever its first clip says it begins.
        const first = one.children.find(({ name }) => STORY.has(name));
        this.#spine(one.children, place, (first && timeOf(first, 'offset')) ?? ZERO, whole, rate, lanes);
        continue;
      }
      const connected = this.#item(one, rate);
      this.#place(one, connected, { lane: whole, kind: connected.kind, sound: false }, place, rate, lanes);
    }
    return end;
  }

  #transition(of: XmlElement, cut: Rational, begins: Rational, duration: Rational, rate: Rational): Composable {
    const { name = '', offset: _offset, duration: _duration, ...attributes } = of.attributes;
    const children = of.children.map(toJson);
    const own: JsonObject = {
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(children.length > 0 ? { children } : {}),
    };
    return transitionAt(cut, begins, duration, rate, {
      name,
      transitionType: /dissolve|^$/i.test(name) ? 'SMPTE_Dissolve' : 'Custom_Transition',
      metadata: Object.keys(own).length > 0 ? { fcpxml: own } : {},
    });
  }

  #item(of: XmlElement, rate: Rational): Read {
    this.#once.count(of.line);
    if (of.name === 'audition') {
      const [active, ...others] = of.children.filter(({ name }) => STORY.has(name));
      if (!active) throw problemOf('FCPXML', of.line, 'an audition holds no clip');
      const chosen = {
        ...active,
        attributes: { ...active.attributes, offset: of.attributes.offset ?? active.attributes.offset ?? '0s' },
      };
      const read = this.#item(chosen, rate);
      const own = { ...(read.item.metadata.fcpxml as JsonObject), audition: others.map(toJson) };
      return { ...read, item: { ...read.item, metadata: { ...read.item.metadata, fcpxml: own } } };
    }
    const media = this.media(of, rate);
    const nested = of.name === 'ref-clip' || of.name === 'mc-clip' ? this.#nested(of) : undefined;
    const start =
      timeOf(of, 'start') ?? (of.name === 'asset-clip' ? (media.asset?.start ?? ZERO) : (nested?.start ?? ZERO));
    const duration = timeOf(of, 'duration') ?? media.asset?.duration ?? nested?.duration;
    if (!duration)
      throw problemOf('FCPXML', of.line, `how long its ${of.name} “${of.attributes.name ?? ''}” lasts is not said`);
    if (duration.num < 0)
      throw problemOf('FCPXML', of.line, `its ${of.name} “${of.attributes.name ?? ''}” has a negative duration`);
    const own = media.asset?.rate ?? nested?.rate ?? rate;
    const item = {
      name: of.attributes.name ?? '',
      metadata: { ...reelOf(of, media.asset), fcpxml: ownOf(of) },
      sourceRange: {
        startTime: exactTime(earliestOf(media.map, start, duration), own),
        duration: exactTime(duration, own),
      },
      effects: media.map.effect ? [media.map.effect] : [],
      markers: of.children.filter(({ name }) => MARKERS.has(name)).map((one) => markerOf(one, media.map, own)),
      enabled: of.attributes.enabled !== '0',
    };
    if (of.name === 'gap') return { item: { schema: 'Gap', ...item }, start, duration, kind: 'Video' };
    if (nested) {
      const stack: Stack = {
        schema: 'Stack',
        ...item,
        metadata: { ...item.metadata, fcpxml: { ...ownOf(of), media: nested.own } },
        children: nested.tracks,
      };
      return { item: stack, start, duration, kind: of.attributes.srcEnable === 'audio' ? 'Audio' : 'Video' };
    }
    const clip: Clip = {
      schema: 'Clip',
      ...item,
      mediaReferences: { [DEFAULT_MEDIA]: this.#reference(of, media) },
      activeMediaReferenceKey: DEFAULT_MEDIA,
    };
    const read: Read = { item: clip, start, duration, kind: media.kind };
    const heard =
      of.name === 'asset-clip' &&
      media.asset?.hasAudio &&
      media.kind === 'Video' &&
      of.attributes.srcEnable !== 'video';
    if (!heard) return read;
    const audioStart = timeOf(of, 'audioStart') ?? start;
    const audioDuration = timeOf(of, 'audioDuration') ?? duration;
    const length = audioDuration.num < 0 ? ZERO : audioDuration;
    const sound: Clip = {
      ...clip,
      metadata: reelOf(of, media.asset),
      markers: [],
      sourceRange: {
        startTime: exactTime(earliestOf(media.map, audioStart, length), own),
        duration: exactTime(length, own),
      },
    };
    return {
      ...read,
      sound: { item: sound, from: subtract(audioStart, start), duration: length },
    };
  }

  /** What a story element plays, found inside of it where it is a container. */
  media(of: XmlElement, rate: Rational): Media {
    const map = timeMapOf(of) ?? PLAIN;
    if (of.name === 'clip' || of.name === 'sync-clip') {
      const inner = this.#inner(of.children, ZERO, rate, 0);
      if (!inner) return { kind: 'Video', map };
      const shift = shifted(inner.shift);
      return {
        ...inner.media,
        map: {
          toSource: (local) => shift.toSource(map.toSource(local)),
          toLocal: (source) => map.toLocal(shift.toLocal(source)),
          ...(map.effect ? { effect: map.effect } : {}),
        },
      };
    }
    const asset = this.#resources.asset(of.attributes.ref, rate, of.line);
    const effect = this.#resources.find('effect', of.attributes.ref);
    const soundOnly =
      of.name === 'audio' ||
      of.attributes.srcEnable === 'audio' ||
      (asset !== undefined && !asset.hasVideo && asset.hasAudio);
    return { ...(asset ? { asset } : {}), ...(effect ? { effect } : {}), kind: soundOnly ? 'Audio' : 'Video', map };
  }

  /** The first media among the children of a container, and by how much its clock is ahead of the container's. */
  #inner(
    children: readonly XmlElement[],
    shift: Rational,
    rate: Rational,
    depth: number,
  ): { media: Media; shift: Rational } | undefined {
    for (const one of children) {
      // What is connected to a clip plays on a lane of its own; a gap holds its media connected.
      if (!STORY.has(one.name) || (depth === 0 && (one.attributes.lane ?? '0') !== '0')) continue;
      const offset = timeOf(one, 'offset') ?? ZERO;
      if (['video', 'audio', 'asset-clip', 'title'].includes(one.name)) {
        const media = this.media(one, rate);
        const start = timeOf(one, 'start') ?? media.asset?.start ?? ZERO;
        return { media, shift: subtract(add(shift, start), offset) };
      }
      const start = timeOf(one, 'start') ?? ZERO;
      const found = this.#inner(one.children, subtract(add(shift, start), offset), rate, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  #reference(of: XmlElement, { asset, effect }: Media): MediaReference {
    if (asset) {
      const range = availableRange(asset);
      const dropFrame = of.attributes.tcFormat === 'DF';
      return {
        schema: 'ExternalReference',
        name: asset.name,
        metadata: { second_unit: { ...asset.own, ...(dropFrame ? { drop_frame: true } : {}) } },
        targetUrl: asset.url,
        ...(range ? { availableRange: range } : {}),
      };
    }
    if (effect || of.name === 'title') {
      const words = textOf(of);
      return {
        schema: 'GeneratorReference',
        name: effect?.attributes.name ?? '',
        metadata: {},
        generatorKind: of.name === 'title' ? 'title' : (effect?.attributes.name ?? 'generator'),
        parameters: words ? { text: words } : {},
      };
    }
    return { schema: 'MissingReference', name: '', metadata: {} };
  }

  /** The content of a compound or multicam clip. */
  #nested(of: XmlElement): { tracks: Track[]; rate: Rational; start: Rational; duration?: Rational; own: JsonObject } {
    const id = of.attributes.ref ?? '';
    const media = this.#resources.find('media', id);
    if (!media) throw problemOf('FCPXML', of.line, `it refers to “${id}”, which is no media among its resources`);
    if (this.#open.has(id))
      throw problemOf('FCPXML', of.line, `the compound clip “${media.attributes.name ?? id}” contains itself`);
    this.#open.add(id);
    const sequence = child(media, 'sequence');
    const multicam = child(media, 'multicam');
    const content = sequence ?? multicam;
    const duration = content && timeOf(content, 'duration');
    const read = sequence
      ? this.#once.get(sequence, of.line, () => this.sequence(sequence))
      : multicam
        ? this.#multicam(multicam, of)
        : { tracks: [], rate: rational(24), own: {} };
    this.#open.delete(id);
    const start = (content && timeOf(content, 'tcStart')) ?? ZERO;
    return {
      tracks: read.tracks,
      rate: read.rate,
      start,
      ...(duration ? { duration } : {}),
      own: {
        attributes: media.attributes,
        [multicam ? 'multicam' : 'sequence']: {
          ...read.own,
          ...(start.num === 0 ? {} : { tcStart: formatTime(start) }),
        },
      },
    };
  }

  /** Angles as tracks; those that the clip does not use are off. */
  #multicam(of: XmlElement, clip: XmlElement): ReadSequence {
    const rate = this.#resources.rate(of.attributes.format) ?? rational(24);
    const used = new Set(
      clip.children
        .filter(({ name, attributes }) => name === 'mc-source' && attributes.srcEnable !== 'none')
        .map(({ attributes }) => attributes.angleID),
    );
    const origin = timeOf(of, 'tcStart') ?? ZERO;
    const tracks = of.children
      .filter(({ name }) => name === 'mc-angle')
      .flatMap((angle) => {
        const lanes = new Lanes();
        this.#spine(angle.children, ZERO, origin, 0, rate, lanes);
        const { name = '', ...attributes } = angle.attributes;
        return lanes
          .tracks(rate)
          .slice(0, 1)
          .map((track) => ({
            ...track,
            name,
            enabled: used.size === 0 || used.has(angle.attributes.angleID),
            metadata: { fcpxml: { angle: attributes } },
          }));
      });
    const { tcStart: _tcStart, duration: _duration, ...attributes } = of.attributes;
    const rest = of.children.filter(({ name }) => name !== 'mc-angle').map(toJson);
    return { tracks, rate, own: { attributes, ...(rest.length > 0 ? { children: rest } : {}) } };
  }
}
