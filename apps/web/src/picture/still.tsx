import { useEffect, useRef, useState } from 'react';
import { url } from '../api/client.ts';
import { messages } from '../messages.ts';

function stillUrl(media: string, frame: number): string {
  return url(`/media/${media}/frames/${frame}`);
}

/** One frame of a film as a picture. */
export function Still({ media, frame, alt }: { media: string; frame: number; alt: string }) {
  const [failed, setFailed] = useState<string>();
  const src = stillUrl(media, frame);
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
  const subject = useRef(media);
  subject.current = media;
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
      image.src = stillUrl(subject.current, next);
    };
    load(frame);
  }, [frame]);
  return (
    <>
      {failed ? (
        <span className="still still-none">{messages.picture.noFrame}</span>
      ) : (
        <img className="still" src={stillUrl(media, shown)} alt={alt} draggable={false} />
      )}
      {slow && <span className="picture-wait">{messages.picture.loading}</span>}
    </>
  );
}
