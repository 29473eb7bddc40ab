import { Fault } from '@second-unit/evidence';
import { logCsv, logHtml, type ShotLog } from '@second-unit/footage';
import { logTimeline } from '@second-unit/footage/interchange';
import type { ExportedFile } from '../contract/index.ts';
import { findLog, type MediaRow, type Store } from '../database/index.ts';
import { type Home, storedPath } from '../home/index.ts';
import { withRights } from './cut-export.ts';
import { checkExport } from './export-rights.ts';
import { EXPORTS, isExport } from './exports.ts';
import { filmScenes } from './film-scenes.ts';
import { shotPictures } from './shot-pictures.ts';
import { shotsWithScale } from './shot-scales.ts';

/** What a log is written out as: those of a timeline, a spreadsheet, a contact sheet, and our own. */
export const LOG_FORMATS = ['otio', 'edl', 'fcpxml', 'csv', 'html', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export function isLogFormat(format: string): format is LogFormat {
  return LOG_FORMATS.some((one) => one === format);
}

/**
 * The log of a film as a file for others.
 *
 * @throws Fault `refused` where the film's rights do not allow it, `not-found` where it is not logged.
 */
export async function exportLog(
  { store, home }: { readonly store: Store; readonly home: Home },
  media: MediaRow,
  format: LogFormat,
): Promise<ExportedFile> {
  checkExport([media]);
  const row = await findLog(store, media.id);
  if (!row) throw new Fault('not-found', 'This film is not logged yet.', { place: media.title });
  // Faces and things tell the size of shots, and are kept beside the log.
  const log: ShotLog = {
    ...row.log,
    // The film may have been moved since it was logged.
    media: { ...row.log.media, originalPath: storedPath(home, media.file) },
    shots: await shotsWithScale(store, media.id, row),
    ...(await filmScenes({ store, home }, media, row)),
  };
  const name = `${media.title}.${format === 'json' ? 'log.json' : format}`;
  if (isExport(format)) {
    const { type, write } = EXPORTS[format];
    const content = write(withRights(logTimeline(log, media.title), media.rights));
    return { name, type, content };
  }
  switch (format) {
    case 'csv':
      return { name, type: 'text/csv; charset=utf-8', content: logCsv(log) };
    case 'json':
      return { name, type: 'application/json; charset=utf-8', content: `${JSON.stringify(log, null, 2)}\n` };
    case 'html':
      return {
        name,
        type: 'text/html; charset=utf-8',
        content: logHtml(log, await shotPictures(home, media, log.shots)),
      };
  }
}
