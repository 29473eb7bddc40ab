import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Author, Fault, type Person, type Rights } from '@second-unit/evidence';
import { MAX_BYTES } from '@second-unit/screenplay';
import type { BreakdownCorrection } from '@second-unit/story';
import * as Y from 'yjs';
import type { ScriptSummary, ScriptView, TextEdit } from '../contract/index.ts';
import {
  appendScriptUpdate,
  atomically,
  compactScript,
  createScript,
  getProduction,
  getScript,
  keepCorrections,
  keepOriginal,
  listProductions,
  listScripts,
  listScriptUpdates,
  loadScript,
  noteMirror,
  type PdfReading,
  renameScript,
  type ScriptOriginal,
  type ScriptRow,
  type ScriptUpdate,
  type Signals,
  type Store,
  setScriptRemoved,
} from '../database/index.ts';
import { type Home, mirrorPath } from '../home/index.ts';
import { scriptSummary } from '../productions/views.ts';
import type { EventHub } from '../server/event-hub.ts';
import {
  hashOf,
  knownHashes,
  mirrorState,
  newestAside,
  putBack,
  readForeign,
  setAside,
  throwAway,
  writeMirror,
} from './mirror.ts';
import { normalForm } from './normal-form.ts';
import { rewrite } from './text-edit.ts';
import { Turns } from './turns.ts';

/** One update is a few keystrokes or a paste; a whole script comes in as a file. */
export const MAX_UPDATE_BYTES = 16 * 1024 * 1024;

/** After the last change, and at the latest after the first one. */
const MIRROR_QUIET_MS = 250;
const MIRROR_LATEST_MS = 1000;
/** Updates behind the snapshot after which a new one is written. */
const COMPACT_EVERY = 500;
/** Documents kept in memory. */
const MOST_OPEN = 16;

interface OpenScript {
  readonly doc: Y.Doc;
  seq: number;
  /** Sequence number that the snapshot on disk reaches. */
  snapshot: number;
}

interface Dirty {
  readonly since: number;
  timer: NodeJS.Timeout;
}

/** The scripts of a home: their documents, their updates on disk, and their mirrors. */
export class Scripts {
  readonly #store: Store;
  readonly #home: Home;
  readonly #events: EventHub;
  readonly #report: (error: unknown) => void;
  readonly #turns = new Turns();
  readonly #open = new Map<string, OpenScript>();
  readonly #dirty = new Map<string, Dirty>();
  /** Of scripts that a window has opened: the sequence number up to which windows were told. */
  readonly #told = new Map<string, number>();
  readonly #compactEvery: number;
  /** Among the processes that share a database. */
  readonly #process = randomUUID();
  #signals: Signals | undefined;
  #unhear = (): void => {};

  /** `report` hears of mirrors that could not be written; the words themselves are in the database. */
  constructor(parts: {
    store: Store;
    home: Home;
    events: EventHub;
    report: (error: unknown) => void;
    /** Updates behind the snapshot after which a new one is written. */
    compactEvery?: number;
  }) {
    this.#compactEvery = parts.compactEvery ?? COMPACT_EVERY;
    this.#store = parts.store;
    this.#home = parts.home;
    this.#events = parts.events;
    this.#report = parts.report;
  }

