import { toTimeline } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import { type Timeline, writeOtio } from '@second-unit/timeline';
import type { OpenCut } from './cut-room.ts';

interface Export {
  readonly type: string;
  readonly write: (timeline: Timeline) => string;
}

/** The interchange formats of a cut, by the ending of their files. */
export const EXPORTS = {
  otio: { type: 'application/json; charset=utf-8', write: writeOtio },
} as const satisfies Record<string, Export>;

export type ExportFormat = keyof typeof EXPORTS;

export function isExport(format: string): format is ExportFormat {
  return Object.hasOwn(EXPORTS, format);
}

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
