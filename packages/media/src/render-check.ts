import { type Clip, type ClipCrop, type Edit, isTitle, type PictureArea, RENDER_FORMATS } from './edit.ts';
import { MediaError } from './error.ts';

const MOST_SIDE = 8192;
const MOST_GAIN_DB = 40;
/** The limiter can go little lower. */
const LEAST_PEAK_DB = -20;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isPeak = (value: number): boolean => value >= LEAST_PEAK_DB && value <= 0;
const isShare = (value: number): boolean => value >= 0 && value <= 1;

/** Shares add up to 1 but for what a sum of fractions is off by. */
function isInside({ x, y, width, height }: PictureArea): boolean {
  return [x, y].every(isShare) && width > 0 && height > 0 && x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9;
}

function wrong(message: string, place?: string): MediaError {
  return new MediaError('input', message, place === undefined ? {} : { place });
}

function checkCrop({ path, within }: ClipCrop, clip: string, place: string): void {
  if (within !== undefined && !isInside(within)) {
    throw wrong(`The area that the crop of ${clip} stays in lies outside the picture.`, place);
  }
  if (path.length === 0) throw wrong(`The crop of ${clip} has no keyframe.`, place);
  for (const [index, { frame, x, y }] of path.entries()) {
    if (!isShare(x) || !isShare(y)) throw wrong(`The crop of ${clip} lies outside the picture.`, place);
    const before = path[index - 1];
    if (!isCount(frame) || (before !== undefined && before.frame >= frame)) {
      throw wrong(`The keyframes of the crop of ${clip} must be frames in rising order.`, place);
    }
  }
}

function checkClip(clip: Clip, index: number): void {
  const name = `clip ${index + 1}`;
  const { frames = 1, transition } = clip;
  const place = isTitle(clip) ? undefined : clip.path;
  const hasLength = isTitle(clip)
    ? isCount(clip.frames)
    : isCount(clip.inFrame) && isCount(clip.outFrame) && clip.outFrame > clip.inFrame;
  if (!hasLength || !isCount(frames) || frames === 0) {
    throw wrong(`Clip ${index + 1} must have at least one frame.`, place);
  }
  if (transition !== undefined && !isCount(transition.frames)) {
    throw wrong(`The transition of ${name} must be a whole number of frames.`, place);
  }
  if (!isTitle(clip) && clip.crop !== undefined) checkCrop(clip.crop, name, clip.path);
}

function checkSound({ sampleRate, music, loudness }: Edit): void {
  if (![32_000, 44_100, 48_000, 96_000].includes(sampleRate)) {
    throw wrong('The sample rate must be 32,000, 44,100, 48,000 or 96,000 Hz.');
  }
  if (loudness !== undefined && !(loudness.integrated < 0 && loudness.integrated >= -70 && isPeak(loudness.truePeak))) {
    throw wrong('Loudness must be between −70 and 0 LUFS, and the true peak between −20 and 0 dBTP.');
  }
  if (music === undefined) return;
  const { path, inSeconds = 0, gainDb = 0, duckDb = 0, fadeOutSeconds = 0 } = music;
  if (!(inSeconds >= 0 && fadeOutSeconds >= 0 && Math.abs(gainDb) <= MOST_GAIN_DB && Math.abs(duckDb) <= 100)) {
    throw wrong(`The music's start and fade must not be negative, its gain within ${MOST_GAIN_DB} dB.`, path);
  }
}

/** Throws `MediaError` 'input' with one sentence for an edit that cannot be rendered whatever its films are. */
export function checkEdit(edit: Edit): void {
  const { width, height, frameRate, clips, subtitles, range, format = 'h264' } = edit;
  if (![width, height].every((side) => isCount(side) && side > 0 && side <= MOST_SIDE && side % 2 === 0)) {
    throw wrong(`Width and height of the output must be even numbers up to ${MOST_SIDE}.`);
  }
  if (!(isCount(frameRate.num) && isCount(frameRate.den) && frameRate.num > 0 && frameRate.den > 0)) {
    throw wrong('The frame rate must be a fraction above 0.');
  }
  if (!Object.hasOwn(RENDER_FORMATS, format)) {
    throw wrong(`A film is rendered as ${Object.keys(RENDER_FORMATS).join(', ')}.`);
  }
  checkSound(edit);
  if (clips.length === 0) throw wrong('The edit has no clip.');
  clips.forEach(checkClip);
  for (const { startFrame, endFrame } of subtitles?.lines ?? []) {
    if (!(isCount(startFrame) && isCount(endFrame) && endFrame > startFrame)) {
      throw wrong('A subtitle must be seen in at least one frame.');
    }
  }
  if (
    range !== undefined &&
    !(isCount(range.startFrame) && isCount(range.endFrame) && range.endFrame > range.startFrame)
  ) {
    throw wrong('The range to render must have at least one frame.');
  }
}
