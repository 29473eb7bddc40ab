import type { LineType, PdfLine } from '@second-unit/screenplay/pdf-in';
import type { PdfReadingView, ScriptSummary } from '@second-unit/studio/contract';
import { LINE_CHOICES } from '@second-unit/studio/contract/corrections';
import { useQuery } from '@tanstack/react-query';
import { Undo2, X } from 'lucide-react';
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useActions } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import { Failed, Waiting } from '../ui/states.tsx';
import { correctionsOf, placeInText, readingQuery } from './corrections.ts';
import type { EditorHandle } from './editor.tsx';
import { PagePicture } from './page-picture.tsx';
import type { ScriptSession } from './script-session.ts';
import '../styles/corrections.css';
import { IconButton } from '../ui/icon-button.tsx';

interface Props {
  readonly script: ScriptSummary;
  readonly session: ScriptSession;
  readonly editor: RefObject<EditorHandle | null>;
  readonly onClose: () => void;
}

const words = messages.corrections;

const SHOWN_KEYS = { next: 'j', previous: 'k', choose: '1', accept: 'Enter', back: 'u' } as const;

/** The lines of a PDF that were read with doubt, for a person to say what they are. */
export default function CorrectionsPanel({ script, session, editor, onClose }: Props) {
  const { data, error, refetch } = useQuery(readingQuery(script.id));
  const doubts = script.original?.doubts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count means that somebody said something.
  useEffect(() => {
    void refetch();
  }, [doubts, refetch]);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting text={words.waiting} />;
  return <Lines {...{ script, session, editor, onClose, view: data }} />;
}

