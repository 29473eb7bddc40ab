import type { ScriptSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { readQuery } from '../api/queries.ts';
import { setStage, useSeeker } from '../frame/stage-store.ts';
import { messages } from '../messages.ts';
import { Editor, type EditorHandle } from '../script/editor.tsx';
import { SaveLine } from '../script/save-line.tsx';
import type { ScriptSession } from '../script/script-session.ts';
import { useReading } from '../script/use-reading.ts';
import { RoomBar } from '../ui/room-bar.tsx';
import { Waiting } from '../ui/states.tsx';
import { AddWords, elementWords } from './add-words.tsx';
import type { Place, Places } from './place.ts';
import { ReadThroughView } from './read-through-view.tsx';
import { useCorrectBreakdown } from './use-correct-breakdown.ts';
import { useDecideFix } from './use-decide-fix.ts';
import { useSheet } from './use-sheet.tsx';

const words = messages.story;

interface Props {
  session: ScriptSession;
  script: ScriptSummary;
  scripts: readonly ScriptSummary[];
  onPick: (id: string) => void;
}

/** The page on the left, what it says on the right: a click on what is said goes to its lines, Back returns. */
export function StoryStage({ session, script, scripts, onPick }: Props) {
  const editor = useRef<EditorHandle>(null);
  const { data } = useQuery({ ...readQuery(script.id), enabled: false });
  // Typing goes first: the charts follow when there is time.
  const reading = useDeferredValue(data);
  const reader = useReading(script.id, session.text);
  const fixing = useDecideFix(session, script, reader);
  const correcting = useCorrectBreakdown(script);
  const [selected, select] = useState<string>();
  const navigate = useNavigate({ from: '/p/$production/story/{-$script}' });
  const { history } = useRouter();
  const { at, to } = useSearch({ from: '/p/$production/story/{-$script}' });
  const [side, setSide] = useState<'read' | 'script'>('read');
  const cameFrom = useRef<HTMLElement>(null);
  const marked = useRef<readonly Place[]>([]);

  const quote = useCallback((place: Place) => editor.current?.read(place) ?? { text: '', line: 0 }, []);
  const go = useCallback(
    (places: Places) => {
      if (document.activeElement instanceof HTMLElement) cameFrom.current = document.activeElement;
      marked.current = places;
      const [{ from, to: end }] = places;
      void navigate({ search: { at: from, to: end } });
      setSide('script');
    },
    [navigate],
  );
  const sheet = useSheet(reading, correcting, go);
  useEffect(() => {
    const page = editor.current;
    if (!page) return;
    if (at === undefined) {
      page.highlight([]);
      marked.current = [];
      setSide('read');
      // It stands where it was left, unless the reading has moved it: then focus brings it into sight.
      cameFrom.current?.focus();
      return;
    }
    const place = { from: at, to: Math.max(at, to ?? at) };
    page.show(place);
    // All that it rests on, where this is what was clicked and not an address that was opened.
    if (marked.current[0]?.from === at) page.highlight(marked.current);
    setStage({ offset: at });
  }, [at, to]);
  useEffect(() => setStage({ script: script.id }), [script.id]);
  useSeeker(
    'offset',
    useCallback((offset: number) => editor.current?.goTo(offset), []),
  );

  const back = () => history.back();
  const group = messages.groups.story;
  useActions([
    {
      name: 'client.story.back',
      label: words.back,
      group,
      shortcut: 'Escape',
      enabled: at !== undefined,
      run: back,
    },
    {
      name: 'client.story.undo',
      label: messages.script.undo,
      group,
      shortcut: 'Mod-z',
      enabled: true,
      keysOnly: true,
      run: () => session.undo.undo(),
    },
    {
      name: 'client.story.redo',
      label: messages.script.redo,
      group,
      shortcut: 'Mod-Shift-z',
      enabled: true,
      keysOnly: true,
      run: () => session.undo.redo(),
    },
  ]);
  return (
    <div className="room script story" data-side={side}>
      <RoomBar
        pickLabel={messages.script.pick}
        value={script.id}
        options={scripts.map(({ id, title }) => ({ id, title }))}
        onPick={onPick}
      >
        {selected !== undefined && <AddWords selected={selected} correct={correcting.correct} />}
        <SaveLine queue={session.queue} />
        {at !== undefined && (
          <button type="button" className="button" onClick={back}>
            <Undo2 size={15} aria-hidden />
            {words.backShort}
            <span className="wide-only">{words.backWhere}</span>
          </button>
        )}
        <fieldset className="story-sides">
          <legend className="visually-hidden">{words.show}</legend>
          {(['read', 'script'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className="button"
              data-plain
              aria-pressed={side === one}
              onClick={() => setSide(one)}
            >
              {words[one]}
            </button>
          ))}
        </fieldset>
      </RoomBar>
      <div className="story-body">
        <Editor
          session={session}
          ref={editor}
          onCursor={(offset) => setStage({ offset })}
          onSelect={(text) => select(elementWords(text))}
        />
        <section className="story-side" aria-label={words.read}>
          {reading ? (
            <ReadThroughView reading={reading} quote={quote} go={go} fixing={fixing} sheet={sheet} />
          ) : (
            <Waiting text={words.reading} />
          )}
        </section>
      </div>
    </div>
  );
}
