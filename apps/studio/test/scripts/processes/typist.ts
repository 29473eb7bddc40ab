import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { openDatabase } from '../../../src/database/index.ts';
import { homeRoot, openHome } from '../../../src/home/index.ts';
import { Scripts } from '../../../src/scripts/index.ts';
import { EventHub } from '../../../src/server/event-hub.ts';

/** Types words into a script for ever, taking some back, and prints each once it is acknowledged. */
const [root, script = '', round = ''] = process.argv.slice(2);
const home = await openHome(homeRoot(root));
const { store } = await openDatabase({ home });
const scripts = new Scripts({
  store,
  home,
  events: new EventHub(),
  report: (error) => {
    throw error;
  },
  compactEvery: 3,
});
const person = { kind: 'person', id: '01900000-0000-7000-8000-00000000000a', name: 'Anna' } as const;
const doc = new Y.Doc();
Y.applyUpdate(doc, Buffer.from((await scripts.view(script)).state, 'base64'));
const text = doc.getText('text');
for (let written = 0; ; written++) {
  const before = Y.encodeStateVector(doc);
  const word = `<${round}.${written}>`;
  doc.transact(() => {
    text.insert(text.length, `${word}gone`);
    text.delete(text.length - 4, 4);
  });
  await scripts.update(script, Y.encodeStateAsUpdate(doc, before), { person, client: 'typist' });
  // Synchronous for pipes: a word is out before the next is typed.
  process.stdout.write(`${word}\n`);
  await wait(0);
}
