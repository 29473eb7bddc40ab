import type { MediaInfo } from '@second-unit/media';
import type { CutView } from '@second-unit/studio/contract';
import { Clapperboard } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { ensure, StudioError, url } from '../api/client.ts';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import type { Preview } from './preview.ts';
import { previewSeconds, previewShows } from './preview-schedule.ts';
import { lastRenderSettings } from './render-settings.tsx';
import { idOf, type Shown } from './shown.ts';

const words = messages.cut.asRendered;
/** Milliseconds for which somebody who goes from shot to shot is let go on. */
const SETTLES = 120;

interface Parts {
  view: CutView;
  info: MediaInfo;
  shown: readonly Shown[];
  /** Of what is shown: what is chosen, or plays. */
  index: number;
  picture: Picture;
  preview: Preview;
}

/** The current shot as it will be rendered, in place of its film, for as long as a person wants to see that. */
export interface AsRendered {
  readonly on: boolean;
  readonly playing: boolean;
  /** Of what is shown: what is on the screen, once there is something on it; it begins before the current shot. */
  readonly index: number | undefined;
  /** Shows it, or the film again. */
  turn(): void;
  /** Plays or pauses it. */
  toggle(): void;
  /** What lies over the film's picture. */
  readonly over: ReactNode;
}

/** Nothing that leaves the picture as it is: a lock makes no new preview. */
function picturesOf(cut: CutView['cut'], shown: readonly Shown[]): string {
  const parts = shown.map((one) => {
    if ('card' in one) return one.card;
    const { locked: _, score: __, reasons: ___, beat: ____, ...pictures } = one.item;
    return pictures;
  });
  return JSON.stringify([parts, cut.look, cut.brief.aspect, cut.brief.music]);
}

export function useAsRendered({ view, info, shown, index, picture, preview }: Parts): AsRendered {
  const [on, setOn] = useState(false);
  const [playing, setPlaying] = useState(false);
  const [src, setSrc] = useState<string>();
  const video = useRef<HTMLVideoElement>(null);
  const one = shown[index];
  const item = one && idOf(one);
  const pictures = useMemo(() => picturesOf(view.cut, shown), [view.cut, shown]);
  const [version, setVersion] = useState({ pictures, count: view.decisions.length });
  if (version.pictures !== pictures) setVersion({ pictures, count: view.decisions.length });
  const { aspect, subtitles } = lastRenderSettings();
  const wanted =
    on && item !== undefined
      ? `/cuts/${view.id}/preview?${new URLSearchParams({
          item,
          v: String(version.count),
          ...(aspect === undefined ? {} : { aspect }),
          ...(subtitles === 'burn' ? { subtitles } : {}),
        })}`
      : undefined;
  useEffect(() => {
    if (wanted === undefined) return setSrc(undefined);
    const timer = setTimeout(() => setSrc(wanted), SETTLES);
    return () => clearTimeout(timer);
  }, [wanted]);
  const [at, setAt] = useState<{ readonly src: string; readonly index: number }>();
  const follows = useRef(false);
  const perSecond = info.frameRate.num / info.frameRate.den;
  const onSeconds = useCallback(
    (seconds: number) => {
      const place = src === undefined ? undefined : previewShows(shown, index, perSecond, seconds);
      const there = place && shown[place.index];
      if (src === undefined || !place || !there) return;
      setAt((old) => (old?.src === src && old.index === place.index ? old : { src, index: place.index }));
      if ('card' in there) return;
      follows.current = true;
      picture.follow(place.frame);
      follows.current = false;
    },
    [src, shown, index, perSecond, picture],
  );
  const turn = useCallback(() => {
    if (preview.playing) preview.toggle();
    picture.pause();
    const { frame } = picture.state();
    // The film is seen again where the preview left it, or where the shot begins in which it was not yet.
    if (on && one && 'item' in one) {
      picture.seek(frame >= one.inFrame && frame < one.outFrame ? frame : one.inFrame);
    }
    setPlaying(false);
    setOn(!on);
  }, [picture, preview.playing, preview.toggle, on, one]);
  const toggle = useCallback(() => {
    const film = video.current;
    if (!film) return;
    if (film.paused) film.play().catch(() => {});
    else film.pause();
  }, []);
  useEffect(() => {
    if (!on) return;
    const off = picture.subscribe(() => {
      // Somebody plays the film by its own keys.
      if (picture.state().playing) setOn(false);
    });
    const offFrame = picture.onFrame((frame) => {
      const film = video.current;
      if (follows.current || !film || !one || 'card' in one || frame < one.inFrame || frame >= one.outFrame) return;
      film.pause();
      film.currentTime = previewSeconds(shown, index, perSecond, frame);
    });
    return () => {
      off();
      offFrame();
    };
  }, [on, picture, one, shown, index, perSecond]);
  useActions([
    {
      name: 'client.cut.rendered',
      label: words.label,
      group: messages.groups.cut,
      shortcut: 'r',
      enabled: shown.length > 0,
      run: turn,
    },
  ]);
  const over = on && (
    <PreviewFilm
      video={video}
      src={src === wanted ? src : undefined}
      muted={picture.state().muted}
      isRefused={view.exportRefused !== undefined}
      onPlaying={setPlaying}
      onSeconds={onSeconds}
    />
  );
  const isAt = on && at !== undefined && at.src === wanted;
  return { on, playing: on && playing, index: isAt ? at.index : undefined, turn, toggle, over };
}

