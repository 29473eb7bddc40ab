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
import { add, divide, equals, fromNumber, multiply, type Rational, rational, subtract } from '../rational.ts';
import { rescaledTo, seconds } from '../rational-time.ts';
import { element, elementsOf, formatXml, stringsOf, type XmlElement } from '../xml/tree.ts';
import { mltOf, property, propertyElement } from './parts.ts';

const fractionText = ({ num, den }: Rational): string => `${num}/${den}`;

/**
 * A timeline as an MLT XML project, as Shotcut opens it and `melt` plays it: a playlist for each track, a producer for
 * each media file, dissolves as tractors of two, speeds as `timewarp` producers, nested stacks as tractors. Source
 * timecode, reel and channels, for which MLT has no place, stand in properties `second_unit:…`.
 * @throws TimelineError `input` for what the format cannot hold: markers on clips, wipes that it was not read with.
 */
export function writeMlt(of: Timeline): string {
  const rate = editRate(of);
  if (!rate) throw new TimelineError('input', 'MLT XML needs a frame rate, and this timeline has no clips.');
  return formatXml(new Writer(rate).document(of));
}

class Writer {
  readonly #rate: Rational;
  readonly #elements: XmlElement[] = [];
  readonly #ids = new Set<string>();
  readonly #producers = new Map<string, string>();
  #count = 0;

