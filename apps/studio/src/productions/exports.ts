import { FADE_THROUGH_BLACK } from '@second-unit/editing';
import {
  type Clip,
  type Composable,
  endTimeExclusive,
  type Marker,
  rationalTime,
  subtractTime,
  type Timeline,
  type Track,
  type Transition,
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
  edl: { type: 'text/plain; charset=utf-8', write: (timeline) => writeEdl(fadesMarked(timeline)) },
  fcpxml: { type: 'application/xml; charset=utf-8', write: writeFcpxml },
  /** Final Cut Pro 7's, which Premiere and Resolve read. */
  xml: { type: 'application/xml; charset=utf-8', write: (timeline) => writeFcp7Xml(fadesMarked(timeline)) },
  /** Kdenlive's and Shotcut's. It has no markers on clips, so the reasons of a cut stay behind, and fades with them. */
  mlt: {
    type: 'application/xml; charset=utf-8',
    write: (timeline) => writeMlt(withoutClipMarkers(fadesMarked(timeline, { atEnd: true }))),
  },
} as const satisfies Record<string, Export>;

export type ExportFormat = keyof typeof EXPORTS;

export function isExport(format: string): format is ExportFormat {
  return Object.hasOwn(EXPORTS, format);
}

/**
 * Our fades through black, which these formats have no transition for (MLT none at the end either), as cuts; a marker
 * on the last frame of the shot says what is to be made there.
 */
function fadesMarked(timeline: Timeline, { atEnd = false } = {}): Timeline {
  const isLost = (one: Composable | undefined): one is Transition => {
    if (one?.schema !== 'Transition') return false;
    const { second_unit: ours } = one.metadata;
    const isFade = typeof ours === 'object' && ours !== null && 'transition' in ours && ours.transition === 'fade';
    return isFade && (atEnd || one.name === FADE_THROUGH_BLACK);
  };
  const marked = (clip: Clip, fade: Transition): Clip => {
    const range = clip.sourceRange;
    if (!range) return clip;
    const frames = fade.inOffset.value + fade.outOffset.value;
    const last = subtractTime(endTimeExclusive(range), rationalTime(1, range.duration.rate));
    const marker: Marker = {
      schema: 'Marker',
      name: `${fade.name}, ${frames} frames`,
      color: 'YELLOW',
      markedRange: { startTime: last, duration: rationalTime(1, range.duration.rate) },
      metadata: {},
    };
    return { ...clip, markers: [...clip.markers, marker] };
  };
  const inside = <Item extends Track | Timeline['tracks']>(one: Item): Item => ({
    ...one,
    children: one.children
      .map((child, at, all): Composable => {
        const next = all[at + 1];
        if (child.schema === 'Clip' && one.schema === 'Track' && one.kind === 'Video' && isLost(next)) {
          return marked(child, next);
        }
        return child.schema === 'Track' || child.schema === 'Stack' ? inside(child) : child;
      })
      .filter((child) => !isLost(child)),
  });
  return { ...timeline, tracks: inside(timeline.tracks) };
}

function withoutClipMarkers(timeline: Timeline): Timeline {
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
