import type { Edit } from './edit.ts';

/** Lines of a preview's picture. */
const LINES = 360;

/**
 * An edit to be looked at right after a change: small, coded as fast as can be, H.264, its sound as it comes. Cuts,
 * dissolves, cards, windows, look-up tables, music and subtitles are those of the film.
 * @param range output frames around the change
 */
export function previewOf(edit: Edit, range: NonNullable<Edit['range']>): Edit {
  const { loudness: _, startTimecode: __, ...rest } = edit;
  const scale = Math.min(1, LINES / Math.min(edit.width, edit.height));
  const side = (size: number): number => Math.max(2, Math.round((size * scale) / 2) * 2);
  const size = { width: side(edit.width), height: side(edit.height) };
  return { ...rest, ...size, format: 'h264', preset: 'ultrafast', crf: 28, range };
}
