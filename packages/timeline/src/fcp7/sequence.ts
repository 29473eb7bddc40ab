import { blackBetween } from '../fades.ts';
import {
  type Clip,
  type Composable,
  DEFAULT_MEDIA,
  type Effect,
  gap,
  type Json,
  type JsonObject,
  type MediaReference,
  type Stack,
  type Track,
  track,
} from '../model.ts';
import { fcp7PixelAspect } from '../picture.ts';
import { pixelAspectText } from '../pixel-aspect.ts';
import { add, compare, divide, multiply, type Rational, subtract, toNumber } from '../rational.ts';
import { exactTime, seconds } from '../rational-time.ts';
import { Once } from '../xml/once.ts';
import { child, childText, problemOf, toJson, type XmlElement } from '../xml/tree.ts';
import { FORMAT, isTrue, keptOf, markersIn, numberIn, rateIn, timecodeIn, ZERO } from './parts.ts';

const SEQUENCE: ReadonlySet<string> = new Set(['name', 'rate', 'duration', 'timecode', 'media', 'marker']);
const TRACK: ReadonlySet<string> = new Set(['clipitem', 'generatoritem', 'transitionitem', 'enabled', 'name']);
const ITEM: ReadonlySet<string> = new Set(
  'name enabled start end in out pproTicksIn pproTicksOut file sequence marker'.split(' '),
);
const TRANSITION: ReadonlySet<string> = new Set(['start', 'end']);

/** A transition and its cut, in frames of the sequence. */
interface Crossing {
  readonly start: Rational;
  readonly end: Rational;
  readonly cut: Rational;
}

