import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerEntry, TextFix } from '../../src/contract/index.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

describe('a fix that the read-through offers', () => {
  let studio: TestStudio;
  let production: string;
  let script: string;
  beforeAll(async () => {
    studio = await testStudio();
    await studio.act('studio.name', { name: 'Ada Krol' });
    production = (await studio.act('production.create', { title: 'The Sea' })).id;
    script = (await studio.act('script.create', { production, title: 'Sea' })).id;
  }, 60_000);
  afterAll(() => studio.close());

  const ask = {
    what: 'A zero for the letter O',
    method: 'A cue’s extension.',
    fix: { label: 'Write (V.O.)', before: 'V.0.', changes: [{ from: 3, to: 7, insert: 'V.O.' }] },
    evidence: [{ from: 0, to: 8 }],
  };

  test('is a proposal by a model and a decision by a person, in this order', async () => {
    const { proposal, decision } = await studio.act('script.decideFix', { script, ...ask, verdict: 'rejected' });
    const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
    const [offered, decided] = ledger.slice(-2);
    expect(offered?.record).toMatchObject({
      kind: 'proposal',
      proposal: { id: proposal, change: { kind: 'text', script, before: 'V.0.' } satisfies Partial<TextFix> },
    });
    expect(offered?.author.kind).toBe('model');
    expect(decided?.record).toMatchObject({
      kind: 'decision',
      decision: { id: decision, proposal, verdict: 'rejected' },
    });
    expect(decided?.author).toMatchObject({ kind: 'person', name: 'Ada Krol' });
  });

  test('is refused, and nothing kept, where its changes are out of order', async () => {
    const before = (await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`)).length;
    const changes = [
      { from: 8, to: 9, insert: '' },
      { from: 3, to: 7, insert: '' },
    ];
    const answer = await send(studio.address, 'script.decideFix', {
      script,
      ...ask,
      fix: { ...ask.fix, changes },
      verdict: 'accepted',
    });
    expect([answer.status, await answer.json()]).toMatchObject([422, { error: { code: 'input' } }]);
    expect((await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`)).length).toBe(before);
  });
});
