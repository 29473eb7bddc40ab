import { TimelineError } from '../fault.ts';
import { ownMetadata } from '../media.ts';
import {
  type Clip,
  type Effect,
  type Gap,
  type Json,
  type JsonObject,
  type Marker,
  mediaReference,
  type Stack,
  sourceRate,
  type Transition,
  trimmedRange,
} from '../model.ts';
import { type PictureSize, picturePlace, rounded } from '../picture.ts';
import { add, type Rational, subtract } from '../rational.ts';
import { rescaledTo, seconds } from '../rational-time.ts';
import { allowsDropFrame } from '../timecode.ts';
import { element, elementsOf, fromJson, stringsOf, type XmlElement } from '../xml/tree.ts';
import { allowed, ordered, STORY } from './grammar.ts';
import { mapFor, PLAIN, startOf, type TimeMap, timeMapOf } from './speed.ts';
import { formatTime, ZERO } from './time.ts';
import { type Adopted, adopted, type ResourceTable } from './write-resources.ts';
/** `metadata.fcpxml` of anything. */
export function fcpxmlOf(of: { readonly metadata: JsonObject }): JsonObject {
  const own: Json | undefined = of.metadata.fcpxml;
  return typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {};
}

/** Writes the items of one timeline, each by itself: where it plays is for whoever asks. */
export class ItemWriter {
  readonly #table: ResourceTable;
  readonly #adopted: Adopted;
  readonly #onFrames: boolean;
  readonly #content: (item: Stack, media: JsonObject, rate: Rational) => XmlElement;
  readonly #picture: PictureSize | undefined;
  /** Has any of what was written so far drop-frame timecode? */
  anyDropFrame = false;

  /**
   * @param onFrames are places brought to whole frames?
   * @param content writes what a compound clip holds
   * @param picture the size of the timeline's picture, where it says one
   */
  constructor(
    table: ResourceTable,
    adopted: Adopted,
    onFrames: boolean,
    content: (item: Stack, media: JsonObject, rate: Rational) => XmlElement,
    picture?: PictureSize,
  ) {
    this.#table = table;
    this.#adopted = adopted;
    this.#onFrames = onFrames;
    this.#content = content;
    this.#picture = picture;
  }