interface FilmProps {
  video: React.RefObject<HTMLVideoElement | null>;
  /** Undefined while it is not settled what is to be seen. */
  src: string | undefined;
  muted: boolean;
  /** May the cut not leave the studio? Then only a player is answered, and cannot be told why it failed. */
  isRefused: boolean;
  onPlaying: (playing: boolean) => void;
  /** Told of each frame as it comes to the screen, by its time in the preview. */
  onSeconds: (seconds: number) => void;
}

function PreviewFilm({ video, src, muted, isRefused, onPlaying, onSeconds }: FilmProps) {
  const [ready, setReady] = useState<string>();
  const [wrong, setWrong] = useState<{ readonly src: string; readonly why: string }>();
  useEffect(() => {
    const film = video.current;
    // A player that is taken away goes on loading, and the studio rendering.
    return () => {
      film?.removeAttribute('src');
      film?.load();
    };
  }, [video]);
  useEffect(() => {
    const film = video.current;
    if (!film) return;
    let asked = 0;
    const onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      onSeconds(mediaTime);
      asked = film.requestVideoFrameCallback(onFrame);
    };
    asked = film.requestVideoFrameCallback(onFrame);
    return () => film.cancelVideoFrameCallback(asked);
  }, [video, onSeconds]);
  const failed = (of: string) => {
    const say = (why: string) => setWrong({ src: of, why });
    if (isRefused) return say(words.failed);
    ensure(of).then(
      () => say(words.cannotPlay),
      (thrown: unknown) => say(thrown instanceof StudioError ? thrown.message : words.failed),
    );
  };
  const isReady = src !== undefined && ready === src;
  const why = src !== undefined && wrong?.src === src ? wrong.why : undefined;
  return (
    <>
      <div className="as-rendered" data-ready={isReady || undefined}>
        <video
          ref={video}
          {...(src === undefined ? {} : { src: url(src) })}
          autoPlay
          muted={muted}
          playsInline
          disablePictureInPicture
          data-shown={isReady || undefined}
          onLoadedData={() => setReady(src)}
          onError={() => src !== undefined && failed(src)}
          onPlay={() => onPlaying(true)}
          onPause={() => onPlaying(false)}
          onEmptied={() => onPlaying(false)}
        />
      </div>
      {!isReady && (
        <span className="picture-wait" role="status">
          {why ?? words.waits}
        </span>
      )}
    </>
  );
}

/** In the player's bar. */
export function AsRenderedButton({ rendered }: { rendered: AsRendered }) {
  return (
    <button
      type="button"
      className="button as-rendered-button"
      data-plain
      aria-label={words.label}
      title={words.title}
      aria-pressed={rendered.on}
      onClick={rendered.turn}
    >
      <Clapperboard size={16} aria-hidden />
      <span className="wide-only">{words.label}</span>
    </button>
  );
}
