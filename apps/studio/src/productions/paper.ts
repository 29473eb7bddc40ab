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
  type Word,
} from '@second-unit/editing';
import { type Decision, Fault, type Person } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import type { PaperAsk, PaperSummary, PaperView } from '../contract/index.ts';
import { getMedia, getProduction, getScript, type MediaRow, newId, now, type Store } from '../database/index.ts';
import {
  createPaper,
  decidePaper,
  getPaper,
  listPapers,
  type PaperRow,
  paperDecisions,
  setPaperRemoved,
} from '../database/paper-edits.ts';
import { type Home, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { exportRefusal, type Item } from './export-rights.ts';
import { filmWords } from './film-words.ts';
import { askedLines, linesWithTakes } from './line-takes.ts';
import { infoOf } from './media-info.ts';
import { noteOfRender } from './render-note.ts';
import { turnBack, turns } from './undo.ts';
import { untilKept } from './until-kept.ts';

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
  const taken = new Set((await listPapers(studio.store, production)).map((one) => one.title));
  let number = taken.size + 1;
  while (taken.has(`Paper edit ${number}`)) number++;
  const row = await createPaper(studio.store, { production, title: title ?? `Paper edit ${number}` });
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
  return Object.fromEntries([...films].map(([id, film]) => [id, infoOf(home, film)]));
}

/** A paper edit as the client sees it. Errors: `not-found`. */
export async function viewPaper(studio: Studio, id: string): Promise<PaperView> {
  const paper = await openPaper(studio, id);
  const { row, decisions, segments, unheard, skipped } = paper;
  const { undo, redo } = turns(decisions);
  const items = await itemsOfPaper(studio.store, paper);
  const refused = items.length === 0 ? undefined : exportRefusal(items);
  const renderNote = await noteOfRender(studio.store, row);
  const [job] = await studio.jobs.list({ subject: id, kind: 'paper-render', states: ['queued', 'running'], limit: 1 });
  return {
    ...paperSummary(row),
    paper: paper.paper,
    segments,
    unheard,
    canUndo: undo !== undefined,
    canRedo: redo !== undefined,
    ...(skipped.length > 0 ? { skipped } : {}),
    ...(renderNote === undefined ? {} : { renderNote }),
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
  const paper = await getPaper(studio.store, id);
  const asked = typeof ask.change === 'string' ? ask.change : await changeOf(studio, paper, ask.change);
  const { was, row } = await untilKept(paper.title, async () => {
    const decisions = await paperDecisions(studio.store, id);
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
    const heard = await heardOf(studio, after);
    return decidePaper(studio.store, id, {
      decision,
      after: decisions.length,
      title: after.title ?? titleAtFirst(decisions) ?? paper.title,
      duration: heard.seconds,
      words: keptWords(after.passages),
      changes: picturesOf(heard) !== picturesOf(await heardOf(studio, before)),
    });
  });
  // A picture of what it no longer is.
  if (was.render !== null && row.render === null) await rm(storedPath(studio.home, was.render), { force: true });
  studio.events.emit({ kind: 'paper', paper: id, production: row.production });
  return viewPaper(studio, id);
}

/** What it was called before somebody renamed it; undefined where nobody did. */
function titleAtFirst(decisions: readonly Decision<PaperChange>[]): string | undefined {
  for (const { change } of decisions) if (change.kind === 'rename') return change.was;
  return undefined;
}

/** Puts a paper edit away, or brings it back. Errors: as `setPaperRemoved`. */
export async function turnPaper(studio: Studio, id: string, removed: boolean, person: Person): Promise<PaperSummary> {
  const row = await setPaperRemoved(studio.store, id, removed, person);
  studio.events.emit({ kind: 'paper', paper: id, production: row.production });
  return paperSummary(row);
}

/** A paper edit as lists show it. */
export function paperSummary({ render: _render, revision: _revision, ...summary }: PaperRow): PaperSummary {
  return summary;
}

async function heardOf({ store, home }: Place, paper: PaperEdit): Promise<Stringout> {
  return stringout(paper, infosOf(home, await filmsOf(store, paper)));
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

/** Words of a passage that is added, at most: an hour of talk in one could neither be moved about nor drawn. */
const MOST_WORDS = 400;

/** Words [from, to) in as few stretches as that allows, each cut at the end of a line where there is one. */
function partsOf(words: readonly Pick<Word, 'line'>[], from: number, to: number) {
  // Words that are not there are refused as they were asked for.
  if (to > words.length || to <= from) return [{ from, to }];
  const parts: { from: number; to: number }[] = [];
  for (let at = from; at < to; ) {
    let end = Math.min(to, at + MOST_WORDS);
    if (end < to) {
      const most = end;
      while (end > at && words[end - 1]?.line === words[end]?.line) end--;
      if (end === at) end = most;
    }
    parts.push({ from: at, to: end });
    at = end;
  }
  return parts;
}

/** What was asked for with the words themselves, as it is kept. Errors: `conflict` for words of an older transcript. */
async function changeOf(studio: Studio, { production, title }: PaperRow, ask: PaperAsk): Promise<PaperChange> {
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
        for (const part of partsOf(film.transcript.words, from, to)) {
          passages.push(passageOf(film.transcript, part.from, part.to, { id: newId(), media }));
        }
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
    case 'rename':
      return { ...ask, was: title };
    default:
      return ask;
  }
}
