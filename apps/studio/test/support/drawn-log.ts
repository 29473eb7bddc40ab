import type { LogSubtitle, Shot, ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';

/** A film of 25 frames a second that nobody decodes. */
export function drawnFilm(frames: number, originalPath: string): MediaInfo {
  return {
    frames,
    timeBase: { num: 1, den: 25 },
    frameRate: { num: 25, den: 1 },
    variableFrameRate: false,
    width: 64,
    height: 36,
    rotation: 0,
    duration: frames / 25,
    videoCodec: 'h264',
    originalPath,
    playsInBrowser: true,
  };
}

/** The log of a film: plain shots that begin at some frames, hard cuts between them, and what is said. */
export function drawnLog(media: MediaInfo, starts: readonly number[], subtitles: readonly LogSubtitle[] = []): ShotLog {
  const rate = media.frameRate.num / media.frameRate.den;
  const shots = starts.map((startFrame, index): Shot => {
    const endFrame = starts[index + 1] ?? media.frames;
    return {
      id: `s${String(index + 1).padStart(4, '0')}`,
      index,
      startFrame,
      endFrame,
      start: startFrame / rate,
      end: endFrame / rate,
      transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame, endFrame: startFrame },
      confidence: 1,
      keyFrame: (startFrame + endFrame) >> 1,
      palette: [],
      brightness: 0.5,
      contrast: 0.2,
      motion: 0,
      lines: subtitles.flatMap((line, at) => (line.startFrame >= startFrame && line.startFrame < endFrame ? [at] : [])),
    };
  });
  return { format: 'second-unit/log@1', media, shots, subtitles, barcode: [], damage: [] };
}

/** Lines said one after the other, each so many frames long with a breath on either side. */
export function saidInTurn(lines: readonly string[], frames = 50): LogSubtitle[] {
  return lines.map((text, at) => ({ startFrame: at * frames + 2, endFrame: (at + 1) * frames - 2, text }));
}

/** The frames at which so many shots of one length begin. */
export function evenStarts(shots: number, frames = 50): number[] {
  return Array.from({ length: shots }, (_, at) => at * frames);
}