/** Reads sequences of one file, which refer to files and to each other by id. */
export class SequenceReader {
  readonly #files = new Map<string, XmlElement>();
  readonly #sequences = new Map<string, XmlElement>();
  readonly #open = new Set<XmlElement>();
  readonly #once = new Once<XmlElement, ReturnType<SequenceReader['sequence']>>((line, what) =>
    problemOf(FORMAT, line, what),
  );

  constructor(root: XmlElement) {
    const visit = (of: XmlElement): void => {
      const { id } = of.attributes;
      // The first that is more than a reference says what it is.
      const known = of.name === 'file' ? this.#files : of.name === 'sequence' ? this.#sequences : undefined;
      if (known && id !== undefined && of.children.length > 0 && !known.has(id)) known.set(id, of);
      of.children.forEach(visit);
    };
    visit(root);
  }

  sequence(of: XmlElement, rate: Rational): { readonly tracks: Track[]; readonly own: JsonObject } {
    if (this.#open.has(of))
      throw problemOf(FORMAT, of.line, `the sequence “${childText(of, 'name') ?? ''}” contains itself`);
    this.#open.add(of);
    const media = child(of, 'media');
    const tracks: Track[] = [];
    const sides: Record<string, Json> = {};
    for (const kind of ['video', 'audio'] as const) {
      const side = child(media, kind);
      const own = side && keptOf(side, new Set(['track']));
      if (own && Object.keys(own).length > 0) sides[kind] = own;
      const elements = side?.children.filter(({ name }) => name === 'track') ?? [];
      elements.forEach((one, index) => {
        tracks.push(this.#track(one, kind, index, rate));
      });
    }
    this.#open.delete(of);
    return { tracks, own: { ...keptOf(of, SEQUENCE), ...sides } };
  }

  #track(of: XmlElement, kind: 'video' | 'audio', index: number, rate: Rational): Track {
    const items: Composable[] = [];
    const elements = of.children.filter(
      ({ name }) => name === 'clipitem' || name === 'generatoritem' || name === 'transitionitem',
    );
    const crossings = new Map(
      elements.flatMap((one, position) =>
        one.name === 'transitionitem'
          ? [
              [
                one,
                crossingOf(one, numberIn(elements[position - 1], 'end'), numberIn(elements[position + 1], 'start')),
              ] as const,
            ]
          : [],
      ),
    );
    let at: Rational = ZERO;
    elements.forEach((one, position) => {
      const crossing = crossings.get(one);
      const [before, after] = [crossings.get(elements[position - 1]!), crossings.get(elements[position + 1]!)];
      if (crossing) {
        // A fade in begins where its clip does, behind whatever nothing there is.
        if (compare(at, crossing.cut) < 0) items.push(nothing(subtract(crossing.cut, at), rate));
        if (compare(at, crossing.cut) < 0) at = crossing.cut;
        // A fade out and a fade in meet in black.
        if (items.at(-1)?.schema === 'Transition') items.push(blackBetween(rate));
        items.push(transition(one, crossing, rate));
        return;
      }
      this.#once.count(one.line);
      const { item, start, end } = this.#item(one, rate, at, before, after);
      if (compare(start, at) < 0) {
        const covered = items.pop();
        const trimmed = covered && shortened(covered, subtract(at, start), rate);
        if (!trimmed) throw problemOf(FORMAT, one.line, `“${item.name}” begins before the clip before it on its track`);
        items.push(trimmed);
        at = start;
      }
      if (compare(at, start) < 0) items.push(nothing(subtract(start, at), rate));
      items.push(item);
      at = end;
    });
    const own = keptOf(of, TRACK);
    const name = childText(of, 'name');
    return {
      ...track(kind === 'video' ? 'Video' : 'Audio', name ?? `${kind === 'video' ? 'V' : 'A'}${index + 1}`, items),
      enabled: childText(of, 'enabled')?.toUpperCase() !== 'FALSE',
      metadata: {
        ...(Object.keys(own).length > 0 || name ? { fcp_xml: { ...own, ...(name ? { named: true } : {}) } } : {}),
      },
    };
  }

  #item(
    of: XmlElement,
    sequenceRate: Rational,
    at: Rational,
    before: Crossing | undefined,
    after: Crossing | undefined,
  ) {
    const rate = rateIn(of) ?? sequenceRate;
    const [from, to] = [numberIn(of, 'in') ?? ZERO, numberIn(of, 'out')];
    const said = { start: numberIn(of, 'start'), end: numberIn(of, 'end') };
    const known = (value: Rational | undefined): value is Rational => value !== undefined && value.num >= 0;
    const length = to === undefined ? undefined : multiply(divide(subtract(to, from), rate), sequenceRate);
    // −1 means: where the transition beside it is. What is cut away by it still lies between in and out.
    let start = known(said.start) ? said.start : before?.cut;
    let end = known(said.end) ? said.end : after?.cut;
    if (start === undefined && end !== undefined && length) start = subtract(end, length);
    if (start === undefined || start.num < 0) start = at;
    if (end === undefined && length) end = add(start, length);
    const name = childText(of, 'name') ?? '';
    if (end === undefined || compare(end, start) < 0)
      throw problemOf(FORMAT, of.line, `where “${name}” ends is not said`);
    const hidden = !known(said.start) && before ? subtract(before.cut, before.start) : ZERO;

    const file = child(of, 'file');
    const whole = file && (this.#files.get(file.attributes.id ?? '') ?? file);
    const nested = child(of, 'sequence');
    const timecode = timecodeIn(whole, rateIn(whole) ?? rate);
    const mediaRate = rateIn(whole) ?? rate;
    const speed = speedOf(of);
    const toSource = (frames: Rational): Rational => add(timecode.start, multiply(divide(frames, rate), speed.scale));
    const source = add(toSource(from), multiply(divide(hidden, sequenceRate), speed.scale));
    const kept = keptOf(of, ITEM);
    if (speed.filter) {
      const raw = of.children.filter(({ name: one }) => !ITEM.has(one));
      const children = (kept.children as readonly Json[]).filter((_, index) => raw[index] !== speed.filter);
      (kept as Record<string, Json>).children = children;
    }
    const item = {
      name,
      metadata: {
        ...(timecode.reel ? { cmx_3600: { reel: timecode.reel } } : {}),
        fcp_xml: { ...kept, ...(of.name === 'generatoritem' ? { element: of.name } : {}) },
      } satisfies JsonObject,
      sourceRange: {
        startTime: exactTime(source, mediaRate),
        duration: exactTime(divide(subtract(end, start), sequenceRate), mediaRate),
      },
      effects: speed.effect ? [speed.effect] : [],
      markers: markersIn(of, rate, toSource),
      enabled: childText(of, 'enabled')?.toUpperCase() !== 'FALSE',
    };
    const made: Clip | Stack = nested
      ? this.#nested(nested, item, sequenceRate)
      : {
          schema: 'Clip',
          ...item,
          mediaReferences: { [DEFAULT_MEDIA]: reference(of, whole, mediaRate, timecode) },
          activeMediaReferenceKey: DEFAULT_MEDIA,
        };
    return { item: made, start, end };
  }

  #nested(of: XmlElement, item: Omit<Stack, 'schema' | 'children'>, fallback: Rational): Stack {
    const whole = this.#sequences.get(of.attributes.id ?? '') ?? of;
    const rate = rateIn(whole) ?? fallback;
    const { tracks, own } = this.#once.get(whole, of.line, () => this.sequence(whole, rate));
    const { start, dropFrame } = timecodeIn(whole, rate);
    const said: JsonObject = {
      ...own,
      name: childText(whole, 'name') ?? '',
      rate: [rate.num, rate.den],
      start: [start.num, start.den],
      ...(dropFrame ? { drop_frame: true } : {}),
      ...(whole.children.some(({ name }) => name === 'marker')
        ? { markers: whole.children.filter(({ name }) => name === 'marker').map(toJson) }
        : {}),
    };
    return {
      schema: 'Stack',
      ...item,
      metadata: { ...item.metadata, fcp_xml: { ...(item.metadata.fcp_xml as JsonObject), sequence: said } },
      children: tracks,
    };
  }
}

