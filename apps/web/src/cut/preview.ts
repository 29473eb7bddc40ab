import type { MediaInfo } from '@second-unit/media';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Picture } from '../picture/picture.ts';
import { secondsOf } from '../picture/timecode.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { step } from './preview-schedule.ts';
import { idOf, type Shown } from './shown.ts';

export interface Preview {
  /** What plays or was chosen last: an index of what is shown. */
  readonly index: number;
  readonly playing: boolean;
  /** Plays the cut from where it stands, or pauses it. */
  toggle(): void;
  /** Shows the first frame of a shot, or a card. */
  goTo(index: number): void;
}

/**
 * Plays a cut by seeking its film from shot to shot, so that a change is seen without a render. A card has no film: it
 * stands for its time, and a pause begins it anew.
 */
export function usePreview(picture: Picture, shown: readonly Shown[], info: MediaInfo): Preview {
  const [index, setIndex] = useState(0);
  const [standing, setStanding] = useState(false);
  const filmPlays = usePictureState(picture, (state) => state.playing);
  const now = useRef({ index, shown, timer: undefined as ReturnType<typeof setTimeout> | undefined });
  now.current.shown = shown;
  const place = useCallback((to: number) => {
    now.current.index = to;
    setIndex(to);
  }, []);
  const stopCard = useCallback(() => {
    clearTimeout(now.current.timer);
    now.current.timer = undefined;
    setStanding(false);
  }, []);
  const playFrom = useCallback(
    (to: number, rate = 1) => {
      const one = now.current.shown[to];
      if (!one) return picture.pause();
      place(to);
      if ('item' in one) {
        picture.seek(one.inFrame);
        picture.play(rate);
        return;
      }
      picture.pause();
      setStanding(true);
      now.current.timer = setTimeout(
        () => {
          stopCard();
          // Found again: cards and shots may have moved while it stood.
          const at = now.current.shown.findIndex((other) => idOf(other) === idOf(one));
          playFrom((at < 0 ? to : at) + 1, rate);
        },
        (secondsOf(info, one.outFrame) / Math.max(1, rate)) * 1000,
      );
    },
    [picture, place, stopCard, info],
  );
  useEffect(
    () =>
      picture.onFrame((frame) => {
        const { playing, rate } = picture.state();
        if (!playing) return;
        // Somebody plays the film by its own keys while a card stands.
        stopCard();
        const next = step(now.current.shown, now.current.index, frame);
        if (next.kind === 'end') picture.pause();
        else if (next.kind === 'jump') playFrom(next.index, rate);
        else if (next.index !== undefined) place(next.index);
      }),
    [picture, place, playFrom, stopCard],
  );
  useEffect(() => stopCard, [stopCard]);
  const goTo = useCallback(
    (to: number) => {
      const one = now.current.shown[to];
      if (!one) return;
      picture.pause();
      stopCard();
      place(to);
      if ('item' in one) picture.seek(one.inFrame);
    },
    [picture, place, stopCard],
  );
  const toggle = useCallback(() => {
    if (picture.state().playing) return picture.pause();
    if (now.current.timer !== undefined) return stopCard();
    const { shown: all, index: at } = now.current;
    const one = all[at];
    const { frame } = picture.state();
    const isInside = one && 'item' in one && frame >= one.inFrame && frame < one.outFrame;
    const isOver = at === all.length - 1 && isInside && frame >= one.outFrame - 1;
    if (isInside && !isOver) picture.play();
    else playFrom(isOver || !one ? 0 : at);
  }, [picture, playFrom, stopCard]);
  return { index, playing: filmPlays || standing, toggle, goTo };
}
