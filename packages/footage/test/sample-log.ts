import type { LogSubtitle, Shot, ShotLog } from '../src/index.ts';

/** A log of shots that each last `frames` frames at 25 a second, for tests of what is done with logs. */
export function sampleLog(shots: number, frames: number, subtitles: readonly LogSubtitle[] = []): ShotLog {
  return {
    format: 'second-unit/log@1',
    media: {
      frames: shots * frames,
      timeBase: { num: 1, den: 25 },
      frameRate: { num: 25, den: 1 },
      variableFrameRate: false,
      width: 1280,
      height: 720,
      rotation: 0,
      duration: (shots * frames) / 25,
      videoCodec: 'h264',
      originalPath: '/films/a "film" <b>.mp4',
      playsInBrowser: true,
    },
    shots: Array.from({ length: shots }, (_, index): Shot => {
      const startFrame = index * frames;
      const endFrame = startFrame + frames;
      return {
        id: `s${String(index + 1).padStart(4, '0')}`,
        index,
        startFrame,
        endFrame,
        start: startFrame / 25,
        end: endFrame / 25,
        transitionIn: { type: index === 0 ? 'none' : 'cut', startFrame, endFrame: startFrame },
        confidence: 0.9,
        keyFrame: startFrame + (frames >> 1),
        palette: [{ colour: '#336699', share: 0.8 }],
        brightness: 0.4,
        contrast: 0.2,
        motion: 0.01,
        loudness: -23,
        lines: subtitles.flatMap((line, at) =>
          line.startFrame >= startFrame && line.startFrame < endFrame ? [at] : [],
        ),
      };
    }),
    sound: { integrated: -23, momentary: { step: 0.1, values: [-23, -70] } },
    subtitles,
    barcode: ['#336699', '#000000'],
    damage: [],
  };
}
