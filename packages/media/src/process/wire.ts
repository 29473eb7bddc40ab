import { MediaError } from '../error.ts';

/**
 * Messages between us and the media process: JSON for the small things and raw bytes for pictures and sound.
 * Not V8's serializer: the other side has read a hostile file, and JSON is the parser that is hardened.
 *
 * `u32 length of what follows | u32 length of JSON | JSON, padded | section, padded | …`, little-endian, all padded
 * to 8 bytes. A typed array at the top level of a message becomes a section and `{ "$section": [kind, length] }`.
 */
export type Message = { readonly [key: string]: unknown };

export const HEADER_BYTES = 8;
/** Larger than any batch or uncompressed 8K frame; anything above is not a message of ours. */
const MAX_BYTES = 512 * 1024 * 1024;

const KINDS = {
  u8: Uint8Array,
  f32: Float32Array,
  f64: Float64Array,
  i64: BigInt64Array,
} as const;
type Kind = keyof typeof KINDS;
type Section = InstanceType<(typeof KINDS)[Kind]>;

function kindOf(value: unknown): Kind | undefined {
  if (value instanceof Uint8Array) return 'u8';
  if (value instanceof Float32Array) return 'f32';
  if (value instanceof Float64Array) return 'f64';
  if (value instanceof BigInt64Array) return 'i64';
  return undefined;
}

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** The message as buffers to be written one after the other (no copy of its sections). */
export function pack(message: Message): Uint8Array[] {
  const plain: Record<string, unknown> = {};
  const sections: Section[] = [];
  for (const [key, value] of Object.entries(message)) {
    const kind = kindOf(value);
    if (kind === undefined) plain[key] = value;
    else {
      sections.push(value as Section);
      plain[key] = { $section: [kind, (value as Section).length] };
    }
  }
  const json = Buffer.from(JSON.stringify(plain));
  let total = padded(json.length);
  for (const section of sections) total += padded(section.byteLength);
  if (total > MAX_BYTES) throw new MediaError('too-large', 'A picture is too large for the media process.');
  const head = Buffer.alloc(HEADER_BYTES + padded(json.length));
  head.writeUInt32LE(total, 0);
  head.writeUInt32LE(json.length, 4);
  json.copy(head, HEADER_BYTES);
  const parts: Uint8Array[] = [head];
  for (const section of sections) {
    parts.push(new Uint8Array(section.buffer, section.byteOffset, section.byteLength));
    const rest = padded(section.byteLength) - section.byteLength;
    if (rest > 0) parts.push(new Uint8Array(rest));
  }
  return parts;
}

/** The two lengths that a message starts with. Throws when they cannot be ours. */
export function readHeader(header: Uint8Array): { total: number; json: number } {
  const view = new DataView(header.buffer, header.byteOffset, HEADER_BYTES);
  const total = view.getUint32(0, true);
  const json = view.getUint32(4, true);
  if (total > MAX_BYTES || json > total) throw new MediaError('internal', 'The media process sent nonsense.');
  return { total, json };
}

/** The message in `body`; its sections are views into `body` where alignment allows. */
export function unpack(body: Uint8Array, jsonBytes: number): Message {
  const message = JSON.parse(Buffer.from(body.buffer, body.byteOffset, jsonBytes).toString('utf8')) as Record<
    string,
    unknown
  >;
  let at = padded(jsonBytes);
  for (const [key, value] of Object.entries(message)) {
    if (typeof value !== 'object' || value === null || !('$section' in value)) continue;
    const [kind, length] = value.$section as [Kind, number];
    const Type = KINDS[kind];
    const bytes = length * Type.BYTES_PER_ELEMENT;
    if (!(bytes >= 0 && at + bytes <= body.length)) {
      throw new MediaError('internal', 'The media process sent nonsense.');
    }
    const aligned = (body.byteOffset + at) % Type.BYTES_PER_ELEMENT === 0;
    const source = aligned ? body.subarray(at, at + bytes) : Uint8Array.from(body.subarray(at, at + bytes));
    message[key] = new Type(source.buffer as ArrayBuffer, source.byteOffset, length);
    at += padded(bytes);
  }
  return message;
}
