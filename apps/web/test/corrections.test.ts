import type { PdfLine } from '@second-unit/screenplay/pdf-in';
import type { LineSaid, PdfReadingView } from '@second-unit/studio/contract';
import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { queryClient } from '../src/api/queries.ts';
import { Corrections, readingQuery } from '../src/script/corrections.ts';
import type { ScriptSession } from '../src/script/script-session.ts';

const line = (text: string): PdfLine => ({
  ...{ text, page: 1, x: 72, y: 100, right: 172, spans: [], revised: false, first: false, more: false, joined: false },
  ...{ type: 'action', confidence: 0.5, reason: 'made up', alternatives: [] },
});

/** A studio that answers when it is told to, with what it knew when it was asked. */
let known: LineSaid[];
let waiting: { readonly path: string; readonly answer: () => void }[];

beforeEach(() => {
  [known, waiting] = [[], []];
  vi.stubGlobal('fetch', (path: string) => {
    const view = JSON.stringify({ corrections: known } satisfies Partial<PdfReadingView>);
    return new Promise<Response>((resolve) => {
      waiting.push({ path, answer: () => resolve(new Response(view)) });
    });
  });
});
afterEach(() => {
  queryClient.clear();
  vi.unstubAllGlobals();
});

/** Answers what was asked first of what ends so. */
async function answer(ending: string): Promise<void> {
  await vi.waitFor(() => expect(waiting.map(({ path }) => path).join()).toContain(ending));
  const at = waiting.findIndex(({ path }) => path.endsWith(ending));
  waiting.splice(at, 1)[0]?.answer();
}

/** A window on a script of three lines, which hears of every reading and has had its first. */
async function open(): Promise<Corrections> {
  const doc = new Y.Doc();
  const text = doc.getText('text');
  text.insert(0, 'A\n\nB\n\nC\n');
  const session = { id: 's', doc, text, undo: new Y.UndoManager(text) } as unknown as ScriptSession;
  const lines = ['A', 'B', 'C'].map(line);
  const view = { name: 'x.pdf', lines, titlePage: [], warnings: [], doubtful: [0, 1, 2], corrections: [] };
  const corrections = new Corrections(session, view);
  new QueryObserver(queryClient, readingQuery('s')).subscribe(({ data }) => data && corrections.take(data.corrections));
  await answer('/reading');
  await quiet();
  return corrections;
}

/** Nothing is asked any more. */
const quiet = () => vi.waitFor(() => expect(queryClient.isFetching()).toBe(0));

const said = (corrections: Corrections) => Object.fromEntries(corrections.state().said);

test('what is said elsewhere while something is on its way is shown once that is saved', async () => {
  const corrections = await open();
  corrections.say(0, 'transition');
  // Somebody else says something, and the studio is asked while ours is on its way.
  known = [{ line: 1, type: 'centered' }];
  void queryClient.invalidateQueries({ queryKey: readingQuery('s').queryKey });
  await answer('/reading');
  await quiet();
  expect(said(corrections)).toEqual({ 0: 'transition' });
  known = [
    { line: 0, type: 'transition' },
    { line: 1, type: 'centered' },
  ];
  await answer('script.correctLines');
  await answer('/reading');
  await vi.waitFor(() => expect(said(corrections)).toEqual({ 0: 'transition', 1: 'centered' }));
});

test('an answer that comes late takes back nothing that was said since it was asked for', async () => {
  const corrections = await open();
  void queryClient.invalidateQueries({ queryKey: readingQuery('s').queryKey });
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  corrections.say(0, 'transition');
  known = [{ line: 0, type: 'transition' }];
  await answer('script.correctLines');
  await vi.waitFor(() => expect(waiting.filter(({ path }) => path.endsWith('/reading'))).toHaveLength(2));
  await answer('/reading');
  await answer('/reading');
  await quiet();
  expect(said(corrections)).toEqual({ 0: 'transition' });
});
