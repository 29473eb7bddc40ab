import { type RefObject, useEffect, useRef, useState } from 'react';
import { url } from '../api/client.ts';
import { messages } from '../messages.ts';
import { readCube } from './cube.ts';
import { type CubePainter, cubePainter } from './cube-painter.ts';

/** Lies over a video and shows it through the viewing transform of a curve; the video itself stays as it is. */
export function ViewedVideo({ video, curve }: { video: RefObject<HTMLVideoElement | null>; curve: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const [shown, screen] = [video.current, canvas.current];
    if (!shown || !screen) return;
    const off = new AbortController();
    let painter: CubePainter | undefined;
    let callback = 0;
    const begin = async () => {
      const answer = await fetch(url(`/viewing/${encodeURIComponent(curve)}`), { signal: off.signal });
      const cube = readCube(await answer.text());
      if (off.signal.aborted) return;
      painter = cubePainter(screen, cube);
      if (painter === undefined) setFailed(true);
      const onFrame = () => {
        painter?.paint(shown);
        callback = shown.requestVideoFrameCallback(onFrame);
      };
      onFrame();
      for (const name of ['seeked', 'loadeddata']) {
        shown.addEventListener(name, () => painter?.paint(shown), { signal: off.signal });
      }
    };
    begin().catch(() => {
      if (!off.signal.aborted) setFailed(true);
    });
    return () => {
      off.abort();
      shown.cancelVideoFrameCallback(callback);
      painter?.free();
    };
  }, [video, curve]);
  if (failed) return <span className="picture-wait">{messages.picture.notViewed(curve)}</span>;
  return <canvas key={curve} ref={canvas} className="viewed-video" aria-hidden />;
}
