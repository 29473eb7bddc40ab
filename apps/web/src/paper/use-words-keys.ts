import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { rangeOf, type Selection, stepTo, vertically } from './selection.ts';

interface Parts {
  /** The listbox; its options carry their index as `data-word`. */
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection | undefined) => void;
  /** A word was chosen by itself: show where it is said. */
  readonly onArrive?: (word: number) => void;
  /** Keys of one's own; true where it was one. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  /** Where a step leaves the words. */
  readonly onLeave?: (direction: 1 | -1) => void;
  /** Words that are one stretch around a word, as a line; by a double click. */
  readonly around?: (word: number) => { readonly from: number; readonly to: number };
  /** Brings a word to the screen, where not all are on it. */
  readonly show?: (word: number) => void;
}

interface WordsHandlers {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onDoubleClick: (event: { readonly target: EventTarget }) => void;
}

/** Words are chosen as text is: by click, Shift, drag and arrows; with a finger, by the first and the last word. */
export function useWordsKeys(parts: Parts): WordsHandlers {
  const { box, count, selection, onSelect, onArrive, onKey, onLeave, around, show } = parts;
  const dragging = useRef<number>(undefined);
  const touched = useRef(false);
  const go = (head: number, extend: boolean) => {
    if (count === 0) return;
    const next = stepTo(selection, head, count, extend);
    onSelect(next);
    show?.(next.head);
    if (!extend) onArrive?.(next.head);
  };
  const step = (by: 1 | -1, extend: boolean) => {
    if (!selection) return go(by > 0 ? 0 : count - 1, false);
    const range = rangeOf(selection);
    // As in text: an arrow by itself goes on from the end that it points to.
    const from = extend || range.to - range.from === 1 ? selection.head : by > 0 ? range.to - 1 : range.from;
    const to = from + by;
    if ((to < 0 || to >= count) && onLeave && !extend) return onLeave(by);
    go(to, extend);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey?.(event)) {
      event.preventDefault();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const extend = event.shiftKey;
    const head = selection && box.current?.querySelector(`[data-word="${selection.head}"]`);
    const turned = head ? getComputedStyle(head).direction === 'rtl' : false;
    switch (event.key) {
      case 'ArrowRight':
        step(turned ? -1 : 1, extend);
        break;
      case 'ArrowLeft':
        step(turned ? 1 : -1, extend);
        break;
      case 'ArrowDown':
      case 'ArrowUp': {
        const down = event.key === 'ArrowDown' ? 1 : -1;
        if (!selection) {
          go(down > 0 ? 0 : count - 1, false);
          break;
        }
        const all = [...(box.current?.querySelectorAll('[data-word]') ?? [])];
        const to = head && vertically(all, head, down);
        if (to instanceof HTMLElement) go(Number(to.dataset.word), extend);
        else if (onLeave && !extend) onLeave(down);
        else go(down > 0 ? count - 1 : 0, extend);
        break;
      }
      case 'Home':
        go(0, extend);
        break;
      case 'End':
        go(count - 1, extend);
        break;
      case 'Escape':
        if (!selection) return;
        onSelect(undefined);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent) => {
    const word = wordOf(event.target);
    if (word === undefined || event.button !== 0) return;
    box.current?.focus({ preventScroll: true });
    if (event.pointerType === 'touch') {
      // A finger scrolls when it is drawn: the first touch begins, the second ends, the third begins anew.
      const extend = touched.current && selection !== undefined;
      touched.current = !extend;
      return go(word, extend);
    }
    event.preventDefault();
    dragging.current = word;
    go(word, event.shiftKey);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (dragging.current === undefined || event.buttons !== 1) return;
    const word = wordOf(document.elementFromPoint(event.clientX, event.clientY));
    if (word === undefined || word === selection?.head) return;
    onSelect(stepTo(selection, word, count, true));
  };
  const onPointerUp = () => {
    dragging.current = undefined;
  };
  const onDoubleClick = ({ target }: { readonly target: EventTarget }) => {
    const word = wordOf(target);
    const range = word === undefined ? undefined : around?.(word);
    if (range) onSelect({ anchor: range.from, head: range.to - 1 });
  };
  return { onKeyDown, onPointerDown, onPointerMove, onPointerUp, onDoubleClick };
}

function wordOf(target: EventTarget | null): number | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-word]') : null;
  return element ? Number(element.dataset.word) : undefined;
}
