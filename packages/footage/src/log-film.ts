import { toFault } from '@second-unit/evidence';
import { type Damage, decode, type Loudness, type MediaInfo, type Subtitle } from '@second-unit/media';
import type { Rational } from '@second-unit/timeline';
import { loudnessBetween } from './detectors/loudness.ts';
import { FilmWatch, type WatchedShot } from './film-watch.ts';
import { FrameTimes } from './frame-times.ts';
import { FrameMeasurer, RECORD_FRAMES } from './records/frame-measurer.ts';
import type { Camera, LogSubtitle, Shot, ShotLog, Sound } from './shot-log.ts';

/** More would bury the log; a file this broken says so by its number. */
const MOST_DAMAGE = 1000;

/** How far logging has come. */
export interface LogProgress {
  readonly frame: number;
  /** About how many there are; the container may be wrong. */
  readonly frames: number;
  /** `1,200 of 4,271 frames`. */
  readonly words: string;
}

export interface LogOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LogProgress) => void;
  /** Lines of a sidecar file, seconds from the first frame; they stand in place of an embedded track. */
  readonly subtitles?: readonly Subtitle[];
}

/**
 * Watches and hears a film once and writes its log: shots with their transitions and looks, loudness, subtitles. The
 * same file gives the same log. Memory does not grow with the length of the film but for some bytes a frame.
 *
 * Throws a Fault: 'not-found' and 'input' for a file that is missing or holds no film, 'cancelled' after
 * `signal` fired, 'unavailable' where the media process was ended from outside. What is damaged within a film is
 * passed over and told of in `damage`.
 */
export async function logFilm(path: string, options: LogOptions = {}): Promise<ShotLog> {
  try {
    return await watchAndHear(path, options);
  } catch (thrown) {
    throw toFault(thrown);
  }
}

async function watchAndHear(path: string, { signal, onProgress, subtitles: sidecar }: LogOptions): Promise<ShotLog> {
  const watch = new FilmWatch();
  const measurer = new FrameMeasurer();
  const times = new FrameTimes();
  const damage: Damage[] = [];
  const subtitles: Subtitle[] = [...(sidecar ?? [])];
  let info: MediaInfo | undefined;
  let loudness: Loudness | undefined;
  let origin: bigint | undefined;
  const wanted = { frames: RECORD_FRAMES, loudness: true, subtitles: sidecar === undefined };
  for await (const event of decode(path, wanted, signal === undefined ? {} : { signal })) {
    switch (event.type) {
      case 'info':
      case 'end':
        info = event.info;
        break;
      case 'frames':
        for (const record of measurer.records(event)) {
          origin ??= record.pts;
          const time = secondsOf(record.pts - origin, info!.timeBase);
          times.push(time);
          watch.frame(record, time);
        }
        break;
      case 'subtitle':
        subtitles.push(event.subtitle);
        break;
      case 'damage':
        if (damage.length < MOST_DAMAGE) damage.push(event.damage);
        break;
      case 'loudness':
        loudness = event.loudness;
        break;
      case 'progress':
        onProgress?.(progressOf(event.frame, event.frames));
        break;
      case 'sound':
        break;
    }
  }
  const { shots, barcode } = watch.end();
  return compose(
    info!,
    times,
    shots,
    barcode,
    subtitles,
    loudness === undefined ? undefined : soundOf(loudness),
    damage,
  );
}

function secondsOf(ticks: bigint, timeBase: Rational): number {
  return (Number(ticks) * timeBase.num) / timeBase.den;
}

const count = new Intl.NumberFormat('en');

function progressOf(frame: number, frames: number): LogProgress {
  const all = Math.max(frame, frames);
  return { frame, frames: all, words: `${count.format(frame)} of ${count.format(all)} frames` };
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

function soundOf({ integrated, truePeak, range, momentary }: Loudness): Sound {
  return {
    ...(integrated > -70 ? { integrated: round(integrated, 1) } : {}),
    ...(Number.isFinite(truePeak) ? { truePeak: round(truePeak, 1) } : {}),
    ...(integrated > -70 ? { range: round(range, 1) } : {}),
    momentary: { step: 0.1, values: Array.from(momentary, (value) => (value > -70 ? round(value, 1) : -70)) },
  };
}

function roundedCamera({ movement, ...numbers }: Camera): Camera {
  const { confidence, pan, tilt, zoom, roll, shake } = numbers;
  return {
    movement,
    confidence: round(confidence, 2),
    pan: round(pan, 4),
    tilt: round(tilt, 4),
    zoom: round(zoom, 4),
    roll: round(roll, 2),
    shake: round(shake, 5),
  };
}

/** Puts together what pictures, sound and subtitles gave. */
function compose(
  info: MediaInfo,
  times: FrameTimes,
  watched: readonly WatchedShot[],
  barcode: readonly string[],
  spoken: readonly Subtitle[],
  sound: Sound | undefined,
  damage: readonly Damage[],
): ShotLog {
  const subtitles: LogSubtitle[] = spoken
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, text }) => {
      const startFrame = Math.min(times.during(Math.max(0, start)), Math.max(0, times.count - 1));
      return { startFrame, endFrame: Math.max(startFrame + 1, Math.min(times.count, times.from(end))), text };
    });
  const homes = subtitles.map((line) => shotOfLine(watched, line));
  const shots = watched.map((shot, index): Shot => {
    const loudness =
      sound === undefined
        ? undefined
        : loudnessBetween(sound.momentary, times.at(shot.startFrame), times.at(shot.endFrame));
    const lines = homes.flatMap((home, line) => (home === index ? [line] : []));
    return {
      id: `s${String(index + 1).padStart(4, '0')}`,
      index,
      startFrame: shot.startFrame,
      endFrame: shot.endFrame,
      start: round(times.at(shot.startFrame), 3),
      end: round(times.at(shot.endFrame), 3),
      transitionIn: shot.transitionIn,
      ...(shot.transitionOut === undefined ? {} : { transitionOut: shot.transitionOut }),
      confidence: round(shot.confidence, 2),
      keyFrame: shot.keyFrame,
      palette: shot.palette.map(({ colour, share }) => ({ colour, share: round(share, 3) })),
      brightness: round(shot.brightness, 4),
      contrast: round(shot.contrast, 4),
      motion: round(shot.motion, 5),
      ...(shot.camera === undefined ? {} : { camera: roundedCamera(shot.camera) }),
      ...(loudness === undefined ? {} : { loudness: round(loudness, 1) }),
      lines,
    };
  });
  return {
    format: 'second-unit/log@1',
    media: { ...info, frames: times.count },
    shots,
    ...(sound === undefined ? {} : { sound }),
    subtitles,
    barcode,
    damage,
  };
}

/**
 * Index of the shot in which a line begins. One that begins while a shot turns into the next belongs to the next, if
 * it is still heard there: sound comes before the picture more often than behind it.
 */
function shotOfLine(shots: readonly WatchedShot[], line: LogSubtitle): number {
  const next = shots.findIndex((shot) => shot.endFrame > line.startFrame);
  if (next < 0) return shots.length - 1;
  return next > 0 && shots[next]!.startFrame >= line.endFrame ? next - 1 : next;
}
