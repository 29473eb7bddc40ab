import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Drop, InHand } from './drops.ts';

/** What a draggable of this room gives along. */
export const giveAlong = (inHand: InHand): Record<string, unknown> => ({ inHand });

/** What is being dragged; undefined for anything that is not of this room. */
export function handOf(data: Record<string | symbol, unknown>): InHand | undefined {
  return data.inHand as InHand | undefined;
}

interface Target {
  /** What letting go here says; undefined where it says nothing. */
  readonly dropOf: (hand: InHand) => Drop | undefined;
  readonly onDrop: (drop: Drop) => void;
}

/** Makes an element a place to let go at; answers what letting go would say while something is held over it. */
export function useDrop(place: RefObject<HTMLElement | null>, target: Target): string | undefined {
  const [over, setOver] = useState<string>();
  const now = useRef(target);
  now.current = target;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const dropOf = (data: Record<string | symbol, unknown>): Drop | undefined => {
      const hand = handOf(data);
      return hand && now.current.dropOf(hand);
    };
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => dropOf(source.data) !== undefined,
      onDragEnter: ({ source }) => setOver(dropOf(source.data)?.name),
      onDragLeave: () => setOver(undefined),
      onDrop: ({ source }) => {
        setOver(undefined);
        const drop = dropOf(source.data);
        if (drop) now.current.onDrop(drop);
      },
    });
  }, [place]);
  return over;
}
