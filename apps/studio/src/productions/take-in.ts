import { readFile, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Author, Fault, type Rights } from '@second-unit/evidence';
import { decode, MAX_BYTES } from '@second-unit/screenplay';
import type { MediaSummary, ScriptSummary } from '../contract/index.ts';
import { receive } from '../server/incoming.ts';
import type { Studio } from '../server/studio.ts';
import { keepFilm } from './films.ts';

/** What a screenplay's file is called; anything else is taken for a film. */
const SCRIPTS = new Set(['.fountain', '.spmd', '.txt']);
/** What other programs call theirs: known to be no film, and not read here. */
const OTHER_SCRIPTS = new Set(
  '.fdx .fdxt .pdf .doc .docx .odt .rtf .pages .md .celtx .highland .fadein .osf .mmsw .wdz .kitsp .html .json'.split(
    ' ',
  ),
);

export type TakenIn = { readonly script: ScriptSummary } | { readonly media: MediaSummary };

export interface IncomingFile {
  readonly production: string;
  /** As the person's machine calls it; only its title and ending are used, never as a path. */
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | null;
  /** Bytes, where the sender said. */
  readonly announced?: number;
  readonly rights: Rights;
  readonly author: Author;
  readonly signal: AbortSignal;
}

/** A dropped file becomes a script or a film of the production; or nothing, with a reason. */
export async function takeIn(studio: Studio, file: IncomingFile): Promise<TakenIn> {
  const ending = extname(file.name).toLowerCase();
  if (OTHER_SCRIPTS.has(ending)) {
    const known = new Intl.ListFormat('en', { type: 'disjunction' }).format([...SCRIPTS]);
    throw new Fault(
      'input',
      `A ${ending} file cannot be taken in; screenplays come in as Fountain, in a file that ends in ${known}.`,
      { place: file.name },
    );
  }
  const isScript = SCRIPTS.has(ending);
  const limit = isScript ? MAX_BYTES : Number.POSITIVE_INFINITY;
  const { path } = await receive(file.body, studio.home.incoming, limit, file.announced);
  try {
    return isScript
      ? { script: await takeScript(studio, file, path) }
      : { media: await keepFilm(studio, { ...file, path, title: titleOf(file.name) }) };
  } finally {
    // A film that was kept has been moved away from here.
    await rm(path, { force: true });
  }
}

async function takeScript(studio: Studio, file: IncomingFile, path: string): Promise<ScriptSummary> {
  const text = decode(await readFile(path), file.name);
  if (text.trim() === '') throw new Fault('input', 'The file is empty.', { place: file.name });
  return studio.scripts.create({ ...file, title: titleOf(file.name), text });
}

/** The file's name without folders and ending, as a title. */
export function titleOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const bare = last.slice(0, last.length - extname(last).length);
  const clean = bare
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim();
  return [...clean].slice(0, 120).join('') || 'Untitled';
}
