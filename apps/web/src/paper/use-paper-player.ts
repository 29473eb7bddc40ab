import type { Segment } from '@second-unit/editing';
import type { MediaSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { logQuery } from '../api/queries.ts';
import type { Picture } from '../picture/picture.ts';
import { usePicture } from '../picture/use-picture.ts';

export interface PaperPlayer {
  readonly media: MediaSummary;
  readonly picture: Picture;
  /** The segment of the paper edit that plays; undefined while a film is played by itself. */
  readonly segment: number | undefined;
  /** Shows a frame of a film, and plays on from there if asked. */
  show(media: string, frame: number, play?: boolean): void;
  /** Plays the paper edit from a segment on. */
  playFrom(index: number, frame?: number): void;
  /** Plays what is on the screen, or pauses it. */
  toggle(): void;
}

interface Wanted {
  readonly frame: number;
  readonly play: boolean;
}

/** One player for the films of a production: a film by itself, or the paper edit through all of them. */
export function usePaperPlayer(
  films: readonly MediaSummary[],
  first: string,
  segments: readonly Segment[],
): PaperPlayer {
  const [id, setId] = useState(first);
  const media = films.find((one) => one.id === id) ?? films[0]!;
  const varies = media.info.variableFrameRate;
  // Only of a film whose rate varies must the log say when its frames are shown.
  const { data: log } = useQuery({ ...logQuery(media.id), enabled: varies });
  const wanted = useRef<Wanted>({ frame: 0, play: false });
  const picture = usePicture(media, varies ? log?.log : undefined, wanted.current.frame);
  const [segment, setSegment] = useState<number>();
  const now = useRef({ segments, segment, media: media.id });
  now.current = { segments, segment, media: media.id };
  const place = useCallback((index: number | undefined) => {
    now.current.segment = index;
    setSegment(index);
  }, []);
  const show = useCallback(
    (film: string, frame: number, play = false) => {
      wanted.current = { frame, play };
      if (film !== now.current.media) {
        picture.pause();
        setId(film);
        return;
      }
      if (!play) picture.pause();
      picture.seek(frame);
      if (play) picture.play();
    },
    [picture],
  );
  // Another film has come to the screen: on to the frame that it was called for.
  useEffect(() => {
    const { frame, play } = wanted.current;
    picture.seek(frame);
    if (play) picture.play();
    return () => picture.pause();
  }, [picture]);
  const playFrom = useCallback(
    (index: number, frame?: number) => {
      const one = now.current.segments[index];
      if (!one) return;
      place(index);
      show(one.media, frame ?? one.inFrame, true);
    },
    [place, show],
  );
  useEffect(
    () =>
      picture.onFrame((frame) => {
        const { segments: all, segment: at } = now.current;
        if (at === undefined || !picture.state().playing) return;
        const one = all[at];
        if (!one || one.media !== now.current.media) return;
        if (frame < one.outFrame) return;
        if (all[at + 1]) playFrom(at + 1);
        else {
          picture.pause();
          picture.seek(one.outFrame - 1);
        }
      }),
    [picture, playFrom],
  );
  return {
    media,
    picture,
    segment,
    show: useCallback(
      (film: string, frame: number, play = false) => {
        place(undefined);
        show(film, frame, play);
      },
      [place, show],
    ),
    playFrom,
    toggle: useCallback(() => {
      const { segments: all, segment: at } = now.current;
      const one = at === undefined ? undefined : all[at];
      if (!picture.state().playing && one && at === all.length - 1 && picture.state().frame >= one.outFrame - 1) {
        return playFrom(0);
      }
      picture.toggle();
    }, [picture, playFrom]),
  };
}
