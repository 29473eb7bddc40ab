import { TimelineError } from '../fault.ts';
import {
  type Clip,
  type Composable,
  type Gap,
  type JsonObject,
  mediaReference,
  type Stack,
  type Track,
  type Transition,
  trimmedRange,
} from '../model.ts';
import { type PictureSize, sequenceSize } from '../picture.ts';
import { add, compare, equals, multiply, type Rational, subtract } from '../rational.ts';
import { seconds } from '../rational-time.ts';
import { allowsDropFrame } from '../timecode.ts';
import { element, elementsOf, stringsOf, type XmlElement } from '../xml/tree.ts';
import { allowed } from './grammar.ts';
import { fcpxmlOf, finish, ItemWriter } from './items.ts';
import { formatTime, ZERO } from './time.ts';
import { type Adopted, adopted, type ResourceTable } from './write-resources.ts';

/** An item and where it plays, in seconds from the start of its sequence. */
interface At {
  readonly item: Clip | Gap | Stack | Transition;
  readonly at: Rational;
  readonly end: Rational;
}

/** Sound that may play with its picture. */
interface Sound extends At {
  readonly item: Clip;
  used: boolean;
}

/** An element of the primary storyline to which others are connected. */
interface Anchor {
  readonly element: XmlElement;
  readonly connected: XmlElement[];
  readonly at: Rational;
  readonly end: Rational;
  readonly start: Rational;
}

/** Writes sequences with the resources of one timeline. */
export class StoryWriter {
  readonly #table: ResourceTable;
  readonly #adopted: Adopted;
  /** Are places brought to whole frames? What was read from FCPXML stays where it was. */
  readonly #onFrames: boolean;
  readonly #items: ItemWriter;
  readonly #picture: PictureSize | undefined;

