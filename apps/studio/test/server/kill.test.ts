import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ScriptSummary, ScriptView, UpdateAck } from '../../src/contract/index.ts';
import { testStudio } from './harness.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const TIMES = 20;

let home: string;
let web: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'second-unit-kill-'));
  web = join(home, 'pages');
  await mkdir(web);
  await writeFile(join(web, 'index.html'), '<!doctype html>');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true, maxRetries: 10 });
});

/** The studio as a person starts it, in a process of its own. */
async function start(): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [MAIN, 'studio', '--home', join(home, 'home'), '--port', '0', '--no-open'], {
    env: { ...process.env, SECOND_UNIT_WEB: web },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /is open at (http:\S+)/.exec(line)?.[1];
    if (address) return { child, address };
  }
  throw new Error(`The studio did not open: ${said}`);
}

/** Types words into a script until the studio is gone; answers what was acknowledged. */
async function type(
  address: string,
  script: string,
  word: (n: number) => string,
  isKept: () => void,
): Promise<string[]> {
  const acknowledged: string[] = [];
  try {
    const view = (await (await fetch(`${address}/api/v1/scripts/${script}`)).json()) as ScriptView;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(view.state, 'base64'));
    const text = doc.getText('text');
    for (let n = 0; ; n++) {
      const before = Y.encodeStateVector(doc);
      const typed = word(n);
      // Anywhere but inside another word, which would be torn by our own hand.
      const middle = text.toString().indexOf('>', Math.floor((text.length * n) / (n + 2)));
      text.insert(middle + 1, typed);
      const response = await fetch(`${address}/api/v1/scripts/${script}/updates`, {
        method: 'POST',
        headers: { 'X-Client': 'typist' },
        body: new Uint8Array(Y.encodeStateAsUpdate(doc, before)),
      });
      const { seq } = (await response.json()) as UpdateAck;
      if (!response.ok || !(seq > 0)) throw new Error(`refused: ${response.status}`);
      acknowledged.push(typed);
      isKept();
    }
  } catch (thrown) {
    // The studio was killed under our hands, which is the point.
    if (thrown instanceof Error && thrown.message.startsWith('refused')) throw thrown;
    return acknowledged;
  }
}

test(`killed at ${TIMES} random moments, the studio loses no acknowledged edit and opens again`, async () => {
  const first = await testStudio(join(home, 'home'));
  const production = await first.act('production.create', { title: 'Kill' });
  const { id: script } = await first.act('script.create', { production: production.id, title: 'Draft' });
  await first.stop();

  const everything = new Set<string>();
  let between = 0;
  for (let time = 0; time < TIMES; time++) {
    const { child, address } = await start();
    let isKept = (): void => {};
    const kept = new Promise<void>((resolve) => {
      isKept = resolve;
    });
    const typing = [0, 1].map((window) => type(address, script, (n) => `<${time}.${window}.${n}>`, isKept));
    // Every other kill comes among edits that are kept, however slow the machine is; the others whenever they like.
    if (time % 2 === 0) await kept;
    await sleep(Math.random() * 500);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    for (const typed of await Promise.all(typing)) {
      for (const word of typed) everything.add(word);
      if (typed.length > 0) between++;
    }
    // Every start is also a check of what the last kill left.
    const again = await testStudio(join(home, 'home'));
    const view = await again.get<ScriptView>(`/scripts/${script}`);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(view.state, 'base64'));
    const text = doc.getText('text').toString();
    const lost = [...everything].filter((word) => !text.includes(word));
    expect(lost).toEqual([]);
    expect(view.mirrorChanged, 'our own mirror was taken for another program’s').toBe(false);
    const { scripts } = await again.get<{ scripts: ScriptSummary[] }>(`/productions/${production.id}`);
    expect(scripts).toHaveLength(1);
    await again.stop();
  }
  // Otherwise the kills came before anything was written, and nothing was tested.
  expect(between).toBeGreaterThanOrEqual(TIMES / 2);
}, 300_000);
