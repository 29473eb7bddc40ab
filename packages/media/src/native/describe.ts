import { resolve } from 'node:path';
import { AV_NOPTS_VALUE, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AV_TIME_BASE } from 'node-av/constants';
import type { Stream } from 'node-av/lib';
import type { MediaInfo } from '../info.ts';
import { pixelAspectOf } from './as-shown.ts';
import { frameRateOf } from './frame-rate.ts';
import { codecName, containerOf, type Input, pictureOf } from './input.ts';
import { isSideways, orientationOf } from './orientation.ts';
import { timecodeOf } from './timecode.ts';
import { viewingNote } from './viewing.ts';

/** What Matroska's tags say of a track: `00:01:02.345000000`; 0 where they say nothing. */
function taggedSeconds(video: Stream): number {
  const told = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(video.metadata?.getAll().DURATION ?? '');
  return told === null ? 0 : Number(told[1]) * 3600 + Number(told[2]) * 60 + Number(told[3]);
}

/** Seconds of picture, as the container tells it. */
function durationOf(input: Input, video: Stream): number {
  const seconds = (ticks: bigint): number => (Number(ticks) * video.timeBase.num) / video.timeBase.den;
  if (video.duration > 0n) return seconds(video.duration);
  const whole = Math.max(0, Number(input.format.duration) / AV_TIME_BASE);
  if (!containerOf(input).startsWith('matroska')) return whole;
  // It tells where the film ends, wherever it begins; and the sound may end later than the picture.
  const begin = video.startTime === AV_NOPTS_VALUE ? 0 : Math.max(0, seconds(video.startTime));
  return Math.max(0, Math.min(whole, taggedSeconds(video) || whole) - begin);
}

/** Browsers play no other pictures. */
export function is8Bit420({ codecpar: { format } }: Stream): boolean {
  return format === AV_PIX_FMT_YUV420P || format === AV_PIX_FMT_YUVJ420P;
}

/** See `MediaInfo.playsInBrowser`. */
function playsInBrowser(input: Input, video: Stream): boolean {
  const container = containerOf(input);
  const picture = codecName(video);
  const sound = input.audio === undefined ? undefined : codecName(input.audio);
  if (!is8Bit420(video)) return false;
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