  /** @param picture the size of the timeline's picture, where it says one */
  constructor(table: ResourceTable, adopted: Adopted, onFrames: boolean, picture?: PictureSize) {
    this.#table = table;
    this.#adopted = adopted;
    this.#onFrames = onFrames;
    this.#picture = picture;
    this.#items = new ItemWriter(
      table,
      adopted,
      onFrames,
      (item, media, inner) => this.#content(item, media, inner),
      picture,
    );
  }

  sequence(tracks: readonly Composable[], own: JsonObject | undefined, rate: Rational, tcStart: Rational): XmlElement {
    const kept = own ? stringsOf(own.attributes) : {};
    // The sequence has the format of its first picture, and resources are listed in order of need.
    const given = kept.format === undefined ? undefined : this.#adopted.ids.get(kept.format);
    const size = sequenceSize(this.#picture, tracks);
    const format = given ?? this.#table.format(rate, size?.width, size?.height);
    const { spine, length } = this.#spine(tracks, rate, tcStart);
    const rest = elementsOf(own?.children)
      .map((one) => adopted(one, this.#adopted))
      .filter((one) => one !== undefined);
    const attributes = allowed('sequence', {
      ...kept,
      duration: formatTime(length),
      format,
      tcStart: formatTime(tcStart),
      tcFormat: kept.tcFormat ?? (allowsDropFrame(rate) && this.#items.anyDropFrame ? 'DF' : 'NDF'),
    });
    const note = rest.filter(({ name }) => name === 'note');
    const metadata = rest.filter(({ name }) => name === 'metadata');
    return element('sequence', attributes, [...note.slice(0, 1), spine, ...metadata.slice(0, 1)]);
  }

  eventClip(of: Clip | Stack, rate: Rational): XmlElement {
    const { element: made } = this.#items.item(
      of,
      of.sourceRange ? seconds(of.sourceRange.duration) : ZERO,
      rate,
      true,
    );
    return finish(made, []);
  }

  #spine(children: readonly Composable[], rate: Rational, origin: Rational): { spine: XmlElement; length: Rational } {
    for (const one of children) {
      if (one.schema !== 'Track') throw new TimelineError('input', `FCPXML cannot hold a ${one.schema} beside tracks.`);
    }
    const tracks = children.filter((one): one is Track => one.schema === 'Track' && one.enabled);
    const video = tracks.filter((track) => track.kind !== 'Audio');
    const primary =
      video.find((track) => fcpxmlOf(track).lane === 0) ??
      video.find((track) => typeof fcpxmlOf(track).lane !== 'number');
    const lanes = tracks
      .filter(
        (track) =>
          track !== primary &&
          typeof fcpxmlOf(track).lane === 'number' &&
          fcpxmlOf(track).sound !== true &&
          fcpxmlOf(track).lane !== 0,
      )
      .map((track) => ({ track, lane: fcpxmlOf(track).lane as number }));
    const rest = tracks.filter((track) => track !== primary && !lanes.some((one) => one.track === track));
    const used = new Set(lanes.map(({ lane }) => lane));
    const free = (by: 1 | -1): number => {
      let lane: number = by;
      while (used.has(lane)) lane += by;
      used.add(lane);
      return lane;
    };
    const sounds: Sound[] = [];
    for (const track of rest) {
      if (track.kind !== 'Audio') {
        const below = primary !== undefined && tracks.indexOf(track) < tracks.indexOf(primary);
        lanes.push({ track, lane: free(below ? -1 : 1) });
      }
    }
    const placed = new Map(tracks.map((track) => [track, this.#places(track, rate)]));
    const audio = rest.filter((track) => track.kind === 'Audio');
    for (const track of audio) {
      for (const one of placed.get(track)!)
        if (one.item.schema === 'Clip') sounds.push({ ...one, item: one.item, used: false });
    }

    const { children: items, anchors, end } = this.#storyline(placed.get(primary!) ?? [], rate, origin, sounds);
    const pieces = lanes.flatMap(({ track, lane }) => this.#pieces(placed.get(track)!, rate, lane, track.kind, sounds));
    for (const track of audio) {
      const alone = placed
        .get(track)!
        .filter((one) => !sounds.some((sound) => sound.item === one.item && sound.at === one.at && sound.used));
      if (alone.some(({ item }) => item.schema === 'Clip' || item.schema === 'Stack')) {
        pieces.push(...this.#pieces(withoutGaps(alone), rate, free(-1), 'Audio', sounds));
      }
    }
    let length = end;
    for (const piece of pieces) {
      let anchor = anchors.findLast(({ at }) => compare(at, piece.at) <= 0) ?? anchors[0];
      if (!anchor || (compare(piece.at, anchor.end) >= 0 && anchor === anchors.at(-1))) {
        // Nothing of the primary storyline is there: a gap holds it.
        const from = anchor?.end ?? ZERO;
        const gap = element('gap', {
          offset: formatTime(add(origin, from)),
          duration: formatTime(subtract(piece.end, from)),
          start: '0s',
        });
        anchor = { element: gap, connected: [], at: from, end: piece.end, start: ZERO };
        anchors.push(anchor);
        items.push(() => finish(gap, anchors.find(({ element }) => element === gap)!.connected));
      }
      anchor.connected.push({
        ...piece.element,
        attributes: {
          ...piece.element.attributes,
          lane: String(piece.lane),
          offset: formatTime(add(anchor.start, subtract(piece.at, anchor.at))),
        },
      });
      if (compare(length, anchor.end) < 0) length = anchor.end;
    }
    return {
      spine: element(
        'spine',
        {},
        items.map((make) => make()),
      ),
      length,
    };
  }

  /** What a track plays, and when. */
  #places(track: Track, rate: Rational): At[] {
    let now: Rational = ZERO;
    const onFrame = (of: Rational): Rational =>
      this.#onFrames ? seconds({ value: Math.round((of.num * rate.num) / (of.den * rate.den)), rate }) : of;
    const places: At[] = [];
    track.children.forEach((child, index) => {
      const place = `${track.name}[${index}]`;
      if (child.schema === 'Transition') {
        places.push({ item: child, at: onFrame(now), end: onFrame(now) });
        return;
      }
      if (child.schema === 'UnknownSchema' || child.schema === 'Track') {
        throw new TimelineError('input', `FCPXML cannot hold a ${child.schema} inside a track.`, { place });
      }
      const range = child.schema === 'Stack' ? child.sourceRange : trimmedRange(child);
      if (!range) {
        throw new TimelineError('input', `The length of “${child.name}” is not known: neither it nor its media says.`, {
          place,
        });
      }
      const end = add(now, seconds(range.duration));
      places.push({ item: child, at: onFrame(now), end: onFrame(end) });
      now = end;
    });
    return places;
  }

  #storyline(
    places: readonly At[],
    rate: Rational,
    origin: Rational,
    sounds: Sound[] | undefined,
  ): { children: (() => XmlElement)[]; anchors: Anchor[]; end: Rational } {
    const children: (() => XmlElement)[] = [];
    const anchors: Anchor[] = [];
    for (const place of places) {
      const { item, at, end } = place;
      if (item.schema === 'Transition') {
        const made = this.#items.transition(item, add(origin, at), rate);
        children.push(() => made);
        continue;
      }
      const { element: made, start } = this.#items.item(item, subtract(end, at), rate, this.#heard(place, sounds));
      const anchor: Anchor = {
        element: { ...made, attributes: { ...made.attributes, offset: formatTime(add(origin, at)) } },
        connected: [],
        at,
        end,
        start,
      };
      anchors.push(anchor);
      children.push(() => finish(anchor.element, anchor.connected));
    }
    return { children, anchors, end: places.at(-1)?.end ?? ZERO };
  }

  /** Connected clips, and storylines where several play one after the other or dissolve. */
  #pieces(
    places: readonly At[],
    rate: Rational,
    lane: number,
    kind: string,
    sounds: Sound[],
  ): { element: XmlElement; at: Rational; end: Rational; lane: number }[] {
    const runs: At[][] = [[]];
    for (const place of places) {
      if (isFiller(place.item) || (runs.at(-1)!.length > 0 && !equals(runs.at(-1)!.at(-1)!.end, place.at)))
        runs.push([]);
      if (!isFiller(place.item)) runs.at(-1)!.push(place);
    }
    return runs
      .filter((run) => run.length > 0)
      .map((run) => {
        const [first] = run as [At, ...At[]];
        const { at } = first;
        const end = run.at(-1)!.end;
        if (run.length === 1 && first.item.schema !== 'Transition' && first.item.schema !== 'Gap') {
          const { element: made } = this.#items.item(
            first.item,
            subtract(end, at),
            rate,
            this.#heard(first, sounds),
            kind,
          );
          return { element: finish(made, []), at, end, lane };
        }
        const inside = run.map(({ item, at: from, end: to }) => {
          const offset = subtract(from, at);
          if (item.schema === 'Transition') return this.#items.transition(item, offset, rate);
          const { element: made } = this.#items.item(
            item,
            subtract(to, from),
            rate,
            this.#heard({ item, at: from, end: to }, sounds),
            kind,
          );
          return finish({ ...made, attributes: { ...made.attributes, offset: formatTime(offset) } }, []);
        });
        return { element: element('spine', {}, inside), at, end, lane };
      });
  }

  /** Does the sound of a picture play with it? The clips of sound that do are taken. */
  #heard({ item, at, end }: At, sounds: Sound[] | undefined): boolean {
    // In an angle picture and sound are one.
    if (!sounds) return stringsOf(item.schema === 'Clip' ? fcpxmlOf(item).attributes : undefined).srcEnable !== 'video';
    if (item.schema !== 'Clip') return false;
    const media = mediaReference(item);
    const range = trimmedRange(item);
    if (media?.schema !== 'ExternalReference' || !range) return false;
    const kept = stringsOf(fcpxmlOf(item).attributes);
    const split = kept.audioStart !== undefined || kept.audioDuration !== undefined;
    const from = seconds(range.startTime);
    let heard = false;
    for (const sound of sounds) {
      const other = mediaReference(sound.item);
      const own = trimmedRange(sound.item);
      if (sound.used || other?.schema !== 'ExternalReference' || other.targetUrl !== media.targetUrl || !own) continue;
      // A split edit keeps the clock of picture and sound together.
      const together = equals(subtract(seconds(own.startTime), sound.at), subtract(from, at));
      const same = equals(sound.at, at) && equals(sound.end, end);
      if (!together || !(same || (split && compare(sound.at, end) < 0 && compare(at, sound.end) < 0))) continue;
      sound.used = true;
      heard = true;
    }
    return heard;
  }

  #content(item: Stack, media: JsonObject, rate: Rational): XmlElement {
    const multicam = media.multicam as JsonObject | undefined;
    const own = (multicam ?? media.sequence) as JsonObject | undefined;
    const kept = own ? stringsOf(own.attributes) : {};
    const inner = (kept.format !== undefined ? this.#adopted.found.rate(kept.format) : undefined) ?? rate;
    const tcStart = typeof own?.tcStart === 'string' ? timeOfText(own.tcStart) : ZERO;
    if (!multicam) return this.sequence(item.children, own, inner, tcStart);
    const angles = item.children
      .filter((one): one is Track => one.schema === 'Track')
      .map((track, index) => {
        const { children } = this.#storyline(this.#places(track, inner), inner, tcStart, undefined);
        const { angleID = `angle-${index + 1}` } = stringsOf(fcpxmlOf(track).angle);
        return element(
          'mc-angle',
          { name: track.name || undefined, angleID },
          children.map((make) => make()),
        );
      });
    const format =
      (kept.format !== undefined ? this.#adopted.ids.get(kept.format) : undefined) ??
      this.#table.format(inner, undefined, undefined);
    return element(
      'multicam',
      allowed('multicam', { ...kept, format, ...(tcStart.num === 0 ? {} : { tcStart: formatTime(tcStart) }) }),
      [...angles, ...elementsOf(own?.children).filter(({ name }) => name === 'metadata')],
    );
  }
}

function timeOfText(text: string): Rational {
  const match = /^(-?\d{1,15})(?:\/(\d{1,12}))?s$/.exec(text);
  return match ? multiply({ num: Number(match[1]), den: 1 }, { num: 1, den: Number(match[2] ?? 1) || 1 }) : ZERO;
}

function isFiller(item: At['item']): boolean {
  return (
    item.schema === 'Gap' && item.name === '' && item.markers.length === 0 && Object.keys(item.metadata).length === 0
  );
}

function withoutGaps(places: readonly At[]): At[] {
  return places.filter(({ item }) => item.schema !== 'Gap');
}
