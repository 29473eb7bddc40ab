import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Passage as PassageOf } from '@second-unit/editing';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { paperMessages as words } from './messages.ts';

export interface PassageListHandle {
  /** Puts the keyboard on a passage's words, and the passage on the screen. */
  focusOn(passage: string): void;
  /** Brings a passage to the screen. */
  show(passage: string): void;
}

interface Props {
  ref: Ref<PassageListHandle>;
  passages: readonly PassageOf[];
  label: (passage: PassageOf, place: number) => string;
  onMove: (passage: string, to: number) => void;
  children: (passage: PassageOf, place: number) => ReactNode;
}

/** A line of words, and what stands above and around them, in pixels; what is shown is measured. */
const LINE = 25;
const AROUND = 56;
const LINE_OF_SCRIPT = 24;
const CHARACTERS = 68;

/**
 * Passages in their order; only those on the screen exist, and the one that has the keyboard or is being dragged, which
 * must not vanish under either. Thousands of takes open as quickly as ten.
 */
export function PassageList({ ref, passages, label, onMove, children }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  const [dragged, setDragged] = useState<string>();
  const wanted = useRef<string>(undefined);
  const places = useRef(new Map<string, number>());
  places.current = new Map(passages.map(({ id }, place) => [id, place]));
  const held = [focused, dragged].flatMap((id) => (id === undefined ? [] : (places.current.get(id) ?? [])));
  const virtual = useVirtualizer({
    count: passages.length,
    getScrollElement: () => scroller.current,
    getItemKey: (place) => passages[place]!.id,
    estimateSize: (place) => heightOf(passages[place]!),
    overscan: 4,
    rangeExtractor: (range) => {
      const all = [...new Set([...defaultRangeExtractor(range), ...held])];
      return all.sort((a, b) => a - b);
    },
  });
  useImperativeHandle(ref, () => ({
    focusOn: (passage) => {
      wanted.current = passage;
      setFocused(passage);
      const place = places.current.get(passage);
      if (place !== undefined) virtual.scrollToIndex(place, { align: 'auto' });
      focus();
    },
    show: (passage) => {
      const place = places.current.get(passage);
      if (place !== undefined) virtual.scrollToIndex(place, { align: 'auto' });
    },
  }));
  const focus = () => {
    const element = scroller.current?.querySelector<HTMLElement>(`[data-passage="${wanted.current}"]`);
    if (!element) return;
    wanted.current = undefined;
    element.focus();
  };
  // It exists only once it has been drawn.
  useLayoutEffect(() => {
    if (wanted.current !== undefined) focus();
  });
  useEffect(
    () =>
      monitorForElements({
        onDragStart: ({ source }) => setDragged(String(source.data.passage)),
        onDrop({ source, location }) {
          setDragged(undefined);
          const { passage, place } = source.data;
          const gap = location.current.dropTargets[0]?.data.gap;
          if (typeof passage !== 'string' || typeof place !== 'number' || typeof gap !== 'number') return;
          const to = gap > place ? gap - 1 : gap;
          if (to !== place) onMove(passage, to);
        },
      }),
    [onMove],
  );
  return (
    <div ref={scroller} className="passages">
      <ol
        className="passages-all"
        aria-label={words.passages}
        style={{ blockSize: virtual.getTotalSize() }}
        onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-item]')?.dataset.item)}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) setFocused(undefined);
        }}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            data-item={key}
            className="passage-item"
            aria-label={label(passages[index]!, index)}
            aria-posinset={index + 1}
            aria-setsize={passages.length}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(passages[index]!, index)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function heightOf({ words: some, line }: PassageOf): number {
  let characters = 0;
  for (const { text } of some) characters += text.length + 1;
  return Math.ceil(characters / CHARACTERS) * LINE + AROUND + (line ? LINE_OF_SCRIPT : 0);
}
