import { readThrough } from '@second-unit/story';

/** Reads a script away from the keys: `{ turn, text }` in, `{ turn, reading }` out. */
self.onmessage = ({ data }: MessageEvent<{ turn: number; text: string }>) => {
  self.postMessage({ turn: data.turn, reading: readThrough(data.text) });
};
