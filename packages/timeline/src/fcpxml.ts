import { type ClipEvent, type Events, eventsOf, mediaName, ownMetadata } from './events.ts';
import { TimelineError } from './fault.ts';
import { type ExternalReference, type Marker, mediaReference, type Timeline } from './model.ts';
import { add, type Rational, rational } from './rational.ts';
import { type RationalTime, seconds } from './rational-time.ts';
import { allowsDropFrame } from './timecode.ts';

/**
 * A timeline of one video track as FCPXML 1.11, valid by its DTD: one project, a spine of
 * asset-clips, gaps and dissolves, markers, and an asset for each media file with its own start,
 * size and channels.
 * @throws TimelineError `input` for what the format is not written for (see `eventsOf`), and for
 * clips whose media file or its length is not known.
 */
export function writeFcpxml(timeline: Timeline): string {
  const events = eventsOf(timeline, 'FCPXML');
  const resources = new Resources(events);
  const start = timeline.globalStartTime ? seconds(timeline.globalStartTime) : { num: 0, den: 1 };
  const spine = spineOf(events, resources, start);
  const dropFrame = allowsDropFrame(events.rate) && resources.anyDropFrame;
  const name = timeline.name || 'Untitled';
  const sequence = element(
    'sequence',
    {
      format: resources.sequenceFormat,
      duration: frames(events.length, events.rate),
      tcStart: time(start),
      tcFormat: dropFrame ? 'DF' : 'NDF',
    },
    [element('spine', {}, spine)],
  );
  const document = element('fcpxml', { version: '1.11' }, [
    element('resources', {}, resources.elements()),
    element('library', {}, [element('event', { name }, [element('project', { name }, [sequence])])]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n${document}\n`;
}

function spineOf(events: Events, resources: Resources, origin: Rational): string[] {
  const { rate, clips, length } = events;
  // Places in the spine count from the sequence's own start timecode.
  const place = (frame: number) => time(add(origin, { num: frame * rate.den, den: rate.num }));
  const items: string[] = [];
  let at = 0;
  const gap = (until: number) => {
    if (until <= at) return;
    items.push(element('gap', { offset: place(at), duration: frames(until - at, rate), start: '0s' }));
    at = until;
  };
  for (const event of clips) {
    gap(event.start);
    if (event.dissolve) {
      const offset = place(event.start - event.dissolve.before);
      items.push(
        element('transition', { name: 'Cross Dissolve', offset, duration: frames(event.dissolve.length, rate) }),
      );
    }
    items.push(clipElement(event, place(event.start), rate, resources));
    at = event.end;
  }
  gap(length);
  return items;
}

function clipElement(event: ClipEvent, offset: string, rate: Rational, resources: Resources): string {
  const asset = resources.asset(event);
  const { clip, source, start, end, sound } = event;
  return element(
    'asset-clip',
    {
      ref: asset.id,
      offset,
      name: clip.name || mediaName(clip),
      start: time(seconds(source.startTime)),
      duration: frames(end - start, rate),
      format: asset.format,
      tcFormat: asset.dropFrame ? 'DF' : 'NDF',
      ...(asset.hasAudio && !sound ? { srcEnable: 'video' } : {}),
      ...(sound ? { audioRole: 'dialogue' } : {}),
    },
    clip.markers
      .filter((marker): marker is Marker => marker.schema === 'Marker')
      .map((marker) =>
        element('marker', {
          start: time(seconds(marker.markedRange.startTime)),
          // A marker of no length is written as one frame: the shortest there is.
          duration: time(
            marker.markedRange.duration.value > 0 ? seconds(marker.markedRange.duration) : oneFrame(source.startTime),
          ),
          value: marker.name || 'marker',
          ...(marker.comment ? { note: marker.comment } : {}),
        }),
      ),
  );
}

interface Asset {
  readonly id: string;
  readonly format: string;
  readonly dropFrame: boolean;
  readonly hasAudio: boolean;
}

/** Formats and assets, each once, with the ids that clips refer to. */
class Resources {
  readonly #formats = new Map<string, { readonly id: string; readonly text: string }>();
  readonly #assets = new Map<string, Asset & { readonly text: string }>();
  readonly sequenceFormat: string;
  #count = 0;

  constructor({ rate, clips }: Events) {
    const first = clips[0];
    const size = first ? ownMetadata(mediaReference(first.clip)) : {};
    this.sequenceFormat = this.#format(rate, size.width, size.height);
    for (const event of clips) this.asset(event);
  }

  get anyDropFrame(): boolean {
    return [...this.#assets.values()].some((asset) => asset.dropFrame);
  }

  elements(): string[] {
    return [...this.#formats.values(), ...this.#assets.values()].map(({ text }) => text);
  }

  asset({ clip, source }: ClipEvent): Asset {
    const media = mediaReference(clip);
    if (media?.schema !== 'ExternalReference' || !media.availableRange) {
      throw new TimelineError('input', `FCPXML needs the media file of “${clip.name}” and its length.`);
    }
    const known = this.#assets.get(media.targetUrl);
    if (known) return known;
    const own = ownMetadata(media);
    const { rate } = source.startTime;
    const format = this.#format(rate, own.width, own.height);
    const channels = typeof own.audio_channels === 'number' ? own.audio_channels : 0;
    const id = this.#id();
    const asset = {
      id,
      format,
      dropFrame: own.drop_frame === true && allowsDropFrame(rate),
      hasAudio: channels > 0,
      text: assetElement(id, format, mediaName(clip), media, channels),
    };
    this.#assets.set(media.targetUrl, asset);
    return asset;
  }

  #id(): string {
    this.#count += 1;
    return `r${this.#count}`;
  }

  #format(rate: Rational, width: unknown, height: unknown): string {
    const size: Record<string, number> =
      typeof width === 'number' && typeof height === 'number' ? { width, height } : {};
    const attributes = { frameDuration: time({ num: rate.den, den: rate.num }), ...size };
    const key = JSON.stringify(attributes);
    const known = this.#formats.get(key);
    if (known) return known.id;
    const id = this.#id();
    this.#formats.set(key, { id, text: element('format', { id, ...attributes }) });
    return id;
  }
}

function assetElement(id: string, format: string, name: string, media: ExternalReference, channels: number): string {
  const range = media.availableRange!;
  const own = ownMetadata(media);
  return element(
    'asset',
    {
      id,
      name,
      start: time(seconds(range.startTime)),
      duration: time(seconds(range.duration)),
      hasVideo: 1,
      format,
      videoSources: 1,
      ...(channels > 0 ? { hasAudio: 1, audioSources: 1, audioChannels: channels } : {}),
      ...(channels > 0 && typeof own.audio_rate === 'number' ? { audioRate: own.audio_rate } : {}),
    },
    [element('media-rep', { kind: 'original-media', src: media.targetUrl })],
  );
}

function oneFrame(at: RationalTime): Rational {
  return { num: at.rate.den, den: at.rate.num };
}

/** Frames at a rate as FCPXML's exact seconds. */
function frames(count: number, rate: Rational): string {
  return time(rational(count * rate.den, rate.num));
}

/** `1001/24000s`, or `5s` where whole. */
function time({ num, den }: Rational): string {
  return den === 1 ? `${num}s` : `${num}/${den}s`;
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  if (children.length === 0) return `<${name}${written.join('')}/>`;
  const inner = children.map((child) => child.replace(/^/gm, '  ')).join('\n');
  return `<${name}${written.join('')}>\n${inner}\n</${name}>`;
}

/** Text for an attribute; characters that XML 1.0 cannot hold at all become U+FFFD. */
function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\t\n\r]/g, ' ')
      .replace(/[&<>"]/g, (sign) => signs[sign]!)
  );
}
