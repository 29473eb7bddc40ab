import type { PaperEdit, Word } from '@second-unit/editing';

/** Which words of a film's transcript a paper edit keeps. By their frames: the film may have been transcribed again. */
export function usedWords({ passages }: PaperEdit, media: string, words: readonly Word[]): (word: number) => boolean {
  const kept = new Set<string>();
  for (const passage of passages) {
    if (passage.media !== media) continue;
    for (const [at, { text, startFrame }] of passage.words.entries()) {
      if (!passage.struck.some(({ from, to }) => at >= from && at < to)) kept.add(`${startFrame} ${text}`);
    }
  }
  return (at) => {
    const word = words[at];
    return word !== undefined && kept.has(`${word.startFrame} ${word.text}`);
  };
}
