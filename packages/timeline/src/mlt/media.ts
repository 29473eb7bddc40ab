import { TimelineError } from '../fault.ts';
import { parseJson } from '../json.ts';
import type { JsonObject, MediaReference } from '../model.ts';
import { pathInUrl } from '../path-in-url.ts';
import { pixelAspectOf, pixelAspectText } from '../pixel-aspect.ts';
import { divide, multiply, type Rational, rational } from '../rational.ts';
import { exactTime, seconds } from '../rational-time.ts';
import { allowsDropFrame, parseTimecode } from '../timecode.ts';
import { parseXml, toJson, type XmlElement } from '../xml/tree.ts';
import { isOurFade } from './filters.ts';
import { FORMAT, fraction, framesIn, property } from './parts.ts';
import { titleOn } from './titles.ts';

/** Our own properties, which the model holds. */
export const OWN = /^second_unit:/;

const isColour = (service: string): boolean => service === 'color' || service === 'colour';
const TITLES: ReadonlySet<string> = new Set(['qtext', 'kdenlivetitle', 'pango', 'dynamictext', 'text']);

/**
 * Source time of a file's first frame: as we wrote it, else by the timecode that FFmpeg saw in it and Shotcut and
 * Kdenlive keep beside it; zero without.
 */
export function startOf(of: XmlElement, rate: Rational): Rational {
  const said = fraction(property(of, 'second_unit:start'));
  if (said) return said;
  const seen = sawTimecode(of)?.start;
  // Times count in frames of the profile; one that lies between two of them would put every clip off the frame.
  return seen && multiply(seen, rate).den === 1 ? seen : rational(0);
}

/** @param scale source seconds a second that it plays */
export function referenceOf(of: XmlElement, base: Rational, scale: Rational, rate: Rational): MediaReference {
  const service = property(of, 'mlt_service') ?? '';
  const resource =
    property(of, 'warp_resource') ??
    (service === 'timewarp' ? (property(of, 'resource') ?? '').replace(/^-?[\d.]+:/, '') : property(of, 'resource')) ??
    '';
  const end = framesIn(of, 'out', rate);
  const length = framesIn(of, 'length', rate) ?? (end === undefined ? undefined : end + 1);
  const kept: JsonObject = {
    ...(of.name === 'producer' ? {} : { element: of.name }),
    ...(Object.keys(of.attributes).length > 0 ? { attributes: of.attributes } : {}),
    children: of.children.filter((one) => !OWN.test(one.attributes.name ?? '') && !isOurFade(one)).map(toJson),
  };
  const own = ownMedia(property(of, 'second_unit:media')) ?? sawMedia(of);
  const shared = {
    name: property(of, 'second_unit:media-name') ?? '',
    metadata: { ...(own ? { second_unit: own } : {}), mlt: kept } as JsonObject,
    ...(length === undefined
      ? {}
      : {
          availableRange: {
            startTime: exactTime(base, rate),
            duration: exactTime(multiply(divide(rational(length), rate), scale), rate),
          },
        }),
  };
  const title = TITLES.has(service) ? wordsOf(of) : isColour(service) ? titleOn(of) : undefined;
  if (title !== undefined)
    return { schema: 'GeneratorReference', ...shared, generatorKind: 'title', parameters: { text: title } };
  if (isColour(service)) {
    const black = /^(?:black|#ff000000|0x000000ff|#000000)$/i.test(resource);
    return {
      schema: 'GeneratorReference',
      ...shared,
      generatorKind: black ? 'black' : 'color',
      parameters: black ? {} : { color: resource },
    };
  }
  if (resource === '') return { schema: 'MissingReference', ...shared };
  // As we were given it, where nobody has relinked it since.
  const url = property(of, 'second_unit:url');
  const isUrl = url !== undefined && pathInUrl(url) === resource;
  return { schema: 'ExternalReference', ...shared, targetUrl: isUrl ? url : resource };
}

/** The words of a title: plain in most, in Kdenlive's an XML of its own that a property holds. */
function wordsOf(of: XmlElement): string {
  const plain = property(of, 'text') ?? property(of, 'markup') ?? property(of, 'argument');
  const data = property(of, 'xmldata');
  if (plain !== undefined || data === undefined) return plain ?? '';
  try {
    const found: string[] = [];
    const visit = (one: XmlElement): void => {
      if (one.name === 'content' && one.text.trim() !== '') found.push(one.text.trim());
      one.children.forEach(visit);
    };
    visit(parseXml(data, FORMAT));
    return found.join('\n');
  } catch (thrown) {
    if (thrown instanceof TimelineError) return '';
    throw thrown;
  }
}

function ownMedia(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const json = parseJson(text);
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : undefined;
}

/** What the editing program's FFmpeg saw of the file: size, sound, drop-frame. */
function sawMedia(of: XmlElement): JsonObject | undefined {
  const number = (name: string): number | undefined => {
    const text = property(of, name);
    return text !== undefined && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
  };
  const sounds = of.children.flatMap(({ attributes, text }) => {
    const stream = /^meta\.media\.(\d{1,3})\.stream\.type$/.exec(attributes.name ?? '')?.[1];
    return stream !== undefined && text.trim() === 'audio' ? [`meta.media.${stream}.codec.`] : [];
  });
  const channels = sounds.reduce((sum, sound) => sum + (number(`${sound}channels`) ?? 0), 0);
  const pixel = pixelAspectOf(number('meta.media.sample_aspect_num'), number('meta.media.sample_aspect_den'));
  const seen = Object.entries({
    width: number('meta.media.width'),
    height: number('meta.media.height'),
    pixel_aspect: pixel && pixelAspectText(pixel),
    audio_channels: channels > 0 ? channels : undefined,
    audio_rate: sounds[0] === undefined ? undefined : number(`${sounds[0]}sample_rate`),
    drop_frame: sawTimecode(of)?.dropFrame ? true : undefined,
  }).filter((entry) => entry[1] !== undefined);
  return seen.length > 0 ? (Object.fromEntries(seen) as JsonObject) : undefined;
}

/** `meta.attr.timecode.markup`, or of a stream, `meta.attr.0.stream.timecode.markup`, at the media's own rate. */
function sawTimecode(of: XmlElement): { readonly start: Rational; readonly dropFrame: boolean } | undefined {
  const text = of.children
    .find(({ attributes }) => /^meta\.attr\.(?:\d{1,3}\.stream\.)?timecode\.markup$/.test(attributes.name ?? ''))
    ?.text.trim();
  if (!text) return undefined;
  const [num, den] = ['num', 'den'].map((part) => Number(property(of, `meta.media.frame_rate_${part}`)));
  if (!num || !den || !Number.isSafeInteger(num) || !Number.isSafeInteger(den) || num < 1 || den < 1) return undefined;
  const rate = rational(num, den);
  try {
    const dropFrame = /[;.]\d+$/.test(text) && allowsDropFrame(rate);
    return { start: seconds({ value: parseTimecode(text, rate), rate }), dropFrame };
  } catch (thrown) {
    if (thrown instanceof TimelineError) return undefined;
    throw thrown;
  }
}
