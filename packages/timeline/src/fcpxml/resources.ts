import type { JsonObject } from '../model.ts';
import { pixelAspectOf, pixelAspectText } from '../pixel-aspect.ts';
import { divide, type Rational, rational } from '../rational.ts';
import type { TimeRange } from '../rational-time.ts';
import { exactTime } from '../rational-time.ts';
import { child, problemOf, type XmlElement } from '../xml/tree.ts';
import { allowed } from './grammar.ts';
import { timeOf, ZERO } from './time.ts';

/** What is read of an asset. */
export interface Asset {
  readonly name: string;
  readonly url: string;
  readonly start: Rational;
  readonly duration?: Rational;
  readonly rate: Rational;
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
  readonly reel?: string;
  /** Size and channels, as our own media says them. */
  readonly own: JsonObject;
}

/** Rates that format names say where `frameDuration` is missing. */
const NAMED: Readonly<Record<string, Rational>> = {
  '2398': rational(24000, 1001),
  '24': rational(24),
  '25': rational(25),
  '2997': rational(30000, 1001),
  '30': rational(30),
  '50': rational(50),
  '5994': rational(60000, 1001),
  '60': rational(60),
};

/** The resources of a file by their ids. */
export class FcpxmlResources {
  readonly #byId = new Map<string, XmlElement>();
  readonly #assets = new Map<string, Asset>();
  /** All but compound clips, in 1.11's form. */
  readonly kept: readonly XmlElement[];

  constructor(resources: XmlElement | undefined) {
    const kept: XmlElement[] = [];
    for (const one of resources?.children ?? []) {
      const modern = modernResource(one);
      if (modern.attributes.id === undefined || this.#byId.has(modern.attributes.id)) continue;
      this.#byId.set(modern.attributes.id, modern);
      if (['asset', 'format', 'effect', 'locator'].includes(modern.name)) kept.push(modern);
    }
    this.kept = kept;
  }

  find(name: string, id: string | undefined): XmlElement | undefined {
    const found = id === undefined ? undefined : this.#byId.get(id);
    return found?.name === name ? found : undefined;
  }

  /** Frames a second of a format, or undefined where it does not say (sound, stills). */
  rate(id: string | undefined): Rational | undefined {
    const format = this.find('format', id);
    if (!format) return undefined;
    const duration = timeOf(format, 'frameDuration');
    if (duration && duration.num > 0) return divide({ num: 1, den: 1 }, duration);
    return NAMED[/[pi](\d{2,4})$/.exec(format.attributes.name ?? '')?.[1] ?? ''];
  }

  asset(id: string | undefined, fallback: Rational, line: number): Asset | undefined {
    const known = id === undefined ? undefined : this.#assets.get(id);
    if (known) return known;
    const of = this.find('asset', id);
    if (!of) {
      if (id !== undefined && !this.#byId.has(id))
        throw problemOf('FCPXML', line, `it refers to “${id}”, which is not among its resources`);
      return undefined;
    }
    const rep =
      of.children.find(({ name, attributes }) => name === 'media-rep' && attributes.kind !== 'proxy-media') ??
      child(of, 'media-rep');
    const format = this.find('format', of.attributes.format);
    const duration = timeOf(of, 'duration');
    const numbers: [string, string | undefined][] = [
      ['width', format?.attributes.width],
      ['height', format?.attributes.height],
      ['audio_channels', of.attributes.audioChannels],
      ['audio_rate', of.attributes.audioRate],
    ];
    const pixel = pixelAspectOf(format?.attributes.paspH, format?.attributes.paspV);
    const reel = child(of, 'metadata')?.children.find(({ attributes }) => /\.reel$/.test(attributes.key ?? ''))
      ?.attributes.value;
    const asset: Asset = {
      name: of.attributes.name ?? '',
      url: rep?.attributes.src ?? '',
      start: timeOf(of, 'start') ?? ZERO,
      ...(duration && duration.num >= 0 ? { duration } : {}),
      rate: this.rate(of.attributes.format) ?? fallback,
      hasVideo: of.attributes.hasVideo === '1',
      hasAudio: of.attributes.hasAudio === '1',
      ...(reel ? { reel } : {}),
      own: {
        ...Object.fromEntries(
          numbers.flatMap(([key, value]) =>
            value !== undefined && /^\d{1,9}$/.test(value) ? [[key, Number(value)]] : [],
          ),
        ),
        ...(pixel ? { pixel_aspect: pixelAspectText(pixel) } : {}),
      },
    };
    this.#assets.set(id!, asset);
    return asset;
  }
}

/** What an asset holds, at its own rate. */
export function availableRange(asset: Asset): TimeRange | undefined {
  if (!asset.duration) return undefined;
  return { startTime: exactTime(asset.start, asset.rate), duration: exactTime(asset.duration, asset.rate) };
}

/** A resource as 1.11 writes it: until 1.8 an asset named its file itself. */
function modernResource(of: XmlElement): XmlElement {
  const { src } = of.attributes;
  const attributes = of.name === 'media' ? of.attributes : allowed(of.name, of.attributes);
  if (of.name === 'effect' && attributes.uid === undefined)
    return { ...of, attributes: { ...attributes, uid: attributes.name ?? 'unknown' } };
  if (of.name !== 'asset') return { ...of, attributes };
  const reps = of.children.filter(({ name }) => name === 'media-rep');
  const bookmark = child(of, 'bookmark');
  const media: XmlElement = {
    name: 'media-rep',
    attributes: { kind: 'original-media', src: src ?? '' },
    children: bookmark ? [bookmark] : [],
    text: '',
    line: of.line,
  };
  return {
    ...of,
    attributes,
    children: [
      ...(reps.length > 0 ? reps : [media]),
      ...of.children.filter(({ name }) => name === 'metadata').slice(0, 1),
    ],
  };
}
