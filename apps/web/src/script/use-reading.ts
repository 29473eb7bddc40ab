import type { KeptCorrection } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type * as Y from 'yjs';
import { correctionsQuery, queryClient, readQuery } from '../api/queries.ts';
import type { ReaderAnswer, ReaderAsk } from './reader.worker.ts';
import { changesOf, type TextChange } from './text-changes.ts';

/** Milliseconds without a change before the script is read anew. */
const QUIET = 120;
/** With more changes than these waiting, as after a paste from elsewhere, the whole text is sent. */
const MOST = 256;

export interface Reader {
  /** Whether what the cache holds was read of the text as it is now, so that its offsets are true. */
  readonly isCurrent: () => boolean;
}

/**
 * Keeps the reading of a script true to what is on the page, in a worker, one reading at a time; only what changed is
 * sent there. Strip, outline, cast and the Story room all draw from the same place in the cache.
 */
export function useReading(script: string, text: Y.Text): Reader {
  const { data: kept } = useQuery(correctionsQuery(script));
  const said = useRef(kept);
  said.current = kept;
  const correct = useRef<() => void>(undefined);
  const current = useRef(false);
  const reader = useRef<Reader>({ isCurrent: () => current.current });
  useEffect(() => {
    const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting: TextChange[] = [];
    /** Asks that were sent; while one is under way no other is. */
    let sent = 0;
    let busy = true;
    /** The text is no longer what the studio read. */
    let edited = false;
    const tell = (ask: ReaderAsk) => {
      busy = true;
      sent++;
      worker.postMessage(ask);
    };
    /** What the worker was told of the breakdown; it is told anew where that is no longer what was said. */
    let told: readonly KeptCorrection[] | undefined;
    const corrections = () => {
      told = said.current;
      return (told ?? []).map(({ correction }) => correction);
    };
    const read = () => {
      if (busy) return;
      if (told !== said.current) {
        tell({ kind: 'correct', corrections: corrections() });
        return;
      }
      if (waiting.length === 0) return;
      const changes = waiting;
      waiting = [];
      tell(
        changes.length > MOST
          ? { kind: 'open', text: text.toString(), corrections: corrections() }
          : { kind: 'change', changes },
      );
    };
    worker.onmessage = ({ data }: MessageEvent<ReaderAnswer>) => {
      // The reader also speaks unasked, when it has learned more: of a text that may be older than what it was sent since.
      if (data.asks < sent) return;
      busy = false;
      // What the studio read of this text with its models is not taken off the page for an answer without them.
      if (!data.complete && !edited && queryClient.getQueryData(readQuery(script).queryKey) !== undefined) {
        read();
        return;
      }
      queryClient.setQueryData(readQuery(script).queryKey, data.reading);
      current.current = waiting.length === 0;
      read();
    };
    const changed = ({ delta }: Y.YTextEvent) => {
      edited = true;
      waiting.push(...changesOf(delta));
      current.current = false;
      clearTimeout(timer);
      timer = setTimeout(read, QUIET);
    };
    current.current = false;
    text.observe(changed);
    tell({ kind: 'open', text: text.toString(), corrections: corrections() });
    correct.current = read;
    return () => {
      correct.current = undefined;
      text.unobserve(changed);
      clearTimeout(timer);
      worker.terminate();
    };
  }, [script, text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said has changed.
  useEffect(() => correct.current?.(), [kept]);
  return reader.current;
}
