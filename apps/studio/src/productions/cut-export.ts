import { type MusicFile, shapeOf, type TimelineOptions, toTimeline, whyHtml } from '@second-unit/editing';
import type { SceneNeed } from '@second-unit/editing/lists';
import { combineRights, type Rights } from '@second-unit/evidence';
import type { ReadThrough } from '@second-unit/story';
import type { Timeline } from '@second-unit/timeline';
import type { CutFormat } from '../contract/cut-lists.ts';
import type { ExportedFile } from '../contract/index.ts';
import { findLog } from '../database/index.ts';
import { getLook } from '../database/looks.ts';
import { getMusic } from '../database/music.ts';
import { storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { isCutList, needsOf, typeOfList, writeCutList } from './cut-lists.ts';
import type { OpenCut } from './cut-room.ts';
import { checkExport, type Item, itemsOf } from './export-rights.ts';
import { EXPORTS } from './exports.ts';
import { windowsOf } from './rendering.ts';
import { readScriptThrough } from './script-reading.ts';
import { shotPictures } from './shot-pictures.ts';
import { asItCameIn, filmsBeside } from './timeline-import.ts';
import { toRender } from './to-render.ts';

/**
 * The cut as a file for an editing program, as a list, or as a page of why; `handles` are frames of a pull list.
 *
 * @throws Fault `refused` where the rights of its film, of a script that it quotes, or of what its look was made from
 * do not allow it; for lists as `writeCutList`.
 */
export async function exportCut(
  studio: Studio,
  opened: OpenCut,
  format: CutFormat,
  { handles, signal }: { readonly handles?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<ExportedFile> {
  const items = await itemsThatLeave(studio, opened);
  checkExport(items);
  const { row, media, context, cut } = opened;
  if (format === 'why.html') return { name: `${row.title}.${format}`, ...(await whyPage(studio, opened)) };
  const films = { [media.id]: context.log.media };
  // A list says nothing of what part of a picture is seen.
  const timeline = await cutTimeline(studio, opened, isCutList(format) ? 'whole' : signal);
  const name = `${row.title}.${format}`;
  if (isCutList(format)) {
    const needs = format === 'effects.csv' ? await needsOfScript(studio, context.script) : [];
    const look = cut.look && (await getLook(studio.store, cut.look.id)).title;
    const list = {
      cut,
      timeline,
      media: films,
      context,
      needs,
      title: row.title,
      ...(look === undefined ? {} : { look }),
      ...(handles === undefined ? {} : { handles }),
    };
    return { name, type: typeOfList(format), content: writeCutList(format, list) };
  }
  const { type, write } = EXPORTS[format];
  const rights = combineRights(items.map((item) => item.rights));
  return { name, type, content: write(withRights(timeline, rights)) };
}

/** What a cut is made from, as far as its rights count: its own film and music, and the films that came in with it. */
export async function itemsThatLeave(studio: Studio, opened: OpenCut): Promise<readonly Item[]> {
  return [...(await itemsOf(studio.store, opened)), ...(await filmsBeside(studio, opened.row.id))];
}

/**
 * The cut as a timeline of the files in the home. Where it has another shape than its film, windows are looked for in
 * the film, as a render does; `whole` spares that.
 *
 * @throws as `windowsOf` where the film cannot be read: without windows the timeline would show something else
 */
export async function cutTimeline(
  studio: Studio,
  opened: OpenCut,
  windows: AbortSignal | 'whole' | undefined,
): Promise<Timeline> {
  const { row, media, context, cut } = opened;
  const music = await musicFile(studio, opened);
  const crops = windows === 'whole' ? {} : await windowsIn(studio, opened, windows);
  const films = { [media.id]: context.log.media };
  const fresh = toTimeline(cut, films, { title: row.title, crops, ...(music ? { music } : {}) });
  return asItCameIn(studio, opened, fresh);
}

/** What each item shows of its film where the cut has another shape, as a render looks for it; nothing else. */
async function windowsIn(
  studio: Studio,
  opened: OpenCut,
  signal: AbortSignal | undefined,
): Promise<NonNullable<TimelineOptions['crops']>> {
  const { aspect } = opened.cut.brief;
  if (aspect === undefined) return {};
  return windowsOf(await toRender(studio, opened), shapeOf(aspect), signal, undefined);
}

/** Why each shot is there, with pictures of the shots and of those that they beat. The decoder's thread makes what is missing of them. */
async function whyPage({ home, store }: Studio, { row, media, context, proposal, cut }: OpenCut) {
  const { log } = context;
  const chosen = new Set(cut.items.flatMap(({ shot, beat }) => (beat ? [shot, beat.shot] : [shot])));
  const pictures = await shotPictures(
    home,
    media,
    log.shots.filter(({ id }) => chosen.has(id)),
  );
  const stills = Object.fromEntries(
    [...pictures].map(([id, jpeg]) => [id, `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`]),
  );
  const logged = (await findLog(store, media.id, row.log)) ?? (await findLog(store, media.id));
  const content = whyHtml(proposal, cut, { ...log, barcode: logged?.log.barcode ?? [] }, { title: row.title, stills });
  return { type: 'text/html; charset=utf-8', content };
}

async function musicFile({ store, home }: Studio, { cut }: OpenCut): Promise<MusicFile | undefined> {
  if (cut.brief.music === undefined) return undefined;
  const { file, seconds, heard, channels } = await getMusic(store, cut.brief.music.media);
  return { path: storedPath(home, file), seconds: heard?.seconds ?? seconds, channels };
}

/** What the scenes of a script need, as its breakdown stands; nothing without one. */
async function needsOfScript(studio: Studio, script: string | undefined): Promise<readonly SceneNeed[]> {
  if (script === undefined) return [];
  const { breakdown } = JSON.parse(await readScriptThrough(studio, script)) as ReadThrough;
  return needsOf(breakdown);
}

/** What may be done with it goes with the timeline into every program that keeps metadata. */
export function withRights(timeline: Timeline, rights: Rights): Timeline {
  const { second_unit: ours } = timeline.metadata;
  const known = typeof ours === 'object' && ours !== null && !Array.isArray(ours) ? ours : {};
  return { ...timeline, metadata: { ...timeline.metadata, second_unit: { ...known, rights: { ...rights } } } };
}
