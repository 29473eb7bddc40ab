import { readEdl } from './edl/read.ts';
import { writeEdl } from './edl/write.ts';
import { TimelineError } from './fault.ts';
import { readFcp7Xml } from './fcp7/read.ts';
import { writeFcp7Xml } from './fcp7/write.ts';
import { readFcpxml } from './fcpxml/read.ts';
import { writeFcpxml } from './fcpxml/write.ts';
import { readMlt } from './mlt/read.ts';
import { writeMlt } from './mlt/write.ts';
import type { Timeline } from './model.ts';
import { readOtio } from './otio/read.ts';
import { writeOtio } from './otio/write.ts';
import type { Rational } from './rational.ts';

/** The interchange formats of timelines: what people call them, and how their files end. */
export const TIMELINE_FORMATS = {
  otio: { name: 'OpenTimelineIO', endings: ['.otio'] },
  otioz: { name: 'an OpenTimelineIO bundle', endings: ['.otioz'] },
  edl: { name: 'a CMX3600 edit decision list', endings: ['.edl'] },
  fcpxml: { name: 'Final Cut Pro XML', endings: ['.fcpxml'] },
  fcp7: { name: 'Final Cut Pro 7 XML', endings: ['.xml'] },
  mlt: { name: 'MLT XML', endings: ['.mlt', '.kdenlive'] },
} as const;

export type TimelineFormat = keyof typeof TIMELINE_FORMATS;
/** Those that are text. A bundle is read from a file and written to one, by `@second-unit/timeline/node`. */
export type TimelineTextFormat = Exclude<TimelineFormat, 'otioz'>;

const ALL = Object.keys(TIMELINE_FORMATS) as TimelineFormat[];

/** The format that a file's name says; `.xml` is FCP7's, though other things end so too. */
export function timelineFormatOf(name: string): TimelineFormat | undefined {
  const lower = name.toLowerCase();
  return ALL.find((format) => TIMELINE_FORMATS[format].endings.some((ending) => lower.endsWith(ending)));
}

/** The format that the beginning of an XML file says by its first element; undefined where it is no timeline. */
export function xmlTimelineFormat(text: string): TimelineFormat | undefined {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = text.startsWith('<?', at)
      ? text.indexOf('?>', at)
      : text.startsWith('<!--', at)
        ? text.indexOf('-->', at)
        : text.startsWith('<!', at)
          ? text.indexOf('>', at)
          : undefined;
    if (end === -1) return undefined;
    if (end === undefined) break;
    at = text.indexOf('>', end) + 1;
  }
  switch (/^<([a-z]{1,10})[\s>/]/.exec(text.slice(at, at + 20))?.[1]) {
    case 'xmeml':
      return 'fcp7';
    case 'fcpxml':
      return 'fcpxml';
    case 'mlt':
    case 'westley':
      return 'mlt';
    default:
      return undefined;
  }
}

/** Text of any encoding that editing programs write: UTF-8 or UTF-16 by its mark, else Windows-1252. */
function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    return new TextDecoder(a === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export interface ReadTimelineOptions {
  /** Of an EDL, which does not say it. */
  readonly rate?: Rational;
}

export interface FoundTimeline {
  readonly timeline: Timeline;
  /** What the file holds beside it, in sentences. */
  readonly notes: readonly string[];
}

/** The first timeline of several that anything plays in. */
function first(timelines: readonly Timeline[], what: string): FoundTimeline {
  const [chosen] = [...timelines.filter(({ tracks }) => tracks.children.length > 0), ...timelines];
  if (chosen === undefined) throw new TimelineError('input', `This ${what} file holds no timeline.`);
  const others = timelines.filter((one) => one !== chosen).map(({ name }) => `“${name}”`);
  if (others.length === 0) return { timeline: chosen, notes: [] };
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(others.slice(0, 20));
  return { timeline: chosen, notes: [`The file holds more timelines, which were left: ${list}.`] };
}

/**
 * Reads a file of any of the formats that are text; of several timelines in it the first that anything plays in.
 *
 * @throws TimelineError `input`, in one sentence with line or path
 */
export function readTimeline(
  bytes: Uint8Array,
  format: TimelineTextFormat,
  { rate }: ReadTimelineOptions = {},
): FoundTimeline {
  switch (format) {
    case 'otio':
      return { timeline: readOtio(decoded(bytes)), notes: [] };
    case 'edl':
      return { timeline: readEdl(decoded(bytes), rate === undefined ? {} : { rate }), notes: [] };
    case 'fcpxml':
      return first(readFcpxml(decoded(bytes)).timelines, 'Final Cut Pro XML');
    case 'fcp7':
      return first(readFcp7Xml(decoded(bytes)).timelines, 'Final Cut Pro 7 XML');
    case 'mlt':
      return { timeline: readMlt(decoded(bytes)), notes: [] };
  }
}

/**
 * A timeline as a file of any of the formats that are text.
 *
 * @throws TimelineError `input` for what the format cannot hold
 */
export function writeTimeline(timeline: Timeline, format: TimelineTextFormat): string {
  switch (format) {
    case 'otio':
      return writeOtio(timeline);
    case 'edl':
      return writeEdl(timeline);
    case 'fcpxml':
      return writeFcpxml(timeline);
    case 'fcp7':
      return writeFcp7Xml(timeline);
    case 'mlt':
      return writeMlt(timeline);
  }
}