/**
 * Premiere lets clips of sound overlap where they cross-fade: the later one covers the earlier, which keeps in
 * `metadata.fcp_xml.covered` how many frames of it are.
 */
function shortened(of: Composable, by: Rational, rate: Rational): Clip | Stack | undefined {
  if ((of.schema !== 'Clip' && of.schema !== 'Stack') || !of.sourceRange || by.den !== 1) return undefined;
  const { startTime, duration } = of.sourceRange;
  const left = subtract(seconds(duration), divide(by, rate));
  if (left.num < 0) return undefined;
  const own = { ...(of.metadata.fcp_xml as JsonObject), covered: by.num };
  return {
    ...of,
    metadata: { ...of.metadata, fcp_xml: own },
    sourceRange: { startTime, duration: exactTime(left, startTime.rate) },
  };
}

function nothing(length: Rational, rate: Rational): Composable {
  return gap({ startTime: exactTime(ZERO, rate), duration: exactTime(divide(length, rate), rate) });
}

/** Its cut is where a clip beside it says that it ends or begins, else as its alignment says. */
function crossingOf(of: XmlElement, before: Rational | undefined, after: Rational | undefined): Crossing {
  const [start, end] = [numberIn(of, 'start'), numberIn(of, 'end')];
  if (!start || !end || compare(end, start) < 0)
    throw problemOf(FORMAT, of.line, 'where a transition begins and ends is not said');
  for (const cut of [before, after]) {
    if (cut && cut.num >= 0 && compare(start, cut) <= 0 && compare(cut, end) <= 0) return { start, end, cut };
  }
  const alignment = childText(of, 'alignment') ?? 'center';
  if (alignment.startsWith('start')) return { start, end, cut: start };
  if (alignment.startsWith('end')) return { start, end, cut: end };
  const middle = (start.num / start.den + end.num / end.den) / 2;
  return { start, end, cut: { num: Math.floor(middle), den: 1 } };
}

function transition(of: XmlElement, { start, end, cut }: Crossing, rate: Rational): Composable {
  const effect = child(of, 'effect');
  const kept = keptOf(of, TRANSITION);
  const name = childText(effect, 'name') ?? '';
  return {
    schema: 'Transition',
    name,
    transitionType: /dissolve|cross ?fade|^$/i.test(name) ? 'SMPTE_Dissolve' : 'Custom_Transition',
    inOffset: exactTime(divide(subtract(cut, start), rate), rate),
    outOffset: exactTime(divide(subtract(end, cut), rate), rate),
    metadata: Object.keys(kept).length > 0 ? { fcp_xml: kept } : {},
  };
}

const SPEEDS: ReadonlySet<string> = new Set(['timeremap']);

