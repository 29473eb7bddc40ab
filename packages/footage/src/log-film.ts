import { toFault } from '@second-unit/evidence';
import { cutPoints, type Damage, MediaError, type MediaInfo } from '@second-unit/media';
import { loudnessBetween } from './detectors/loudness.ts';
import { combedStretches } from './faults/combing.ts';
import { FilmJoin, type JoinedFilm, MOST_DAMAGE } from './film-join.ts';
import { type HeardFilm, hearFilm, type SpokenLine } from './hear-film.ts';
import { warmthOf } from './looks/warmth.ts';
import { endOfSegment, readSegment } from './records/segment-file.ts';
import { rangesBetween } from './records/watch-range.ts';
import { longestFirst, watchRanges } from './records/watch-ranges.ts';
import { scenesOf } from './scenes/scenes-of.ts';
import type { ViewsOfShot } from './scenes/view.ts';
import { Segments } from './segments.ts';
import type { Camera, LogSubtitle, Shot, ShotLog } from './shot-log.ts';
import { linesOfShots } from './spoken-lines.ts';
import { watchSegments } from './watch-segments.ts';

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
  /**
   * Lines of a sidecar file, seconds from the first frame; they stand in place of an embedded track. Those that begin
   * after the film's last frame are left out.
   */
  readonly subtitles?: readonly SpokenLine[];
  /**
   * Where parts of the log are kept until it is whole, so that a process that was killed loses little: whoever logs the
   * same film in the same folder goes on where the last one ended, and several may at once. The log is the same as
   * without. The folder stays; to remove it is up to the caller.
   */
  readonly folder?: string;
  /** Hears how each shot begins and ends, very small: what `scenesOf` takes, for when people are known. */
  readonly onViews?: (views: readonly ViewsOfShot[]) => void;
  /** Seconds of film in each part, about; 60 if absent. */
  readonly segmentSeconds?: number;
}

/**
 * Watches and hears a film once and writes its log: shots with their transitions and looks, loudness, subtitles. The
 * same file gives the same log, a damaged one too: where pictures are found to be damaged while several threads decode
 * them, that part of the film is decoded again by one. Memory does not grow with the length of the film but for some bytes a frame.
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

/** Seconds of film, about, that are decoded at a time at least. What is decoded ahead waits in memory, 170 KB a second. */
const RANGE_SECONDS = 10;

async function watchAndHear(path: string, options: LogOptions): Promise<ShotLog> {
  if (options.folder !== undefined) return logInFolder(path, options.folder, options);
  // Where one of the two fails, the other need not go on.
  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  const hearing = hearFilm(path, { signal });
  hearing.catch(() => {});
  try {
    const film = await watchFilm(path, signal, options.onProgress);
    return compose(await withCombing(path, film, signal), await hearing, options);
  } finally {
    failed.abort();
  }
}

/** Watches a film in one go; nothing is kept of it. */
async function watchFilm(path: string, signal: AbortSignal, onProgress: LogOptions['onProgress']): Promise<JoinedFilm> {
  const ranges = longestFirst(rangesBetween(await cutPoints(path, RANGE_SECONDS, { signal })));
  let joined: FilmJoin | undefined;
  let told: MediaInfo | undefined;
  let lastDuration = 0;
  let interlaced = false;
  for await (const range of watchRanges(path, ranges, { signal })) {
    let damage: Damage[] = [];
    let frames = 0;
    joined?.begin();
    for await (const event of range) {
      switch (event.type) {
        case 'info':
          told ??= event.info;
          if (ranges.length === 1) joined = undefined;
          joined ??= new FilmJoin(told);
          damage = [];
          break;
        case 'records':
          for (const record of event.records) joined!.record(record);
          frames += event.count;
          onProgress?.(progressOf(joined!.frames, told!.frames));
          break;
        case 'damage':
          damage.push(event.damage);
          break;
        case 'end':
          if (frames > 0) lastDuration = event.lastDuration;
          interlaced ||= event.interlaced;
          break;
      }
    }
    for (const one of damage) joined!.damage(one);
  }
  return joined!.end({ lastDuration, interlaced });
}

const COMBED =
  'Frames hold two fields of two moments, though nothing marks the film as interlaced; deinterlace it before it is shown on a screen.';

