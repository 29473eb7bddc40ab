import { type EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { NodeType } from '@second-unit/screenplay';
import { ELEMENTS } from './page-look.ts';
import {
  afterEnter,
  afterTab,
  follows,
  type Pending,
  pendingField,
  setPending,
  type Typed,
} from './pending-element.ts';
import { screenplayField } from './screenplay-state.ts';

const TYPED: ReadonlySet<NodeType> = new Set<NodeType>([
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
]);

/** The element at an offset; undefined between elements. */
export function elementAt(state: EditorState, at: number): NodeType | undefined {
  let start = 0;
  for (const block of state.field(screenplayField).blocks) {
    const end = start + block.text.length;
    if (at <= end) {
      const node = block.children.find(
        ({ type, from, to }) => ELEMENTS.has(type) && start + from <= at && at <= start + to,
      );
      if (node || at < end) return node?.type;
    }
    start = end;
  }
  return undefined;
}

/** The element that a writer would say the cursor is in; an empty line is action. */
function typedAt(state: EditorState, at: number): Typed | undefined {
  const pending = state.field(pendingField);
  if (pending) return pending.type;
  const type = elementAt(state, at);
  if (type === undefined) return 'action';
  return TYPED.has(type) ? (type as Typed) : undefined;
}

/** Enter: begins the element that follows the one the cursor is in. */
function enter(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const type = typedAt(state, main.head);
  // In the middle of words a line break is a line break; before a closing parenthesis it is the end.
  const closes = type === 'parenthetical' && main.head === line.to - 1 && line.text.endsWith(')');
  if (!main.empty || (main.head !== line.to && !closes) || type === undefined) return false;
  if (line.text.trim() === '') {
    // A second Enter on an element that stayed empty gives it up.
    if (!state.field(pendingField)) return false;
    view.dispatch({ effects: setPending.of(undefined) });
    return true;
  }
  const next = afterEnter(type);
  begin(view, line.to, next);
  return true;
}

/** Tab: on an empty line another element; after words the element that Tab begins. */
function tab(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const type = typedAt(state, main.head);
  if (!main.empty || type === undefined) return true;
  const bare = line.text.trim();
  const placeholder = bare === 'INT.' || bare === '>' || bare === '()';
  if (bare === '' || placeholder) {
    const from: Typed =
      bare === 'INT.' ? 'sceneHeading' : bare === '>' ? 'transition' : bare === '()' ? 'parenthetical' : type;
    become(view, line.from, line.to, afterTab(from, true));
    return true;
  }
  if (main.head !== line.to && !(type === 'parenthetical' && main.head === line.to - 1)) return true;
  begin(view, line.to, afterTab(type, false));
  return true;
}

/** Starts `type` on a new line below `at`. */
function begin(view: EditorView, at: number, type: Typed): void {
  const gap = follows(type) ? '\n' : '\n\n';
  const sign = signOf(type);
  const to = at + gap.length;
  view.dispatch({
    changes: { from: at, insert: gap + sign.text },
    selection: { anchor: to + sign.cursor },
    effects: setPending.of(sign.text === '' && type !== 'action' ? { at: to, type } : undefined),
    userEvent: 'input',
    scrollIntoView: true,
  });
}

/** Makes an empty line into the place for `type`. */
function become(view: EditorView, from: number, to: number, type: Typed): void {
  const sign = signOf(type);
  // A cue is one only below an empty line.
  const above = from > 0 ? view.state.doc.lineAt(from - 1).text.trim() : '';
  const gap = !follows(type) && above !== '' ? '\n' : '';
  const start = from + gap.length;
  const pending: Pending | undefined = sign.text === '' && type !== 'action' ? { at: start, type } : undefined;
  view.dispatch({
    changes: { from, to, insert: gap + sign.text },
    selection: { anchor: start + sign.cursor },
    effects: setPending.of(pending),
    userEvent: 'input',
  });
}

function signOf(type: Typed): { text: string; cursor: number } {
  if (type === 'sceneHeading') return { text: 'INT. ', cursor: 5 };
  if (type === 'transition') return { text: '> ', cursor: 2 };
  if (type === 'parenthetical') return { text: '()', cursor: 1 };
  return { text: '', cursor: 0 };
}

/** Names of cues, headings and transitions come out in capitals while they are typed. */
const capitals = EditorView.inputHandler.of((view, from, to, text) => {
  const pending = view.state.field(pendingField);
  const line = view.state.doc.lineAt(from);
  const isCue = pending?.type === 'character';
  const isHeading = /^\s*(INT|EXT|EST|INT\.?\/EXT|I\/E)[. ]/.test(line.text) || /^> /.test(line.text);
  if (!isCue && !isHeading) return false;
  const upper = text.toLocaleUpperCase();
  if (upper === text && !isCue) return false;
  // A name in a writing without capitals is a cue only behind the sign that forces it.
  const cased = upper !== text.toLocaleLowerCase();
  const insert = isCue && line.text === '' && !cased && /\p{L}/u.test(text) ? `@${text}` : upper;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
});

export const elementKeys: Extension = [
  pendingField,
  capitals,
  Prec.high(
    keymap.of([
      { key: 'Enter', run: enter },
      { key: 'Tab', run: tab },
    ]),
  ),
];
