import { rm } from 'node:fs/promises';
import {
  changePaper,
  type PaperChange,
  type PaperEdit,
  type Passage,
  passageOf,
  replayPaper,
  type Stringout,
  stringout,
  takesOfLines,
} from '@second-unit/editing';
import { type Decision, Fault, type Person } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import type { PaperAsk, PaperView } from '../contract/index.ts';
import { getMedia, getProduction, getScript, type MediaRow, newId, now, type Store } from '../database/index.ts';
import {
  createPaper,
  decidePaper,
  getPaper,
  listPapers,
  type PaperRow,
  paperDecisions,
} from '../database/paper-edits.ts';
import { type Home, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { exportRefusal, type Item } from './export-rights.ts';
import { filmWords } from './film-words.ts';
import { askedLines, linesWithTakes } from './line-takes.ts';
import { turnBack, turns } from './undo.ts';

/** A paper edit with everything that it rests on. */
export interface OpenPaper extends Stringout {
  readonly row: PaperRow;
  readonly paper: PaperEdit;
  readonly decisions: readonly Decision<PaperChange>[];
  readonly skipped: readonly string[];
  /** The films that it is made from, by their ids. */
  readonly films: ReadonlyMap<string, MediaRow>;
  /** The same as timelines take them. */
  readonly infos: Readonly<Record<string, MediaInfo>>;
}

/** Starts a paper edit of a production. Errors: `not-found`. */
export async function startPaper(
  studio: Studio,
  { production, title }: { readonly production: string; readonly title?: string },
): Promise<PaperView> {
  await getProduction(studio.store, production);
  const before = await listPapers(studio.store, production);
  const row = await createPaper(studio.store, { production, title: title ?? `Paper edit ${before.length + 1}` });
  studio.events.emit({ kind: 'paper', paper: row.id, production });
  return viewPaper(studio, row.id);
}

/** What a paper edit lies in. */
interface Place {
  readonly store: Store;
  readonly home: Home;
}

/** A paper edit with its films. Errors: `not-found`. */
export async function openPaper({ store, home }: Place, id: string): Promise<OpenPaper> {
  const row = await getPaper(store, id);
  const decisions = await paperDecisions(store, id);
  const { paper, skipped } = replayPaper(decisions);
  const films = await filmsOf(store, paper);
  const infos = infosOf(home, films);
  return {
    row,
    paper,
    decisions,
    skipped: skipped.map(({ decision }) => decision.id),
    films,
    infos,
    ...stringout(paper, infos),
  };
}

async function filmsOf(store: Store, { passages }: PaperEdit): Promise<ReadonlyMap<string, MediaRow>> {
  const ids = [...new Set(passages.map(({ media }) => media))];
  return new Map(await Promise.all(ids.map(async (media) => [media, await getMedia(store, media)] as const)));
}

/** What a film's log found of it is kept with the film. */
function infosOf(home: Home, films: ReadonlyMap<string, MediaRow>): Readonly<Record<string, MediaInfo>> {
  return Object.fromEntries(
    [...films].map(([id, { info, file }]) => [id, { ...info, originalPath: storedPath(home, file) }]),
  );
}

/** A paper edit as the client sees it. Errors: `not-found`. */
export async function viewPaper(studio: Studio, id: string): Promise<PaperView> {
  const paper = await openPaper(studio, id);
  const { row, decisions, segments, unheard, skipped } = paper;
  const { undo, redo } = turns(decisions);
  const items = await itemsOfPaper(studio.store, paper);
  const refused = items.length === 0 ? undefined : exportRefusal(items);
  const [job] = await studio.jobs.list({ subject: id, kind: 'paper-render', states: ['queued', 'running'], limit: 1 });
  const { render: _render, revision: _revision, ...summary } = row;
  return {
    ...summary,
    paper: paper.paper,
    segments,
    unheard,
    canUndo: undo !== undefined,
    canRedo: redo !== undefined,
    ...(skipped.length > 0 ? { skipped } : {}),
    ...(refused === undefined ? {} : { exportRefused: refused }),
    ...(job ? { job: job.id } : {}),
  };
}

/** What a paper edit is made from: its films, and the scripts whose lines its takes are of. */
export async function itemsOfPaper(store: Store, { films, paper }: OpenPaper): Promise<readonly Item[]> {
  const scripts = new Set(paper.passages.flatMap(({ line }) => (line ? [line.script] : [])));
  return [...films.values(), ...(await Promise.all([...scripts].map((script) => getScript(store, script))))];
}

/** Records what a person did to a paper edit. Errors: as `changePaper`; nothing is recorded then. */
export async function decideOnPaper(
  studio: Studio,
  id: string,
  ask: { readonly change: PaperAsk | 'undo' | 'redo'; readonly why?: string },
  person: Person,
): Promise<PaperView> {
  const { production, render } = await getPaper(studio.store, id);
  // Words are looked up before the lock: that may take a while, and does not depend on what stands there.
  const asked = typeof ask.change === 'string' ? ask.change : await changeOf(studio, production, ask.change);
  const row = await decidePaper(studio.store, id, async (decisions, trx) => {
    const change: PaperChange | undefined = typeof asked === 'string' ? turnBack(asked, decisions) : asked;
    if (!change) throw new Fault('conflict', `There is nothing to ${ask.change}.`);
    // A change that does not fit throws here, before anything is written.
    const before = replayPaper(decisions).paper;
    if (change.kind !== 'undo') changePaper(before, change);
    const decision: Decision<PaperChange> = {
      id: newId(),
      proposal: id,
      verdict: 'edited',
      change,
      by: person,
      at: now(),
      ...(ask.why === undefined ? {} : { why: ask.why }),
    };
    const after = replayPaper([...decisions, decision]).paper;
    const heard = stringout(after, infosOf(studio.home, await filmsOf(trx, after)));
    const was = stringout(before, infosOf(studio.home, await filmsOf(trx, before)));
    return {
      decision,
      duration: heard.seconds,
      words: keptWords(after.passages),
      changes: picturesOf(heard) !== picturesOf(was),
    };
  });
  // A picture of what it no longer is.
  if (render !== null && row.render === null) await rm(storedPath(studio.home, render), { force: true });
  studio.events.emit({ kind: 'paper', paper: id, production: row.production });
  return viewPaper(studio, id);
}

/** What would be seen and heard: when it is the same, a render still holds. */
function picturesOf({ segments }: Stringout): string {
  return segments.map(({ media, inFrame, outFrame }) => `${media} ${inFrame} ${outFrame}`).join('\n');
}

function keptWords(passages: readonly Passage[]): number {
  return passages.reduce(
    (sum, { words, struck }) => sum + words.length - struck.reduce((gone, { from, to }) => gone + to - from, 0),
    0,
  );
}

/** What was asked for with the words themselves, as it is kept. Errors: `conflict` for words of an older transcript. */
async function changeOf(studio: Studio, production: string, ask: PaperAsk): Promise<PaperChange> {
  switch (ask.kind) {
    case 'addWords': {
      const passages: Passage[] = [];
      for (const { media, revision, from, to } of ask.stretches) {
        const film = await filmWords(studio, media);
        if (film.media.production !== production) {
          throw new Fault('input', 'This film is of another production.', { place: film.media.title });
        }
        if (film.row.revision !== revision) {
          throw new Fault('conflict', 'The film was logged or transcribed again meanwhile; choose the words again.', {
            place: film.media.title,
          });
        }
        passages.push(passageOf(film.transcript, from, to, { id: newId(), media }));
      }
      return { kind: 'add', passages, ...(ask.at === undefined ? {} : { at: ask.at }) };
    }
    case 'addLines': {
      const lines = await linesWithTakes(studio, production, ask.script);
      if (!lines) throw new Fault('not-found', 'No film of this production speaks this script.', { place: ask.script });
      const transcripts = Object.fromEntries([...lines.films].map(([media, { transcript }]) => [media, transcript]));
      const all = takesOfLines(askedLines(lines, ask.lines), transcripts, newId);
      const several = new Set(all.flatMap(({ line }) => (line?.suggested ? [`${line.from} ${line.text}`] : [])));
      const passages =
        ask.takes === 'all'
          ? all
          : all.filter(({ line }) => line?.suggested || (line && !several.has(`${line.from} ${line.text}`)));
      if (passages.length === 0) throw new Fault('not-found', 'No take of these lines was found in the films.');
      return { kind: 'add', passages, ...(ask.at === undefined ? {} : { at: ask.at }) };
    }
    case 'split':
      return { ...ask, into: newId() };
    default:
      return ask;
  }
}