/** The film with stretches that comb among its faults. What is marked as interlaced says so itself. */
async function withCombing(path: string, film: JoinedFilm, signal: AbortSignal | undefined): Promise<JoinedFilm> {
  if (film.interlaced) return film;
  const combed = await combedStretches(path, film.info, film.times, signal).catch((thrown: unknown) => {
    // Damage at these places was told of when they were watched, and is no reason to lose the log.
    if (thrown instanceof MediaError && thrown.code === 'input') return [];
    throw thrown;
  });
  if (combed.length === 0) return film;
  const note = [film.info.pictureNote, COMBED].filter((one) => one !== undefined).join(' ');
  const faults = [...film.faults, ...combed].sort((a, b) => a.startFrame - b.startFrame || a.endFrame - b.endFrame);
  return { ...film, info: { ...film.info, pictureNote: note }, faults };
}

/** Watches a film part by part into files, then joins them. */
async function logInFolder(path: string, folder: string, options: LogOptions): Promise<ShotLog> {
  const { signal, segmentSeconds, onProgress } = options;
  const segments = await Segments.open(path, folder, { seconds: segmentSeconds, signal });
  await watchSegments(path, segments, {
    signal,
    onFrames: (frame, frames) => onProgress?.(progressOf(frame, frames)),
  });
  let joined: FilmJoin | undefined;
  let lastDuration = 0;
  let interlaced = false;
  for (const part of segments.ranges.keys()) {
    signal?.throwIfAborted();
    const path = segments.pathOf(part);
    joined ??= new FilmJoin((await endOfSegment(path))!.info);
    joined.begin();
    for await (const read of readSegment(path)) {
      if (read.type === 'records') for (const record of read.records) joined.record(record);
      else {
        for (const one of read.end.damage) joined.damage(one);
        if (read.end.frames > 0) lastDuration = read.end.lastDuration;
        interlaced ||= read.end.interlaced;
      }
    }
  }
  const film = await withCombing(path, joined!.end({ lastDuration, interlaced }), signal);
  return compose(film, (await segments.sound())!, options);
}

type HelpOptions = Pick<LogOptions, 'signal' | 'segmentSeconds' | 'onProgress'>;

/**
 * Does parts of a film's log that another process makes in the same folder (`LogOptions.folder`), until none is left.
 * Errors as of `logFilm`.
 */
export async function helpLogFilm(path: string, folder: string, options: HelpOptions = {}): Promise<void> {
  const { signal, segmentSeconds, onProgress } = options;
  try {
    const segments = await Segments.open(path, folder, { seconds: segmentSeconds, signal });
    const onFrames = (frame: number, frames: number): void => onProgress?.(progressOf(frame, frames));
    await watchSegments(path, segments, { signal, onFrames });
  } catch (thrown) {
    throw toFault(thrown);
  }
}

const count = new Intl.NumberFormat('en');

function progressOf(frame: number, frames: number): LogProgress {
  const all = Math.max(frame, frames);
  return { frame, frames: all, words: `${count.format(frame)} of ${count.format(all)} frames` };
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  // JSON has no −0: what is read back is what was written.
  return Math.round(value * scale) / scale + 0;
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
  film: JoinedFilm,
  { sound, subtitles: embedded, damage: unheard }: HeardFilm,
  { subtitles: spoken = embedded, onViews }: Pick<LogOptions, 'subtitles' | 'onViews'>,
): ShotLog {
  const { info, times, shots: watched, barcode, faults } = film;
  const subtitles: LogSubtitle[] = spoken
    .filter(({ start }) => start < times.at(times.count))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, text, from }) => {
      const startFrame = Math.min(times.during(Math.max(0, start)), Math.max(0, times.count - 1));
      const endFrame = Math.max(startFrame + 1, Math.min(times.count, times.from(end)));
      return { startFrame, endFrame, text, ...(from === undefined ? {} : { from }) };
    });
  const linesOf = linesOfShots(watched, subtitles);
  const shots = watched.map((shot, index): Shot => {
    const loudness =
      sound === undefined
        ? undefined
        : loudnessBetween(sound.momentary, times.at(shot.startFrame), times.at(shot.endFrame));
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
      warmth: round(warmthOf(shot.palette), 3),
      ...(shot.camera === undefined ? {} : { camera: roundedCamera(shot.camera) }),
      ...(loudness === undefined ? {} : { loudness: round(loudness, 1) }),
      lines: linesOf[index]!,
    };
  });
  const views = watched.map((shot) => shot.views);
  onViews?.(views);
  return {
    format: 'second-unit/log@1',
    media: info,
    shots,
    ...(sound === undefined ? {} : { sound }),
    subtitles,
    barcode,
    scenes: scenesOf(shots, { views }),
    faults: faults.map((fault) => ({ ...fault, confidence: round(fault.confidence, 2) })),
    damage: [...film.damage, ...unheard.map(({ time, message }) => ({ frame: times.during(time), time, message }))]
      .toSorted((a, b) => a.frame - b.frame)
      .slice(0, MOST_DAMAGE),
  };
}