function Lines({ script, session, editor, onClose, view }: Props & { readonly view: PdfReadingView }) {
  const corrections = correctionsOf(session, view);
  const { said, canUndo } = useSyncExternalStore(corrections.subscribe, corrections.state);
  useEffect(() => corrections.take(view.corrections), [corrections, view]);
  const list = useRef<HTMLOListElement>(null);
  const { lines, doubtful } = view;
  const left = doubtful.filter((line) => !said.has(line));
  const [at, setAt] = useState(() => left[0] ?? doubtful[0] ?? 0);
  const [told, setTold] = useState('');
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    const place = placeInText(session.text.toString(), lines, at);
    if (!place) return;
    editor.current?.show(place);
  }, [at, lines, session, editor]);
  useEffect(() => () => editor.current?.highlight([]), [editor]);
  // The line that is spoken of has the focus: a screen reader says it, keys go to it.
  const focusLine = useCallback(() => {
    const button = list.current?.querySelector<HTMLElement>(`[data-line="${at}"]`);
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useEffect(focusLine, [focusLine]);

  const step = (by: number) => {
    const next = doubtful[doubtful.indexOf(at) + by];
    if (next !== undefined) setAt(next);
  };
  const choose = (type: LineType) => {
    const line = lines[at];
    if (!line) return;
    const followed = corrections.say(at, type);
    const others = left.filter((one) => one !== at);
    setRefused(followed === 'needsCue');
    if (followed === 'needsCue') {
      setTold(words.needsCue(line.text, type === 'parenthetical'));
      return;
    }
    setTold(followed === 'left' ? words.left(line.text) : words.told(line.text, words.kinds[type], others.length));
    const next = others.find((one) => one > at) ?? others[0];
    if (next !== undefined && followed !== 'left') setAt(next);
  };
  const undo = () => {
    const line = corrections.undo();
    if (line === undefined) return;
    setTold(words.undone);
    if (doubtful.includes(line)) setAt(line);
  };
  const acceptAll = () => {
    corrections.sayAsRead(left);
    setTold(words.allTaken(left.length));
    // Its button has nothing left to do.
    focusLine();
  };
  useActions([
    {
      name: 'client.corrections.all',
      label: words.acceptAll,
      group: messages.groups.script,
      enabled: left.length > 0,
      run: acceptAll,
    },
    // Told in the sheet of keys; the list itself listens for them.
    ...(['next', 'previous', 'choose', 'accept', 'back'] as const).map((key) => ({
      name: `client.corrections.${key}`,
      label: words.sheet[key],
      group: messages.groups.script,
      shortcut: SHOWN_KEYS[key],
      enabled: false,
      keysOnly: true,
      run: () => {},
    })),
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const modified = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    const choice = LINE_CHOICES[Number(key) - 1];
    if (modified && key.toLowerCase() === 'z' && !event.shiftKey) undo();
    else if (modified) return;
    else if (key === 'j' || key === 'ArrowDown') step(1);
    else if (key === 'k' || key === 'ArrowUp') step(-1);
    else if (choice !== undefined) choose(choice);
    else if (key === 'Enter' && isLine(event.target)) choose(said.get(at) ?? (lines[at] as PdfLine).type);
    else if (key === 'u') undo();
    else if (key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = lines[at];
  return (
    <section className="corrections" aria-label={words.title} onKeyDown={onKeyDown}>
      <header className="corrections-head">
        <h2>{left.length === 0 ? words.done : words.count(left.length)}</h2>
        <span className="row">
          <IconButton icon={Undo2} label={words.undo} disabled={!canUndo} onClick={undo} />
          <IconButton icon={X} label={words.close} onClick={onClose} />
        </span>
      </header>
      {shown && (
        <div className="corrections-line">
          <PagePicture script={script.id} lines={lines} line={at} />
          <fieldset className="kinds">
            <legend>
              <q className="script-text">{shown.text}</q>
              <span className="quiet">{words.readAs(words.kinds[shown.type], shown.confidence)}</span>
            </legend>
            {LINE_CHOICES.map((type, index) => (
              <button
                key={type}
                type="button"
                className="kind"
                aria-pressed={said.get(at) === type}
                data-read={shown.type === type || undefined}
                onClick={() => choose(type)}
              >
                <kbd aria-hidden>{index + 1}</kbd>
                {words.kinds[type]}
              </button>
            ))}
          </fieldset>
        </div>
      )}
      <p className={refused ? 'told' : 'told quiet'} role="status">
        {told}
      </p>
      <ol className="doubts" ref={list}>
        {doubtful.map((line) => (
          <li key={line}>
            <DoubtfulLine
              line={line}
              shown={lines[line] as PdfLine}
              said={said.get(line)}
              current={line === at}
              onPick={() => setAt(line)}
            />
          </li>
        ))}
      </ol>
      <footer className="corrections-foot">
        <span className="quiet keys-line" aria-hidden>
          <span>
            <kbd className="kbd">J</kbd> <kbd className="kbd">K</kbd> {words.keys.step}
          </span>
          <span>
            <kbd className="kbd">1</kbd>–<kbd className="kbd">9</kbd> {words.keys.choose}
          </span>
          <span>
            <kbd className="kbd">↵</kbd> {words.keys.accept}
          </span>
        </span>
        <button type="button" className="button" disabled={left.length === 0} onClick={acceptAll}>
          {words.acceptAll}
        </button>
      </footer>
    </section>
  );
}

interface LineProps {
  readonly line: number;
  readonly shown: PdfLine;
  readonly said: LineType | undefined;
  readonly current: boolean;
  readonly onPick: () => void;
}

function DoubtfulLine({ line, shown, said, current, onPick }: LineProps) {
  return (
    <button
      type="button"
      className="doubt"
      data-line={line}
      data-said={said === undefined ? undefined : true}
      aria-current={current ? 'true' : undefined}
      tabIndex={current ? 0 : -1}
      onClick={onPick}
    >
      <span className="quiet time">{words.page(shown.page)}</span>
      <span className="script-text" dir="auto">
        {shown.text}
      </span>
      <span className="doubt-kind">
        {said === undefined ? words.readAs(words.kinds[shown.type], shown.confidence) : words.kinds[said]}
      </span>
    </button>
  );
}

/** Enter on a choice is that choice. */
function isLine(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.doubt') !== null;
}