  constructor(rate: Rational) {
    this.#rate = rate;
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
    const first = of.tracks.children
      .flatMap((one) => (one.schema === 'Track' ? one.children : []))
      .find((one): one is Clip => one.schema === 'Clip');
    const size = ownMetadata(first && mediaReference(first));
    const profile = own.profile
      ? stringsOf(own.profile)
      : {
          ...(typeof size.width === 'number' && typeof size.height === 'number'
            ? { width: String(size.width), height: String(size.height) }
            : {}),
          progressive: '1',
          frame_rate_num: String(this.#rate.num),
          frame_rate_den: String(this.#rate.den),
        };
    const start = of.globalStartTime ? seconds(of.globalStartTime) : rational(0);
    const fresh = own.attributes === undefined;
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
      element('profile', profile),
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
    const lengths = tracks.map((track) => this.#lengthOf(track));
    const length = Math.max(1, ...lengths);
    if (background !== undefined) made.push(element('track', { producer: this.#background(background, length) }));
    for (const track of tracks) {
      const kept = mltOf(track);
      const hide =
        typeof kept.hide === 'string'
          ? kept.hide
          : !track.enabled
            ? 'both'
            : Object.keys(kept).length > 0
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
    this.#elements.push(element('playlist', { id }, [element('entry', { producer, in: 0, out: length - 1 })]));
    return id;
  }

  #lengthOf(track: Track): number {
    const whole = track.children.reduce((sum, one) => {
      const range =
        one.schema === 'Clip' || one.schema === 'Gap'
          ? trimmedRange(one)
          : one.schema === 'Stack'
            ? one.sourceRange
            : undefined;
      return range ? add(sum, seconds(range.duration)) : sum;
    }, rational(0));
    return this.#frames(whole);
  }

  #playlist(of: Track): string {
    const own = mltOf(of);
    const items: XmlElement[] = [];
    let now = rational(0);
    of.children.forEach((one, index) => {
      const place = `${of.name}[${index}]`;
      if (one.schema === 'Transition') {
        items.push(this.#crossing(one, of, index, place));
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
      const skip = before ? rescaledTo(before.outOffset, this.#rate, 'round').value : 0;
      const drop = after ? rescaledTo(after.inOffset, this.#rate, 'round').value : 0;
      if (skip + drop > length)
        throw new TimelineError('input', `The dissolves at “${one.name}” are longer than it.`, { place });
      if (length - skip - drop > 0) items.push(this.#entry('entry', one, skip, length - skip - drop));
    });
    const kept = elementsOf(own.children);
    const named =
      Object.keys(own).length > 0
        ? kept
        : [
            propertyElement('shotcut:name', of.name),
            propertyElement(of.kind === 'Audio' ? 'shotcut:audio' : 'shotcut:video', 1),
          ];
    const id = this.#id(undefined, 'playlist');
    this.#elements.push(element('playlist', { id }, [...named, ...items]));
    return id;
  }

  #crossing(of: Transition, track: Track, index: number, place: string): XmlElement {
    const [left, right] = [track.children[index - 1], track.children[index + 1]];
    const own = mltOf(of);
    const between =
      (left?.schema === 'Clip' || left?.schema === 'Stack') && (right?.schema === 'Clip' || right?.schema === 'Stack');
    if (!between || (of.transitionType !== 'SMPTE_Dissolve' && own.children === undefined)) {
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
    const sides = [this.#entry('track', left, until - cut, length), this.#entry('track', right, -cut, length)];
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
  #entry(name: string, of: Clip | Stack, skip: number, length: number): XmlElement {
    if (of.markers.length > 0) throw new TimelineError('input', `MLT XML cannot hold the markers of “${of.name}”.`);
    const range = (of.schema === 'Stack' ? of.sourceRange : trimmedRange(of))!;
    const speed = speedOf(of);
    const scale = speed === undefined ? rational(1) : { num: Math.abs(speed.num), den: speed.den };
    const media = of.schema === 'Clip' ? mediaReference(of) : undefined;
    const available = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
    const base = available ? seconds(available.startTime) : rational(0);
    const source = add(seconds(range.startTime), multiply(divide(rational(skip), this.#rate), scale));
    const from = scale.num === 0 ? 0 : this.#frames(divide(subtract(source, base), scale));
    const exact = scale.num !== 0 && equals(add(base, multiply(divide(rational(from), this.#rate), scale)), source);
    const producer = of.schema === 'Stack' ? this.#nested(of) : this.#producer(of, base, speed);
    const caption = this.#captions.get(producer);
    return element(name, { producer, in: Math.max(0, from), out: Math.max(0, from) + length - 1 }, [
      exact && from >= 0 ? undefined : propertyElement('second_unit:source', fractionText(source)),
      of.name !== '' && of.name !== caption ? propertyElement('second_unit:name', of.name) : undefined,
      ...elementsOf(mltOf(of).children),
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

  #producer(of: Clip, base: Rational, speed: Rational | undefined): string {
    const media = mediaReference(of);
    const kept = media && media.schema !== 'UnknownSchema' ? mltOf(media) : {};
    const cmx = of.metadata.cmx_3600 as JsonObject | undefined;
    const reel = typeof cmx?.reel === 'string' ? cmx.reel : undefined;
    const properties = elementsOf(kept.children);
    const same =
      media?.schema === 'ExternalReference' ? resourceOf(properties) === media.targetUrl : kept.children !== undefined;
    const own = ownMetadata(media);
    const ours = [
      base.num === 0 ? undefined : propertyElement('second_unit:start', fractionText(base)),
      reel ? propertyElement('second_unit:reel', reel) : undefined,
      Object.keys(own).length > 0 ? propertyElement('second_unit:media', formatJson(own)) : undefined,
      media && media.schema !== 'UnknownSchema' && media.name !== ''
        ? propertyElement('second_unit:media-name', media.name)
        : undefined,
      speed?.num === 0 ? propertyElement('second_unit:freeze', 1) : undefined,
    ].filter((one) => one !== undefined);
    const raw = same && kept.children !== undefined ? properties : this.#properties(of, speed);
    const { id: wished, ...attributes } = stringsOf(kept.attributes);
    const content = [...raw, ...ours];
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

  #properties(of: Clip, speed: Rational | undefined): XmlElement[] {
    const media = mediaReference(of);
    const range = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
    const scale = speed && speed.num !== 0 ? { num: Math.abs(speed.num), den: speed.den } : rational(1);
    const length = range ? [propertyElement('length', this.#frames(divide(seconds(range.duration), scale)))] : [];
    if (media?.schema === 'ExternalReference') {
      const caption = propertyElement('shotcut:caption', mediaName(of));
      if (!speed || speed.num === 0)
        return [
          ...length,
          propertyElement('resource', media.targetUrl),
          propertyElement('mlt_service', 'avformat-novalidate'),
          caption,
        ];
      const factor = speed.num / speed.den;
      return [
        ...length,
        propertyElement('resource', `${factor}:${media.targetUrl}`),
        propertyElement('mlt_service', 'timewarp'),
        propertyElement('warp_speed', factor),
        propertyElement('warp_resource', media.targetUrl),
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
      return [...length, propertyElement('text', media.parameters.text), propertyElement('mlt_service', 'qtext')];
    throw new TimelineError('input', `MLT XML needs the media file of “${of.name}”.`);
  }
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
