import { type EditorState, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { ELEMENT_TYPES, type Node, type NodeType } from '@second-unit/screenplay';
import { pendingField } from './pending-element.ts';
import { screenplayField } from './screenplay-state.ts';

/** Element types that lay out a line; inline types only change how signs look. */
export const ELEMENTS: ReadonlySet<NodeType> = new Set<NodeType>(['titleEntry', ...ELEMENT_TYPES]);

const INLINE: ReadonlySet<NodeType> = new Set<NodeType>([
  'mark',
  'bold',
  'italic',
  'underline',
  'note',
  'boneyard',
  'sceneNumber',
  'extension',
  'key',
]);

const lineLook = new Map<string, Decoration>();
function lineOf(type: string): Decoration {
  let look = lineLook.get(type);
  if (!look) {
    // `auto`: a line in Hebrew or Arabic reads from its own side.
    look = Decoration.line({ class: `fx fx-${type}`, attributes: { dir: 'auto' } });
    lineLook.set(type, look);
  }
  return look;
}

const markLook = new Map<string, Decoration>();
function markOf(type: string): Decoration {
  let look = markLook.get(type);
  if (!look) {
    look = Decoration.mark({ class: `fm-${type}` });
    markLook.set(type, look);
  }
  return look;
}

/** Lays out what is on the screen as on a page; the rest of the script costs nothing. */
export const pageLook = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = build(view);
    }

    update(update: ViewUpdate): void {
      const pendingChanged = update.startState.field(pendingField) !== update.state.field(pendingField);
      if (update.docChanged || update.viewportChanged || pendingChanged) this.decorations = build(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function build(view: EditorView): DecorationSet {
  const { state } = view;
  const tree = state.field(screenplayField);
  const { from, to } = view.viewport;
  const ranges: Range<Decoration>[] = [];
  const pending = pendingLines(state);
  let start = 0;
  for (const block of tree.blocks) {
    const end = start + block.text.length;
    if (start > to) break;
    if (end >= from) for (const node of block.children) element(state, node, start, { from, to, pending }, ranges);
    start = end;
  }
  for (const [line, type] of pending) ranges.push(lineOf(type).range(line));
  return RangeSet.of(ranges, true);
}

interface Window {
  readonly from: number;
  readonly to: number;
  /** Lines whose element is not in the text yet, by where they start. */
  readonly pending: ReadonlyMap<number, string>;
}

function element(state: EditorState, node: Node, base: number, window: Window, out: Range<Decoration>[]): void {
  if (!ELEMENTS.has(node.type)) return;
  const first = Math.max(base + node.from, window.from);
  const last = Math.min(base + node.to, window.to, state.doc.length);
  if (first > last) return;
  for (let at = first; at <= last; ) {
    const line = state.doc.lineAt(at);
    if (!window.pending.has(line.from)) out.push(lineOf(node.type).range(line.from));
    at = line.to + 1;
  }
  inline(node, base, state.doc.length, out);
}

/** The line that is going to be an element, and above a coming speech its cue, which is none yet. */
function pendingLines(state: EditorState): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  const pending = state.field(pendingField);
  if (!pending) return lines;
  const line = state.doc.lineAt(pending.at);
  lines.set(line.from, pending.type);
  if (pending.type === 'dialogue' && line.text === '' && line.from > 0) {
    const above = state.doc.lineAt(line.from - 1);
    if (/\p{L}/u.test(above.text) && above.text === above.text.toLocaleUpperCase()) lines.set(above.from, 'character');
  }
  return lines;
}

function inline(node: Node, base: number, length: number, out: Range<Decoration>[]): void {
  for (const child of node.children) {
    const from = base + child.from;
    const to = Math.min(length, base + child.to);
    if (from >= to) continue;
    if (INLINE.has(child.type)) out.push(markOf(child.type).range(from, to));
    inline(child, base, length, out);
  }
}

/** Ranges that Because talks about; they move with the text while a person goes on writing. */
export const setHighlights = StateEffect.define<readonly { readonly from: number; readonly to: number }[]>();

const highlight = Decoration.mark({ class: 'fx-because' });

export const highlightField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    let next = set.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setHighlights)) continue;
      const { length } = transaction.state.doc;
      next = Decoration.set(
        effect.value
          .map(({ from, to }) => ({ from: Math.min(from, length), to: Math.min(to, length) }))
          .filter(({ from, to }) => from < to)
          .map(({ from, to }) => highlight.range(from, to)),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
