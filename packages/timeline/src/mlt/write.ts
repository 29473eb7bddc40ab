import { trackDuration } from '../duration.ts';
import { fadesSpelled, isBetween } from '../fades.ts';
import { TimelineError } from '../fault.ts';
import { formatJson } from '../json.ts';
import { mediaName, ownMetadata } from '../media.ts';
import {
  type Clip,
  editRate,
  type JsonObject,
  mediaReference,
  type Stack,
  type Timeline,
  type Track,
  type Transition,
  trimmedRange,
} from '../model.ts';
import { pathInUrl } from '../path-in-url.ts';
import { type PictureSize, picturePlace, pictureSize, sequenceSize } from '../picture.ts';
import { add, divide, equals, fromNumber, multiply, type Rational, rational, subtract } from '../rational.ts';
import { rescaledTo, seconds } from '../rational-time.ts';
import { element, elementsOf, formatXml, stringsOf, type XmlElement } from '../xml/tree.ts';
import { type Fades, fadeFilters, placeFilter } from './filters.ts';
import { mltOf, property, propertyElement } from './parts.ts';
import { titleProperties } from './titles.ts';

const fractionText = ({ num, den }: Rational): string => `${num}/${den}`;

/**
 * A timeline as an MLT XML project, as Shotcut opens it and `melt` plays it: a playlist for each track, a producer for
 * each media file, dissolves as tractors of two, speeds as `timewarp` producers, nested stacks as tractors. Source
 * timecode, reel and channels, for which MLT has no place, stand in properties `second_unit:…`.
 * @throws TimelineError `input` for what the format cannot hold: markers on clips, wipes that it was not read with.
 */
export function writeMlt(given: Timeline): string {
  const of = fadesSpelled(given);
  const rate = editRate(of);
  if (!rate)
    throw new TimelineError('input', 'MLT XML needs a frame rate, and this timeline has no clips that say one.');
  return formatXml(new Writer(rate, pictureSize(of)).document(of));
}

/** Without a size MLT would take PAL's, 720 × 576. */
const HD: PictureSize = { width: 1920, height: 1080 };

/** How a clip plays its media: at one speed, or standing still at a frame of the producer. */
interface Speed {
  readonly speed: Rational | undefined;
  readonly frame: number | undefined;
}

class Writer {
  readonly #rate: Rational;
  readonly #elements: XmlElement[] = [];
  readonly #ids = new Set<string>();
  readonly #producers = new Map<string, string>();
  /** Was the project made elsewhere? Then tracks that said nothing of themselves say nothing again. */
  #wasRead = false;
  #count = 0;

  readonly #picture: PictureSize | undefined;

  /** @param picture the size of the timeline's picture, where it says one */
  constructor(rate: Rational, picture: PictureSize | undefined) {
    this.#rate = rate;
    this.#picture = picture;
  }

  #id(wished: string | undefined, kind: string): string {
    let id = wished;
    while (id === undefined || this.#ids.has(id)) id = `${kind}${this.#count++}`;
    this.#ids.add(id);
    return id;
  }

  #frames(at: Rational): number {
    const { num, den } = multiply(at, this.#rate);
    return Math.round(num / den);
  }

