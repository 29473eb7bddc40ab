import type { NodeType } from '@second-unit/screenplay';
import type { ScriptSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PanelLeft } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { productionQuery, queryClient, readQuery } from '../api/queries.ts';
import { rememberScript } from '../frame/last-place.ts';
import { useAskRights, useOpenFile } from '../frame/open-file.tsx';
import { setStage, useSeeker } from '../frame/stage-store.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { RoomBar } from '../ui/room-bar.tsx';
import { Waiting } from '../ui/states.tsx';
import { DoubtLine } from './doubt-line.tsx';
import { Editor, type EditorHandle } from './editor.tsx';
import { ExportMenu, exportActions } from './export-menu.tsx';
import { pageIsThere } from './new-page.ts';
import { PAGE_COUNT, pageCount } from './pages.ts';
import { removeScript } from './remove-script.ts';
import { RenameLine } from './rename-line.tsx';
import { SaveLine } from './save-line.tsx';
import { type Chosen, rangesOf, ScriptBecause } from './script-because.tsx';
import { ScriptMenu } from './script-menu.tsx';
import type { ScriptSession } from './script-session.ts';
import { SidePanel } from './side-panel.tsx';
import { useReading } from './use-reading.ts';

/** A chunk of its own: few scripts come from a PDF. */
const CorrectionsPanel = lazy(() => import('./corrections-panel.tsx'));

interface Props {
  session: ScriptSession;
  script: ScriptSummary;
  scripts: readonly ScriptSummary[];
  onPick: (id: string) => void;
  /** Where the address says to begin. */
  at?: number;
  to?: number;
}

