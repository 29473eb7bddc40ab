import { trackDuration } from '../duration.ts';
import { fadesSpelled, isBetween } from '../fades.ts';
import { TimelineError } from '../fault.ts';
import { ownMetadata } from '../media.ts';
import {
  type Clip,
  editRate,
  type Json,
  type JsonObject,
  mediaReference,
  type Stack,
  type Timeline,
  type Track,
  type Transition,
  trimmedRange,
} from '../model.ts';
import { type PictureSize, picturePlace, pictureSize, sequenceSize, wholePlace } from '../picture.ts';
import { add, divide, multiply, type Rational, rational, subtract } from '../rational.ts';
import { seconds } from '../rational-time.ts';
import { allowsDropFrame } from '../timecode.ts';
import { child, element, elementsOf, formatXml, fromJson, stringsOf, type XmlElement } from '../xml/tree.ts';
import {
  crossing,
  decimal,
  fileElement,
  frames,
  isCentred,
  motionFilter,
  plausible,
  sameFile,
  speedOf,
  text,
  timecodeElement,
  videoFormat,
  whole,
} from './elements.ts';
import { Links } from './links.ts';
import { fcp7Of, markerElements, numberIn, rateElement, rateIn, ZERO } from './parts.ts';
import type { Fcp7Xml } from './read.ts';

/**
 * The XML of Final Cut Pro 7 (xmeml 4), which Premiere, Resolve and others read: tracks, clips with source timecode, reel
 * and links between picture and sound, transitions, speeds, markers and nested sequences. What `readFcp7Xml` kept is
 * written again.
 * @throws TimelineError `input` for what the format cannot hold.
 */
export function writeFcp7Xml(of: Timeline | Pick<Fcp7Xml, 'timelines'>): string {
  const timelines = 'timelines' in of ? of.timelines : [of];
  const writer = new Writer();
  return formatXml(
    element(
      'xmeml',
      { version: '4' },
      timelines.map((one) => writer.timeline(one)),
    ),
    'xmeml',
  );
}

class Writer {
  readonly #files = new Map<string, string>();
  readonly #nested = new Map<string, string>();
  readonly #ids = new Set<string>();
  #count = 0;

  timeline(given: Timeline): XmlElement {
    const of = fadesSpelled(given);
    const rate = editRate(of);
    if (!rate)
      throw new TimelineError('input', 'FCP7 XML needs a frame rate, and this timeline has no clips that say one.');
    const own = fcp7Of(of);
    const start = of.globalStartTime ? seconds(of.globalStartTime) : ZERO;
    const drop = own.drop_frame === true || (Object.keys(own).length === 0 && this.#anyDropFrame(of, rate));
    return this.#sequence(
      of.tracks.children,
      own,
      of.name,
      rate,
      start,
      drop,
      markerElements(of.tracks.markers, rate, (at) => frames(at, rate)),
      { picture: pictureSize(of) },
    );
  }

