import { useCallback, useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import { inlineBytes } from './inline-models.ts';
import type { FileAnswer, FileAsk } from './read-file.worker.ts';
import ReadFileWorker from './read-file.worker.ts?worker&inline';

export type Read = Extract<FileAnswer, { kind: 'read' }>;

export type FileState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string; readonly page?: number; readonly pages?: number }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
  | { readonly kind: 'read'; readonly name: string; readonly read: Read; readonly without?: string };

/** Reads one file after the other in a worker that came with the page; its bytes go nowhere else. */
export function useReadFile(): { readonly state: FileState; readonly open: (file: File) => void } {
  const [state, setState] = useState<FileState>({ kind: 'none' });
  const worker = useRef<Worker>(null);
  const modelled = useRef(false);
  const turn = useRef(0);
  useEffect(() => () => worker.current?.terminate(), []);
  const open = useCallback((file: File) => {
    const { name } = file;
    const mine = ++turn.current;
    setState({ kind: 'reading', name });
    // A new one for each file: one that is stuck in a damaged PDF holds up nothing.
    worker.current?.terminate();
    modelled.current = false;
    const reader = new ReadFileWorker();
    worker.current = reader;
    const fail = (message: string) => {
      if (turn.current !== mine) return;
      // What has been read stays, without what the models would have added.
      setState((now) => (now.kind === 'read' ? { ...now, without: message } : { kind: 'failed', name, message }));
    };
    // A worker that does not start says nothing.
    reader.onerror = (event) => fail(event.message || messages.readPage.noWorker);
    reader.onmessage = ({ data }: MessageEvent<FileAnswer>) => {
      if (turn.current !== mine) return;
      if (data.kind === 'failed') fail(data.message);
      else if (data.kind === 'page') setState({ kind: 'reading', name, page: data.page, pages: data.pages });
      // pdf.js, which runs in there, greets whoever listens: that is not for us.
      else if (data.kind === 'read') {
        setState({ kind: 'read', name, read: data });
        if (modelled.current) return;
        modelled.current = true;
        // Behind the first reading, so that it is on the screen before.
        setTimeout(() => giveModels(reader), 50);
      }
    };
    file.arrayBuffer().then(
      (buffer) => {
        const ask: FileAsk = { kind: 'file', name, bytes: new Uint8Array(buffer) };
        if (turn.current === mine) reader.postMessage(ask, [buffer]);
      },
      (thrown: unknown) => fail(thrown instanceof Error ? thrown.message : String(thrown)),
    );
  }, []);
  return { state, open };
}

function giveModels(reader: Worker): void {
  const emotion = inlineBytes('model-emotion');
  const vad = inlineBytes('model-vad');
  const lexicon = inlineBytes('model-lexicon');
  if (!emotion || !vad || !lexicon) return;
  const ask: FileAsk = { kind: 'models', emotion, vad, lexicon };
  reader.postMessage(ask, [emotion.buffer, vad.buffer, lexicon.buffer]);
}
