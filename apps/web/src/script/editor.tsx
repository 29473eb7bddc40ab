import { defaultKeymap } from '@codemirror/commands';
import { openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { type ChangeSet, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import type { NodeType } from '@second-unit/screenplay';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { messages } from '../messages.ts';
import { elementAt, elementKeys } from './element-keys.ts';
import { findPanel } from './find-panel.ts';
import { highlightField, pageLook, setHighlights } from './page-look.ts';
import { pendingField } from './pending-element.ts';
import { screenplayField } from './screenplay-state.ts';
import type { ScriptSession } from './script-session.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What the room can ask of the page. */
export interface EditorHandle {
  /** Goes to an offset and puts the cursor there. */
  goTo(at: number): void;
  /** Marks a range and brings it into view; the focus stays where it is. */
  show(range: Range): void;
  /** Marks what Because talks about. */
  highlight(ranges: readonly Range[]): void;
  /** Text of a range as it is now, and the number of its first line. */
  read(range: Range): { text: string; line: number };
  find(): void;
  /** Adds `text` at the end, as if it had been typed there, and goes on from behind it. */
  write(text: string): void;
}

interface Props {
  session: ScriptSession;
  ref: Ref<EditorHandle>;
  onCursor: (at: number, element: NodeType | undefined) => void;
  /** Hears what is selected; the empty string for nothing, or for more than a few lines. */
  onSelect?: (text: string) => void;
}

/** Units of a selection that is told of. */
const MOST_SELECTED = 400;

/** The script as a page that is written on. */
export function Editor({ session, ref, onCursor, onSelect }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const cursor = useRef(onCursor);
  cursor.current = onCursor;
  const select = useRef(onSelect);
  select.current = onSelect;
  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: session.text.toString(),
        extensions: [
          // Offsets are those of the document: a carriage return is a sign like any other.
          EditorState.lineSeparator.of('\n'),
          screenplayField,
          elementKeys,
          pageLook,
          highlightField,
          yCollab(session.text, null, { undoManager: session.undo }),
          drawSelection(),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({ 'aria-label': messages.script.editor, spellcheck: 'true', tabindex: '0' }),
          placeholder(messages.script.noScenes),
          search({
            top: true,
            createPanel: findPanel,
            scrollToMatch: ({ from }) => EditorView.scrollIntoView(from, { y: 'center' }),
          }),
          keymap.of([...yUndoManagerKeymap, ...searchKeymap, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            // One undo is a line at most, however fast it was written.
            if (update.docChanged && breaksLine(update.changes)) session.undo.stopCapturing();
            if (!update.selectionSet && !update.docChanged) return;
            const { from, to, head: at } = update.state.selection.main;
            select.current?.(to - from > MOST_SELECTED ? '' : update.state.sliceDoc(from, to));
            cursor.current(at, update.state.field(pendingField)?.type ?? elementAt(update.state, at));
          }),
        ],
      }),
    });
    view.current = editor;
    cursor.current(0, elementAt(editor.state, 0));
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [session]);
  useImperativeHandle(
    ref,
    () => ({
      goTo(at) {
        const editor = view.current;
        if (!editor) return;
        const anchor = Math.min(at, editor.state.doc.length);
        editor.dispatch({
          selection: { anchor },
          effects: EditorView.scrollIntoView(anchor, { y: 'start', yMargin: 90 }),
        });
        editor.focus();
      },
      show(range) {
        const editor = view.current;
        if (!editor || range.to > editor.state.doc.length) return;
        editor.dispatch({
          effects: [setHighlights.of([range]), EditorView.scrollIntoView(range.from, { y: 'center' })],
        });
      },
      highlight(ranges) {
        view.current?.dispatch({ effects: setHighlights.of(ranges) });
      },
      read({ from, to }) {
        const doc = view.current?.state.doc;
        if (!doc) return { text: '', line: 0 };
        const end = Math.min(to, doc.length);
        return { text: doc.sliceString(Math.min(from, end), end), line: doc.lineAt(Math.min(from, end)).number };
      },
      find() {
        if (view.current) openSearchPanel(view.current);
      },
      write(text) {
        const editor = view.current;
        if (!editor) return;
        const at = editor.state.doc.length;
        editor.dispatch({
          changes: { from: at, insert: text },
          selection: { anchor: at + text.length },
          userEvent: 'input.type',
        });
        editor.focus();
      },
    }),
    [],
  );
  return <div className="page-host" ref={host} />;
}

function breaksLine(changes: ChangeSet): boolean {
  let breaks = false;
  changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    if (inserted.lines > 1) breaks = true;
  });
  return breaks;
}
