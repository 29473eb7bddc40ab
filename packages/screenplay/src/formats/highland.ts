import { decode } from '../decode.ts';
import { toDocument } from '../document.ts';
import type { ScreenplayDocument } from '../elements.ts';
import { ScreenplayFault } from '../fault.ts';
import { fromDocument } from '../from-document.ts';
import { parse, print } from '../parse.ts';
import type { AnyScript } from './script/styled.ts';
import { unzip, zip } from './zip.ts';

/** Highland (`.highland`), and TextBundle in a zip archive (`.textpack`): Fountain text beside other files. */

export interface HighlandScript {
  readonly fountain: string;
  readonly document: ScreenplayDocument;
  /** All files of the archive by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Which of them the script is. */
  readonly entry: string;
}

const TEXT = /(?:^|\/)text\.(?:fountain|md|markdown|txt)$/i;

/**
 * Reads a Highland file. `name` is the file's, for the sentences.
 * Throws `input` where it is no zip archive with a script in it, and `too-large` where it would unpack to too much.
 */
export function readHighland(bytes: Uint8Array, name = 'This file'): HighlandScript {
  const files = unzip(bytes, (entry) => !entry.endsWith('/'), name);
  const names = [...files.keys()].filter((entry) => !entry.startsWith('__MACOSX/'));
  const entry =
    names.find((one) => /(?:^|\/)text\.fountain$/i.test(one)) ??
    names.find((one) => TEXT.test(one)) ??
    names.find((one) => one.toLowerCase().endsWith('.fountain'));
  if (entry === undefined) {
    throw new ScreenplayFault('input', `${name} holds no script: no file in it is named text.fountain or text.md.`);
  }
  const fountain = decode(files.get(entry) as Uint8Array, `"${entry}" in ${name}`);
  return { fountain, document: toDocument(parse(fountain)), files, entry };
}

/** The script as a Highland file. With `from`, its other files stay. Text is written as it is, unit by unit. */
export function writeHighland(script: AnyScript, { from }: { readonly from?: HighlandScript } = {}): Uint8Array {
  const text = typeof script === 'string' ? script : 'blocks' in script ? print(script) : fromDocument(script);
  const bytes = new TextEncoder().encode(text);
  if (from !== undefined) return zip(new Map(from.files).set(from.entry, bytes));
  const info = { version: 2, type: 'com.quoteunquoteapps.fountain', transient: false };
  return zip([
    ['Script.textbundle/info.json', new TextEncoder().encode(JSON.stringify(info))],
    ['Script.textbundle/text.fountain', bytes],
  ]);
}
