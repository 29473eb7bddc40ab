import type { Shot, ShotLog } from '@second-unit/footage';
import type { CutContext } from '../src/cut.ts';

/** A seeded generator in 0 to 1 (mulberry32), for films that differ by seed and never by run. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The log of a film that nobody shot: shots of 1 to `longest` seconds with lines in some of them. */
export function filmOf(options: {
  readonly shots: number;
  readonly seed: number;
  readonly longest?: number;
  readonly lines?: boolean;
  readonly scenes?: number;
  /** Camera set-ups of each run of 16 shots, which go back and forth between them; none repeats when absent. */
  readonly looks?: number;
}): CutContext {
  const next = random(options.seed);
  const rate = { num: 24000, den: 1001 };
  const colour = () =>
    `#${Math.floor(next() * 0xffffff)
      .toString(16)
      .padStart(6, '0')}`;
  const look = () => ({
    palette: [
      { colour: colour(), share: 0.5 },
      { colour: colour(), share: 0.3 },
    ],
    brightness: next() < 0.05 ? 0.01 : 0.2 + next() * 0.6,
    contrast: next() * 0.4,
  });
  let pool: ReturnType<typeof look>[] = [];
  const shots: Shot[] = [];
  const subtitles: { startFrame: number; endFrame: number; text: string }[] = [];
  let frame = 0;
  for (let index = 0; index < options.shots; index++) {
    if (index % 16 === 0) pool = Array.from({ length: options.looks ?? 0 }, look);
    const length = Math.round(24 * (1 + next() * ((options.longest ?? 6) - 1)));
    const soft = index > 0 && next() < 0.1;
    const gap = soft ? 12 : 0;
    const startFrame = frame + gap;
    const endFrame = startFrame + length;
    const lines: number[] = [];
    if (options.lines !== false && length > 72 && next() < 0.4) {
      const from = startFrame + 8;
      lines.push(subtitles.length);
      subtitles.push({
        startFrame: from,
        endFrame: from + 36 + Math.floor(next() * 24),
        text: `The ${index % 7 === 0 ? 'dragon' : 'river'} is waiting for us.`,
      });
    }
    shots.push({
      id: `s${String(index + 1).padStart(4, '0')}`,
      index,
      startFrame,
      endFrame,
      start: (startFrame * 1001) / 24000,
      end: (endFrame * 1001) / 24000,
      transitionIn: { type: index === 0 ? 'none' : soft ? 'dissolve' : 'cut', startFrame: frame, endFrame: startFrame },
      confidence: 1,
      keyFrame: startFrame + Math.floor(length / 2),
      ...(pool[Math.floor(next() * pool.length)] ?? look()),
      motion: next() * 0.3,
      loudness: -40 + next() * 30,
      lines,
    });
    frame = endFrame;
  }
  const media: ShotLog['media'] = {
    frames: frame,
    timeBase: { num: 1, den: 24000 },
    frameRate: rate,
    variableFrameRate: false,
    width: 1280,
    height: 720,
    rotation: 0,
    duration: (frame * 1001) / 24000,
    videoCodec: 'h264',
    audio: { codec: 'aac', sampleRate: 48000, channels: 2 },
    startTimecode: '01:00:00:00',
    reel: 'A001',
    originalPath: '/films/a film & more.mp4',
    playsInBrowser: true,
  };
  const perScene = Math.ceil(options.shots / (options.scenes ?? 1));
  return {
    mediaId: 'm1',
    log: { media, shots, subtitles },
    ...(options.scenes === undefined
      ? {}
      : {
          script: 'script1',
          scenes: Array.from({ length: options.scenes }, (_, scene) => {
            const own = shots.slice(scene * perScene, (scene + 1) * perScene);
            return {
              scene,
              shots: own.map((shot) => shot.id),
              confidence: 0.75,
              method: 'dialogue' as const,
              lines: own.flatMap((shot) =>
                shot.lines.map((subtitle) => ({ subtitle, from: subtitle * 100, to: subtitle * 100 + 40 })),
              ),
            };
          }),
          sceneInfo: Array.from({ length: options.scenes }, (_, index) => ({
            index,
            heading: `INT. ${index % 2 ? 'LIGHTHOUSE' : 'CAVE'} - NIGHT`,
            lines: [{ from: index * 1000, to: index * 1000 + 30, text: index === 1 ? 'A storm is coming.' : 'Go on.' }],
          })),
        }),
  };
}
