import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { ThreadLane } from '../../src/productions/thread-lane.ts';

/** Answers what it is asked, or never. */
const ECHO = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, ask }) => {
  if (ask !== 'never') setTimeout(() => parentPort.postMessage({ id, value: ask }), 50);
});`;
const MODULE = `data:text/javascript,${encodeURIComponent(ECHO)}`;

test('nothing of what was asked stays with the signal, however it ended', async () => {
  const lane = new ThreadLane<string, string>(new URL(MODULE), 5000, 'late');
  const { signal } = new AbortController();
  for (const ask of ['one', 'two']) expect(await lane.ask(ask, signal)).toBe(ask);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  const [first, second] = [new AbortController(), new AbortController()];
  const asked = [lane.ask('never', first.signal), lane.ask('never', second.signal), lane.ask('never', signal)];
  const cancelled = [0, 1].map((at) => expect(asked[at]).rejects.toMatchObject({ code: 'cancelled' }));
  // The second waits in line.
  second.abort();
  first.abort();
  await Promise.all(cancelled);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  const closed = expect(asked[2]).rejects.toMatchObject({ message: 'The studio is closing.' });
  await lane.close();
  await closed;
  for (const one of [signal, first.signal, second.signal]) expect(getEventListeners(one, 'abort')).toHaveLength(0);
});

test('a process stays for what it has asked, and for nothing else', () => {
  const module = new URL('../../src/productions/thread-lane.ts', import.meta.url).href;
  const script = `const { ThreadLane } = await import('${module}');
    console.log(await new ThreadLane(new URL(${JSON.stringify(MODULE)}), 5000, 'late').ask('heard'));`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe('heard\n');
});
