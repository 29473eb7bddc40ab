import type { TimeSpan } from '@second-unit/media';

/** Seconds of one request: under 10 MB, and a server of modest speed answers in time. */
const LONGEST = 300;
/** Pauses shorter than this stay in. */
const PAUSE = 5;

/** Stretches of speech joined over short pauses into parts to be sent, each of five minutes at most. */
export function chunksOf(speech: readonly TimeSpan[]): TimeSpan[] {
  const chunks: { start: number; end: number }[] = [];
  for (const { start, end } of speech) {
    const last = chunks.at(-1);
    if (last !== undefined && start - last.end < PAUSE && end - last.start <= LONGEST) {
      last.end = Math.max(last.end, end);
      continue;
    }
    for (let from = start; from < end; from += LONGEST)
      chunks.push({ start: from, end: Math.min(end, from + LONGEST) });
  }
  return chunks;
}