/** A constant timeremap is a speed; one that varies stays an effect of time, and the source counts as it is played. */
function speedOf(of: XmlElement): { scale: Rational; effect?: Effect; filter?: XmlElement } {
  const one = { num: 1, den: 1 };
  const filter = of.children.find(
    (filter) => filter.name === 'filter' && SPEEDS.has(childText(child(filter, 'effect'), 'effectid') ?? ''),
  );
  if (!filter) return { scale: one };
  const metadata = { fcp_xml: { filter: toJson(filter) } };
  const parameter = (id: string) =>
    child(filter, 'effect')?.children.find((one) => one.name === 'parameter' && childText(one, 'parameterid') === id);
  const speed = numberIn(parameter('speed'), 'value');
  if (!speed || speed.num === 0 || Number(childText(parameter('variablespeed'), 'value') ?? '0') !== 0) {
    return { scale: one, filter, effect: { schema: 'TimeEffect', name: '', metadata, effectName: 'timeremap' } };
  }
  const scale = divide(speed, { num: 100, den: 1 });
  const forward = scale.num < 0 ? { num: -scale.num, den: scale.den } : scale;
  const backwards = isTrue(parameter('reverse'), 'value') || scale.num < 0;
  return {
    scale: forward,
    filter,
    effect: {
      schema: 'LinearTimeWarp',
      name: '',
      metadata,
      effectName: '',
      timeScalar: toNumber(forward) * (backwards ? -1 : 1),
    },
  };
}

/** Parameters of a generator that hold its words: `str` of Text and its kin, `str1` and `str2` of a lower third. */
const WORDS = /^str\d?$/;

function reference(
  of: XmlElement,
  file: XmlElement | undefined,
  rate: Rational,
  timecode: { start: Rational; dropFrame: boolean },
): MediaReference {
  if (of.name === 'generatoritem') {
    const effect = child(of, 'effect');
    const kind = childText(effect, 'effectid') ?? 'generator';
    const lines = effect?.children.filter(
      (one) => one.name === 'parameter' && WORDS.test(childText(one, 'parameterid') ?? ''),
    );
    const isTitle = kind === 'Text' || (lines !== undefined && lines.length > 0);
    return {
      schema: 'GeneratorReference',
      name: childText(effect, 'name') ?? '',
      metadata: {},
      generatorKind: isTitle ? 'title' : kind,
      parameters: isTitle ? { text: (lines ?? []).map((one) => childText(one, 'value') ?? '').join('\n') } : {},
    };
  }
  const name = childText(file, 'name') ?? '';
  if (!file) return { schema: 'MissingReference', name, metadata: {} };
  const media = child(file, 'media');
  const size = child(child(media, 'video'), 'samplecharacteristics');
  const sounds = media?.children.filter(({ name: one }) => one === 'audio') ?? [];
  const channels = sounds.reduce((sum, one) => sum + Number(childText(one, 'channelcount') ?? '0'), 0);
  const own = Object.entries({
    width: childText(size, 'width'),
    height: childText(size, 'height'),
    audio_channels: channels > 0 ? String(channels) : undefined,
    audio_rate: childText(child(sounds[0], 'samplecharacteristics'), 'samplerate'),
  }).flatMap(([key, value]) => (value !== undefined && /^\d{1,9}$/.test(value) ? [[key, Number(value)] as const] : []));
  const duration = numberIn(file, 'duration');
  const pixel = fcp7PixelAspect(size);
  const shared = {
    name,
    metadata: {
      second_unit: {
        ...Object.fromEntries(own),
        ...(pixel ? { pixel_aspect: pixelAspectText(pixel) } : {}),
        ...(timecode.dropFrame ? { drop_frame: true } : {}),
      },
      fcp_xml: { file: toJson(file) },
    } satisfies JsonObject,
    ...(duration && duration.num >= 0
      ? {
          availableRange: {
            startTime: exactTime(timecode.start, rate),
            duration: exactTime(divide(duration, rate), rate),
          },
        }
      : {}),
  };
  const url = childText(file, 'pathurl');
  if (url) return { schema: 'ExternalReference', ...shared, targetUrl: url };
  const source = childText(file, 'mediaSource');
  if (source) return { schema: 'GeneratorReference', ...shared, generatorKind: source, parameters: {} };
  return { schema: 'MissingReference', ...shared };
}
