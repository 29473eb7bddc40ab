import type { FlatElement } from './flat-xml.ts';

/** What metadata says of a clip, whoever wrote it: a tag of the file, or a sidecar beside it. */
export interface Said {
  readonly make?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly reel?: string;
  readonly created?: string;
  readonly scene?: string;
  readonly take?: string;
  readonly timecode?: string;
  /** The camera's name of its transfer curve: `s-log3-cine`. */
  readonly gamma?: string;
}

/** Which field a name of metadata is; names differ by maker, and end alike. */
const FIELDS: readonly (readonly [keyof Said, RegExp])[] = [
  ['serial', /(?:^|[._-])(?:camera|device|body)?[._-]?serial(?:[._-]?(?:no|number))?\.?$/],
  ['make', /(?:^|[._-])(?:make|manufacturer|company_name)$/],
  ['model', /(?:^|[._-])(?:model|model_?name|camera_?model(?:_?name)?|product_name)$/],
  ['reel', /(?:^|[._-])(?:reel|reel_?name|tape|tape_?name)$/],
  ['created', /(?:^|[._-])(?:creation_?date|creation_time|date_?created|start_?date)$/],
  ['scene', /(?:^|[._-])scene(?:[._-]?(?:no|name|number))?\.?$/],
  ['take', /(?:^|[._-])take(?:[._-]?(?:no|name|number))?\.?$/],
  ['timecode', /^start_?timecode$/],
  ['gamma', /(?:capture_?gamma_?equation|gamma|color_?gamma|log_?curve|transfer_?curve|color_?profile|viewing_?log)$/],
];

/** A value that names nothing, as cameras write where nothing was set. */
const EMPTY = /^(?:n\/?a|none|unknown|null|-+|0+|)$/i;

/** Programs that wrote the file, where a camera would name itself. */
const PROGRAM = /muxer|encoder|transcod|ffmpeg|lavf|handbrake|adobe|davinci|media composer|final cut|compressor/i;

/** Fields of names and values, the first of each field. */
export function saidBy(pairs: Iterable<readonly [string, string]>): Said {
  const said: Partial<Record<keyof Said, string>> = {};
  for (const [name, value] of pairs) {
    const written = value.trim();
    if (written === '') continue;
    const field = FIELDS.find(([, pattern]) => pattern.test(name.toLowerCase()))?.[0];
    if (field === undefined || said[field] !== undefined) continue;
    if (EMPTY.test(written) && field !== 'take') continue;
    if ((field === 'make' || field === 'model') && PROGRAM.test(written)) continue;
    said[field] = written.slice(0, 200);
  }
  const created = said.created === undefined ? undefined : dateOf(said.created);
  const { created: _, ...rest } = said;
  return created === undefined ? rest : { ...rest, created };
}

/** ISO 8601, or nothing for what is no date or the zero of a clock that was never set. */
function dateOf(written: string): string | undefined {
  const time = Date.parse(written.replace(/^(\d{4}):(\d\d):(\d\d)/, '$1-$2-$3'));
  if (!Number.isFinite(time)) return undefined;
  const date = new Date(time);
  return date.getUTCFullYear() < 1990 ? undefined : date.toISOString();
}

/**
 * What an XML sidecar says: Sony's NonRealTimeMeta, Panasonic's P2 and Canon's clip files, and others that name their
 * fields alike, by elements, attributes, or `<Item name value>`.
 */
export function saidByXml(elements: readonly FlatElement[]): Said {
  const pairs: (readonly [string, string])[] = [];
  for (const { path, attributes, text } of elements) {
    const name = path.split('/').at(-1) ?? '';
    if (/^(?:lens|recorder|proxy)$/.test(name) || /\/lens(?:\/|$)/.test(path)) continue;
    if (text !== '') pairs.push([name, text]);
    if (attributes.name !== undefined && attributes.value !== undefined) {
      pairs.push([attributes.name, attributes.value]);
      continue;
    }
    if (attributes.value !== undefined) pairs.push([name, attributes.value]);
    for (const [key, value] of Object.entries(attributes)) {
      if (key !== 'value' && key !== 'name') pairs.push([key, value]);
    }
  }
  const first = elements.find(({ path }) => path.endsWith('/ltcchange'))?.attributes;
  const timecode = first?.framecount === '0' ? ltcOf(first.value) : undefined;
  return { ...(timecode === undefined ? {} : { timecode }), ...saidBy(pairs) };
}

/** Sony writes timecode as binary groups, frames first: `10304501` is 01:45:30:10. Bit 6 of frames is drop-frame. */
function ltcOf(value = ''): string | undefined {
  const match = /^([0-9a-f]{2})(\d{2})(\d{2})(\d{2})$/i.exec(value);
  if (!match) return undefined;
  const [, frames = '', seconds, minutes, hours] = match;
  const byte = Number.parseInt(frames, 16);
  return `${hours}:${minutes}:${seconds}${byte & 0x40 ? ';' : ':'}${(byte & 0x3f).toString(16).padStart(2, '0')}`;
}

/** What a JSON sidecar says: the fields of its objects, whatever they lie in. */
export function saidByJson(text: string): Said {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {};
  }
  const pairs: (readonly [string, string])[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 6 || pairs.length > 2000) return;
    for (const [key, one] of Object.entries(value)) {
      if (typeof one === 'string' || typeof one === 'number') pairs.push([key, String(one)]);
      else walk(one, depth + 1);
    }
  };
  walk(json, 0);
  return saidBy(pairs);
}
