import type { LineTakesView } from '@second-unit/studio/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useRef } from 'react';
import { paperMessages as words } from './messages.ts';
import { rangeOf, type Selection } from './selection.ts';
import { useWordsKeys } from './use-words-keys.ts';

interface Props {
  view: LineTakesView;
  selection: Selection | undefined;
  onSelect: (selection: Selection | undefined) => void;
  onArrive: (line: number) => void;
  onAdd: () => void;
}

/** A line of a speech, its cue, and the heading of a scene. */
const HEIGHT = 66;

/** The lines of the script with how often each was shot. */
export const ScriptLines = memo(function ScriptLines({ view, selection, onSelect, onArrive, onAdd }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { lines, scenes } = view;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 6,
  });
  const handlers = useWordsKeys({
    box: scroller,
    count: lines.length,
    selection,
    onSelect,
    onArrive,
    show: (line) => virtual.scrollToIndex(line, { align: 'auto' }),
    onKey: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (selection) onAdd();
      return true;
    },
  });
  const range = selection ? rangeOf(selection) : { from: -1, to: -1 };
  const items = virtual.getVirtualItems();
  const isShown = items.some(({ index }) => index === selection?.head);
  return (
    <div
      ref={scroller}
      className="transcript script-lines"
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label={words.lines}
      {...(isShown ? { 'aria-activedescendant': `l-${selection?.head}` } : {})}
      {...handlers}
    >
      <div className="transcript-all" style={{ blockSize: virtual.getTotalSize() }} role="presentation">
        {items.map(({ index, start }) => {
          const { scene, text, who, takes } = lines[index]!;
          const isFirst = lines[index - 1]?.scene !== scene;
          return (
            <div
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              className="script-line"
              role="presentation"
              style={{ transform: `translateY(${start}px)` }}
            >
              {isFirst && (
                <span className="script-scene" dir="auto" aria-hidden>
                  {scenes[scene]?.heading}
                </span>
              )}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names its active line. */}
              <div
                role="option"
                id={`l-${index}`}
                data-word={index}
                aria-selected={index >= range.from && index < range.to}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                className="script-speech"
                {...(index === selection?.head ? { 'data-head': true } : {})}
                {...(takes.length === 0 ? { 'data-none': true } : {})}
              >
                {who && <span className="script-who">{who} </span>}
                <span className="script-text" dir="auto">
                  {text}{' '}
                </span>
                <span className="script-takes quiet">
                  {takes.length === 0 ? words.lineNone : words.line(takes.length)}
                </span>
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
});
