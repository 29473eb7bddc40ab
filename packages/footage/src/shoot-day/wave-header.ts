import { type FileHandle, open } from 'node:fs/promises';
import { type FlatElement, flatXml } from './flat-xml.ts';
import { slateNumber } from './names.ts';

/** What a recorder wrote into a Broadcast Wave file (EBU Tech 3285; iXML 3.0). */
export interface WaveHeader {
  /** Samples from midnight to the first sample (bext TimeReference). */
  readonly timeReference?: number;
  readonly sampleRate?: number;
  /** `2026-05-04T10:12:30`, the recorder's own clock. */
  readonly created?: string;
  readonly originator?: string;
  readonly scene?: string;
  readonly setup?: string;
  readonly take?: number;
  readonly tape?: string;
  /** Frames a second of its timecode, as a fraction. */
  readonly timecodeRate?: { readonly num: number; readonly den: number };
  readonly dropFrame?: boolean;
  readonly circled?: boolean;
  readonly wild?: boolean;
  readonly note?: string;
}

/** Headers are some kilobytes; chunks behind the sound are reached by their offsets. */
const MOST_CHUNKS = 200;
const MOST_CHUNK_BYTES = 4 * 1024 * 1024;

/** The chunks of a RIFF, RF64 or BW64 file that are asked for. Empty for any other file. */
async function chunksOf(file: FileHandle, wanted: ReadonlySet<string>): Promise<Map<string, Buffer>> {
  const chunks = new Map<string, Buffer>();
  const head = Buffer.alloc(12);
  const { size } = await file.stat();
  if ((await file.read(head, 0, 12, 0)).bytesRead < 12) return chunks;
  const kind = head.toString('latin1', 0, 4);
  if (!['RIFF', 'RF64', 'BW64'].includes(kind) || head.toString('latin1', 8, 12) !== 'WAVE') return chunks;
  let at = 12;
  let dataBytes: number | undefined;
  for (let count = 0; count < MOST_CHUNKS && at + 8 <= size; count++) {
    const header = Buffer.alloc(8);
    await file.read(header, 0, 8, at);
    const id = header.toString('latin1', 0, 4);
    let bytes = header.readUInt32LE(4);
    if (id === 'data' && bytes === 0xffffffff && dataBytes !== undefined) bytes = dataBytes;
    if (id === 'ds64' || wanted.has(id)) {
      const body = Buffer.alloc(Math.min(bytes, MOST_CHUNK_BYTES, Math.max(0, size - at - 8)));
      await file.read(body, 0, body.length, at + 8);
      if (id === 'ds64' && body.length >= 16) dataBytes = Number(body.readBigUInt64LE(8));
      else if (wanted.has(id) && !chunks.has(id)) chunks.set(id, body);
    }
    at += 8 + bytes + (bytes % 2);
  }
  return chunks;
}

const ascii = (bytes: Buffer): string => (bytes.toString('latin1').split('\0')[0] ?? '').trim();

function bextOf(bext: Buffer): Partial<WaveHeader> {
  if (bext.length < 346) return {};
  const originator = ascii(bext.subarray(256, 288));
  const date = ascii(bext.subarray(320, 330)).replace(/[^\d]/g, '-');
  const time = ascii(bext.subarray(330, 338)).replace(/[^\d]/g, ':');
  const isDated = /^\d{4}-\d\d-\d\d$/.test(date) && /^\d\d:\d\d:\d\d$/.test(time);
  return {
    timeReference: Number(bext.readBigUInt64LE(338)),
    ...(isDated ? { created: `${date}T${time}` } : {}),
    ...(originator === '' ? {} : { originator }),
    // Recorders without iXML write `sSCENE=12A` and `sTAKE=3` here, a line each or with semicolons between.
    ...describedSlate(ascii(bext.subarray(0, 256))),
  };
}

function describedSlate(text: string): Partial<WaveHeader> {
  const field = (name: string): string | undefined =>
    new RegExp(`(?:^|[\\r\\n;])\\s*[a-z]?${name}=([^\\r\\n;]*)`, 'i').exec(text)?.[1]?.trim();
  return slateFields(field('SCENE'), field('TAKE'), field('TAPE'));
}

function slateFields(scene = '', take = '', tape = ''): Partial<WaveHeader> {
  const number = slateNumber(scene.replace(/^sc(?:ene)?[\s_.-]*/i, ''));
  const takeNumber = /^\D{0,3}0*(\d{1,3})\D*$/.exec(take)?.[1];
  return {
    ...(number ?? (scene === '' ? {} : { scene, setup: scene })),
    ...(takeNumber === undefined ? {} : { take: Number(takeNumber) }),
    ...(tape === '' ? {} : { tape }),
  };
}

function ixmlOf(elements: readonly FlatElement[]): Partial<WaveHeader> {
  const text = (name: string): string | undefined =>
    elements.find(({ path }) => path === `bwfxml/${name}`)?.text || undefined;
  const rate = /^(\d+)\s*\/\s*(\d+)$/.exec(text('speed/timecode_rate') ?? '');
  const high = text('speed/timestamp_samples_since_midnight_hi');
  const low = text('speed/timestamp_samples_since_midnight_lo');
  const samples = high === undefined || low === undefined ? undefined : Number(high) * 2 ** 32 + Number(low);
  const rateIs = Number(text('speed/timestamp_sample_rate') ?? text('speed/file_sample_rate'));
  return {
    ...slateFields(text('scene'), text('take'), text('tape')),
    ...(rate && Number(rate[2]) > 0 && Number(rate[1]) > 0
      ? { timecodeRate: { num: Number(rate[1]), den: Number(rate[2]) } }
      : {}),
    ...(text('speed/timecode_flag') === undefined ? {} : { dropFrame: text('speed/timecode_flag') === 'DF' }),
    ...(samples === undefined || !Number.isSafeInteger(samples) ? {} : { timeReference: samples }),
    ...(rateIs > 0 ? { sampleRate: rateIs } : {}),
    ...(/^true$/i.test(text('circled') ?? '') ? { circled: true } : {}),
    ...(/^true$/i.test(text('wild_track') ?? '') ? { wild: true } : {}),
    ...(text('note') === undefined ? {} : { note: (text('note') as string).slice(0, 500) }),
  };
}

/**
 * What a recorder says of a WAV file: timecode, scene, take, tape. An empty answer for a file that is none, or says
 * nothing. iXML goes before bext where both speak.
 */
export async function readWaveHeader(path: string): Promise<WaveHeader> {
  const file = await open(path, 'r');
  try {
    const chunks = await chunksOf(file, new Set(['fmt ', 'bext', 'iXML']));
    const fmt = chunks.get('fmt ');
    const bext = chunks.get('bext');
    const ixml = chunks.get('iXML');
    return {
      ...(fmt && fmt.length >= 16 ? { sampleRate: fmt.readUInt32LE(4) } : {}),
      ...(bext ? bextOf(bext) : {}),
      ...(ixml ? ixmlOf(flatXml(ixml.toString('utf8').replace(/\0+$/, '').trim())) : {}),
    };
  } finally {
    await file.close();
  }
}
