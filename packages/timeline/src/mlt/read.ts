import { blackBetween } from '../fades.ts';
import {
  type Clip,
  type Composable,
  DEFAULT_MEDIA,
  type Effect,
  gap,
  type JsonObject,
  type Stack,
  type Timeline,
  type Track,
  timeline,
  track,
} from '../model.ts';
import { add, divide, fromNumber, multiply, type Rational, rational } from '../rational.ts';
import { exactTime, frameRange, rationalTime } from '../rational-time.ts';
import { Once } from '../xml/once.ts';
import { child, element, parseXml, problemOf, type XmlElement } from '../xml/tree.ts';
import { type Fades, fadesIn, isOurFade } from './filters.ts';
import { isKdenliveTrack, mainOf } from './main.ts';
import { OWN, referenceOf, startOf } from './media.ts';
import { type Crossing, type Mix, mixesOf, typeOf } from './mixes.ts';
import { FORMAT, fraction, framesIn, keptChildren, property } from './parts.ts';
import { withWholePaths } from './root.ts';
import { continued, lengthOf, trimmed } from './trim.ts';

/** A clip where it plays, in frames of the profile. */
interface Placed {
  readonly item: Clip | Stack;
  readonly start: number;
  readonly end: number;
  readonly fades: Fades;
}

/**
 * Reads MLT XML, the project files of Shotcut and Kdenlive and of `melt`: the main tractor's tracks, their playlists with
 * entries and blanks, dissolves as Shotcut (a tractor of two) and Kdenlive (two playlists that overlap) have them,
 * `timewarp` producers as LinearTimeWarp, colours and titles as generators, tractors in tractors as nested stacks.
 * Properties, filters and compositing that the model does not know stay in `metadata.mlt` and are written again; bins
 * and guides do not. MLT knows no source timecode: times count from the start of a file unless we wrote the project.
 * @throws TimelineError `input` with the line of what is wrong.
 */
export function readMlt(text: string): Timeline {
  const root = parseXml(text, FORMAT);
  if (root.name !== 'mlt' && root.name !== 'westley')
    throw problemOf(FORMAT, root.line, `it should begin with <mlt>, and begins with <${root.name}>`);
  const profile = child(root, 'profile');
  const [num, den] = ['frame_rate_num', 'frame_rate_den'].map((name) =>
    Number(profile?.attributes[name] ?? (name === 'frame_rate_num' ? '25' : '1')),
  );
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || num! < 1 || den! < 1)
    throw problemOf(FORMAT, profile?.line ?? root.line, 'its profile names no frame rate');
  return new Reader(withWholePaths(root), rational(num!, den!)).timeline(profile);
}

