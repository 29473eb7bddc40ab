import { resolve } from 'node:path';
import { AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AV_TIME_BASE } from 'node-av/constants';
import type { Stream } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';
import { pixelAspectOf } from './as-shown.ts';
import { frameRateOf } from './frame-rate.ts';
import { codecName, type Input, pictureOf } from './input.ts';
import { isSideways, orientationOf } from './orientation.ts';
import { timecodeOf } from './timecode.ts';
import { viewingNote } from './viewing.ts';

/** Seconds of picture, as the container tells it. */
function durationOf(input: Input, video: Stream): number {
  if (video.duration > 0n) return (Number(video.duration) * video.timeBase.num) / video.timeBase.den;
  return input.format.duration > 0n ? Number(input.format.duration) / AV_TIME_BASE : 0;
}

/** See `MediaInfo.playsInBrowser`. */
function playsInBrowser(input: Input, video: Stream): boolean {
  const container = input.format.iformat?.name ?? '';
  const picture = codecName(video);
  const sound = input.audio === undefined ? undefined : codecName(input.audio);
  const is8Bit420 = [AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P].some((format) => format === video.codecpar.format);
  if (!is8Bit420) return false;
  if (container.startsWith('mov')) {
    // QuickTime's own brand is not played everywhere even with the same codecs inside.
    const isMp4 = input.format.metadata?.get('major_brand')?.trim() !== 'qt';
    return isMp4 && picture === 'h264' && (sound === undefined || sound === 'aac' || sound === 'mp3');
  }
  if (container.startsWith('matroska')) {
    const isWebM = input.path.toLowerCase().endsWith('.webm');
    return (
      isWebM &&
      ['vp8', 'vp9', 'av1'].includes(picture) &&
      (sound === undefined || sound === 'opus' || sound === 'vorbis')
    );
  }
  return false;
}

/** What the container tells about the film, before any frame is decoded. */
export function describe(input: Input): MediaInfo {
  const video = pictureOf(input);
  const orientation = orientationOf(video);
  const { width, height } = video.codecpar;
  const sideways = isSideways(orientation);
  const frameRate = frameRateOf(video);
  const duration = durationOf(input, video);
  const frames = video.nbFrames > 0n ? Number(video.nbFrames) : Math.round((duration * frameRate.num) / frameRate.den);
  const aspect = pixelAspectOf(video);
  const isSquare = aspect.num === aspect.den;
  const pictureNote = viewingNote(video);
  return {
    frames,
    timeBase: { num: video.timeBase.num, den: video.timeBase.den },
    frameRate,
    variableFrameRate: false,
    width: sideways ? height : width,
    height: sideways ? width : height,
    ...(isSquare
      ? {}
      : { pixelAspect: sideways ? { num: aspect.den, den: aspect.num } : { num: aspect.num, den: aspect.den } }),
    rotation: orientation.rotation,
    duration,
    videoCodec: codecName(video),
    ...(pictureNote === undefined ? {} : { pictureNote }),
    ...(input.audio === undefined
      ? {}
      : {
          audio: {
            codec: codecName(input.audio),
            sampleRate: input.audio.codecpar.sampleRate,
            channels: input.audio.codecpar.channels,
          },
        }),
    ...timecodeOf(input, video, frameRate),
    originalPath: resolve(input.path),
    playsInBrowser: playsInBrowser(input, video),
  };
}
