import { ScreenplayFault } from '../fault.ts';
import { readCeltx } from './celtx.ts';
import { readDocx } from './docx.ts';
import { readFdx } from './fdx/read.ts';
import { readHighland } from './highland.ts';
import { readOsf } from './osf/read.ts';
import { type ReadScript, readPlainText } from './plain-text.ts';

/** Reads of a file's format, by the ending of its name. */
const READERS: Readonly<Record<string, (bytes: Uint8Array, name: string) => ReadScript>> = {
  fdx: readFdx,
  fdxt: readFdx,
  highland: readHighland,
  textpack: readHighland,
  fadein: readOsf,
  osf: readOsf,
  celtx: readCeltx,
  docx: readDocx,
  txt: readPlainText,
};

/** Endings of names that `readScript` knows. */
export const READABLE: readonly string[] = Object.keys(READERS);

/**
 * Reads a script in any of the formats here, by the ending of the file's name. Throws `input` for an ending that is
 * none of them, and what the format's own reader throws.
 */
export function readScript(bytes: Uint8Array, name: string): ReadScript {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (read !== undefined) return read(bytes, name);
  const why =
    ending === 'fdr'
      ? 'is of a Final Draft before version 8; save it there as .fdx'
      : `has no format that can be read here`;
  throw new ScreenplayFault('input', `${name} ${why}. Known are: ${READABLE.map((one) => `.${one}`).join(', ')}.`);
}