  document(of: Timeline): XmlElement {
    const own = mltOf(of);
    const size = sequenceSize(this.#picture, of.tracks.children);
    const profile = own.profile
      ? stringsOf(own.profile)
      : {
          ...shapeOf(size ?? HD),
          progressive: '1',
          frame_rate_num: String(this.#rate.num),
          frame_rate_den: String(this.#rate.den),
        };
    const start = of.globalStartTime ? seconds(of.globalStartTime) : rational(0);
    const fresh = own.attributes === undefined;
    this.#wasRead = !fresh;
    const background = own.background as JsonObject | undefined;
    const id = fresh ? 'background' : typeof background?.id === 'string' ? background.id : undefined;
    const main = this.#tractor(
      of.tracks.children,
      own,
      id,
      start.num === 0 ? [] : [propertyElement('second_unit:start', fractionText(start))],
      undefined,
    );
    const attributes = fresh ? { LC_NUMERIC: 'C', version: '7.0.0' } : stringsOf(own.attributes);
    return element('mlt', { ...attributes, ...(of.name ? { title: of.name } : {}), producer: main }, [
      fresh || own.profile ? element('profile', profile) : undefined,
      ...this.#elements,
    ]);
  }

  #tractor(
    children: Timeline['tracks']['children'],
    own: JsonObject,
    background: string | undefined,
    more: readonly XmlElement[],
    wished: string | undefined,
  ): string {
    const tracks = children.map((one) => {
      if (one.schema !== 'Track')
        throw new TimelineError('input', `MLT XML cannot hold a ${one.schema} beside tracks.`);
      return one;
    });
    const made: XmlElement[] = [];
    const lengths = tracks.map((track) => this.#frames(trackDuration(track)));
    const length = Math.max(1, ...lengths);
    if (background !== undefined) made.push(element('track', { producer: this.#background(background, length) }));
    for (const track of tracks) {
      const kept = mltOf(track);
      const hide =
        typeof kept.hide === 'string'
          ? kept.hide
          : !track.enabled
            ? 'both'
            : this.#wasRead || Object.keys(kept).length > 0
              ? undefined
              : track.kind === 'Audio'
                ? 'video'
                : 'audio';
      made.push(element('track', { producer: this.#playlist(track), hide }));
    }
    const id = this.#id(wished, 'tractor');
    this.#elements.push(
      element('tractor', { id, in: 0, out: length - 1 }, [...more, ...elementsOf(own.children), ...made]),
    );
    return id;
  }

  #background(wished: string, length: number): string {
    const producer = this.#id(undefined, 'black');
    this.#elements.push(
      element('producer', { id: producer, in: 0, out: length - 1 }, [
        propertyElement('length', length),
        propertyElement('mlt_service', 'color'),
        propertyElement('resource', 'black'),
      ]),
    );
    const id = this.#id(wished, 'background');
    // By its name, or as Kdenlive says it, readers know it from a track that somebody cut.
    const said = id === 'background' || id === 'black_track' ? undefined : 'black_track';
    this.#elements.push(
      element('playlist', { id }, [
        said && propertyElement('kdenlive:playlistid', said),
        element('entry', { producer, in: 0, out: length - 1 }),
      ]),
    );
    return id;
  }

  #playlist(of: Track): string {
    const own = mltOf(of);
    const items: XmlElement[] = [];
    let now = rational(0);
    of.children.forEach((one, index) => {
      const place = `${of.name}[${index}]`;
      if (one.schema === 'Transition') {
        if (isBetween(of.children, index)) items.push(this.#crossing(one, of, index, place));
        return;
      }
      if (one.schema === 'UnknownSchema' || one.schema === 'Track')
        throw new TimelineError('input', `MLT XML cannot hold a ${one.schema} inside a track.`, { place });
      const range = one.schema === 'Stack' ? one.sourceRange : trimmedRange(one);
      if (!range)
        throw new TimelineError('input', `The length of “${one.name}” is not known: neither it nor its media says.`, {
          place,
        });
      const end = add(now, seconds(range.duration));
      const length = this.#frames(end) - this.#frames(now);
      now = end;
      if (one.schema === 'Gap' || !one.enabled) {
        if (length > 0) items.push(element('blank', { length }));
        return;
      }
      const side = (at: number): Transition | undefined => {
        const other = of.children[at];
        return other?.schema === 'Transition' ? other : undefined;
      };
      const before = side(index - 1);
      const after = side(index + 1);
      // What dissolves shows is in their tractors, not here.
      const [into, out] = [before, after].map((transition, which) => {
        const frames = transition && (which === 0 ? transition.outOffset : transition.inOffset);
        return frames ? rescaledTo(frames, this.#rate, 'round').value : 0;
      }) as [number, number];
      const skip = isBetween(of.children, index - 1) ? into : 0;
      const drop = isBetween(of.children, index + 1) ? out : 0;
      if (skip + drop > length)
        throw new TimelineError('input', `The dissolves at “${one.name}” are longer than it.`, { place });
      if (length - skip - drop > 0) {
        items.push(
          this.#entry('entry', one, {
            skip,
            length: length - skip - drop,
            kind: of.kind,
            fades: this.#fadesOf(of, index),
          }),
        );
      }
    });
    const kept = elementsOf(own.children);
    const named =
      this.#wasRead || Object.keys(own).length > 0
        ? kept
        : [
            propertyElement('shotcut:name', of.name),
            propertyElement(of.kind === 'Audio' ? 'shotcut:audio' : 'shotcut:video', 1),
          ];
    const id = this.#id(undefined, 'playlist');
    this.#elements.push(element('playlist', { id }, [...named, ...items]));
    return id;
  }

  /** What of a clip's length fades in out of black and out into it. */
  #fadesOf({ children }: Track, index: number): Fades {
    const frames = (at: number, side: 'inOffset' | 'outOffset'): number | undefined => {
      const one = children[at];
      if (one?.schema !== 'Transition' || isBetween(children, at)) return undefined;
      return rescaledTo(one[side], this.#rate, 'round').value || undefined;
    };
    const [into, out] = [frames(index - 1, 'outOffset'), frames(index + 1, 'inOffset')];
    return { ...(into === undefined ? {} : { in: into }), ...(out === undefined ? {} : { out }) };
  }

  #crossing(of: Transition, track: Track, index: number, place: string): XmlElement {
    const [left, right] = [track.children[index - 1], track.children[index + 1]];
    const own = mltOf(of);
    if (
      (left?.schema !== 'Clip' && left?.schema !== 'Stack') ||
      (right?.schema !== 'Clip' && right?.schema !== 'Stack') ||
      (of.transitionType !== 'SMPTE_Dissolve' && own.children === undefined)
    ) {
      throw new TimelineError(
        'input',
        `MLT XML can hold dissolves between two clips only, not “${of.transitionType}”.`,
        { place },
      );
    }
    const cut = rescaledTo(of.inOffset, this.#rate, 'round').value;
    const length = cut + rescaledTo(of.outOffset, this.#rate, 'round').value;
    const range = left.schema === 'Stack' ? left.sourceRange : trimmedRange(left);
    const until = range ? rescaledTo(range.duration, this.#rate, 'round').value : 0;
    const side = (at: number, skip: number) => ({ skip, length, kind: track.kind, fades: this.#fadesOf(track, at) });
    const sides = [
      this.#entry('track', left, side(index - 1, until - cut)),
      this.#entry('track', right, side(index + 1, -cut)),
    ];
    const mixes =
      own.children === undefined
        ? [
            propertyElement('shotcut:transition', 'lumaMix'),
            propertyElement('second_unit:mix', 1),
            element('transition', { in: 0, out: length - 1 }, [
              propertyElement('a_track', 0),
              propertyElement('b_track', 1),
              propertyElement('mlt_service', 'luma'),
            ]),
            element('transition', { in: 0, out: length - 1 }, [
              propertyElement('a_track', 0),
              propertyElement('b_track', 1),
              propertyElement('start', -1),
              propertyElement('mlt_service', 'mix'),
            ]),
          ]
        : elementsOf(own.children);
    const id = this.#id(undefined, 'tractor');
    const made = [...sides, ...mixes, ...(cut === 0 ? [] : [propertyElement('second_unit:cut', cut)])];
    if (property(element('x', {}, mixes), 'shotcut:transition') === undefined)
      made.push(propertyElement('shotcut:transition', 'lumaMix'));
    this.#elements.push(element('tractor', { id, in: 0, out: length - 1 }, made));
    return element('entry', { producer: id, in: 0, out: length - 1 });
  }

  /** An entry, or a side of a dissolve: `length` frames from the clip's frame `skip` on. */
  #entry(
    name: string,
    of: Clip | Stack,
    {
      skip,
      length,
      kind,
      fades,
    }: { readonly skip: number; readonly length: number; readonly kind: string; readonly fades: Fades },
  ): XmlElement {
    if (of.markers.length > 0) throw new TimelineError('input', `MLT XML cannot hold the markers of “${of.name}”.`);
    const range = of.schema === 'Stack' ? of.sourceRange : trimmedRange(of);
    // A dissolve asks for what comes behind it before its turn.
    if (!range) {
      throw new TimelineError('input', `The length of “${of.name}” is not known: neither it nor its media says.`);
    }
    const speed = speedOf(of);
    const scale = speed === undefined ? rational(1) : { num: Math.abs(speed.num), den: speed.den };
    const media = of.schema === 'Clip' ? mediaReference(of) : undefined;
    const available = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
    const base = available ? seconds(available.startTime) : rational(0);
    const whole = rescaledTo(range.duration, this.#rate, 'round').value;
    const isBackwards = speed !== undefined && speed.num < 0;
    const before = isBackwards ? whole - skip - length : skip;
    const source = add(seconds(range.startTime), multiply(divide(rational(before), this.#rate), scale));
    const ahead = scale.num === 0 ? 0 : this.#frames(divide(subtract(source, base), scale));
    const exact = scale.num !== 0 && equals(add(base, multiply(divide(rational(ahead), this.#rate), scale)), source);
    // What runs backwards counts from the end of its media.
    if (isBackwards && !available)
      throw new TimelineError(
        'input',
        `MLT XML needs the length of the media of “${of.name}”, which plays backwards, and it is not said.`,
      );
    const from =
      isBackwards && available ? this.#frames(divide(seconds(available.duration), scale)) - ahead - length : ahead;
    // The clip itself, of which a dissolve shows a part elsewhere.
    const start = Math.max(0, from) - skip;
    const faded = fadeFilters(fades, kind, start, whole);
    const place = of.schema === 'Clip' && kind !== 'Audio' ? picturePlace(of, this.#picture) : undefined;
    const placed = place && this.#picture ? [placeFilter(place, this.#picture)] : [];
    const frame = scale.num === 0 ? this.#frames(subtract(source, base)) : undefined;
    const producer =
      of.schema === 'Stack' ? this.#nested(of) : this.#producer(of, base, { speed, frame }, { placed, faded });
    const caption = this.#captions.get(producer);
    return element(name, { producer, in: Math.max(0, from), out: Math.max(0, from) + length - 1 }, [
      exact && from >= 0 ? undefined : propertyElement('second_unit:source', fractionText(source)),
      of.name !== '' && of.name !== caption ? propertyElement('second_unit:name', of.name) : undefined,
      ...elementsOf(mltOf(of).children),
      ...(of.schema === 'Stack' ? faded : []),
    ]);
  }

  readonly #captions = new Map<string, string | undefined>();

  #nested(of: Stack): string {
    const own = (mltOf(of).tractor ?? {}) as JsonObject;
    const key = JSON.stringify([of.children, own]);
    const known = this.#producers.get(key);
    if (known !== undefined) return known;
    const background = own.background as JsonObject | undefined;
    const id = this.#tractor(
      of.children,
      own,
      typeof background?.id === 'string' ? background.id : undefined,
      [],
      stringsOf(own.attributes).id,
    );
    this.#producers.set(key, id);
    return id;
  }

  /** @param filters of this clip alone, as Shotcut has them: it is a producer of its own then */
  #producer(
    of: Clip,
    base: Rational,
    { speed, frame }: Speed,
    filters: { readonly placed: readonly XmlElement[]; readonly faded: readonly XmlElement[] },
  ): string {
    const media = mediaReference(of);
    const kept = media && media.schema !== 'UnknownSchema' ? mltOf(media) : {};
    const cmx = of.metadata.cmx_3600 as JsonObject | undefined;
    const reel = typeof cmx?.reel === 'string' ? cmx.reel : undefined;
    const properties = elementsOf(kept.children);
    const same =
      media?.schema === 'ExternalReference'
        ? resourceOf(properties) === pathInUrl(media.targetUrl)
        : kept.children !== undefined;
    const own = ownMetadata(media);
    const url = media?.schema === 'ExternalReference' ? media.targetUrl : '';
    const ours = [
      pathInUrl(url) === url ? undefined : propertyElement('second_unit:url', url),
      base.num === 0 ? undefined : propertyElement('second_unit:start', fractionText(base)),
      reel ? propertyElement('second_unit:reel', reel) : undefined,
      Object.keys(own).length > 0 ? propertyElement('second_unit:media', formatJson(own)) : undefined,
      media && media.schema !== 'UnknownSchema' && media.name !== ''
        ? propertyElement('second_unit:media-name', media.name)
        : undefined,
      speed?.num === 0 ? propertyElement('second_unit:freeze', 1) : undefined,
    ].filter((one) => one !== undefined);
    const raw =
      same && kept.children !== undefined ? properties : [...this.#properties(of, { speed, frame }), ...filters.placed];
    const { id: wished, ...attributes } = stringsOf(kept.attributes);
    const content = [...raw, ...ours, ...filters.faded];
    const key = JSON.stringify([wished ?? null, content]);
    const known = this.#producers.get(key);
    if (known !== undefined) return known;
    const id = this.#id(wished, 'producer');
    this.#producers.set(key, id);
    const made = element(kept.element === 'chain' ? 'chain' : 'producer', { id, ...(same ? attributes : {}) }, content);
    this.#captions.set(id, property(made, 'shotcut:caption') ?? property(made, 'kdenlive:clipname'));
    this.#elements.push(made);
    return id;
  }

  #properties(of: Clip, { speed, frame }: Speed): XmlElement[] {
    const media = mediaReference(of);
    const range = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
    const scale = speed && speed.num !== 0 ? { num: Math.abs(speed.num), den: speed.den } : rational(1);
    const length = range ? [propertyElement('length', this.#frames(divide(seconds(range.duration), scale)))] : [];
    if (media?.schema === 'ExternalReference') {
      const path = pathInUrl(media.targetUrl);
      const caption = propertyElement('shotcut:caption', mediaName(of));
      // Not `avformat-novalidate`: which of the file's streams are picture and sound is for MLT to find out.
      if (frame !== undefined)
        return [
          ...length,
          propertyElement('resource', path),
          propertyElement('mlt_service', 'hold'),
          propertyElement('frame', frame),
          // The picture itself, not one field of it.
          propertyElement('method', 'onefield'),
          caption,
        ];
      if (!speed)
        return [...length, propertyElement('resource', path), propertyElement('mlt_service', 'avformat'), caption];
      const factor = speed.num / speed.den;
      return [
        ...length,
        propertyElement('resource', `${factor}:${path}`),
        propertyElement('mlt_service', 'timewarp'),
        propertyElement('warp_speed', factor),
        propertyElement('warp_resource', path),
        caption,
      ];
    }
    if (media?.schema === 'GeneratorReference' && media.generatorKind === 'black')
      return [...length, propertyElement('resource', 'black'), propertyElement('mlt_service', 'color')];
    if (
      media?.schema === 'GeneratorReference' &&
      media.generatorKind === 'color' &&
      typeof media.parameters.color === 'string'
    )
      return [...length, propertyElement('resource', media.parameters.color), propertyElement('mlt_service', 'color')];
    if (
      media?.schema === 'GeneratorReference' &&
      media.generatorKind === 'title' &&
      typeof media.parameters.text === 'string'
    )
      return [...length, ...titleProperties(media.parameters.text, this.#picture)];
    throw new TimelineError('input', `MLT XML needs the media file of “${of.name}”.`);
  }
}

/** A profile's size, with square pixels. */
function shapeOf({ width, height }: PictureSize): Record<string, string> {
  let [a, b] = [width, height];
  while (b) [a, b] = [b, a % b];
  return {
    width: String(width),
    height: String(height),
    sample_aspect_num: '1',
    sample_aspect_den: '1',
    display_aspect_num: String(width / a),
    display_aspect_den: String(height / a),
  };
}

function resourceOf(properties: readonly XmlElement[]): string {
  const of = element('producer', {}, properties);
  return (
    property(of, 'warp_resource') ??
    (property(of, 'mlt_service') === 'timewarp'
      ? (property(of, 'resource') ?? '').replace(/^-?[\d.]+:/, '')
      : (property(of, 'resource') ?? ''))
  );
}

/** The one constant speed of a clip; 0 is a frozen frame. */
function speedOf(of: Clip | Stack): Rational | undefined {
  for (const effect of of.effects) {
    if (effect.schema === 'UnknownSchema' || effect.schema === 'Effect') continue;
    if (effect.schema === 'TimeEffect' || of.schema === 'Stack')
      throw new TimelineError(
        'input',
        `MLT XML can hold one constant speed of a clip, and not the speed of “${of.name}”.`,
      );
    return effect.schema === 'FreezeFrame' ? rational(0) : fromNumber(effect.timeScalar ?? 1);
  }
  return undefined;
}
