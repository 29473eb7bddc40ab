import { TimelineError } from '../fault.ts';
import { fileUrl } from '../file-url.ts';
import { mediaName, ownMetadata } from '../media.ts';
import { type Clip, type JsonObject, mediaReference, type Stack, type Transition } from '../model.ts';
import { type PicturePlace, type PictureSize, rounded } from '../picture.ts';
import { fcp7PixelOf, pixelAspectIn } from '../pixel-aspect.ts';
import { divide, multiply, type Rational, toNumber } from '../rational.ts';
import { seconds } from '../rational-time.ts';
import { allowsDropFrame, formatTimecode, nominalRate } from '../timecode.ts';
import { child, childText, element, fromJson, type XmlElement } from '../xml/tree.ts';
import { fcp7Of, fractionOf, numberIn, rateElement, ZERO } from './parts.ts';

export const text = (name: string, value: string | number): XmlElement => element(name, {}, [], value);

export function sameFile(
  file: XmlElement,
  media: Exclude<ReturnType<typeof mediaReference>, undefined | { schema: 'UnknownSchema' }>,
): boolean {
  return media.schema !== 'ExternalReference' || childText(file, 'pathurl') === media.targetUrl;
}

export function fileElement(of: Clip, clipRate: Rational): XmlElement {
  const media = mediaReference(of);
  if (media?.schema !== 'ExternalReference') return element('file');
  const own = ownMetadata(media);
  const range = media.availableRange;
  const rate = range && plausible(range.startTime.rate) ? range.startTime.rate : clipRate;
  const cmx = of.metadata.cmx_3600 as JsonObject | undefined;
  const reel = typeof cmx?.reel === 'string' ? cmx.reel : '';
  const channels = typeof own.audio_channels === 'number' ? own.audio_channels : 0;
  const dropFrame = own.drop_frame === true && allowsDropFrame(rate);
  return element('file', {}, [
    text('name', mediaName(of)),
    text('pathurl', fileUrl(media.targetUrl)),
    rateElement(rate),
    ...(range ? [text('duration', frames(seconds(range.duration), rate))] : []),
    timecodeElement(range ? seconds(range.startTime) : ZERO, rate, dropFrame, reel),
    element('media', {}, [
      own.sound_only === true
        ? undefined
        : element('video', {}, [
            element('samplecharacteristics', {}, [
              rateElement(rate),
              typeof own.width === 'number' ? text('width', own.width) : undefined,
              typeof own.height === 'number' ? text('height', own.height) : undefined,
              ...pixelElements(own),
            ]),
          ]),
      channels > 0
        ? element('audio', {}, [
            element('samplecharacteristics', {}, [
              typeof own.audio_rate === 'number' ? text('samplerate', own.audio_rate) : undefined,
            ]),
            text('channelcount', channels),
          ])
        : undefined,
    ]),
  ]);
}

/** Pixels that are not square, where the format has words for them. */
function pixelElements({ width, height, pixel_aspect }: JsonObject): XmlElement[] {
  const pixel = pixelAspectIn(pixel_aspect);
  if (!pixel || typeof width !== 'number' || typeof height !== 'number') return [];
  const known = fcp7PixelOf({ width, height }, pixel);
  if (!known) return [];
  return [text('anamorphic', known.anamorphic ? 'TRUE' : 'FALSE'), text('pixelaspectratio', known.name)];
}

export function timecodeElement(start: Rational, rate: Rational, dropFrame: boolean, reel?: string): XmlElement {
  const frame = Math.max(0, frames(start, rate));
  const drop = dropFrame && allowsDropFrame(rate);
  return element('timecode', {}, [
    rateElement(rate),
    text('string', formatTimecode(frame, rate, drop)),
    text('frame', frame),
    text('displayformat', drop ? 'DF' : 'NDF'),
    reel ? element('reel', {}, [text('name', reel)]) : undefined,
  ]);
}

export function videoFormat(size: PictureSize | undefined, rate: Rational): XmlElement {
  return element('format', {}, [
    element('samplecharacteristics', {}, [
      rateElement(rate),
      size ? text('width', size.width) : undefined,
      size ? text('height', size.height) : undefined,
    ]),
  ]);
}