/** One script open: its page, outline and cast, and the evidence for every number. */
export function ScriptStage({ session, script, scripts, onPick, at, to }: Props) {
  const editor = useRef<EditorHandle>(null);
  const { data: reading } = useQuery({ ...readQuery(script.id), enabled: false });
  const [cursor, setCursor] = useState<{ at: number; element: NodeType | undefined }>({ at: 0, element: undefined });
  const [chosen, choose] = useState<Chosen>();
  const [panel, setPanel] = useState(() => window.innerWidth > 760);
  const [renaming, setRenaming] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const openFile = useOpenFile();
  const askRights = useAskRights();
  useReading(script.id, session.text);

  const goTo = useCallback((offset: number) => editor.current?.goTo(offset), []);
  useSeeker('offset', goTo);
  useEffect(() => {
    if (at === undefined) return;
    editor.current?.goTo(at);
    if (to !== undefined && to > at) editor.current?.highlight([{ from: at, to }]);
  }, [at, to]);
  useEffect(() => {
    setStage({ script: script.id });
    rememberScript(script.production, script.id);
  }, [script.id, script.production]);
  // A page that was just asked for is written on at once.
  useEffect(() => pageIsThere(script.id, (text) => editor.current?.write(text)), [script.id]);
  const ranges = chosen && reading ? rangesOf(chosen, reading) : undefined;
  const print = ranges?.map(({ from, to: end }) => `${from}-${end}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ranges as they are, not their array.
  useEffect(() => {
    if (ranges) editor.current?.highlight(ranges);
  }, [print]);

  const leave = useCallback(() => {
    choose(undefined);
    editor.current?.highlight([]);
  }, []);
  const takeMirror = (take: boolean) => {
    act('script.takeMirror', { script: script.id, take })
      .then(() => queryClient.invalidateQueries({ queryKey: productionQuery(script.production).queryKey }))
      .catch(tellWrong);
  };
  const group = messages.groups.script;
  useActions([
    {
      name: 'client.script.undo',
      label: messages.script.undo,
      group,
      shortcut: 'Mod-z',
      enabled: true,
      keysOnly: true,
      run: () => session.undo.undo(),
    },
    {
      name: 'client.script.redo',
      label: messages.script.redo,
      group,
      shortcut: 'Mod-Shift-z',
      enabled: true,
      keysOnly: true,
      run: () => session.undo.redo(),
    },
    {
      name: 'client.script.tab',
      label: messages.script.tab,
      group,
      shortcut: 'Tab',
      enabled: false,
      keysOnly: true,
      run: () => {},
    },
    {
      name: 'client.script.enter',
      label: messages.script.enter,
      group,
      shortcut: 'Enter',
      enabled: false,
      keysOnly: true,
      run: () => {},
    },
    {
      name: 'client.script.find',
      label: messages.script.find,
      group,
      shortcut: 'Mod-f',
      enabled: true,
      run: () => editor.current?.find(),
    },
    {
      name: 'client.script.panel',
      label: panel ? messages.script.hidePanel : messages.script.showPanel,
      group,
      shortcut: 'Mod-.',
      enabled: true,
      run: () => setPanel(!panel),
    },
    ...exportActions(script, group),
    offer('script.correctLines', group, script.original?.doubts !== undefined, () => setCorrecting(true)),
    {
      name: 'client.script.leave',
      label: messages.frame.closeBecause,
      group,
      shortcut: 'Escape',
      enabled: chosen !== undefined,
      keysOnly: true,
      run: leave,
    },
    offer('script.remove', group, true, () => removeScript(script)),
    offer('script.rename', group, true, () => setRenaming(true)),
    offer('script.takeMirror', group, script.mirrorChanged, () => takeMirror(true)),
  ]);
  const here = reading?.scenes.findLastIndex(({ from }) => from <= cursor.at) ?? -1;
  const pages = pageCount(reading);
  return (
    <div className="room script" data-panel={panel || undefined} data-correcting={correcting || undefined}>
      <RoomBar
        pickLabel={messages.script.pick}
        value={script.id}
        options={scripts.map(({ id, title }) => ({ id, title }))}
        onPick={onPick}
        {...(renaming ? { title: <RenameLine script={script} done={() => setRenaming(false)} /> } : {})}
        facts={
          <>
            {pages !== undefined && (
              <button type="button" className="linkish" onClick={() => choose({ kind: 'finding', id: PAGE_COUNT })}>
                {messages.script.pages(String(pages))}
              </button>
            )}
            {!script.rights.mayExport &&
              (script.rights.basis === 'unknown' ? (
                <button
                  type="button"
                  className="linkish"
                  title={messages.script.whoseLine}
                  onClick={() => askRights(script)}
                >
                  {messages.script.whose}
                </button>
              ) : (
                <Link
                  className="linkish"
                  to="/p/$production/ledger"
                  params={{ production: script.production }}
                  title={messages.script.noExportLine}
                >
                  {messages.script.noExport}
                </Link>
              ))}
            {cursor.element && isElement(cursor.element) && (
              <span className="element-name" title={messages.script.element}>
                {messages.script.elements[cursor.element]}
              </span>
            )}
          </>
        }
      >
        <SaveLine queue={session.queue} />
        <IconButton
          icon={PanelLeft}
          label={messages.script.panel}
          aria-pressed={panel && !correcting}
          onClick={() => (correcting ? setCorrecting(false) : setPanel(!panel))}
        />
        <ExportMenu script={script} ask={() => askRights(script)} />
        <ScriptMenu script={script} rename={() => setRenaming(true)} />
        <button type="button" className="button" onClick={openFile}>
          {messages.open.chooseScript}
        </button>
      </RoomBar>
      {script.mirrorChanged && (
        <div className="offer" role="status">
          <span>{messages.script.mirrorChanged(script.mirror)}</span>
          <button type="button" className="button" onClick={() => takeMirror(true)}>
            {messages.script.mirrorTake}
          </button>
          <button type="button" className="button" data-plain onClick={() => takeMirror(false)}>
            {messages.script.mirrorLeave}
          </button>
        </div>
      )}
      {!correcting && <DoubtLine script={script} onOpen={() => setCorrecting(true)} />}
      <div className="script-body">
        {correcting && (
          <Suspense fallback={<Waiting text={messages.corrections.waiting} />}>
            <CorrectionsPanel script={script} session={session} editor={editor} onClose={() => setCorrecting(false)} />
          </Suspense>
        )}
        {panel && !correcting && (
          <SidePanel reading={reading} session={session} here={here} onJump={goTo} onChoose={choose} />
        )}
        <Editor
          session={session}
          ref={editor}
          onCursor={(offset, element) => {
            setCursor({ at: offset, element });
            setStage({ offset });
          }}
        />
      </div>
      {chosen && reading && (
        <ScriptBecause chosen={chosen} reading={reading} editor={editor} onJump={goTo} onClose={leave} />
      )}
    </div>
  );
}

function isElement(type: NodeType): type is keyof typeof messages.script.elements & NodeType {
  return type in messages.script.elements;
}
