import type { MediaSummary, WordsView } from '@second-unit/studio/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Picture } from '../picture/picture.ts';
import { timecodeOf } from '../picture/timecode.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { paperMessages as words } from './messages.ts';
import { type Paragraph, paragraphOf, paragraphs, wordAt } from './paragraphs.ts';
import { rangeOf, type Selection } from './selection.ts';
import { speakerOf } from './speakers.ts';
import { useWordsKeys } from './use-words-keys.ts';
import { WordRow } from './word-row.tsx';

interface Props {
  media: MediaSummary;
  view: WordsView;
  /** Who says each of its words, where the script tells. */
  speakers: readonly (string | undefined)[];
  /** Where this film is on the screen: its words are lit as they are heard. */
  picture: Picture | undefined;
  selection: Selection | undefined;
  onSelect: (selection: Selection | undefined) => void;
  /** Shows where a word is said. */
  onArrive: (word: number) => void;
  onAdd: () => void;
  /** Words that are in the paper edit. */
  used: (word: number) => boolean;
}

/** A line of text and the space behind a paragraph. */
const LINE = 24;
const CHARACTERS = 62;

/** A film's transcript; only the paragraphs on the screen exist, so that 20,000 words are no more than 300. */
export const Transcript = memo(function Transcript(props: Props) {
  const { media, view, speakers, picture, selection, onSelect, onArrive, onAdd, used } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rate = media.info.frameRate.num / media.info.frameRate.den;
  const all = useMemo(
    () => paragraphs(view.words, rate, speakers).map((one) => ({ ...one, who: speakerOf(speakers, one) })),
    [view, rate, speakers],
  );
  const virtual = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(all[index]!, view),
    overscan: 4,
  });
  const show = useCallback(
    (word: number) => {
      const index = paragraphOf(all, word);
      const on = scroller.current?.querySelector(`[data-word="${word}"]`);
      if (on) on.scrollIntoView({ block: 'nearest' });
      else virtual.scrollToIndex(index, { align: 'auto' });
    },
    [all, virtual],
  );
  const handlers = useWordsKeys({
    box: scroller,
    count: view.words.length,
    selection,
    onSelect,
    onArrive,
    show,
    around: (word) => lineAround(view, word),
    onKey: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (selection) onAdd();
      return true;
    },
  });
  const head = selection?.head;
  useEffect(() => {
    // A place that was searched for, or chosen elsewhere.
    if (head !== undefined) show(head);
  }, [head, show]);
  const items = virtual.getVirtualItems();
  const shown = head === undefined ? undefined : items.find(({ index }) => index === paragraphOf(all, head));
  return (
    <div
      ref={scroller}
      className="transcript"
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label={words.transcript(media.title)}
      {...(shown ? { 'aria-activedescendant': `t-${head}` } : {})}
      {...handlers}
    >
      <div className="transcript-all" style={{ blockSize: virtual.getTotalSize() }} role="presentation">
        {items.map(({ index, start }) => {
          const { from, who } = all[index]!;
          const time = timecodeOf(media.info, view.words[from]!.startFrame);
          return (
            // biome-ignore lint/a11y/useSemanticElements: options of a listbox may be in groups, and in nothing else.
            <div
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              className="paragraph"
              role="group"
              aria-label={who === undefined ? time : `${who}, ${time}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className="paragraph-time time quiet" aria-hidden>
                {time}
              </span>
              {who !== undefined && (
                <span className="paragraph-who" dir="auto" aria-hidden>
                  {who}
                </span>
              )}
              <LitParagraph view={view} paragraph={all[index]!} picture={picture} selection={selection} used={used} />
            </div>
          );
        })}
      </div>
    </div>
  );
});

interface ParagraphProps {
  view: WordsView;
  paragraph: Paragraph;
  picture: Picture | undefined;
  selection: Selection | undefined;
  used: (word: number) => boolean;
}

function LitParagraph(props: ParagraphProps) {
  return props.picture ? <Playing {...props} picture={props.picture} /> : <Quiet {...props} lit={-1} />;
}

function Playing({ picture, ...props }: ParagraphProps & { picture: Picture }) {
  const { view, paragraph } = props;
  const lit = usePictureState(picture, ({ frame, playing }) => {
    if (!playing) return -1;
    const first = view.words[paragraph.from]!.startFrame;
    const end = view.words[paragraph.to - 1]!.endFrame;
    return frame < first || frame >= end ? -1 : wordAt(view.words, frame);
  });
  return <Quiet {...props} lit={lit} />;
}

function Quiet({ view, paragraph, selection, used, lit }: Omit<ParagraphProps, 'picture'> & { lit: number }) {
  const { from, to } = paragraph;
  const range = selection && rangeOf(selection);
  const isIn = range !== undefined && range.to > from && range.from < to;
  const head = selection && selection.head >= from && selection.head < to ? selection.head : -1;
  return (
    <div className="paragraph-words" dir="auto">
      <WordRow
        name="t"
        words={view.words}
        from={from}
        to={to}
        chosenFrom={isIn ? range.from : -1}
        chosenTo={isIn ? range.to : -1}
        head={head}
        lit={lit}
        marked={used}
        mark="used"
      />
    </div>
  );
}

/** The words of the line that a word stands in. */
function lineAround({ words: all }: WordsView, word: number): { from: number; to: number } {
  const { line } = all[word]!;
  let from = word;
  let to = word + 1;
  while (from > 0 && all[from - 1]!.line === line) from--;
  while (to < all.length && all[to]!.line === line) to++;
  return { from, to };
}

function heightOf({ from, to, who }: Paragraph & { who?: string | undefined }, { words: all }: WordsView): number {
  let characters = 0;
  for (let at = from; at < to; at++) characters += all[at]!.text.length + 1;
  return Math.ceil(characters / CHARACTERS) * LINE + LINE + (who === undefined ? 0 : LINE);
}
