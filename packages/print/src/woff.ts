import { unzlibSync } from 'fflate';

const WOFF = 0x774f4646;
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;
/** No font of ours comes near; a file that says it has more is not read. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The TrueType file that a WOFF file packs, and any other file as it is. fontkit reads WOFF too, but unpacks a table
 * each time that it looks into it. Throws a `RangeError` or fflate's error for what is broken.
 */
export function unpacked(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < WOFF_HEADER || view.getUint32(0) !== WOFF) return bytes;
  const count = view.getUint16(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = WOFF_HEADER + index * WOFF_ENTRY;
    const [offset, packed, size] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)];
    if (offset + packed > bytes.length) throw new RangeError('A table of the font lies outside its file.');
    if (size > MAX_BYTES) throw new RangeError('A table of the font is too large.');
    const data = bytes.subarray(offset, offset + packed);
    return { tag: view.getUint32(at), checksum: view.getUint32(at + 16), size, data, packed: packed < size };
  });
  const start = SFNT_HEADER + count * SFNT_ENTRY;
  const total = tables.reduce((sum, { size }) => sum + padded(size), start);
  if (total > MAX_BYTES) throw new RangeError('The font is too large.');
  const whole = new Uint8Array(total);
  const out = new DataView(whole.buffer);
  const power = 2 ** Math.floor(Math.log2(Math.max(1, count)));
  out.setUint32(0, view.getUint32(4));
  out.setUint16(4, count);
  out.setUint16(6, power * 16);
  out.setUint16(8, Math.log2(power));
  out.setUint16(10, count * 16 - power * 16);
  let at = start;
  for (const [index, { tag, checksum, size, data, packed }] of tables.entries()) {
    const entry = SFNT_HEADER + index * SFNT_ENTRY;
    out.setUint32(entry, tag);
    out.setUint32(entry + 4, checksum);
    out.setUint32(entry + 8, at);
    out.setUint32(entry + 12, size);
    whole.set(packed ? unzlibSync(data, { out: new Uint8Array(size) }) : data, at);
    at += padded(size);
  }
  return whole;
}

function padded(size: number): number {
  return (size + 3) & ~3;
}
