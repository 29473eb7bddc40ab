import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { defaultRights } from '@second-unit/evidence';
import { expect, onTestFinished, test } from 'vitest';
import { createProduction, createScript } from '../../src/database/index.ts';
import { storedText } from '../../src/scripts/stored-text.ts';
import { testHome } from '../support/postgres.ts';

const TYPIST = fileURLToPath(new URL('./processes/typist.ts', import.meta.url));
const ROUNDS = 10;

test(`killed ${ROUNDS} times while snapshots are written, loses no acknowledged word`, async () => {
  const all = await testHome('sqlite');
  onTestFinished(() => all.close());
  const { store } = all.database;
  const author = { kind: 'person', id: '01900000-0000-7000-8000-00000000000a', name: 'Anna' } as const;
  const production = (await createProduction(store, { title: 'P' })).id;
  const { id } = await createScript(store, { production, title: 'S', rights: defaultRights('own'), author });
  const acknowledged: string[] = [];
  const snapshots = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(process.execPath, [TYPIST, all.home.root, id, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    const first = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        said += part;
        resolve();
      });
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await Promise.race([first, ended]);
    await wait(Math.random() * 80);
    child.kill('SIGKILL');
    await ended;
    // Whole lines only: what was cut off was not acknowledged to anybody.
    acknowledged.push(...said.split('\n').slice(0, -1));
    const text = await storedText(store, id);
    expect(acknowledged.filter((word) => !text.includes(word))).toEqual([]);
    expect(text).not.toContain('gone');
    const row = await store.selectFrom('script_snapshots').select('seq').where('script', '=', id).executeTakeFirst();
    if (row) snapshots.add(row.seq);
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  // Otherwise nothing of the snapshots was tested.
  expect(snapshots.size).toBeGreaterThan(ROUNDS / 2);
}, 120_000);
