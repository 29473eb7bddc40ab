import type { MediaSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Pause, Play, Volume2, VolumeX } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { ensure, StudioError, sentence, url } from '../api/client.ts';
import { useNarrow } from '../frame/narrow.ts';
import { messages } from '../messages.ts';
import type { Picture } from './picture.ts';
import { LatestStill } from './still.tsx';
import { timecodeOf } from './timecode.ts';
import { usePictureState } from './use-picture.ts';
import { ViewedVideo } from './viewed-video.tsx';
import { useViewing } from './viewing.tsx';

interface Props {
  media: MediaSummary;
  picture: Picture;
  /** Instead of playing the film: plays what the room says. */
  toggle?: () => void;
  /** More of the bar below the picture. */
  children?: ReactNode;
  /** Does that play now? As the picture does if absent. */
  playing?: boolean;
  /** What lies over the picture, e.g. a title card. */
  over?: ReactNode;
  /** A word over the picture's corner, e.g. that it is a rendered sample. */
  badge?: string;
}

/** The picture, its timecode and its one button. Silent until played. */
export function Player({ media, picture, toggle, playing, over, children, badge }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const mode = usePictureState(picture, (state) => state.mode);
  const shown = usePictureState(picture, (state) => state.shown);
  const viewing = useViewing(media.id);
  // Over so small a picture it would hide who is in it.
  const narrow = useNarrow();
  const mark = badge && <span className="picture-badge">{badge}</span>;
  // What is marked as of high dynamic range, the browser itself makes fit the screen.
  const curve = viewing?.by === 'metadata' && /^(?:HLG|PQ)$/.test(viewing.curve ?? '') ? null : viewing?.curve;
  useEffect(() => {
    if (mode === 'video' && video.current) return picture.attach(video.current);
  }, [picture, mode]);
  return (
    <section className="player" aria-label={messages.picture.player}>
      <div className="picture" style={{ aspectRatio: `${media.info.width} / ${media.info.height}` }}>
        {(mode === 'stills' || !shown) && <FrameStill media={media} picture={picture} />}
        {mode === 'video' && (
          // biome-ignore lint/a11y/useMediaCaption: subtitle lines show beside the picture, in Because.
          <video
            ref={video}
            key={media.id}
            src={url(`/media/${media.id}/file`)}
            preload="auto"
            playsInline
            disablePictureInPicture
            data-shown={shown || undefined}
          />
        )}
        {mode === 'video' && shown && curve && <ViewedVideo video={video} curve={curve} />}
        {over}
        {!narrow && mark}
        {/* The same as the button below: a second stop for the Tab key would only be in the way. */}
        <button
          type="button"
          className="picture-press"
          tabIndex={-1}
          aria-hidden
          onClick={() => (toggle ? toggle() : picture.toggle())}
        />
      </div>
      {narrow && mark}
      <div className="transport">
        <PlayButton
          picture={picture}
          {...(toggle ? { toggle } : {})}
          {...(playing === undefined ? {} : { plays: playing })}
        />
        <Timecode media={media} picture={picture} />
        {children}
        <Rate picture={picture} />
        {media.info.audio && mode === 'video' && <Mute picture={picture} />}
      </div>
      {viewing?.curve && <p className="stills-note quiet">{messages.picture.viewed(viewing.curve)}</p>}
      {mode === 'stills' && <WhyStills media={media} />}
    </section>
  );
}

/** Why the film does not play: its file is gone or another, or the browser cannot decode it. */
function WhyStills({ media }: { media: MediaSummary }) {
  const { id, info, logged, job } = media;
  const { error, isPending } = useQuery({
    queryKey: ['plays', id, info.originalPath],
    queryFn: () => ensure(`/media/${id}/file`).then(() => true),
    // The file may come back: each time it does not play is asked about anew.
    gcTime: 0,
    retry: false,
  });
  const code = error instanceof StudioError ? error.code : undefined;
  // A film that the studio keeps cannot be opened from elsewhere.
  const isOpened = info.fileName === undefined;
  return (
    <p className="stills-note quiet" role="status">
      {isPending
        ? ''
        : code === 'not-found' && isOpened
          ? messages.picture.gone(info.originalPath)
          : code === 'not-found' || code === 'conflict'
            ? sentence(error)
            : info.playsInBrowser || (logged && job === undefined)
              ? messages.picture.stills
              : messages.picture.stillsUntil}
    </p>
  );
}

function FrameStill({ media, picture }: { media: MediaSummary; picture: Picture }) {
  const frame = usePictureState(picture, (state) => state.frame);
  return <LatestStill media={media.id} frame={frame} alt={messages.picture.still(timecodeOf(media.info, frame))} />;
}

function PlayButton({ picture, toggle, plays }: { picture: Picture; toggle?: () => void; plays?: boolean }) {
  const filmPlays = usePictureState(picture, (state) => state.playing);
  const playing = plays ?? filmPlays;
  return (
    <button
      type="button"
      className="button"
      data-plain
      data-icon
      aria-label={playing ? messages.picture.pause : messages.picture.play}
      onClick={() => (toggle ? toggle() : picture.toggle())}
    >
      {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
    </button>
  );
}

function Timecode({ media, picture }: { media: MediaSummary; picture: Picture }) {
  const frame = usePictureState(picture, (state) => state.frame);
  return (
    <span className="timecode">
      <span className="time">{timecodeOf(media.info, frame)}</span>
      <span className="time quiet">{messages.picture.frame(frame)}</span>
    </span>
  );
}

function Rate({ picture }: { picture: Picture }) {
  const rate = usePictureState(picture, (state) => state.rate);
  return rate === 1 ? null : <span className="time quiet">{messages.picture.rate(rate)}</span>;
}

function Mute({ picture }: { picture: Picture }) {
  const muted = usePictureState(picture, (state) => state.muted);
  return (
    <button
      type="button"
      className="button"
      data-plain
      data-icon
      aria-label={muted ? messages.picture.unmute : messages.picture.mute}
      onClick={() => picture.setMuted(!muted)}
    >
      {muted ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
    </button>
  );
}
