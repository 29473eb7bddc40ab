import { useEffect, useRef, useState } from 'react';
import { url } from '../api/client.ts';
import { messages } from '../messages.ts';
import { useViewing } from './viewing.tsx';

function stillUrl(media: string, frame: number, curve: string | undefined): string {
  return url(`/media/${media}/frames/${frame}?look=${curve === undefined ? 'recorded' : encodeURIComponent(curve)}`);
}

/** One frame of a film as a picture. */
export function Still({ media, frame, alt }: { media: string; frame: number; alt: string }) {
  const [failed, setFailed] = useState<string>();
  const src = stillUrl(media, frame, useViewing(media)?.curve ?? undefined);
  if (failed === src) return <span className="still still-none">{alt === '' ? '' : messages.picture.noFrame}</span>;
  return (
    <img
      className="still"
      src={src}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(src)}
    />
  );
}

/**
 * The frame that is wanted now, as soon as the one before has come: while a person scrubs, the
 * newest wish is fetched next and those in between are left out.
 */
export function LatestStill({ media, frame, alt }: { media: string; frame: number; alt: string }) {
  const [shown, setShown] = useState(frame);
  const [failed, setFailed] = useState(false);
  const [slow, setSlow] = useState(false);
  const wanted = useRef(frame);
  const loading = useRef(false);
  const curve = useViewing(media)?.curve ?? undefined;
  const subject = useRef({ media, curve });
  subject.current = { media, curve };
  wanted.current = frame;
  useEffect(() => {
    if (loading.current) return;
    const load = (next: number) => {
      loading.current = true;
      const late = setTimeout(() => setSlow(true), 300);
      const image = new Image();
      const done = (ok: boolean) => {
        clearTimeout(late);
        loading.current = false;
        setSlow(false);
        setFailed(!ok);
        setShown(next);
        if (wanted.current !== next) load(wanted.current);
      };
      image.onload = () => done(true);
      image.onerror = () => done(false);
      image.src = stillUrl(subject.current.media, next, subject.current.curve);
    };
    load(frame);
  }, [frame]);
  return (
    <>
      {failed ? (
        <span className="still still-none">{messages.picture.noFrame}</span>
      ) : (
        <img className="still" src={stillUrl(media, shown, curve)} alt={alt} draggable={false} />
      )}
      {slow && <span className="picture-wait">{messages.picture.loading}</span>}
    </>
  );
}
