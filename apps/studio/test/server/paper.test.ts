import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultRights } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import { probe } from '@second-unit/media';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {
  CredentialsView,
  LedgerEntry,
  LineTakesView,
  PaperSummary,
  PaperView,
  WordsView,
} from '../../src/contract/index.ts';
import { createMedia, newId, saveShotLog } from '../../src/database/index.ts';
import { drawnFilm, drawnLog, evenStarts, saidInTurn } from '../support/drawn-log.ts';
import { drawFilm } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

const SCRIPT = `INT. HUT - DAY

ANNA
The last ferry has gone without us.

BORIS (V.O.)
Then nobody eats before Thursday.
`;

/** A shot of two seconds for each thing that is said. */
const logOf = (said: readonly string[], name: string): ShotLog =>
  drawnLog(drawnFilm(said.length * 50, name), evenStarts(said.length), saidInTurn(said));

let studio: TestStudio;
let production: string;
let films: string[];

async function film(log: ShotLog, basis: 'own' | 'unknown' = 'own', path?: string): Promise<string> {
  const store = studio.studio!.store;
  const { person } = await studio.act('studio.name', { name: 'Ada' });
  const media = await createMedia(store, {
    production,
    title: log.media.originalPath,
    file: path ?? `/films/${log.media.originalPath}`,
    info: log.media,
    rights: defaultRights(basis),
    author: { kind: 'person', ...person },
  });
  await saveShotLog(store, media.id, log);
  return media.id;
}

beforeEach(async () => {
  studio = await testStudio();
  ({ id: production } = await studio.act('production.create', { title: 'Ferry' }));
  films = [
    await film(logOf(['The last ferry has gone without us.', 'Then nobody eats before Thursday.'], 'a.mp4')),
    await film(logOf(['The last ferry has gone.', 'Cut. Once more, please.'], 'b.mp4')),
  ];
});
afterEach(() => studio.close());

const wordsOf = (media: string) => studio.get<WordsView>(`/media/${media}/words`);
const failing = async (name: string, input: unknown) => {
  const response = await send(studio.address, name, input);
  return { status: response.status, ...((await response.json()) as { error: { message: string } }).error };
};
const addWords = async (paper: string, media: string, from: number, to: number) => {
  const { revision } = await wordsOf(media);
  return studio.act('paper.change', {
    paper,
    change: { kind: 'addWords', stretches: [{ media, revision, from, to }] },
  });
};

it('puts words of several films together, cuts by striking them, and keeps every step', async () => {
  const [a, b] = films as [string, string];
  expect((await wordsOf(a)).words.slice(0, 3).map(({ text, timed }) => [text, timed])).toEqual([
    ['The', 'estimated'],
    ['last', 'estimated'],
    ['ferry', 'estimated'],
  ]);
  const { id } = await studio.act('paper.create', { production });
  await addWords(id, b, 5, 9);
  const two = await addWords(id, a, 0, 7);
  expect(two.segments.map(({ media, text }) => [media, text])).toEqual([
    [b, 'Cut. Once more, please.'],
    [a, 'The last ferry has gone without us.'],
  ]);
  const passage = two.paper.passages[1]!.id;
  const struck = await studio.act('paper.change', { paper: id, change: { kind: 'strike', passage, from: 1, to: 2 } });
  expect(struck.segments.map(({ text }) => text)).toEqual([
    'Cut. Once more, please.',
    'The',
    'ferry has gone without us.',
  ]);
  expect(struck.words).toBe(10);
  expect(struck.duration).toBeLessThan(two.duration);
  const back = await studio.act('paper.undo', { paper: id });
  expect(back.segments).toEqual(two.segments);
  await studio.act('paper.undo', { paper: id });
  await studio.act('paper.undo', { paper: id });
  expect((await failing('paper.undo', { paper: id })).message).toBe('There is nothing to undo.');
  for (const _ of [1, 2, 3]) await studio.act('paper.redo', { paper: id });
  studio = await studio.reopen();
  const view = await studio.get<PaperView>(`/papers/${id}`);
  expect(view.segments).toEqual(struck.segments);
  expect(view).toMatchObject({ canUndo: true, canRedo: false, duration: struck.duration });
  const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
  const kept = ledger.flatMap(({ record, author }) =>
    record.kind === 'decision' && record.decision.proposal === id ? [author] : [],
  );
  expect(kept).toHaveLength(9);
  expect(kept.every((author) => author.kind === 'person' && author.name === 'Ada')).toBe(true);
  expect(await studio.get(`/productions/${production}/papers`)).toMatchObject([{ id, words: 10 }]);
});