  /** From now on hears of what other processes write to the same database, and tells them of ours. */
  async follow(signals: Signals): Promise<void> {
    this.#signals = signals;
    this.#unhear = await signals.hear('script', (message) => {
      const [from, id = ''] = message.split(' ');
      if (from === this.#process || !this.#told.has(id)) return;
      this.#turns.take(id, () => this.#document(id)).catch(this.#report);
    });
  }

  /** A new script that reads `text`; in the database and mirrored when it returns. */
  async create(script: {
    production: string;
    title: string;
    rights: Rights;
    author: Author;
    text: string;
    /** The file of another program that it was read of, which lies in the home already. */
    original?: Omit<ScriptOriginal, 'script'>;
    /** How it was read, where it is a PDF. */
    reading?: PdfReading & { readonly doubts: number };
    /** What that file says about the breakdown. */
    corrections?: readonly BreakdownCorrection[];
  }): Promise<ScriptSummary> {
    // Both or neither: a script that lost its text on the way in would look like an empty one.
    const row = await atomically(this.#store, async (trx) => {
      const created = await createScript(trx, script);
      const author = script.author.kind === 'person' ? script.author.id : script.author.onBehalfOf;
      if (script.text !== '') {
        await appendScriptUpdate(trx, created.id, { update: updateOf(script.text), author, client: 'import' });
      }
      if (script.original) await keepOriginal(trx, { ...script.original, script: created.id }, script.reading);
      if (script.corrections) await keepCorrections(trx, created.id, script.corrections, author);
      return created;
    });
    await this.#turns.take(row.id, () => this.#saveMirror(row.id));
    this.#events.emit({ kind: 'production', production: row.production });
    return this.summary(row.id);
  }

  /** Errors: `not-found`. */
  async summary(id: string): Promise<ScriptSummary> {
    return scriptSummary(await getScript(this.#store, id));
  }

  async rename(id: string, title: string): Promise<ScriptSummary> {
    const row = await renameScript(this.#store, id, title);
    this.#events.emit({ kind: 'production', production: row.production });
    return scriptSummary(row);
  }

  /**
   * Puts a script away, or brings it back. Its words and its past stay in the database; its mirror lies in the home's
   * trash meanwhile, with whatever another program wrote in it. Asked twice, the second does nothing.
   */
  async setRemoved(id: string, removed: boolean, person: Person): Promise<ScriptSummary> {
    return this.#turns.take(id, async () => {
      // The mirror says all that was written, before it goes.
      if (removed) await this.#saveMirror(id);
      if (await setScriptRemoved(this.#store, id, removed, person)) {
        const row = await getScript(this.#store, id);
        const [path, trash] = [await this.#mirrorPath(row), join(this.#home.trash, id, row.mirror)];
        if (removed) await throwAway(path, trash);
        else if (await putBack(trash, path)) await this.#lookAtMirror(id);
        if (!removed) await this.#saveMirror(id);
        this.#events.emit({ kind: 'production', production: row.production });
      }
      return this.summary(id);
    });
  }

  /** The script as a client opens it; looks whether another program changed the mirror. */
  async view(id: string): Promise<ScriptView> {
    return this.#turns.take(id, async () => {
      await this.#lookAtMirror(id);
      const { doc, seq } = await this.#document(id);
      this.#told.set(id, seq);
      const state = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
      return { ...(await this.summary(id)), seq, state };
    });
  }

  /** The text as it is on disk, and the sequence number of its last update. */
  async read(id: string): Promise<{ text: string; seq: number }> {
    return this.#turns.take(id, async () => {
      const { doc, seq } = await this.#document(id);
      return { text: doc.getText('text').toString(), seq };
    });
  }

  /**
   * Takes in one Yjs update. When it returns, the update is on disk and everyone has been told.
   *
   * @throws Fault `input` where it is no update, `too-large`, `not-found`.
   */
  async update(id: string, update: Uint8Array, from: { person: Person; client: string }): Promise<number> {
    if (update.byteLength > MAX_UPDATE_BYTES) throw new Fault('too-large', 'One edit may be 16 MB at most.');
    return this.#turns.take(id, () => this.#append(id, update, from));
  }

  /** One change of the text by somebody who has no window: `change` is given the text as it stands. */
  async edit(
    id: string,
    change: (now: string) => TextEdit | undefined,
    from: { person: Person; client: string },
  ): Promise<void> {
    await this.#turns.take(id, async () => {
      const { doc } = await this.#document(id);
      const edit = change(doc.getText('text').toString());
      if (edit === undefined) return;
      const wanted = new Y.Doc();
      Y.applyUpdate(wanted, Y.encodeStateAsUpdate(doc));
      const before = Y.encodeStateVector(wanted);
      wanted.transact(() => {
        const text = wanted.getText('text');
        text.delete(edit.from, edit.to - edit.from);
        text.insert(edit.from, edit.insert);
      });
      const update = Y.encodeStateAsUpdate(wanted, before);
      wanted.destroy();
      await this.#append(id, update, from);
    });
  }

  /** Tells windows that what they know of a script, other than its text, has changed. */
  async changed(id: string): Promise<ScriptSummary> {
    const summary = await this.summary(id);
    this.#events.emit({ kind: 'production', production: summary.production });
    return summary;
  }

  /**
   * Answers the offer of a mirror that another program changed: takes it in as an edit, or keeps
   * ours. Beside the mirror stays theirs, or what was written here since theirs was set aside.
   *
   * @throws Fault `conflict` where nothing is on offer.
   */
  async takeMirror(id: string, take: boolean, person: Person): Promise<ScriptSummary> {
    return this.#turns.take(id, async () => {
      const row = await getScript(this.#store, id);
      const path = await this.#mirrorPath(row);
      const { doc } = await this.#document(id);
      const state = await mirrorState(path, this.#ours(row, doc));
      const theirs = state.kind === 'foreign' ? path : row.mirrorChanged ? await newestAside(path) : undefined;
      if (theirs === undefined) {
        await noteMirror(this.#store, id, { changed: false });
        throw new Fault('conflict', 'The file on disk is as the studio wrote it; there is nothing to take in.', {
          place: path,
        });
      }
      if (take) {
        if (state.kind === 'ours') {
          // Written since theirs was set aside: kept beside it too, for taking theirs undoes it.
          await this.#saveMirror(id);
          await setAside(path, new Date());
        }
        const wanted = new Y.Doc();
        Y.applyUpdate(wanted, Y.encodeStateAsUpdate(doc));
        const before = Y.encodeStateVector(wanted);
        rewrite(wanted.getText('text'), await readForeign(theirs));
        const update = Y.encodeStateAsUpdate(wanted, before);
        wanted.destroy();
        await this.#append(id, update, { person, client: 'mirror' });
      }
      await this.#saveMirror(id);
      await noteMirror(this.#store, id, { changed: false });
      this.#events.emit({ kind: 'production', production: row.production });
      return this.summary(id);
    });
  }

  /** Brings every mirror up to its script, and notes those that another program changed. */
  async syncMirrors(signal?: AbortSignal): Promise<void> {
    for (const production of await listProductions(this.#store)) {
      for (const { id } of await listScripts(this.#store, production.id)) {
        if (signal?.aborted) return;
        await this.#turns.take(id, async () => {
          if (!(await this.#lookAtMirror(id))) await this.#saveMirror(id);
        });
      }
    }
  }

  /** Writes every mirror that is behind; part of closing. */
  async flush(): Promise<void> {
    this.#unhear();
    for (const [id, { timer }] of this.#dirty) {
      clearTimeout(timer);
      this.#dirty.delete(id);
      await this.#turns.take(id, () => this.#saveMirror(id)).catch(this.#report);
    }
    for (const { doc } of this.#open.values()) doc.destroy();
    this.#open.clear();
  }

  async #append(id: string, update: Uint8Array, from: { person: Person; client: string }): Promise<number> {
    const script = await this.#document(id);
    try {
      // Decoding first keeps most nonsense away from the document.
      Y.decodeUpdate(update);
      Y.applyUpdate(script.doc, update);
    } catch (cause) {
      this.#forget(id);
      throw new Fault('input', 'This edit is not a Yjs update.', { place: id, cause });
    }
    if (script.doc.getText('text').length > MAX_BYTES) {
      this.#forget(id);
      throw new Fault('too-large', 'A script may be 128 MB at most.', { place: id });
    }
    let seq: number;
    try {
      seq = await appendScriptUpdate(this.#store, id, { update, author: from.person.id, client: from.client });
    } catch (thrown) {
      // Memory is ahead of the disk now; the disk is right.
      this.#forget(id);
      throw thrown;
    }
    // What another process wrote in between; behind ours, the next look finds it.
    if (seq > script.seq + 1) await this.#catchUp(id, script, seq);
    script.seq = seq;
    this.#tell(id, { seq, client: from.client, update });
    this.#signals?.tell('script', `${this.#process} ${id}`).catch(this.#report);
    this.#mirrorSoon(id);
    if (seq - script.snapshot >= this.#compactEvery) {
      // Also where it fails: not again at each key.
      script.snapshot = seq;
      await compactScript(this.#store, id).catch(this.#report);
    }
    return seq;
  }

  async #document(id: string): Promise<OpenScript> {
    const { lastSeq } = await getScript(this.#store, id);
    const known = this.#open.get(id);
    if (known) {
      if (lastSeq > known.seq) await this.#catchUp(id, known);
      // Last used, last to go.
      this.#open.delete(id);
      this.#open.set(id, known);
      return known;
    }
    const { seq, snapshot, state } = await loadScript(this.#store, id);
    const doc = new Y.Doc();
    doc.getText('text');
    if (seq > 0) Y.applyUpdate(doc, state);
    const script: OpenScript = { doc, seq, snapshot };
    this.#open.set(id, script);
    // Others wrote while nobody here had it in memory, but a window has it open.
    const told = this.#told.get(id);
    if (told !== undefined && told < seq) {
      for (const one of await listScriptUpdates(this.#store, id, told)) if (one.seq <= seq) this.#tell(id, one);
    }
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break;
      this.#forget(oldest);
    }
    return script;
  }

  /** Takes in, and passes on, what another process wrote to the same database, up to `before`. */
  async #catchUp(id: string, script: OpenScript, before = Number.POSITIVE_INFINITY): Promise<void> {
    for (const one of await listScriptUpdates(this.#store, id, script.seq)) {
      if (one.seq >= before) return;
      Y.applyUpdate(script.doc, one.update);
      script.seq = one.seq;
      this.#tell(id, one);
    }
  }

  #tell(id: string, { seq, client, update }: Pick<ScriptUpdate, 'seq' | 'client' | 'update'>): void {
    if (this.#told.has(id)) this.#told.set(id, seq);
    this.#events.emit({ kind: 'script', script: id, seq, client, update: Buffer.from(update).toString('base64') });
  }

  #forget(id: string): void {
    this.#open.get(id)?.doc.destroy();
    this.#open.delete(id);
  }

  #mirrorSoon(id: string): void {
    const now = Date.now();
    const before = this.#dirty.get(id);
    if (before) clearTimeout(before.timer);
    const since = before?.since ?? now;
    const wait = Math.max(0, Math.min(MIRROR_QUIET_MS, since + MIRROR_LATEST_MS - now));
    const timer = setTimeout(() => {
      this.#dirty.delete(id);
      this.#turns.take(id, () => this.#saveMirror(id)).catch(this.#report);
    }, wait);
    this.#dirty.set(id, { since, timer });
  }

  async #mirrorPath(row: ScriptRow): Promise<string> {
    const { slug } = await getProduction(this.#store, row.production);
    return mirrorPath(this.#home, slug, row.mirror);
  }

  /** What may stand in the mirror without anybody else's doing. */
  #ours(row: ScriptRow, doc: Y.Doc): readonly string[] {
    return [...knownHashes(row.mirrorHash), hashOf(doc.getText('text').toString())];
  }

  /** Notes, and tells, when the mirror is another program's; answers whether it is. */
  async #lookAtMirror(id: string): Promise<boolean> {
    const row = await getScript(this.#store, id);
    if (row.removedAt !== null) return false;
    const { doc } = await this.#document(id);
    const { kind } = await mirrorState(await this.#mirrorPath(row), this.#ours(row, doc));
    if (kind !== 'foreign') return false;
    await this.#offer(row);
    return true;
  }

  async #offer(row: ScriptRow): Promise<void> {
    if (row.mirrorChanged) return;
    await noteMirror(this.#store, row.id, { changed: true });
    this.#events.emit({ kind: 'production', production: row.production });
  }

  /** Writes our text to the mirror. Another program's version is set aside first and offered. */
  async #saveMirror(id: string): Promise<void> {
    const row = await getScript(this.#store, id);
    // What is still typed in another window is kept in the database; a removed script has no mirror.
    if (row.removedAt !== null) return;
    const { doc } = await this.#document(id);
    const path = await this.#mirrorPath(row);
    const text = doc.getText('text').toString();
    const next = hashOf(text);
    const state = await mirrorState(path, this.#ours(row, doc));
    if (state.kind === 'ours' && state.hash === next) {
      if (row.mirrorHash !== next) await noteMirror(this.#store, id, { hash: next });
      return;
    }
    if (state.kind === 'foreign') {
      await setAside(path, new Date());
      await this.#offer(row);
    }
    const standing = state.kind === 'ours' ? `${state.hash} ` : '';
    await noteMirror(this.#store, id, { hash: `${standing}${next}` });
    await writeMirror(path, text);
    // What stood there before is another program's doing from now on, as when somebody puts it back.
    await noteMirror(this.#store, id, { hash: next });
  }
}

/** A text as the first update of a document. */
function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, normalForm(text));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
