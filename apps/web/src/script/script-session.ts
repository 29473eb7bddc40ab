import type { ScriptView, UpdateAck } from '@second-unit/studio/contract';
import * as Y from 'yjs';
import { get, post, sentence } from '../api/client.ts';
import { isConnected, lastToldOf, onConnection, onScriptEvent } from '../api/events.ts';
import { SaveQueue } from './save-queue.ts';

/** Changes that came from the studio are marked with this, so that they are not sent back. */
const REMOTE = 'studio';

/**
 * One open script: its document, its undo history, and what is still to be saved. It outlives the
 * room, so that words that could not be saved are still there when a person comes back.
 */
export class ScriptSession {
  readonly id: string;
  readonly doc = new Y.Doc();
  readonly text: Y.Text = this.doc.getText('text');
  readonly undo: Y.UndoManager;
  readonly queue: SaveQueue;
  readonly #client = crypto.randomUUID();
  /** Every update up to this one is in the document, or came from here. */
  #seq: number;

  constructor(view: ScriptView) {
    this.id = view.id;
    this.#seq = view.seq;
    Y.applyUpdate(this.doc, fromBase64(view.state), REMOTE);
    // The sync plugin registers itself as an origin: only what was typed here is undone here.
    this.undo = new Y.UndoManager(this.text, { captureTimeout: 600 });
    this.queue = new SaveQueue({
      merge: Y.mergeUpdates,
      sentence,
      send: async (update) => {
        await post<UpdateAck>(`/scripts/${this.id}/updates`, new Uint8Array(update), { 'x-client': this.#client });
      },
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.queue.push(update);
    });
    onScriptEvent((event) => {
      if (event.script !== this.id) return;
      if (event.client !== this.#client) Y.applyUpdate(this.doc, fromBase64(event.update), REMOTE);
      // An update that was missed would leave what builds on it waiting, out of sight.
      if (event.seq > this.#seq + 1) void this.#meet();
      else this.#seq = Math.max(this.#seq, event.seq);
    });
    // Told of between the answer that `view` was and this moment.
    if (lastToldOf(this.id) > view.seq) void this.#meet();
    onConnection(() => {
      if (isConnected()) void this.#meet();
    });
  }

  /** After the line was down, or an event was missed: takes what others wrote meanwhile, sends what the studio lacks. */
  async #meet(): Promise<void> {
    try {
      const view = await get<ScriptView>(`/scripts/${this.id}`);
      const theirs = fromBase64(view.state);
      Y.applyUpdate(this.doc, theirs, REMOTE);
      this.#seq = Math.max(this.#seq, view.seq);
      const missing = Y.diffUpdate(Y.encodeStateAsUpdate(this.doc), Y.encodeStateVectorFromUpdate(theirs));
      // Two bytes say that there is nothing in an update.
      if (missing.byteLength > 2) this.queue.push(missing);
      this.queue.flush();
    } catch {
      // Still away: the queue goes on trying by itself.
    }
  }
}

const sessions = new Map<string, Promise<ScriptSession>>();
const opened = new Set<ScriptSession>();

/** The session of a script, opened once. Rejects with a StudioError; the next call tries again. */
export function openScript(id: string): Promise<ScriptSession> {
  const known = sessions.get(id);
  if (known) return known;
  const opening = get<ScriptView>(`/scripts/${id}`).then((view) => {
    const session = new ScriptSession(view);
    opened.add(session);
    return session;
  });
  sessions.set(id, opening);
  opening.catch(() => sessions.delete(id));
  return opening;
}

// Words that only this window has are worth a question before it closes.
if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    for (const session of opened) {
      session.queue.flush();
      if (session.queue.pending) event.preventDefault();
    }
  });
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}
