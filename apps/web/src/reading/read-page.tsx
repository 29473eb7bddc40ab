import { readThroughHtml } from '@second-unit/story';
import { Lines } from '@second-unit/story/html';
import { endingsThat } from '@second-unit/studio/script-files';
import { Undo2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import type { Place, Places } from '../story/place.ts';
import { ReadThroughView } from '../story/read-through-view.tsx';
import { ScriptView, type ScriptViewHandle } from './script-view.tsx';
import { type Read, useReadFile } from './use-read-file.ts';

const words = messages.readPage;
const ENDINGS = endingsThat('reads').filter((ending) => ending !== '.json');

/** The read-through on a page of its own: a file is dropped or chosen, read in this tab, and shown. */
export function ReadPage() {
  const { state, open } = useReadFile();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // Out of the window, not from one part of the page to the next.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) open(file);
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [open]);
  const choose = () => input.current?.click();
  return (
    <div className="reading story" data-over={over || undefined}>
      <input
        ref={input}
        type="file"
        hidden
        accept={ENDINGS.join(',')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) open(file);
          event.target.value = '';
        }}
      />
      {state.kind === 'read' ? (
        <ReadScript
          key={state.name}
          name={state.name}
          read={state.read}
          onChoose={choose}
          {...(state.without === undefined ? {} : { without: state.without })}
        />
      ) : (
        <main className="reading-start">
          <h1>{words.title}</h1>
          <p>{words.line}</p>
          <div role="status">
            {state.kind === 'reading' && <p>{words.reading(state.name, state.page, state.pages)}</p>}
            {state.kind === 'failed' && <p className="wrong">{words.failed(state.name, state.message)}</p>}
          </div>
          <button type="button" className="button" data-primary onClick={choose}>
            {words.choose}
          </button>
          <p className="quiet">{words.formats}</p>
          <p className="quiet">{words.private}</p>
        </main>
      )}
    </div>
  );
}

interface ReadScriptProps {
  readonly name: string;
  readonly read: Read;
  /** Why the models of emotion added nothing. */
  readonly without?: string;
  readonly onChoose: () => void;
}

function ReadScript({ name, read, without, onChoose }: ReadScriptProps) {
  const { reading, text, warnings, complete } = read;
  const page = useRef<ScriptViewHandle>(null);
  const lines = useMemo(() => new Lines(text), [text]);
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const [side, setSide] = useState<'read' | 'script'>('read');
  const cameFrom = useRef<HTMLElement>(null);
  const title = reading.title ?? name;

  const quote = useCallback(
    ({ from, to }: Place) => ({ text: text.slice(from, to), line: lines.numberAt(from) }),
    [text, lines],
  );
  const fixing = useMemo(() => ({ text: () => text, left: new Set<string>() }), [text]);
  const go = useCallback((to: Places) => {
    if (document.activeElement instanceof HTMLElement) cameFrom.current = document.activeElement;
    history.pushState({ places: to }, '', `#at-${to[0].from}`);
    setPlaces(to);
    setSide('script');
  }, []);
  useEffect(() => {
    const popped = ({ state }: PopStateEvent) => {
      const back = (state as { places?: readonly Place[] } | null)?.places ?? [];
      setPlaces(back);
      if (back.length > 0) return;
      setSide('read');
      // After the column is on the screen again.
      requestAnimationFrame(() => cameFrom.current?.focus());
    };
    addEventListener('popstate', popped);
    return () => removeEventListener('popstate', popped);
  }, []);
  useEffect(() => page.current?.show(places), [places]);
  useEffect(() => {
    document.title = words.pageTitle(title);
  }, [title]);

  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([readThroughHtml({ ...reading, title }, text)], { type: 'text/html' }));
    link.download = `${name.replace(/\.[^.]+$/u, '')}.read-through.html`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <main className="reading-open" data-side={side}>
      <header className="reading-bar">
        <h1 dir="auto">{title}</h1>
        <p className="quiet" role="status">
          {without === undefined ? (complete ? words.complete : words.incomplete) : words.without(without)}
        </p>
        {places.length > 0 && (
          <button type="button" className="button" onClick={() => history.back()}>
            <Undo2 size={15} aria-hidden />
            {messages.story.backShort}
            <span className="wide-only">{messages.story.backWhere}</span>
          </button>
        )}
        <fieldset className="story-sides">
          <legend className="visually-hidden">{messages.story.show}</legend>
          {(['read', 'script'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className="button"
              data-plain
              aria-pressed={side === one}
              onClick={() => setSide(one)}
            >
              {messages.story[one]}
            </button>
          ))}
        </fieldset>
        <button type="button" className="button" data-plain onClick={save}>
          {words.save}
        </button>
        <button type="button" className="button" onClick={onChoose}>
          {words.another}
        </button>
      </header>
      <div className="story-body">
        <ScriptView ref={page} text={text} />
        <section className="story-side" aria-label={messages.story.read}>
          {warnings.length > 0 && (
            <ul className="reading-warnings">
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
          <ReadThroughView reading={reading} quote={quote} go={go} fixing={fixing} />
        </section>
      </div>
    </main>
  );
}
