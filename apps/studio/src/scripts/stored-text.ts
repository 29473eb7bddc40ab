import * as Y from 'yjs';
import { loadScript, type Store } from '../database/index.ts';

/** A script's text as it is on disk, for whoever has no open documents, such as a job. */
export async function storedText(store: Store, id: string): Promise<string> {
  const { seq, state } = await loadScript(store, id);
  if (seq === 0) return '';
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, state);
    return doc.getText('text').toString();
  } finally {
    doc.destroy();
  }
}
