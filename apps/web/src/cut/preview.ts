import type { CutItem } from '@second-unit/editing';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Picture } from '../picture/picture.ts';
import { step } from './preview-schedule.ts';

export interface Preview {
  /** The item that plays or was chosen last. */
  readonly index: number;
  /** Plays the cut from where it stands, or pauses it. */
  toggle(): void;
  /** Shows the first frame of an item. */
  goTo(index: number): void;
}

/** Plays a cut by seeking its film from item to item, so that a change is seen without a render. */
export function usePreview(picture: Picture, items: readonly CutItem[]): Preview {
  const [index, setIndex] = useState(0);
  const now = useRef({ index, items });
  now.current.items = items;
  const place = useCallback((to: number) => {
    now.current.index = to;
    setIndex(to);
  }, []);
  useEffect(
    () =>
      picture.onFrame((frame) => {
        if (!picture.state().playing) return;
        const next = step(now.current.items, now.current.index, frame);
        if (next.kind === 'end') picture.pause();
        else if (next.kind === 'jump') {
          place(next.index);
          const { rate } = picture.state();
          picture.seek(next.frame);
          picture.play(rate);
        } else if (next.index !== undefined) place(next.index);
      }),
    [picture, place],
  );
  const goTo = useCallback(
    (to: number) => {
      const item = now.current.items[to];
      if (!item) return;
      picture.pause();
      place(to);
      picture.seek(item.inFrame);
    },
    [picture, place],
  );
  const toggle = useCallback(() => {
    if (picture.state().playing) return picture.pause();
    const { items: all, index: at } = now.current;
    const item = all[at];
    const { frame } = picture.state();
    const atEnd = item && at === all.length - 1 && frame >= item.outFrame - 1;
    if (atEnd || !item) goTo(0);
    else if (frame < item.inFrame || frame >= item.outFrame) picture.seek(item.inFrame);
    if (all.length > 0) picture.play();
  }, [picture, goTo]);
  return { index, toggle, goTo };
}
