import { Fault } from '@second-unit/evidence';

/** The largest script that is taken, in bytes. */
export const MAX_SCRIPT_BYTES = 128 * 1024 * 1024;

/**
 * A screenplay file's bytes as text: UTF-8, or UTF-16 where a byte-order mark says so, or else
 * Windows-1252, which old screenplay programs wrote.
 *
 * @throws Fault `input` for an empty file and for what is no text, `too-large` over the limit.
 */
export function decodeScript(bytes: Uint8Array, place: string): string {
  if (bytes.byteLength > MAX_SCRIPT_BYTES) {
    throw new Fault('too-large', 'The script is larger than 128 MB, the most that is taken.', { place });
  }
  if (bytes.byteLength === 0) throw new Fault('input', 'The file is empty.', { place });
  const text = decoded(bytes);
  if (text === undefined) throw new Fault('input', 'This is not a text file, so not a screenplay.', { place });
  return text;
}

function decoded(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  return looksBinary(text) ? undefined : text;
}

/** More than one control character in a hundred (tab, line feed, form feed, return apart) is no prose. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 65_536);
  let strange = 0;
  for (let index = 0; index < sample.length; index++) {
    const unit = sample.charCodeAt(index);
    if ((unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 12 && unit !== 13) || (unit >= 0x7f && unit < 0xa0)) {
      strange++;
    }
  }
  return strange * 100 > sample.length;
}

/**
 * The text as it is kept in a script's document: no byte-order mark, line feeds only (editors
 * count a line break as one), no lone half of a surrogate pair (Yjs could not keep it).
 */
export function normalised(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .toWellFormed();
}
