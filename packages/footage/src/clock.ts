import type { MediaInfo } from '@second-unit/media';

/**
 * Where a frame is, for a person: `h:mm:ss.mmm` from the film's first frame. Seconds, not SMPTE timecode, because a
 * film may have any frame rate or none that holds.
 */
export function clock(seconds: number): string {
  const all = Math.round(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(all / 60_000);
  const rest = `${two(Math.floor(all / 1000) % 60)}.${String(all % 1000).padStart(3, '0')}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** The film's file name without its folders. */
export function filmName({ originalPath }: MediaInfo): string {
  return originalPath.split(/[\\/]/).at(-1) ?? originalPath;
}