  #anyDropFrame(of: Timeline, rate: Rational): boolean {
    const clips = of.tracks.children.flatMap((track) => (track.schema === 'Track' ? track.children : []));
    return (
      allowsDropFrame(rate) &&
      clips.some((one) => one.schema === 'Clip' && ownMetadata(mediaReference(one)).drop_frame === true)
    );
  }

  #id(wished: string | undefined, kind: string): string {
    let id = wished;
    while (id === undefined || this.#ids.has(id)) {
      this.#count += 1;
      id = `${kind}-${this.#count}`;
    }
    this.#ids.add(id);
    return id;
  }

  #sequence(
    children: Timeline['tracks']['children'],
    own: JsonObject,
    name: string,
    rate: Rational,
    start: Rational,
    drop: boolean,
    markers: readonly XmlElement[],
    { nested = false, picture }: { readonly nested?: boolean; readonly picture?: PictureSize | undefined },
  ): XmlElement {
    const tracks = children.map((one) => {
      if (one.schema !== 'Track')
        throw new TimelineError('input', `FCP7 XML cannot hold a ${one.schema} beside tracks.`);
      return one;
    });
    const attributes = stringsOf(own.attributes);
    const read = Object.keys(own).length > 0;
    const id = read && attributes.id === undefined && !nested ? undefined : this.#id(attributes.id, 'sequence');
    const links = new Links(tracks, !read);
    const size = sequenceSize(picture, tracks);
    const sides = (['video', 'audio'] as const).map((kind) => {
      const kept = own[kind] as JsonObject | undefined;
      const of = tracks.filter((track) => (track.kind === 'Audio') === (kind === 'audio'));
      const format = kind === 'video' && !read ? [videoFormat(size, rate)] : [];
      return element(kind, stringsOf(kept?.attributes), [
        ...format,
        ...elementsOf(kept?.children),
        ...of.map((one) => this.#track(one, rate, links, size)),
      ]);
    });
    const lengths = tracks.map((track) => frames(trackDuration(track), rate));
    return element('sequence', { ...attributes, id }, [
      text('duration', Math.max(0, ...lengths)),
      rateElement(rate),
      text('name', name),
      element('media', {}, sides),
      timecodeElement(start, rate, drop),
      ...markers,
      ...elementsOf(own.children),
    ]);
  }

  #track(of: Track, rate: Rational, links: Links, picture: PictureSize | undefined): XmlElement {
    const own = fcp7Of(of);
    const items: XmlElement[] = [];
    let now: Rational = ZERO;
    of.children.forEach((one, index) => {
      const place = `${of.name}[${index}]`;
      if (one.schema === 'Transition') {
        items.push(this.#transition(one, now, rate, of.kind, isBetween(of.children, index)));
        return;
      }
      if (one.schema !== 'Clip' && one.schema !== 'Gap' && one.schema !== 'Stack') {
        throw new TimelineError('input', `FCP7 XML cannot hold a ${one.schema} inside a track.`, { place });
      }
      const range = one.schema === 'Stack' ? one.sourceRange : trimmedRange(one);
      if (!range)
        throw new TimelineError('input', `The length of “${one.name}” is not known: neither it nor its media says.`, {
          place,
        });
      const end = add(now, seconds(range.duration));
      if (one.schema !== 'Gap') {
        const beside = (at: number) => {
          const other = of.children[at];
          return other?.schema === 'Transition' ? other : undefined;
        };
        const onTrack = { kind: of.kind, picture };
        items.push(
          this.#item(one, onTrack, range.startTime, now, end, rate, beside(index - 1), beside(index + 1), links),
        );
      }
      now = end;
    });
    return element('track', stringsOf(own.attributes), [
      ...(own.named === true ? [text('name', of.name)] : []),
      ...items,
      text('enabled', of.enabled ? 'TRUE' : 'FALSE'),
      ...elementsOf(own.children),
    ]);
  }

  /** @param between is there a clip on both sides? If not it fades out of black, or into it. */
  #transition(of: Transition, cut: Rational, rate: Rational, kind: string, between: boolean): XmlElement {
    const own = fcp7Of(of);
    if (of.transitionType !== 'SMPTE_Dissolve' && own.children === undefined) {
      throw new TimelineError(
        'input',
        `FCP7 XML can hold dissolves and what it was read with, not “${of.transitionType}”.`,
      );
    }
    const { from, to, alignment } = crossing(of, cut, rate);
    const kept = elementsOf(own.children);
    const said = kept.find(({ name }) => name === 'alignment')?.text.trim();
    const same = said !== undefined && said.split('-')[0] === alignment;
    return element('transitionitem', stringsOf(own.attributes), [
      text('start', from),
      text('end', to),
      text('alignment', same ? said : between || alignment === 'center' ? alignment : `${alignment}-black`),
      ...kept.filter(({ name }) => name !== 'alignment'),
      ...(own.children === undefined ? [rateElement(rate), kind === 'Audio' ? CROSS_FADE : CROSS_DISSOLVE] : []),
    ]);
  }

  #item(
    of: Clip | Stack,
    onTrack: { readonly kind: string; readonly picture: PictureSize | undefined },
    startTime: { readonly value: number; readonly rate: Rational },
    at: Rational,
    end: Rational,
    rate: Rational,
    before: Transition | undefined,
    after: Transition | undefined,
    links: Links,
  ): XmlElement {
    const own = fcp7Of(of);
    const kept = elementsOf(own.children);
    const media = of.schema === 'Clip' ? mediaReference(of) : undefined;
    const holder = element('clipitem', {}, kept);
    const clipRate = rateIn(holder) ?? (plausible(startTime.rate) ? startTime.rate : rate);
    const tc = this.#timecodeOf(media, startTime.rate);
    const { scale, filter } = speedOf(of);
    const hides = (one: Transition | undefined, cut: Rational) => (one && isCentred(one, cut, rate) ? one : undefined);
    const [left, right] = [hides(before, at), hides(after, end)];
    const toFrames = (source: Rational): Rational => multiply(divide(subtract(source, tc), scale), clipRate);
    const into = left ? seconds(left.inOffset) : ZERO;
    const from = subtract(toFrames(seconds(startTime)), multiply(into, clipRate));
    const length = add(add(subtract(end, at), into), right ? seconds(right.outOffset) : ZERO);
    const out = add(from, multiply(length, clipRate));
    const range = media && media.schema !== 'UnknownSchema' ? media.availableRange : undefined;
    const title = own.element === undefined ? titleEffect(media) : undefined;
    const name = own.element === 'generatoritem' || title ? 'generatoritem' : 'clipitem';
    const attributes = stringsOf(own.attributes);
    const wished = attributes.id ?? links.idOf(of);
    const id = wished === undefined && links.read ? undefined : this.#id(wished, 'clipitem');
    // What was read of such a file has its place among what is kept.
    const isNew = own.children === undefined && of.schema === 'Clip' && onTrack.kind !== 'Audio';
    const place = isNew ? (picturePlace(of, onTrack.picture) ?? wholePlace(of, onTrack.picture)) : undefined;
    const covered = typeof own.covered === 'number' && !after ? own.covered : 0;
    return element(name, { ...attributes, id }, [
      text('name', of.name),
      text('enabled', of.enabled ? 'TRUE' : 'FALSE'),
      ...(child(holder, 'duration')
        ? []
        : [text('duration', range ? frames(seconds(range.duration), clipRate) : whole(out))]),
      ...(child(holder, 'rate') ? [] : [rateElement(clipRate)]),
      text('start', left ? -1 : frames(at, rate)),
      text('end', right ? -1 : frames(end, rate) + covered),
      text('in', own.children === undefined ? whole(from) : decimal(from)),
      text('out', whole(out)),
      of.schema === 'Clip'
        ? this.#file(of, clipRate)
        : this.#nestedSequence(of, own.sequence as JsonObject | undefined, rate),
      ...(filter ? [filter] : []),
      ...(title ? [title] : []),
      ...(place ? [motionFilter(place)] : []),
      ...markerElements(of.markers, clipRate, (source) => whole(toFrames(source))),
      ...kept,
      ...links.elements(of),
    ]);
  }

  #timecodeOf(media: ReturnType<typeof mediaReference>, rate: Rational): Rational {
    if (!media || media.schema === 'UnknownSchema') return ZERO;
    const file = fromJson(fcp7Of(media).file);
    const timecode = child(file, 'timecode');
    const frame = numberIn(timecode, 'frame');
    if (file && sameFile(file, media)) {
      if (frame) return divide(frame, rateIn(timecode) ?? rateIn(file) ?? rate);
      return media.availableRange ? seconds(media.availableRange.startTime) : ZERO;
    }
    return media.availableRange ? seconds(media.availableRange.startTime) : ZERO;
  }

  #file(of: Clip, clipRate: Rational): XmlElement | undefined {
    const media = mediaReference(of);
    if (!media || media.schema === 'UnknownSchema') return undefined;
    const kept = fromJson(fcp7Of(media).file);
    if (media.schema !== 'ExternalReference' && !kept) return undefined;
    const made = kept && sameFile(kept, media) ? kept : fileElement(of, clipRate);
    const { id: wished, ...attributes } = made.attributes;
    const key = JSON.stringify([wished ?? null, attributes, made.children]);
    const known = this.#files.get(key);
    if (known !== undefined) return element('file', { id: known });
    const id = this.#id(wished, 'file');
    this.#files.set(key, id);
    return { ...made, attributes: { ...attributes, id } };
  }

  #nestedSequence(of: Stack, said: JsonObject | undefined, fallback: Rational): XmlElement {
    const pair = (json: Json | undefined): Rational | undefined => {
      const [num, den] = Array.isArray(json) ? (json as readonly Json[]) : [];
      return typeof num === 'number' && typeof den === 'number' ? rational(num, den) : undefined;
    };
    const key = JSON.stringify([of.children, said ?? null]);
    const known = this.#nested.get(key);
    if (known !== undefined) return element('sequence', { id: known });
    const rate = pair(said?.rate) ?? fallback;
    const name = typeof said?.name === 'string' ? said.name : of.name;
    const made = this.#sequence(
      of.children,
      said ?? {},
      name,
      rate,
      pair(said?.start) ?? ZERO,
      said?.drop_frame === true,
      elementsOf(said?.markers),
      { nested: true },
    );
    this.#nested.set(key, made.attributes.id!);
    return made;
  }
}

const transitionEffect = (name: string, id: string, category: string, media: string): XmlElement =>
  element('effect', {}, [
    text('name', name),
    text('effectid', id),
    text('effectcategory', category),
    text('effecttype', 'transition'),
    text('mediatype', media),
  ]);
const CROSS_DISSOLVE = transitionEffect('Cross Dissolve', 'Cross Dissolve', 'Dissolve', 'video');
const CROSS_FADE = transitionEffect('Cross Fade (+3dB)', 'KGAudioTransCrossFade3dB', 'Audio', 'audio');

/** The text generator that shows a title's words, for a title that no file of this format described. */
function titleEffect(media: ReturnType<typeof mediaReference>): XmlElement | undefined {
  if (media?.schema !== 'GeneratorReference' || media.generatorKind !== 'title') return undefined;
  if (typeof media.parameters.text !== 'string') return undefined;
  return element('effect', {}, [
    text('name', 'Text'),
    text('effectid', 'Text'),
    text('effectcategory', 'Text'),
    text('effecttype', 'generator'),
    text('mediatype', 'video'),
    element('parameter', {}, [text('parameterid', 'str'), text('name', 'Text'), text('value', media.parameters.text)]),
  ]);
}
