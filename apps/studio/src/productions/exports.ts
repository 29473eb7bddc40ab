import { type Timeline, writeEdl, writeFcpxml, writeOtio } from '@second-unit/timeline';

interface Export {
  readonly type: string;
  readonly write: (timeline: Timeline) => string;
}

/** The interchange formats of a cut, by the ending of their files. */
export const EXPORTS = {
  otio: { type: 'application/json; charset=utf-8', write: writeOtio },
  edl: { type: 'text/plain; charset=utf-8', write: (timeline) => writeEdl(timeline) },
  fcpxml: { type: 'application/xml; charset=utf-8', write: writeFcpxml },
} as const satisfies Record<string, Export>;

export type ExportFormat = keyof typeof EXPORTS;

export function isExport(format: string): format is ExportFormat {
  return Object.hasOwn(EXPORTS, format);
}