/** A clip's place in a sequence of another shape: Basic Motion, its centre in widths and heights of the media. */
export function motionFilter({ scale, x, y, media }: PicturePlace): XmlElement {
  const parameter = (id: string, name: string, value: XmlElement): XmlElement =>
    element('parameter', {}, [text('parameterid', id), text('name', name), value]);
  return element('filter', {}, [
    element('effect', {}, [
      text('name', 'Basic Motion'),
      text('effectid', 'basic'),
      text('effectcategory', 'motion'),
      text('effecttype', 'motion'),
      text('mediatype', 'video'),
      parameter('scale', 'Scale', text('value', rounded(scale * 100))),
      parameter(
        'center',
        'Center',
        element('value', {}, [text('horiz', rounded(x / media.width, 6)), text('vert', rounded(y / media.height, 6))]),
      ),
    ]),
  ]);
}

/** Where a transition lies, and how the format says where its cut is. */
export function crossing(
  of: Transition,
  cut: Rational,
  rate: Rational,
): { from: number; to: number; alignment: 'start' | 'center' | 'end' } {
  const at = frames(cut, rate);
  const [before, after] = [frames(seconds(of.inOffset), rate), frames(seconds(of.outOffset), rate)];
  const alignment = before === 0 ? 'start' : after === 0 ? 'end' : 'center';
  return { from: at - before, to: at + after, alignment };
}

/** Can the format say where the cut of a transition is? If not its clips name their own ends. */
export function isCentred(of: Transition, cut: Rational, rate: Rational): boolean {
  const { from, to, alignment } = crossing(of, cut, rate);
  return alignment !== 'center' || Math.floor((from + to) / 2) === frames(cut, rate);
}

/** Source seconds a second, and the filter that says so. */
export function speedOf(of: Clip | Stack): { scale: Rational; filter?: XmlElement } {
  for (const effect of of.effects) {
    if (effect.schema === 'UnknownSchema' || effect.schema === 'Effect') continue;
    const kept = fromJson(fcp7Of(effect).filter);
    const scalar = effect.schema === 'FreezeFrame' ? 0 : (effect.timeScalar ?? 1);
    if (effect.schema === 'TimeEffect') {
      if (kept) return { scale: { num: 1, den: 1 }, filter: kept };
      throw new TimelineError(
        'input',
        `FCP7 XML can hold one constant speed, and not the changing speed of “${of.name}”.`,
      );
    }
    if (scalar === 0)
      throw new TimelineError('input', `FCP7 XML is not written with frozen frames, as “${of.name}” has.`);
    const parameters = child(kept, 'effect')?.children.filter(({ name }) => name === 'parameter') ?? [];
    const said = numberIn(
      parameters.find((one) => childText(one, 'parameterid') === 'speed'),
      'value',
    );
    const scale = said && divide({ num: Math.abs(said.num), den: said.den }, { num: 100, den: 1 });
    if (kept && scale && toNumber(scale) === Math.abs(scalar)) return { scale, filter: kept };
    const speed = Number((Math.abs(scalar) * 100).toFixed(6));
    const parameter = (id: string, value: string | number) =>
      element('parameter', {}, [text('parameterid', id), text('name', id), text('value', value)]);
    const filter = element('filter', {}, [
      element('effect', {}, [
        text('name', 'Time Remap'),
        text('effectid', 'timeremap'),
        text('effectcategory', 'motion'),
        text('effecttype', 'motion'),
        text('mediatype', 'video'),
        parameter('variablespeed', 0),
        parameter('speed', speed),
        parameter('reverse', scalar < 0 ? 'TRUE' : 'FALSE'),
      ]),
    ]);
    return { scale: divide(fractionOf(speed), { num: 100, den: 1 }), filter };
  }
  return { scale: { num: 1, den: 1 } };
}

export function plausible(rate: Rational): boolean {
  return (rate.den === 1 && rate.num <= 1000) || (rate.den === 1001 && rate.num === nominalRate(rate) * 1000);
}

export function frames(at: Rational, rate: Rational): number {
  return whole(multiply(at, rate));
}

export function whole({ num, den }: Rational): number {
  return Math.round(num / den);
}

/** Frames as they are, with a part of one where there is one. */
export function decimal({ num, den }: Rational): string | number {
  return den === 1 ? num : Number((num / den).toFixed(9));
}
