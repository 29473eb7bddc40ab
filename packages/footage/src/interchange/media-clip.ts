import { Fault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import {
  type Clip,
  clip,
  type ExternalReference,
  fileUrl,
  frameRange,
  type Gap,
  gap,
  type JsonObject,
  type Marker,
  parseTimecode,
  pixelAspectText,
  type Rational,
  type RationalTime,
  TimelineError,
} from '@second-unit/timeline';
import { frameTimes, onGrid } from './frame-grid.ts';

/** Frames of a media, from its first; `outFrame` is exclusive. */
export interface Stretch {
  readonly inFrame: number;
  readonly outFrame: number;
}

export interface MediaClipOptions {
  readonly name: string;
  /** Frames a second of the timeline, for media whose own rate varies. */
  readonly rate: Rational;
  /** Id by which the studio knows the media. */
  readonly media?: string;
  /** Of the clip, under `second_unit`. */
  readonly metadata?: JsonObject;
  /** Markers, given the instant at which the clip begins in its media. */
  readonly markers?: (start: RationalTime) => readonly Marker[];
}

/**
 * A stretch of a media as a clip that an editing program relinks: its source range is exact, at the media's own rate,
 * and counts from its start timecode; reel, original path and drop-frame flag go along. Where the rate varies the
 * range is the instants of `rate` at which its frames are shown, as an editing program counts such media. A start
 * timecode that does not fit its media counts as none, and is kept in the metadata.
 * @throws Fault `input` when the media's rate varies and the times of its frames are not known
 */
export function mediaClip(info: MediaInfo, stretch: Stretch, options: MediaClipOptions): Clip {
  const source = sourceOf(stretch, info, options.rate);
  const start = timecodeStart(info, source.rate) ?? 0;
  const range = frameRange(start + source.start, start + source.end, source.rate);
  return clip(options.name, referenceOf(info, source, options.media), range, {
    metadata: {
      ...(info.reel ? { cmx_3600: { reel: info.reel } } : {}),
      ...(options.metadata ? { second_unit: options.metadata } : {}),
    },
    markers: options.markers?.(range.startTime) ?? [],
  });
}

/** Nothing, for as long as a stretch of a media lasts. Throws as `mediaClip`. */
export function mediaGap(info: MediaInfo, stretch: Stretch, sequence: Rational): Gap {
  const { start, end, rate } = sourceOf(stretch, info, sequence);
  return gap(frameRange(0, end - start, rate));
}

/** What people call a media's file. */
export function fileNameOf({ fileName, originalPath }: Pick<MediaInfo, 'fileName' | 'originalPath'>): string {
  return fileName ?? baseName(originalPath);
}

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The frame number that a media's first frame has by its timecode; undefined without one that fits. */
export function timecodeStart(info: MediaInfo, rate: Rational): number | undefined {
  if (!info.startTimecode) return undefined;
  // Some files write drop-frame timecode with a colon and say so elsewhere.
  const written = info.dropFrame ? info.startTimecode.replace(/:(\d+)$/, ';$1') : info.startTimecode;
  try {
    return parseTimecode(written, rate);
  } catch (thrown) {
    if (thrown instanceof TimelineError) return undefined;
    throw thrown;
  }
}

/** Where a stretch lies in its media, counted from the media's first frame, and the media's length. */
interface Source {
  readonly start: number;
  readonly end: number;
  readonly frames: number;
  readonly rate: Rational;
}

function sourceOf(stretch: Stretch, info: MediaInfo, rate: Rational): Source {
  const { inFrame: start, outFrame: end } = stretch;
  if (!info.variableFrameRate) return { start, end, frames: info.frames, rate: info.frameRate };
  const times = frameTimes(info);
  if (!times) {
    throw new Fault(
      'input',
      `The frame rate of ${fileNameOf(info)} varies, and its log does not say when each frame is shown: log the film again, then make the timeline.`,
      { place: info.originalPath },
    );
  }
  const range = onGrid(times, stretch, rate);
  const { end: frames } = onGrid(times, { inFrame: 0, outFrame: info.frames }, rate);
  return { ...range, frames: Math.max(range.end, frames), rate };
}

function referenceOf(info: MediaInfo, { frames, rate }: Source, media: string | undefined): ExternalReference {
  const timecode = timecodeStart(info, rate);
  const start = timecode ?? 0;
  return {
    schema: 'ExternalReference',
    name: fileNameOf(info),
    metadata: {
      second_unit: {
        ...(media === undefined ? {} : { media }),
        ...(timecode !== undefined
          ? { start_timecode: info.startTimecode!, drop_frame: info.dropFrame ?? false }
          : info.startTimecode
            ? { unusable_timecode: info.startTimecode }
            : {}),
        width: info.width,
        height: info.height,
        ...(info.pixelAspect ? { pixel_aspect: pixelAspectText(info.pixelAspect) } : {}),
        ...(info.audio ? { audio_channels: info.audio.channels, audio_rate: info.audio.sampleRate } : {}),
        ...(info.variableFrameRate ? { variable_frame_rate: true } : {}),
      },
    },
    targetUrl: fileUrl(info.originalPath),
    availableRange: frameRange(start, start + frames, rate),
  };
}