  transition(of: Transition, cut: Rational, rate: Rational): XmlElement {
    const own = fcpxmlOf(of);
    if (of.transitionType !== 'SMPTE_Dissolve' && own.children === undefined && !of.name) {
      throw new TimelineError(
        'input',
        `FCPXML can hold dissolves and what it was read with, not “${of.transitionType}”.`,
      );
    }
    const frame = (time: Transition['inOffset']): Rational =>
      this.#onFrames ? seconds(rescaledTo(time, rate, 'round')) : seconds(time);
    const [before, after] = [frame(of.inOffset), frame(of.outOffset)];
    const name = of.name || (own.children === undefined ? 'Cross Dissolve' : undefined);
    const children = elementsOf(own.children)
      .map((one) => adopted(one, this.#adopted))
      .filter((one) => one !== undefined);
    return element(
      'transition',
      {
        ...(name ? { name } : {}),
        offset: formatTime(subtract(cut, before)),
        duration: formatTime(add(before, after)),
      },
      ['filter-video', 'filter-audio']
        .flatMap((kind) => children.filter((one) => one.name === kind).slice(0, 1))
        .concat(
          children.filter(({ name: one }) => !['filter-video', 'filter-audio', 'metadata', 'reserved'].includes(one)),
          children.filter(({ name: one }) => one === 'metadata' || one === 'reserved'),
        ),
    );
  }

  /** An item without its place; `start` is where its own clock begins. */
  item(
    item: Clip | Gap | Stack,
    duration: Rational,
    rate: Rational,
    heard: boolean,
    kind = 'Video',
  ): { element: XmlElement; start: Rational } {
    if (item.schema === 'Gap') return this.#gap(item, duration);
    if (item.schema === 'Stack') return this.#stack(item, duration, rate);
    return this.#clip(item, duration, rate, heard, kind);
  }

  #gap(item: Gap, duration: Rational): { element: XmlElement; start: Rational } {
    const start = item.sourceRange ? seconds(item.sourceRange.startTime) : ZERO;
    const made = element(
      'gap',
      {
        ...(item.name ? { name: item.name } : {}),
        duration: formatTime(duration),
        start: formatTime(start),
        enabled: item.enabled ? undefined : 0,
      },
      [...this.#kept(item), ...markers(item, PLAIN)],
    );
    return { element: made, start };
  }

  /** Children that were kept as they were read. */
  #kept(item: Clip | Gap | Stack): XmlElement[] {
    return elementsOf(fcpxmlOf(item).children)
      .map((one) => adopted(one, this.#adopted))
      .filter((one) => one !== undefined);
  }

  #stack(item: Stack, duration: Rational, rate: Rational): { element: XmlElement; start: Rational } {
    const own = fcpxmlOf(item);
    const media = (own.media ?? {}) as JsonObject;
    const content = this.#content(item, media, rate);
    const { id, ...attributes } = allowed('media', stringsOf(media.attributes));
    const ref = this.#table.compound({ ...(item.name ? { name: item.name } : {}), ...attributes }, content, id);
    const speed = timeMap(item);
    const times = (speed && timeMapOf(element('ref-clip', {}, [speed]))) ?? PLAIN;
    const start = startOf(times, item.sourceRange ? seconds(item.sourceRange.startTime) : ZERO, duration);
    const name = own.element === 'mc-clip' && media.multicam !== undefined ? 'mc-clip' : 'ref-clip';
    const made = element(
      name,
      {
        ...allowed(name, stringsOf(own.attributes)),
        ref,
        name: item.name,
        start: formatTime(start),
        duration: formatTime(duration),
        enabled: item.enabled ? undefined : 0,
      },
      [...this.#kept(item), speed, ...markers(item, times)],
    );
    return { element: made, start };
  }

  #clip(
    item: Clip,
    duration: Rational,
    rate: Rational,
    heard: boolean,
    kind: string,
  ): { element: XmlElement; start: Rational } {
    const media = mediaReference(item);
    const range = trimmedRange(item)!;
    const own = fcpxmlOf(item);
    const url = media?.schema === 'ExternalReference' ? media.targetUrl : undefined;
    const common = { name: item.name, duration: formatTime(duration), enabled: item.enabled ? undefined : 0 };
    const source = seconds(range.startTime);
    if (typeof own.element === 'string' && own.element !== 'gap' && STORY.has(own.element)) {
      const speed = timeMap(item);
      const raw = fromJson({ name: own.element, attributes: own.attributes ?? {}, children: own.children ?? [] });
      const holder = raw && { ...raw, children: [...raw.children, ...(speed ? [speed] : [])] };
      const plays = holder && this.#plays(holder, rate);
      const made = plays && (plays.url ?? url) === url ? adopted(holder, this.#adopted) : undefined;
      if (plays && made) {
        const start = startOf(plays.map, source, duration);
        const { audioStart, audioDuration, ...attributes } = allowed(own.element, made.attributes);
        const silent = own.element === 'asset-clip' && plays.hasAudio && !heard && attributes.srcEnable !== 'audio';
        const split = heard ? { audioStart, audioDuration } : {};
        return {
          element: element(
            own.element,
            { ...attributes, ...split, ...common, start: formatTime(start), ...(silent ? { srcEnable: 'video' } : {}) },
            [...made.children, ...markers(item, plays.map)],
          ),
          start,
        };
      }
    }
    if (media?.schema === 'GeneratorReference') return this.#generator(item, media, duration, common);
    const counted = sourceRate(item) ?? rate;
    const asset = this.#table.asset(item, counted);
    const dropFrame = ownMetadata(media).drop_frame === true && allowsDropFrame(counted);
    if (dropFrame) this.anyDropFrame = true;
    const { map, times } = speedOf(item, source);
    const start = startOf(times, source, duration);
    const srcEnable = kind === 'Audio' ? 'audio' : asset.hasAudio && !heard ? 'video' : undefined;
    const cmx = item.metadata.cmx_3600 as JsonObject | undefined;
    const reel = typeof cmx?.reel === 'string' && cmx.reel !== '' ? cmx.reel : undefined;
    const made = element(
      'asset-clip',
      {
        ref: asset.id,
        name: item.name || undefined,
        start: formatTime(start),
        duration: formatTime(duration),
        enabled: common.enabled,
        format: asset.format,
        tcFormat: dropFrame ? 'DF' : 'NDF',
        srcEnable,
        audioRole: heard || kind === 'Audio' ? 'dialogue' : undefined,
      },
      [
        map,
        ...(kind === 'Audio' ? [] : this.#place(item)),
        ...markers(item, times),
        reel
          ? element('metadata', {}, [element('md', { key: 'com.apple.proapps.studio.reel', value: reel })])
          : undefined,
      ],
    );
    return { element: made, start };
  }

  /** Fills the sequence, and lies as its window says: positions are hundredths of the sequence's height, upwards. */
  #place(item: Clip): XmlElement[] {
    const place = picturePlace(item, this.#picture);
    if (!place || !this.#picture) return [];
    const { height } = this.#picture;
    const [x, y] = [rounded((place.x / height) * 100), rounded((-place.y / height) * 100)];
    const size = rounded(place.ofFill);
    const placed = {
      position: x === 0 && y === 0 ? undefined : `${x} ${y}`,
      scale: size === 1 ? undefined : `${size} ${size}`,
    };
    return [
      element('adjust-conform', { type: 'fill' }),
      ...(placed.position || placed.scale ? [element('adjust-transform', placed)] : []),
    ];
  }

  #plays(of: XmlElement, rate: Rational): { url?: string; hasAudio: boolean; map: TimeMap } | undefined {
    try {
      const { asset, map, kind } = this.#adopted.reader.media(of, rate);
      return { ...(asset ? { url: asset.url } : {}), hasAudio: asset?.hasAudio === true && kind === 'Video', map };
    } catch (thrown) {
      if (thrown instanceof TimelineError) return undefined;
      throw thrown;
    }
  }

  #generator(
    item: Clip,
    media: { readonly generatorKind: string; readonly parameters: JsonObject },
    duration: Rational,
    common: Readonly<Record<string, string | number | undefined>>,
  ): { element: XmlElement; start: Rational } {
    if (media.generatorKind === 'black') {
      return {
        element: element(
          'gap',
          { name: item.name || undefined, duration: formatTime(duration), start: '0s' },
          markers(item, PLAIN),
        ),
        start: ZERO,
      };
    }
    const { text } = media.parameters;
    if (media.generatorKind !== 'title' || typeof text !== 'string') {
      throw new TimelineError(
        'input',
        `FCPXML can hold titles and black, not the generator “${media.generatorKind}” of “${item.name}”.`,
      );
    }
    const range = trimmedRange(item)!;
    const start = seconds(range.startTime);
    const words = element('text', {}, [element('text-style', {}, [], text)]);
    return {
      element: element('title', { ref: this.#table.titleEffect(), ...common, start: formatTime(start) }, [
        words,
        ...markers(item, PLAIN),
      ]),
      start,
    };
  }
}

/** The timeMap that a clip was read with, where its speed is still that. */
function timeMap(item: Clip | Stack): XmlElement | undefined {
  const effect = item.effects.find(
    (one): one is Effect => one.schema !== 'UnknownSchema' && fcpxmlOf(one).timeMap !== undefined,
  );
  return effect ? fromJson(fcpxmlOf(effect).timeMap) : undefined;
}

function speedOf(item: Clip, source: Rational): { map?: XmlElement; times: TimeMap } {
  const effect = item.effects.find(
    (one): one is Effect => one.schema === 'LinearTimeWarp' || one.schema === 'FreezeFrame',
  );
  const scalar = effect?.schema === 'FreezeFrame' ? 0 : effect?.timeScalar;
  if (scalar === undefined || scalar === 1) return { times: PLAIN };
  const media = mediaReference(item);
  const range = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
  return mapFor(
    scalar,
    source,
    range ? add(seconds(range.startTime), seconds(range.duration)) : add(source, { num: 3600, den: 1 }),
  );
}

function markers(item: Clip | Gap | Stack, times: TimeMap): XmlElement[] {
  return item.markers
    .filter((marker): marker is Marker => marker.schema === 'Marker')
    .map((marker) => {
      const own = fcpxmlOf(marker);
      const { startTime, duration } = marker.markedRange;
      // A marker of no length is written as one frame: the shortest there is.
      const length = duration.value > 0 ? seconds(duration) : { num: startTime.rate.den, den: startTime.rate.num };
      const name = own.element === 'chapter-marker' ? 'chapter-marker' : 'marker';
      const names = name === 'marker' ? ['completed'] : ['posterOffset'];
      const kept = Object.fromEntries(Object.entries(stringsOf(own.attributes)).filter(([key]) => names.includes(key)));
      return element(name, {
        start: formatTime(times.toLocal(seconds(startTime))),
        duration: formatTime(length),
        value:
          marker.name ||
          (own.element === undefined && own.attributes === undefined && !item.metadata.fcpxml ? 'marker' : ''),
        ...(marker.comment ? { note: marker.comment } : {}),
        ...kept,
      });
    });
}

/** The element with what is connected to it, its children in the order of the DTD. */
export function finish(of: XmlElement, connected: readonly XmlElement[]): XmlElement {
  return { ...of, attributes: allowed(of.name, of.attributes), children: ordered([...of.children, ...connected]) };
}
