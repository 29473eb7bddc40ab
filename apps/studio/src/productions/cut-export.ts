import { toTimeline } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import type { OpenCut } from './cut-room.ts';
import { EXPORTS, type ExportFormat } from './exports.ts';

/**
 * The cut as a file for an editing program.
 *
 * @throws Fault `refused` where the film's rights do not allow it.
 */
export function exportCut(
  { row, media, context, cut }: OpenCut,
  format: ExportFormat,
): { name: string; type: string; content: string } {
  if (!media.rights.mayExport) {
    throw new Fault(
      'refused',
      `“${media.title}” may not be exported by its rights; say on what ground you use it first.`,
      { place: media.title },
    );
  }
  const { type, write } = EXPORTS[format];
  const timeline = toTimeline(cut, { [media.id]: context.log.media }, { title: row.title });
  return { name: `${row.title}.${format}`, type, content: write(timeline) };
}