class Reader {
  readonly #root: XmlElement;
  readonly #rate: Rational;
  readonly #byId = new Map<string, XmlElement>();
  readonly #open = new Set<XmlElement>();
  readonly #once = new Once<XmlElement, { tracks: Track[]; own: JsonObject }>((line, what) =>
    problemOf(FORMAT, line, what),
  );

  constructor(root: XmlElement, rate: Rational) {
    this.#root = root;
    this.#rate = rate;
    const visit = (of: XmlElement): void => {
      if (['producer', 'chain', 'playlist', 'tractor'].includes(of.name) && of.attributes.id !== undefined)
        this.#byId.set(of.attributes.id, of);
      of.children.forEach(visit);
    };
    visit(root);
  }

  timeline(profile: XmlElement | undefined): Timeline {
    const { of: main, title: called } = mainOf(this.#root, this.#byId);
    const { tracks, own } = this.#tractor(main);
    const { title = called ?? '', producer: _producer, ...attributes } = this.#root.attributes;
    const start = fraction(property(main, 'second_unit:start'));
    return timeline(title, tracks, {
      globalStartTime: exactTime(start ?? rational(0), this.#rate),
      metadata: { mlt: { attributes, ...(profile ? { profile: profile.attributes } : {}), ...own } },
    });
  }

  #tractor(of: XmlElement): { tracks: Track[]; own: JsonObject } {
    if (this.#open.has(of)) throw problemOf(FORMAT, of.line, `the tractor “${of.attributes.id ?? ''}” contains itself`);
    this.#open.add(of);
    const tracks: Track[] = [];
    let background: JsonObject | undefined;
    const counts = { Video: 0, Audio: 0 };
    if (of.name === 'playlist') {
      // A list alone is a track alone.
      const made = this.#track(element('track', { producer: of.attributes.id }), of);
      this.#open.delete(of);
      return { tracks: [{ ...made, name: made.name || 'V1' }], own: {} };
    }
    // Inline multitrack is the older form of the same.
    const holders = [of, ...of.children.filter(({ name }) => name === 'multitrack')];
    holders
      .flatMap(({ children }) => children.filter(({ name }) => name === 'track'))
      .forEach((one, index) => {
        const content = this.#byId.get(one.attributes.producer ?? '');
        if (!content)
          throw problemOf(
            FORMAT,
            one.line,
            `a track refers to “${one.attributes.producer ?? ''}”, which is not in the file`,
          );
        const black =
          content.attributes.id === 'background' ||
          content.attributes.id === 'black_track' ||
          property(content, 'kdenlive:playlistid') === 'black_track';
        if (index === 0 && black) {
          background = { id: content.attributes.id! };
          return;
        }
        const made = this.#track(one, content);
        const kind = made.kind === 'Audio' ? 'Audio' : 'Video';
        counts[kind] += 1;
        tracks.push({ ...made, name: made.name || `${kind === 'Video' ? 'V' : 'A'}${counts[kind]}` });
      });
    this.#open.delete(of);
    const own = keptChildren(
      of,
      ({ name, attributes }) =>
        name === 'track' || name === 'multitrack' || (name === 'property' && OWN.test(attributes.name ?? '')),
    );
    return { tracks, own: { ...own, ...(background ? { background } : {}) } };
  }

  #track(of: XmlElement, content: XmlElement): Track {
    const lists = isKdenliveTrack(content, this.#byId) ? this.#playlists(content) : [content];
    const placed: Placed[] = [];
    const crossings = new Map<number, Crossing>();
    for (const list of lists) this.#list(list, placed, crossings);
    const hide =
      of.attributes.hide ?? (content.name === 'tractor' ? child(content, 'track')?.attributes.hide : undefined) ?? '';
    const audio =
      property(content, 'shotcut:audio') === '1' ||
      property(content, 'kdenlive:audio_track') === '1' ||
      (hide === 'video' && property(content, 'shotcut:video') !== '1');
    const name = property(content, 'shotcut:name') ?? property(content, 'kdenlive:track_name') ?? '';
    const isList = content.name === 'playlist' || lists[0] !== content;
    const kept = isList
      ? keptChildren(content, ({ name: one }) => ['entry', 'blank', 'track', 'transition'].includes(one))
      : {};
    const own: JsonObject = { ...(hide ? { hide } : {}), ...kept };
    return {
      ...track(audio ? 'Audio' : 'Video', name, this.#filled(placed, crossings, content, mixesOf(content, this.#rate))),
      enabled: hide !== 'both',
      metadata: Object.keys(own).length > 0 ? { mlt: own } : {},
    };
  }

  /** The playlists of a track of Kdenlive's, which is a tractor of two. */
  #playlists(of: XmlElement): XmlElement[] {
    return of.children
      .filter(({ name }) => name === 'track')
      .flatMap(({ attributes }) => {
        const found = this.#byId.get(attributes.producer ?? '');
        return found?.name === 'playlist' ? [found] : [];
      });
  }

  #list(list: XmlElement, placed: Placed[], crossings: Map<number, Crossing>): void {
    if (list.name !== 'playlist') {
      const length = (framesIn(list, 'out', this.#rate) ?? 0) - (framesIn(list, 'in', this.#rate) ?? 0) + 1;
      placed.push({ item: this.#item(list, list, length), start: 0, end: length, fades: fadesIn(list) });
      return;
    }
    let now = 0;
    // What a dissolve shows of the clip behind it, still to come.
    let head: { item: Clip | Stack; length: number } | undefined;
    for (const one of list.children) {
      if (one.name === 'blank') now += framesIn(one, 'length', this.#rate) ?? 0;
      if (one.name !== 'entry' && one.name !== 'producer') continue;
      const producer = one.name === 'producer' ? one : this.#byId.get(one.attributes.producer ?? '');
      if (!producer)
        throw problemOf(
          FORMAT,
          one.line,
          `an entry refers to “${one.attributes.producer ?? ''}”, which is not in the file`,
        );
      const from = framesIn(one, 'in', this.#rate) ?? 0;
      const out = framesIn(one, 'out', this.#rate) ?? framesIn(producer, 'out', this.#rate);
      if (out === undefined || out < from - 1) throw problemOf(FORMAT, one.line, 'where an entry ends is not said');
      const length = out - from + 1;
      const sides =
        property(producer, 'shotcut:transition') === undefined
          ? undefined
          : producer.children.filter(({ name }) => name === 'track');
      if (sides && sides.length === 2) {
        head = this.#crossing(producer, sides as [XmlElement, XmlElement], length, now, placed, crossings);
        now += length;
        continue;
      }
      const item = this.#item(one, producer, length);
      const joined = head && continued(head.item, item, head.length, this.#rate);
      // A dissolve and the clip behind it are one clip, cut where the dissolve begins unless we said where.
      const fades = { ...fadesIn(producer), ...fadesIn(one) };
      if (head && joined) placed[placed.length - 1] = { ...placed.at(-1)!, item: joined, end: now + length, fades };
      else placed.push({ item, start: now, end: now + length, fades });
      head = undefined;
      now += length;
    }
  }

  #crossing(
    of: XmlElement,
    [left, right]: [XmlElement, XmlElement],
    length: number,
    now: number,
    placed: Placed[],
    crossings: Map<number, Crossing>,
  ): { item: Clip | Stack; length: number } {
    const cut = Math.min(length, Math.max(0, Number(property(of, 'second_unit:cut') ?? '0') || 0));
    const before = placed.at(-1);
    const [a, b] = [left, right].map((side) => {
      const producer = this.#byId.get(side.attributes.producer ?? '');
      if (!producer)
        throw problemOf(
          FORMAT,
          side.line,
          `a dissolve refers to “${side.attributes.producer ?? ''}”, which is not in the file`,
        );
      return { item: this.#item(side, producer, length), fades: { ...fadesIn(producer), ...fadesIn(side) } };
    }) as [{ item: Clip | Stack; fades: Fades }, { item: Clip | Stack; fades: Fades }];
    const joined =
      before && before.end === now && continued(before.item, a.item, before.end - before.start, this.#rate, cut);
    if (joined) placed[placed.length - 1] = { ...before, item: joined, end: now + cut };
    else placed.push({ ...a, item: trimmed(a.item, 0, cut, this.#rate), start: now, end: now + cut });
    placed.push({
      ...b,
      item: trimmed(b.item, cut, length - cut, this.#rate),
      start: now + cut,
      end: now + length,
    });
    const plain = property(of, 'second_unit:mix') !== undefined;
    const own = keptChildren(
      of,
      ({ name, attributes }) => plain || name === 'track' || (name === 'property' && OWN.test(attributes.name ?? '')),
    );
    crossings.set(now + cut, { length, before: cut, own, type: typeOf(of.children) });
    return { item: placed.at(-1)!.item, length: length - cut };
  }

  #filled(
    placed: readonly Placed[],
    crossings: ReadonlyMap<number, Crossing>,
    content: XmlElement,
    mixes: ReadonlyMap<number, Mix>,
  ): Composable[] {
    const items: Composable[] = [];
    let now = 0;
    const sorted = [...placed].sort((a, b) => a.start - b.start);
    const between = (before: number, after: number, own: JsonObject, type = 'SMPTE_Dissolve'): Composable => ({
      schema: 'Transition',
      name: '',
      transitionType: type,
      inOffset: rationalTime(before, this.#rate),
      outOffset: rationalTime(after, this.#rate),
      metadata: Object.keys(own).length > 0 ? { mlt: own } : {},
    });
    sorted.forEach((one, index) => {
      let { item, start } = one;
      const { fades } = one;
      if (start < now) {
        // Kdenlive's mix: two clips overlap for its length.
        const last = items.pop();
        const cut = start;
        if (!last || (last.schema !== 'Clip' && last.schema !== 'Stack') || cut < now - lengthOf(last)) {
          throw problemOf(FORMAT, content.line, 'two clips of a track play at once');
        }
        const mix = mixes.get(cut);
        items.push(
          trimmed(last, 0, lengthOf(last) - (now - cut), this.#rate),
          between(0, now - cut, mix?.own ?? {}, mix?.type),
        );
        start = cut;
      }
      if (start > now) {
        items.push(gap(frameRange(0, start - now, this.#rate)));
      }
      const crossing = crossings.get(start);
      if (crossing && index > 0)
        items.push(between(crossing.before, crossing.length - crossing.before, crossing.own, crossing.type));
      else if (fades.in !== undefined) {
        // A fade out and a fade in meet in black.
        if (items.at(-1)?.schema === 'Transition') items.push(blackBetween(this.#rate));
        items.push(between(0, fades.in, {}));
      }
      items.push(item);
      if (fades.out !== undefined) items.push(between(fades.out, 0, {}));
      now = one.end;
    });
    return items;
  }

  /** The earliest frame of the producer's media that an entry plays, as the producer counts: backwards it is the last. */
  #firstOf(producer: XmlElement, service: string, from: number, length: number, speed: Rational | undefined): number {
    if (service === 'hold') return Number(property(producer, 'frame') ?? '0') || 0;
    if (speed === undefined || speed.num > 0) return from;
    const end = framesIn(producer, 'length', this.#rate) ?? (framesIn(producer, 'out', this.#rate) ?? -1) + 1;
    return end - from - length;
  }

  /** @param of the entry or track that says in and out */
  #item(of: XmlElement, producer: XmlElement, length: number): Clip | Stack {
    this.#once.count(of.line);
    const from = framesIn(of, 'in', this.#rate) ?? 0;
    const service = property(producer, 'mlt_service') ?? '';
    const warp =
      service === 'timewarp'
        ? Number(property(producer, 'warp_speed') ?? Number.parseFloat(property(producer, 'resource') ?? '1'))
        : undefined;
    const speed = warp !== undefined && Number.isFinite(warp) && warp !== 0 ? fromNumber(warp) : undefined;
    const base = startOf(producer, this.#rate);
    const scale = speed ? { num: Math.abs(speed.num), den: speed.den } : rational(1);
    const frozen = service === 'hold' || property(producer, 'second_unit:freeze') !== undefined;
    const source =
      fraction(property(of, 'second_unit:source')) ??
      add(base, multiply(divide(rational(this.#firstOf(producer, service, from, length, speed)), this.#rate), scale));
    const effects: Effect[] = [];
    if (frozen) effects.push({ schema: 'FreezeFrame', name: '', metadata: {}, effectName: '', timeScalar: 0 });
    else if (speed)
      effects.push({
        schema: 'LinearTimeWarp',
        name: '',
        metadata: {},
        effectName: '',
        timeScalar: speed.num / speed.den,
      });
    const entry =
      of === producer
        ? {}
        : keptChildren(of, (one) => (one.name === 'property' && OWN.test(one.attributes.name ?? '')) || isOurFade(one));
    const reel = property(producer, 'second_unit:reel');
    const name =
      property(of, 'second_unit:name') ??
      property(producer, 'shotcut:caption') ??
      property(producer, 'kdenlive:clipname') ??
      '';
    const common = {
      name,
      metadata: {
        ...(reel ? { cmx_3600: { reel } } : {}),
        ...(Object.keys(entry).length > 0 ? { mlt: entry } : {}),
      } as JsonObject,
      sourceRange: { startTime: exactTime(source, this.#rate), duration: rationalTime(length, this.#rate) },
      effects,
      markers: [],
      enabled: true,
    };
    if (producer.name === 'tractor') {
      const { tracks, own } = this.#once.get(producer, of.line, () => this.#tractor(producer));
      // Where it begins and ends follows from its tracks.
      const { in: _in, out: _out, ...attributes } = producer.attributes;
      return {
        schema: 'Stack',
        ...common,
        metadata: { ...common.metadata, mlt: { ...entry, tractor: { ...own, attributes } } },
        children: tracks,
      };
    }
    return {
      schema: 'Clip',
      ...common,
      mediaReferences: { [DEFAULT_MEDIA]: referenceOf(producer, base, scale, this.#rate) },
      activeMediaReferenceKey: DEFAULT_MEDIA,
    };
  }
}
