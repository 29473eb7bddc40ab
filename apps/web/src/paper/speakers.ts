import type { LineTakesView } from '@second-unit/studio/contract';

/** Share of a line that is heard by chance no more; of a long one that was cut, words in a row. */
const LEAST_HEARD = 0.5;
const LEAST_WORDS = 3;

/**
 * Who says each word of a film, by index: the character whose line of the script was heard there; undefined where none
 * was. Of several lines that were heard in a word, the surest.
 */
export function speakersOf({ lines }: Pick<LineTakesView, 'lines'>, media: string): readonly (string | undefined)[] {
  const speakers: (string | undefined)[] = [];
  const takes = lines
    .flatMap(({ who, takes: all }) => all.map((take) => ({ ...take, who, sure: take.coverage * take.confidence })))
    .filter((take) => take.media === media && (take.coverage >= LEAST_HEARD || take.to - take.from >= LEAST_WORDS))
    .sort((a, b) => a.sure - b.sure);
  for (const { from, to, who } of takes) for (let at = from; at < to; at++) speakers[at] = who;
  return speakers;
}

/** Who says most of words [from, to), where that is known of half of them at least. */
export function speakerOf(
  speakers: readonly (string | undefined)[],
  { from, to }: { readonly from: number; readonly to: number },
): string | undefined {
  const words = new Map<string, number>();
  for (let at = from; at < to; at++) {
    const who = speakers[at];
    if (who !== undefined) words.set(who, (words.get(who) ?? 0) + 1);
  }
  const [most] = [...words].sort((a, b) => b[1] - a[1]);
  return most && most[1] * 2 >= to - from ? most[0] : undefined;
}
