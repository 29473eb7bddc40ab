import type { LogSubtitle } from '@second-unit/footage';
import { frameTimes } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import type { EditList } from './to-edit-list.ts';

/** A line as it is heard in the cut, in frames of the cut; `endFrame` is exclusive. */
export interface LineInCut {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly text: string;
}

type FilmLines = readonly Pick<LogSubtitle, 'startFrame' | 'endFrame' | 'text'>[];

/** Less of a line than this is a scrap of a word, not to be read; in seconds. */
const SCRAP_SECONDS = 0.25;

/**
 * The lines of the films that are heard in a cut, where its clips play them: for subtitles, and to take music down under
 * them. Part of a line is the whole line: which of its words are in the part is not known.
 * @param lines by the path of each film, in frames of it
 */
export function linesInCut(
  { clips, frameRate }: Pick<EditList, 'clips' | 'frameRate'>,
  lines: Readonly<Record<string, { readonly info: MediaInfo; readonly subtitles: FilmLines }>>,
): LineInCut[] {
  const found: LineInCut[] = [];
  const perSecond = frameRate.num / frameRate.den;
  let start = 0;
  for (const clip of clips) {
    const frames = clip.frames ?? ('title' in clip ? 0 : clip.outFrame - clip.inFrame);
    const film = 'title' in clip ? undefined : lines[clip.path];
    if (film && !('title' in clip)) {
      const { num, den } = film.info.frameRate;
      const seconds = (frame: number): number => frameTimes(film.info)?.seconds(0, frame) ?? (frame * den) / num;
      const from = seconds(clip.inFrame);
      for (const line of film.subtitles) {
        const first = seconds(Math.max(line.startFrame, clip.inFrame));
        const last = seconds(Math.min(line.endFrame, clip.outFrame));
        if (last - first < Math.min(SCRAP_SECONDS, seconds(line.endFrame) - seconds(line.startFrame))) continue;
        const { text } = line;
        const startFrame = start + Math.round((first - from) * perSecond);
        const endFrame = Math.min(
          start + frames,
          Math.max(startFrame + 1, start + Math.round((last - from) * perSecond)),
        );
        const before = found.at(-1);
        // A line that runs on over a cut within its shot is one line.
        if (before?.text === text && before.endFrame === startFrame) found[found.length - 1] = { ...before, endFrame };
        else if (endFrame > startFrame) found.push({ startFrame, endFrame, text });
      }
    }
    start += frames;
  }
  return found;
}
