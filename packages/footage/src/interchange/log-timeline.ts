import {
  type JsonObject,
  type Marker,
  type RationalTime,
  rationalTime,
  type Timeline,
  timeline,
  track,
} from '@second-unit/timeline';
import type { Shot, ShotLog } from '../shot-log.ts';
import { sequenceRate } from './frame-grid.ts';
import { fileNameOf, mediaClip, type Stretch, timecodeStart } from './media-clip.ts';

/**
 * A log as a timeline: the film from its first frame to its last, cut into its shots, each a clip with a marker that
 * says what the log knows of it. A transition is part of the film's picture already; the clips meet in its middle.
 * @throws Fault `input` when the film's rate varies and the times of its frames are not known
 */
export function logTimeline(log: ShotLog, title: string = fileNameOf(log.media)): Timeline {
  const { media, shots } = log;
  const rate = sequenceRate(media);
  const clips = shots.map((shot, at) =>
    mediaClip(media, stretchOf(shots, at, media.frames), {
      name: `${fileNameOf(media)} ${shot.id}`,
      rate,
      metadata: { shot: shot.id },
      markers: (start) => [markerOf(log, shot, start)],
    }),
  );
  const start = media.variableFrameRate ? 0 : (timecodeStart(media, rate) ?? 0);
  return timeline(
    title,
    [
      track('Video', 'V1', clips),
      ...(media.audio
        ? [
            track(
              'Audio',
              'A1',
              clips.map((clip) => ({ ...clip, markers: [] })),
            ),
          ]
        : []),
    ],
    { globalStartTime: rationalTime(start, rate) },
  );
}

/** Every frame of the film belongs to one clip. */
function stretchOf(shots: readonly Shot[], at: number, frames: number): Stretch {
  return {
    inFrame: at === 0 ? 0 : meetsBefore(shots[at]!),
    outFrame: shots[at + 1] ? meetsBefore(shots[at + 1]!) : frames,
  };
}

function meetsBefore({ transitionIn: { startFrame, endFrame } }: Shot): number {
  return Math.ceil((startFrame + endFrame) / 2);
}

function markerOf({ subtitles }: ShotLog, shot: Shot, start: RationalTime): Marker {
  const { type, startFrame, endFrame } = shot.transitionIn;
  const seen = [
    shot.scale?.size,
    shot.camera?.movement,
    type === 'cut' || type === 'none' ? undefined : `${type} of ${endFrame - startFrame} frames`,
  ].filter((word) => word !== undefined);
  const said = shot.lines.flatMap((line) => subtitles[line]?.text.replaceAll('\n', ' ') ?? []);
  const facts: JsonObject = {
    shot: shot.id,
    confidence: shot.confidence,
    brightness: shot.brightness,
    ...(shot.scale ? { size: shot.scale.size } : {}),
    ...(shot.camera ? { movement: shot.camera.movement } : {}),
    ...(shot.loudness === undefined ? {} : { loudness: shot.loudness }),
  };
  return {
    schema: 'Marker',
    name: [shot.id, ...seen].join(', '),
    color: 'CYAN',
    comment: said.join(' / '),
    markedRange: { startTime: start, duration: rationalTime(1, start.rate) },
    metadata: { second_unit: facts },
  };
}
