import type { ShotLog } from '@second-unit/footage';
import { wordsIn } from './words.ts';

export type LogSubtitle = ShotLog['subtitles'][number];

/** A line that a shot can carry whole. */
export interface SpokenLine {
  /** Index into the log's subtitles. */
  readonly index: number;
  readonly subtitle: LogSubtitle;
  /** How well it stands without what was said before, 0 to 1. */
  readonly quality: number;
  /** Words of the brief that it uses. */
  readonly asked: readonly string[];
}

/** The words of a subtitle as one line of text, without tags. */
export function plainLine(text: string): string {
  return text
    .replace(/<[^>]*>|\{\\[^}]*\}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * How well a line stands alone, 0 to 1, from what can be seen in its text: a whole sentence of 3 to
 * 14 words that does not lean on an earlier one. 0 for sounds, lyrics marks, and flashes too short
 * to be speech.
 */
export function standsAlone(subtitle: LogSubtitle, rate: number): number {
  const text = plainLine(subtitle.text);
  const seconds = (subtitle.endFrame - subtitle.startFrame) / rate;
  const words = wordsIn(text);
  if (words.length < 2 || seconds < 0.5 || seconds > 8) return 0;
  if (/^[[(♪#*].*[\])♪#*]?$/u.test(text)) return 0;
  let quality = 0.4;
  if (words.length >= 3 && words.length <= 14) quality += 0.2;
  if (/[.!?…。！？؟।։።]["”'」』»]?$/u.test(text)) quality += 0.15;
  if (/[?!！？؟]["”'」』»]?$/u.test(text)) quality += 0.1;
  // Many scripts have no capitals to begin a sentence with.
  if (/^["“'「『«¿¡]*[\p{Lu}\p{Lo}]/u.test(text)) quality += 0.15;
  if (/^[-–—…]|^(and|but|or|so|because|which|yes|no|well|it|that|then)\b/iu.test(text)) quality -= 0.25;
  if (/(\.\.\.|…|,|、|，|،|-|—)$/u.test(text)) quality -= 0.2;
  return Math.min(1, Math.max(0.1, quality));
}
