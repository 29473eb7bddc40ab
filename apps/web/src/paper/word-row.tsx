import type { PaperWord } from '@second-unit/editing';
import { memo } from 'react';

interface Props {
  /** Makes the ids of the words; one a listbox. */
  name: string;
  words: readonly PaperWord[];
  /** Words [from, to) are drawn. */
  from: number;
  to: number;
  /** Others of the same stretch follow behind `to`. */
  goesOn?: boolean;
  /** Of them, those that are chosen. */
  chosenFrom: number;
  chosenTo: number;
  /** Where one is, among them; −1 elsewhere. */
  head: number;
  /** The one that is heard now; −1 for none. */
  lit: number;
  /** Those that are struck out, or are in the paper edit. */
  marked?: ((word: number) => boolean) | undefined;
  mark?: 'struck' | 'used';
  /** What a marked word is called besides itself. */
  markWord?: string;
}

/** Words as text, each of which can be chosen. Drawn again only when something of them changes. */
export const WordRow = memo(function WordRow(props: Props) {
  const { name, words, from, to, chosenFrom, chosenTo, head, lit, marked, mark, markWord, goesOn = false } = props;
  return words.slice(from, to).map((word, index) => {
    const at = from + index;
    const isMarked = marked?.(at) ?? false;
    const isChosen = at >= chosenFrom && at < chosenTo;
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names its active word.
      <span
        key={at}
        role="option"
        id={`${name}-${at}`}
        data-word={at}
        className="word"
        aria-selected={isChosen}
        {...(isMarked && mark ? { 'data-mark': mark } : {})}
        {...(at === lit ? { 'data-lit': true } : {})}
        {...(at === head ? { 'data-head': true } : {})}
        {...(isMarked && markWord ? { 'aria-label': `${word.text}, ${markWord}` } : {})}
      >
        {word.text}
        {/* The space is of the word before it, so that what is chosen is one stretch. */}
        {word.joined || (at === to - 1 && !goesOn) ? '' : ' '}
      </span>
    );
  });
});
