import { toTimeline } from '@second-unit/editing';
import { combineRights, type Rights } from '@second-unit/evidence';
import type { Timeline } from '@second-unit/timeline';
import type { ExportedFile } from '../contract/index.ts';
import type { Store } from '../database/index.ts';
import type { OpenCut } from './cut-room.ts';
import { checkExport, itemsOf } from './export-rights.ts';
import { EXPORTS, type ExportFormat } from './exports.ts';

/**
 * The cut as a file for an editing program.
 *
 * @throws Fault `refused` where the rights of its film, or of a script that it quotes, do not allow it.
 */
export async function exportCut(store: Store, opened: OpenCut, format: ExportFormat): Promise<ExportedFile> {
  const items = await itemsOf(store, opened);
  checkExport(items);
  const { row, media, context, cut } = opened;
  const { type, write } = EXPORTS[format];
  const timeline = toTimeline(cut, { [media.id]: context.log.media }, { title: row.title });
  const rights = combineRights(items.map((item) => item.rights));
  return { name: `${row.title}.${format}`, type, content: write(withRights(timeline, rights)) };
}

/** What may be done with it goes with the timeline into every program that keeps metadata. */
export function withRights(timeline: Timeline, rights: Rights): Timeline {
  const { second_unit: ours } = timeline.metadata;
  const known = typeof ours === 'object' && ours !== null && !Array.isArray(ours) ? ours : {};
  return { ...timeline, metadata: { ...timeline.metadata, second_unit: { ...known, rights: { ...rights } } } };
}
