import { MediaError } from './error.ts';

/** What the system says of a disk that takes no more: no space, over the quota, file too large; as FFmpeg and Node say. */
const FULL = /no space left|quota exceeded|file too large|ENOSPC|EDQUOT|EFBIG/i;

/** The sentence for what the system said when it would not write. */
export function unwritten(why: string, place?: string): MediaError {
  const sentence = FULL.test(why)
    ? 'The disk is full, so the film was not written; make room and render again.'
    : `The film could not be written: ${why}.`;
  return new MediaError('unavailable', sentence, place === undefined ? {} : { place });
}
