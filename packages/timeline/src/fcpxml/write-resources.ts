import { TimelineError } from '../fault.ts';
import { fileUrl } from '../file-url.ts';
import { mediaName, ownMetadata } from '../media.ts';
import { type Clip, type ExternalReference, type Json, mediaReference } from '../model.ts';
import { pixelAspectIn } from '../pixel-aspect.ts';
import type { Rational } from '../rational.ts';
import { seconds } from '../rational-time.ts';
import { element, elementsOf, type XmlElement } from '../xml/tree.ts';
import { FcpxmlResources } from './resources.ts';
import { SequenceReader } from './sequence.ts';
import { formatTime } from './time.ts';

/** Final Cut's plain title. */
const BASIC_TITLE = '.../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti';

/** The ids that a timeline was read with, as they are in the file that is written. */
export interface Adopted {
  readonly ids: ReadonlyMap<string, string>;
  /** Knows what elements with those ids play. */
  readonly reader: SequenceReader;
  readonly found: FcpxmlResources;
}

/** The resources of the file that is written: each once, and ids as they were read wherever they are free. */
export class ResourceTable {
  readonly #byId = new Map<string, XmlElement>();
  readonly #byContent = new Map<string, string>();
  readonly #media: XmlElement[] = [];
  #count = 0;

  elements(): XmlElement[] {
    return [...this.#byId.values(), ...this.#media];
  }

  /** Takes over the resources that were read with a timeline. */
  adopt(resources: Json | undefined): Adopted {
    const ids = new Map<string, string>();
    const read = elementsOf(resources);
    // Formats first: assets name them.
    for (const one of [...read].sort((a, b) => Number(b.name === 'format') - Number(a.name === 'format'))) {
      const { id } = one.attributes;
      if (id === undefined) continue;
      const format = one.attributes.format === undefined ? {} : { format: ids.get(one.attributes.format) };
      const { format: _format, ...rest } = one.attributes;
      ids.set(
        id,
        this.#add({ ...one, attributes: { ...rest, ...(format.format ? { format: format.format } : {}) } }, id),
      );
    }
    const found = new FcpxmlResources(element('resources', {}, read));
    return { ids, found, reader: new SequenceReader(found) };
  }

  #add(one: XmlElement, wished?: string): string {
    const content = JSON.stringify([one.name, { ...one.attributes, id: '' }, one.children, one.text]);
    const known = this.#byContent.get(content);
    if (known !== undefined && (wished === undefined || wished === known)) return known;
    const id =
      wished !== undefined && /^[A-Za-z_][\w.-]*$/.test(wished) && !this.#taken(wished) ? wished : this.#fresh();
    this.#byId.set(id, { ...one, attributes: { ...one.attributes, id } });
    this.#byContent.set(content, id);
    return id;
  }

  #taken(id: string): boolean {
    return this.#byId.has(id) || this.#media.some(({ attributes }) => attributes.id === id);
  }

  #fresh(): string {
    do this.#count += 1;
    while (this.#taken(`r${this.#count}`));
    return `r${this.#count}`;
  }

  /** @param pixel width ÷ height of a pixel, as metadata holds it; square if absent */
  format(rate: Rational, width: unknown, height: unknown, pixel?: unknown): string {
    const size = typeof width === 'number' && typeof height === 'number' ? { width, height } : {};
    const { num: paspH, den: paspV } = pixelAspectIn(pixel) ?? {};
    const pixels = paspH === undefined || paspV === undefined ? {} : { paspH, paspV };
    return this.#add(
      element('format', { id: '', frameDuration: formatTime({ num: rate.den, den: rate.num }), ...size, ...pixels }),
    );
  }

  titleEffect(): string {
    return this.#add(element('effect', { id: '', name: 'Basic Title', uid: BASIC_TITLE }));
  }

  /** An asset for a clip's media file. @throws TimelineError `input` where file or length are not known. */
  asset(clip: Clip, rate: Rational): { readonly id: string; readonly format: string; readonly hasAudio: boolean } {
    const media = mediaReference(clip);
    if (media?.schema !== 'ExternalReference' || !media.availableRange) {
      throw new TimelineError('input', `FCPXML needs the media file of “${clip.name}” and its length.`);
    }
    const own = ownMetadata(media);
    const format = this.format(rate, own.width, own.height, own.pixel_aspect);
    const channels = typeof own.audio_channels === 'number' ? own.audio_channels : 0;
    return { id: this.#add(assetElement(format, mediaName(clip), media, channels)), format, hasAudio: channels > 0 };
  }

  /** The content of a compound or multicam clip. */
  compound(attributes: Readonly<Record<string, string>>, content: XmlElement, wished: string | undefined): string {
    const same = this.#media.find(({ children }) => JSON.stringify(children[0]) === JSON.stringify(content));
    if (same && (wished === undefined || same.attributes.id === wished)) return same.attributes.id!;
    const id = wished !== undefined && !this.#taken(wished) ? wished : this.#fresh();
    this.#media.push(element('media', { ...attributes, id }, [content]));
    return id;
  }
}

function assetElement(format: string, name: string, media: ExternalReference, channels: number): XmlElement {
  const range = media.availableRange!;
  const own = ownMetadata(media);
  const picture = own.sound_only === true ? {} : { hasVideo: 1, format, videoSources: 1 };
  return element(
    'asset',
    {
      id: '',
      name,
      start: formatTime(seconds(range.startTime)),
      duration: formatTime(seconds(range.duration)),
      ...picture,
      ...(channels > 0 ? { hasAudio: 1, audioSources: 1, audioChannels: channels } : {}),
      ...(channels > 0 && typeof own.audio_rate === 'number' ? { audioRate: own.audio_rate } : {}),
    },
    [element('media-rep', { kind: 'original-media', src: fileUrl(media.targetUrl) })],
  );
}

/**
 * An element as it was read, its references turned to the ids of this file; undefined where it refers to what is not
 * here.
 */
export function adopted(of: XmlElement, { ids }: Adopted): XmlElement | undefined {
  const attributes: Record<string, string> = { ...of.attributes };
  if (attributes.format !== undefined) {
    const format = ids.get(attributes.format);
    if (format === undefined) delete attributes.format;
    else attributes.format = format;
  }
  if (attributes.ref !== undefined && of.name !== 'text-style') {
    const ref = ids.get(attributes.ref);
    if (ref === undefined) return undefined;
    attributes.ref = ref;
  }
  const children = of.children.map((one) => adopted(one, { ids } as Adopted)).filter((one) => one !== undefined);
  return { ...of, attributes, children };
}
