import type { ReadThrough } from '@second-unit/story';
import { useEffect } from 'react';
import type * as Y from 'yjs';
import { queryClient, readQuery } from '../api/queries.ts';

/** Milliseconds without a change before the script is read anew. */
const QUIET = 180;

/**
 * Keeps the reading of a script true to what is on the page, in a worker, one reading at a time;
 * strip, outline and cast all draw from the same place in the cache.
 */
export function useReading(script: string, text: Y.Text): void {
  useEffect(() => {
    const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    let busy = false;
    let stale = false;
    const read = () => {
      if (busy) {
        stale = true;
        return;
      }
      busy = true;
      worker.postMessage({ turn: ++turn, text: text.toString() });
    };
    worker.onmessage = ({ data }: MessageEvent<{ turn: number; reading: ReadThrough }>) => {
      busy = false;
      queryClient.setQueryData(readQuery(script).queryKey, data.reading);
      if (!stale) return;
      stale = false;
      read();
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(read, QUIET);
    };
    text.observe(changed);
    read();
    return () => {
      text.unobserve(changed);
      clearTimeout(timer);
      worker.terminate();
    };
  }, [script, text]);
}