it('strings out every take of a line, in script order, and keeps the chosen ones', async () => {
  await studio.studio!.scripts.create({
    production,
    title: 'Ferry',
    rights: defaultRights('own'),
    author: { kind: 'person', id: newId(), name: 'Ada' },
    text: SCRIPT,
  });
  const view = await studio.get<LineTakesView>(`/productions/${production}/line-takes`);
  expect(view.lines.map(({ who, takes }) => [who, takes.map(({ media, suggested }) => [media, suggested])])).toEqual([
    [
      'ANNA',
      [
        [films[0], true],
        [films[1], false],
      ],
    ],
    ['BORIS', [[films[0], false]]],
  ]);
  const { id } = await studio.act('paper.create', { production, title: 'Ferry, selects' });
  const lines = view.lines.toReversed().map(({ from, text }) => ({ from: from + 3, text }));
  const change = { kind: 'addLines' as const, script: view.script!.id, lines };
  const added = await studio.act('paper.change', { paper: id, change });
  expect(added.paper.passages.map(({ line, media }) => [line?.who, line?.take, media])).toEqual([
    ['ANNA', 1, films[0]],
    ['ANNA', 2, films[1]],
    ['BORIS', 1, films[0]],
  ]);
  const second = added.paper.passages[1]!.id;
  await studio.act('paper.change', { paper: id, change: { kind: 'choose', passage: second, chosen: true } });
  const kept = await studio.act('paper.change', { paper: id, change: { kind: 'keepChosen' } });
  expect(kept.paper.passages.map(({ line, chosen }) => [line?.who, line?.take, chosen])).toEqual([
    ['ANNA', 2, true],
    ['BORIS', 1, undefined],
  ]);
});

it('goes out as a timeline of several films where rights allow it, and as a cut where it is of one', async () => {
  const [a, b] = films as [string, string];
  const { id } = await studio.act('paper.create', { production });
  expect((await failing('paper.export', { paper: id, format: 'otio' })).message).toContain('no words yet');
  await addWords(id, a, 5, 9);
  const cut = await studio.act('paper.toCut', { paper: id });
  // It plays on over the border of two shots.
  expect(cut.cut.items.map(({ shot, locked }) => [shot, locked])).toEqual([
    ['s0001', true],
    ['s0002', true],
  ]);
  expect(cut.cut.items[0]!.outFrame).toBe(cut.cut.items[1]!.inFrame);
  await addWords(id, b, 0, 5);
  expect(await failing('paper.toCut', { paper: id })).toMatchObject({ status: 422 });
  for (const format of ['otio', 'edl', 'fcpxml', 'xml', 'mlt'] as const) {
    const { content } = await studio.act('paper.export', { paper: id, format });
    expect(content).toContain('a.mp4');
    expect(content).toContain('b.mp4');
  }
  const held = await film(logOf(['Nobody may hear this.'], 'c.mp4'), 'unknown');
  const view = await addWords(id, held, 0, 3);
  expect(view.exportRefused).toContain('c.mp4');
  expect(await failing('paper.export', { paper: id, format: 'otio' })).toMatchObject({ status: 403 });
  const response = await fetch(`${studio.address}/api/v1/papers/${id}/export?format=edl`);
  expect(response.status).toBe(403);
});

it('is rendered from several films, to the frame, and the render goes when it is changed', async () => {
  const { home } = studio.studio!;
  const real: string[] = [];
  for (const [index, name] of ['one', 'two'].entries()) {
    const path = join(home.media, `${name}.mp4`);
    await drawFilm(path, 2, index * 2);
    const log = logOf(['The last ferry has gone.', 'Then we swim.'], `${name}.mp4`);
    const id = await film({ ...log, media: await probe(path) }, 'own', path);
    real.push(id);
  }
  const { id } = await studio.act('paper.create', { production });
  for (const media of real) await addWords(id, media, 0, 3);
  const view = await studio.get<PaperView>(`/papers/${id}`);
  // Left by a render of what is no longer there.
  const left = join(home.cache, 'renders', 'gone');
  await mkdir(left, { recursive: true });
  const job = await studio.act('paper.render', { paper: id });
  const finished = await studio.studio!.jobs.finished(job.id);
  expect(finished).toMatchObject({ state: 'done', message: expect.stringContaining('LUFS') });
  expect(await readdir(dirname(left))).toEqual([]);
  const response = await fetch(`${studio.address}/api/v1/papers/${id}/render`);
  const path = join(home.cache, 'paper.mp4');
  await writeFile(path, new Uint8Array(await response.arrayBuffer()));
  const frames = view.segments.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
  expect(await probe(path)).toMatchObject({ frames, width: 96, height: 54 });
  // Whoever looks at it later is told what was told when it was done.
  expect(await studio.get<PaperView>(`/papers/${id}`)).toMatchObject({ rendered: true, renderNote: finished.message });
  const said = await studio.get<CredentialsView>(`/papers/${id}/credentials`);
  // A machine that cannot sign says why; one that can says what it signed.
  if (said.state === 'none') expect(said.problems[0]).toContain('not signed');
  else expect(said).toMatchObject({ state: 'untrusted-signer', ours: true });
  const undone = await studio.act('paper.undo', { paper: id });
  expect(undone.rendered).toBe(false);
  expect(undone.renderNote).toBeUndefined();
  expect((await fetch(`${studio.address}/api/v1/papers/${id}/render`)).status).toBe(404);
  expect((await fetch(`${studio.address}/api/v1/papers/${id}/credentials`)).status).toBe(404);
});

