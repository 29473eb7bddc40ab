import { StateField, type Text, type Transaction } from '@codemirror/state';
import { edit, parse, type Screenplay } from '@second-unit/screenplay';

/** The parsed script beside the editor's text: each change re-reads only the blocks that it touched. */
export const screenplayField = StateField.define<Screenplay>({
  create: (state) => parse(state.doc.toString()),
  update(tree, transaction) {
    return transaction.docChanged ? changed(tree, transaction) : tree;
  },
});

function changed(tree: Screenplay, transaction: Transaction): Screenplay {
  let next = tree;
  // Changes are given in the old text's offsets: from the last to the first each stays true.
  const changes: { from: number; to: number; insert: Text }[] = [];
  transaction.changes.iterChanges((from, to, _fromB, _toB, insert) => changes.push({ from, to, insert }));
  if (changes.length > 64) return parse(transaction.newDoc.toString());
  for (const { from, to, insert } of changes.reverse()) next = edit(next, { from, to, insert: insert.toString() });
  return next;
}
