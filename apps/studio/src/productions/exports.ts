import {
  type Composable,
  type Timeline,
  type Track,
  writeEdl,
  writeFcp7Xml,
  writeFcpxml,
  writeMlt,
  writeOtio,
} from '@second-unit/timeline';

interface Export {
  readonly type: string;
  readonly write: (timeline: Timeline) => string;
}

/** The interchange formats of a cut, by the ending of their files. */
export const EXPORTS = {
  otio: { type: 'application/json; charset=utf-8', write: writeOtio },
  edl: { type: 'text/plain; charset=utf-8', write: (timeline) => writeEdl(timeline) },
  fcpxml: { type: 'application/xml; charset=utf-8', write: writeFcpxml },
  /** Final Cut Pro 7's, which Premiere and Resolve read. */
  xml: { type: 'application/xml; charset=utf-8', write: writeFcp7Xml },
  /** Kdenlive's and Shotcut's. It has no markers on clips, so the reasons of a cut stay behind. */
  mlt: { type: 'application/xml; charset=utf-8', write: (timeline) => writeMlt(withoutClipMarkers(timeline)) },
} as const satisfies Record<string, Export>;

export type ExportFormat = keyof typeof EXPORTS;

export function isExport(format: string): format is ExportFormat {
  return Object.hasOwn(EXPORTS, format);
}

/** For formats that have none. */
export function withoutClipMarkers(timeline: Timeline): Timeline {
  const bare = (one: Composable): Composable => {
    if (one.schema === 'Clip') return { ...one, markers: [] };
    if (one.schema === 'Track' || one.schema === 'Stack') return inside(one);
    return one;
  };
  const inside = <Item extends Track | Timeline['tracks']>(one: Item): Item => ({
    ...one,
    children: one.children.map(bare),
  });
  return { ...timeline, tracks: inside(timeline.tracks) };
}
