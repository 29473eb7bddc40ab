import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { SaveQueue } from '../src/script/save-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A studio that keeps what it confirms, and can be away. */
function studio() {
  const doc = new Y.Doc();
  const state = { away: false, requests: 0, inFlight: 0, mostInFlight: 0 };
  const send = async (update: Uint8Array) => {
    state.requests++;
    state.inFlight++;
    state.mostInFlight = Math.max(state.mostInFlight, state.inFlight);
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.inFlight--;
    if (state.away) throw new Error('away.');
    Y.applyUpdate(doc, update);
  };
  return { doc, state, send };
}

function writer(send: (update: Uint8Array) => Promise<void>) {
  const doc = new Y.Doc();
  const queue = new SaveQueue({ send, merge: Y.mergeUpdates, sentence: (thrown) => (thrown as Error).message });
  doc.on('update', (update: Uint8Array) => queue.push(update));
  const type = (text: string) => doc.getText('text').insert(doc.getText('text').length, text);
  return { doc, queue, type };
}

const text = (doc: Y.Doc) => doc.getText('text').toString();

describe('SaveQueue', () => {
  test('says saved only after the studio confirmed', async () => {
    const { doc, send } = studio();
    const { queue, type } = writer(send);
    expect(queue.state().kind).toBe('saved');
    type('FADE IN:');
    expect(queue.state().kind).toBe('saving');
    await vi.advanceTimersByTimeAsync(255);
    expect(queue.state().kind).toBe('saving');
    expect(text(doc)).toBe('');
    await vi.advanceTimersByTimeAsync(20);
    expect(queue.state().kind).toBe('saved');
    expect(text(doc)).toBe('FADE IN:');
    expect(queue.pending).toBe(false);
  });

  test('gathers quick keys into one request, one request at a time', async () => {
    const { doc, state, send } = studio();
    const { type } = writer(send);
    for (const letter of 'INT. BRIDGE') type(letter);
    await vi.advanceTimersByTimeAsync(260);
    type(' - NIGHT');
    type('.');
    await vi.advanceTimersByTimeAsync(400);
    expect(text(doc)).toBe('INT. BRIDGE - NIGHT.');
    expect(state.requests).toBe(2);
    expect(state.mostInFlight).toBe(1);
  });

  test('saves while a person writes on without a pause', async () => {
    const { doc, state, send } = studio();
    const { type } = writer(send);
    for (let key = 0; key < 40; key++) {
      type('a');
      await vi.advanceTimersByTimeAsync(150);
    }
    expect(state.requests).toBeGreaterThanOrEqual(5);
    // At no time is more than about a second of typing only in the browser.
    expect(text(doc).length).toBeGreaterThanOrEqual(40 - 8);
  });

  test('keeps words while the studio is away and sends them again, longer apart', async () => {
    const { doc, state, send } = studio();
    const { queue, type } = writer(send);
    state.away = true;
    type('one ');
    await vi.advanceTimersByTimeAsync(280);
    expect(queue.state()).toEqual({ kind: 'unsaved', why: 'away.' });
    type('two ');
    expect(queue.state().kind).toBe('unsaved');
    await vi.advanceTimersByTimeAsync(1020);
    expect(state.requests).toBe(2);
    await vi.advanceTimersByTimeAsync(1900);
    expect(state.requests).toBe(2);
    state.away = false;
    await vi.advanceTimersByTimeAsync(200);
    expect(queue.state().kind).toBe('saved');
    expect(text(doc)).toBe('one two ');
  });

  test('a flush sends at once what waits for its next try', async () => {
    const { doc, state, send } = studio();
    const { queue, type } = writer(send);
    state.away = true;
    type('kept');
    await vi.advanceTimersByTimeAsync(280);
    state.away = false;
    queue.flush();
    await vi.advanceTimersByTimeAsync(25);
    expect(text(doc)).toBe('kept');
    expect(queue.pending).toBe(false);
  });

  test('words written while a request is under way are not said to be saved by its answer', async () => {
    const { doc, send } = studio();
    const { queue, type } = writer(send);
    type('a');
    await vi.advanceTimersByTimeAsync(255);
    type('b');
    await vi.advanceTimersByTimeAsync(16);
    expect(text(doc)).toBe('a');
    expect(queue.state().kind).toBe('saving');
    await vi.advanceTimersByTimeAsync(50);
    expect(text(doc)).toBe('ab');
    expect(queue.state().kind).toBe('saved');
  });
});
