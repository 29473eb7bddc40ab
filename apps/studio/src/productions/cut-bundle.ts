import { extname } from 'node:path';
import { combineRights } from '@second-unit/evidence';
import { fileUrl } from '@second-unit/footage/interchange';
import { type BundledFile, type BundlePlan, planOtioz } from '@second-unit/timeline/node';
import type { CutBundleView } from '../contract/cut-lists.ts';
import { getMusic } from '../database/music.ts';
import { storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { cutTimeline, itemsThatLeave, withRights } from './cut-export.ts';
import type { OpenCut } from './cut-room.ts';
import { checkExport } from './export-rights.ts';
import { filmsBeside } from './timeline-import.ts';

/**
 * The cut as an OpenTimelineIO bundle: its timeline, and whole in it its film, its music, and the films that its
 * timeline came in with. No other file goes along, whatever address a timeline of somebody else's names.
 *
 * @throws Fault `refused` where the rights of any of them do not allow it; TimelineError `not-found` for a film that is
 *   no longer where it was
 */
export async function bundleCut(
  studio: Studio,
  opened: OpenCut,
  windows: AbortSignal | 'whole' | undefined,
): Promise<BundlePlan> {
  const items = await itemsThatLeave(studio, opened);
  checkExport(items);
  const { store, home } = studio;
  const { cut, media, row } = opened;
  const music = cut.brief.music && (await getMusic(store, cut.brief.music.media));
  const parts = [media, ...(await filmsBeside(studio, row.id)), ...(music ? [music] : [])];
  const files = new Map(
    parts.map(({ title, file }): [string, BundledFile] => {
      const path = storedPath(home, file);
      const ending = extname(file);
      // In the home it has a generated name.
      const name = title.toLowerCase().endsWith(ending.toLowerCase()) ? title : `${title}${ending}`;
      return [fileUrl(path), { path, name }];
    }),
  );
  const rights = combineRights(items.map((item) => item.rights));
  return planOtioz(withRights(await cutTimeline(studio, opened, windows), rights), files);
}

/** What a bundle of the cut will hold, before anybody waits for it. Throws as `bundleCut`. */
export async function viewBundle(studio: Studio, opened: OpenCut): Promise<CutBundleView> {
  const { files, bytes, missing } = await bundleCut(studio, opened, 'whole');
  return {
    bytes,
    files: files.map(({ inBundle, bytes: size }) => ({ name: inBundle.slice('media/'.length), bytes: size })),
    missing: missing.length,
  };
}