it('refuses words of another transcript, of another production, and what is not there', async () => {
  const [a] = films as [string];
  const { id } = await studio.act('paper.create', { production });
  const { revision } = await wordsOf(a);
  const stretches = [{ media: a, revision, from: 0, to: 3 }];
  await saveShotLog(studio.studio!.store, a, logOf(['Other words.'], 'a.mp4'));
  const change = { kind: 'addWords', stretches };
  expect(await failing('paper.change', { paper: id, change })).toMatchObject({ status: 409 });
  const other = await studio.act('production.create', { title: 'Other' });
  const paper = await studio.act('paper.create', { production: other.id });
  expect(await failing('paper.change', { paper: paper.id, change })).toMatchObject({ status: 422 });
  expect(await failing('paper.change', { paper: id, change: { kind: 'remove', passage: 'x' } })).toMatchObject({
    status: 404,
  });
  const far = { kind: 'addWords', stretches: [{ ...stretches[0], revision: (await wordsOf(a)).revision, to: 99 }] };
  expect(await failing('paper.change', { paper: id, change: far })).toMatchObject({ status: 422 });
});

it('is renamed by a decision that undo takes back', async () => {
  const { id, title } = await studio.act('paper.create', { production });
  const change = (to: string) => studio.act('paper.change', { paper: id, change: { kind: 'rename', title: to } });
  expect((await change('Ferry, short')).title).toBe('Ferry, short');
  expect((await change('Ferry, shorter')).title).toBe('Ferry, shorter');
  expect((await studio.act('paper.undo', { paper: id })).title).toBe('Ferry, short');
  expect((await studio.act('paper.undo', { paper: id })).title).toBe(title);
  const again = await studio.act('paper.redo', { paper: id });
  expect(again).toMatchObject({ title: 'Ferry, short', canRedo: true });
  expect((await studio.get<PaperSummary[]>(`/productions/${production}/papers`))[0]).toMatchObject({
    title: 'Ferry, short',
    removed: false,
  });
});

it('is put away with all that was done to it, and comes back with it', async () => {
  const { id, title } = await studio.act('paper.create', { production });
  await addWords(id, films[0]!, 0, 4);
  expect(await studio.act('paper.remove', { paper: id })).toMatchObject({ removed: true, words: 4 });
  expect(await failing('paper.remove', { paper: id })).toMatchObject({ status: 409 });
  expect(await failing('paper.change', { paper: id, change: { kind: 'rename', title: 'B' } })).toMatchObject({
    status: 409,
    message: 'This paper edit was removed; bring it back first.',
  });
  // Its name is not given to another one, so that both can be told apart when it is back.
  expect((await studio.act('paper.create', { production })).title).not.toBe(title);
  expect(await studio.act('paper.restore', { paper: id })).toMatchObject({ removed: false, title });
  expect((await studio.get<PaperView>(`/papers/${id}`)).words).toBe(4);
  const ledger = await studio.get<LedgerEntry[]>(`/productions/${production}/ledger`);
  expect(ledger.map(({ record }) => record).filter(({ kind }) => kind === 'removed' || kind === 'restored')).toEqual([
    { kind: 'removed', item: id, title, of: 'paper edit' },
    { kind: 'restored', item: id, title, of: 'paper edit' },
  ]);
});

it('takes decisions of the same moment, each on what the others left', async () => {
  const { id } = await studio.act('paper.create', { production });
  const { paper } = await addWords(id, films[0]!, 0, 7);
  const passage = paper.passages[0]!.id;
  await Promise.all(
    [0, 2, 4].map((from) =>
      studio.act('paper.change', { paper: id, change: { kind: 'strike', passage, from, to: from + 1 } }),
    ),
  );
  const after = await studio.get<PaperView>(`/papers/${id}`);
  expect(after.paper.passages[0]!.struck).toEqual([0, 2, 4].map((from) => ({ from, to: from + 1 })));
  expect(after).toMatchObject({ words: 4, canUndo: true });
});

it('takes a long stretch in passages that can be moved about, cut between lines, and plays it as one', async () => {
  const lines = Array.from({ length: 150 }, (_, at) => `This is what was said in line ${at}.`);
  const long = await film(logOf(lines, 'long.mp4'));
  const { id } = await studio.act('paper.create', { production });
  const { paper, words, segments } = await addWords(id, long, 0, 1200);
  expect(words).toBe(1200);
  expect(paper.passages.length).toBeGreaterThan(2);
  for (const { words: some } of paper.passages) {
    expect(some.length).toBeLessThanOrEqual(400);
    expect(some.at(-1)!.text).toMatch(/\.$/u);
  }
  const one = await studio.act('paper.create', { production });
  const short = await addWords(one.id, long, 392, 408);
  expect(short.paper.passages).toHaveLength(1);
  // A seam between passages is heard no more than one within a passage.
  expect(segments.length).toBe(short.segments.length);
});
