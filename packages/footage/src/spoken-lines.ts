import { Fault } from '@second-unit/evidence';
import type { SpokenLine } from './hear-film.ts';
import { frameTimes } from './interchange/frame-grid.ts';
import type { LogSubtitle, Shot, ShotLog } from './shot-log.ts';

/**
 * A log with other lines, such as what a transcription heard; each shot then names those that begin in it. Lines come
 * in any order, seconds from the film's first frame; those that begin after its last are left out. Throws a Fault
 * ('conflict') where the log does not say when its frames are shown, as older ones of films of variable frame rate do
 * not.
 */
export function withSpokenLines(log: ShotLog, spoken: readonly SpokenLine[]): ShotLog {
  const times = frameTimes(log.media);
  if (times === undefined) {
    throw new Fault('conflict', 'The film’s log does not say when its frames are shown; log the film again first.');
  }
  const { frames } = log.media;
  const last = Math.max(0, frames - 1);
  /** The first frame that begins at `second` or later. */
  const from = (second: number): number => {
    let low = 0;
    let high = frames;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times.seconds(0, middle) < second - 0.0005) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const framesOf = ({ start, end }: { readonly start: number; readonly end: number }) => {
    const startFrame = Math.min(last, Math.max(0, from(Math.max(0, start) + 0.001) - 1));
    return { startFrame, endFrame: Math.max(startFrame + 1, Math.min(frames, from(end))) };
  };
  const subtitles = spoken
    .filter(({ start }) => start < times.seconds(0, frames))
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .map((line): LogSubtitle => {
      const words = line.words?.map((word) => ({ text: word.text, ...framesOf(word) }));
      return {
        ...framesOf(line),
        text: line.text,
        ...(line.from === undefined ? {} : { from: line.from }),
        ...(words === undefined ? {} : { words }),
      };
    });
  return withSubtitles(log, subtitles);
}

/** A log with other subtitles, given by frames; each shot then names those that begin in it. */
export function withSubtitles(log: ShotLog, subtitles: readonly LogSubtitle[]): ShotLog {
  const linesOf = linesOfShots(log.shots, subtitles);
  const shots = log.shots.map((shot, index) => ({ ...shot, lines: linesOf[index]! }));
  return { ...log, shots, subtitles };
}

/** For each shot the places of the lines that begin in it, in order. */
export function linesOfShots(
  shots: readonly Pick<Shot, 'startFrame' | 'endFrame'>[],
  subtitles: readonly LogSubtitle[],
): number[][] {
  const lines = shots.map((): number[] => []);
  for (const [line, subtitle] of subtitles.entries()) lines[shotOfLine(shots, subtitle)]?.push(line);
  return lines;
}

/**
 * Index of the shot in which a line begins; -1 where there is none. One that begins while a shot turns into the next
 * belongs to the next, if it is still heard there: sound comes before the picture more often than behind it.
 */
function shotOfLine(shots: readonly Pick<Shot, 'startFrame' | 'endFrame'>[], line: LogSubtitle): number {
  let next = 0;
  for (let high = shots.length; next < high; ) {
    const middle = (next + high) >> 1;
    if (shots[middle]!.endFrame > line.startFrame) high = middle;
    else next = middle + 1;
  }
  if (next === shots.length) return next - 1;
  return next > 0 && shots[next]!.startFrame >= line.endFrame ? next - 1 : next;
}
