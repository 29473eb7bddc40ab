import { readFile, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Author, Fault, type Rights } from '@second-unit/evidence';
import type { MediaSummary, ScriptSummary } from '../contract/index.ts';
import { decodeScript, MAX_SCRIPT_BYTES } from '../scripts/index.ts';
import { receive } from '../server/incoming.ts';
import type { Studio } from '../server/studio.ts';

/** What a screenplay's file is called; anything else is taken for a film. */
const SCRIPTS = new Set(['.fountain', '.spmd', '.txt']);

export type TakenIn = { readonly script: ScriptSummary } | { readonly media: MediaSummary };

export interface File {
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
export async function takeIn(studio: Studio, file: File): Promise<TakenIn> {
  return SCRIPTS.has(extname(file.name).toLowerCase())
    ? { script: await takeScript(studio, file) }
    : takeFilm(studio, file);
}

async function takeScript(studio: Studio, file: File): Promise<ScriptSummary> {
  const { path } = await receive(file.body, studio.home.incoming, MAX_SCRIPT_BYTES, file.announced);
  try {
    const text = decodeScript(await readFile(path), file.name);
    return await studio.scripts.create({ ...file, title: titleOf(file.name), text });
  } finally {
    await rm(path, { force: true });
  }
}

async function takeFilm(_studio: Studio, file: File): Promise<{ media: MediaSummary }> {
  throw new Fault('input', 'This is not a screenplay (.fountain).', { place: file.name });
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
