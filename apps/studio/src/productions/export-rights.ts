import { combineRights, Fault, type Rights } from '@second-unit/evidence';
import { getMedia, getScript, type Store } from '../database/index.ts';
import { getLook, getStill } from '../database/looks.ts';
import { getMusic } from '../database/music.ts';
import type { OpenCut } from './cut-room.ts';

/** A script, film, picture or music, as far as a person may be told why it stays here. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly rights: Rights;
}

/** The item that holds back what is made from these; undefined where nothing does. */
export function heldBackBy(items: readonly Item[]): Item | undefined {
  return items.find((item) => !item.rights.mayExport);
}

/** Why something made from these items may not be written out for others; undefined where it may. */
export function exportRefusal(items: readonly Item[]): string | undefined {
  // What is made from several items may go only where all of them may.
  if (items.length > 0 && combineRights(items.map((item) => item.rights)).mayExport) return undefined;
  const held = heldBackBy(items);
  return `“${held?.title ?? 'This'}” may not be exported by its rights; say on what ground you use it first.`;
}

/** Errors: `refused`, naming the item that holds the rest back. */
export function checkExport(items: readonly Item[]): void {
  const refusal = exportRefusal(items);
  if (refusal === undefined) return;
  const held = heldBackBy(items);
  throw new Fault('refused', refusal, held ? { place: held.title } : {});
}

/** What a look is made from, as far as rights go: the film that it changes, and what it is to be like. */
export async function itemsOfLook(store: Store, id: string): Promise<readonly Item[]> {
  const { source, reference } = await getLook(store, id);
  const film = await getMedia(store, source.media);
  return [film, 'still' in reference ? await getStill(store, reference.still) : await getMedia(store, reference.media)];
}

/** What a cut is made from, by ids. */
export interface Sources {
  readonly media: string;
  readonly look?: string;
  readonly music?: string;
  readonly scripts: readonly string[];
}

/** Its film, the scripts whose headings and lines its reasons quote, its look, its music. */
export function sourcesOf({ media, context, cut }: Pick<OpenCut, 'media' | 'context' | 'cut'>): Sources {
  const scripts = new Set(context.script === undefined ? [] : [context.script]);
  for (const { evidence } of cut.items.flatMap((item) => item.reasons)) {
    for (const one of evidence) if (one.kind === 'script' && one.script !== undefined) scripts.add(one.script);
  }
  return {
    media: media.id,
    ...(cut.look === undefined ? {} : { look: cut.look.id }),
    ...(cut.brief.music === undefined ? {} : { music: cut.brief.music.media }),
    scripts: [...scripts],
  };
}

/** The same with their rights as they stand, and what the look is of. Errors: `not-found`. */
export async function itemsFrom(store: Store, sources: Sources): Promise<readonly Item[]> {
  const look = sources.look === undefined ? [] : await itemsOfLook(store, sources.look);
  const music = sources.music === undefined ? [] : [await getMusic(store, sources.music)];
  const scripts = await Promise.all(sources.scripts.map((script) => getScript(store, script)));
  return [await getMedia(store, sources.media), ...look, ...music, ...scripts];
}

/** What an open cut is made from: its film, the scripts that it quotes, what its look is of, its music. */
export function itemsOf(store: Store, opened: Pick<OpenCut, 'media' | 'context' | 'cut'>): Promise<readonly Item[]> {
  return itemsFrom(store, sourcesOf(opened));
}
