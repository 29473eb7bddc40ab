import { rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import {
  applyChange,
  type Brief,
  type Cut,
  type CutChange,
  type CutContext,
  type CutProposal,
  cutSeconds,
  kept,
  type Replay,
  replay,
  shownInOrder,
  standing,
  weightsOf,
} from '@second-unit/editing';
import { type Decision, Fault, type Person } from '@second-unit/evidence';
import type { CutSummary, CutView } from '../contract/index.ts';
import {
  type CutRow,
  createCut,
  decideCut,
  findLog,
  getCut,
  getCutHistory,
  getMedia,
  type LogRow,
  type MediaRow,
  newId,
  now,
  type Store,
} from '../database/index.ts';
import { hasMusic } from '../database/music.ts';
import { type Home, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { exportRefusal, heldBackBy, itemsOf } from './export-rights.ts';
import { infoOf } from './media-info.ts';
import { musicFor } from './music.ts';
import { peopleByShot } from './people-shots.ts';
import type { Reader } from './reader.ts';
import { noteOfRender } from './render-note.ts';
import { linksToScript } from './scene-links.ts';
import { turnBack, turns } from './undo.ts';
import { untilKept } from './until-kept.ts';
import { cutSummary } from './views.ts';

/** What a cut lies in. */
export interface Place {
  readonly store: Store;
  readonly home: Home;
  /** Aligns scripts with films. A job has none: the pictures of a cut do not depend on its script. */
  readonly reader?: Reader;
}

type Wishes = { readonly [Name in 'tone' | 'lead' | 'aspect' | 'cards']?: Brief[Name] | undefined };

export interface Ask extends Wishes {
  /** Music of the production, by its id. */
  readonly music?: { readonly media: string; readonly from?: number | undefined } | undefined;
  readonly media: string;
  /** Length asked for. */
  readonly seconds: number;
  readonly brief?: string;
  readonly seed: number;
  /** Share of the film's end that is kept back, 0 to 1; the script's last act, or a fifth of the film, if absent. */
  readonly keepBack?: number | undefined;
  /** An earlier cut whose locked and banned shots stay so. */
  readonly from?: string;
  /** What the objective's features count for; as they ship if absent. */
  readonly weights?: NonNullable<CutContext['weights']>;
}

/** Kept back where nobody said how much, and no script says where its last act begins. */
const KEEP_BACK = 0.2;

/** A cut with everything that it rests on. */
export interface OpenCut {
  readonly row: CutRow;
  readonly media: MediaRow;
  readonly context: CutContext;
  readonly proposal: CutProposal;
  readonly decisions: readonly Decision<CutChange>[];
  readonly cut: Cut;
  /** Decisions that stand but no longer fit. */
  readonly skipped: Replay['skipped'];
  /** Name of the music that it was proposed over and that the production does not have: the cut is without it. */
  readonly lostMusic?: string;
  /** The log that the cut was proposed with. */
  readonly log: LogRow;
}

/**
 * Has the cutter propose a cut; in the ledger when it returns. Errors: as `proposeCut`, and `cancelled` by the signal;
 * nothing is kept then.
 */
export async function propose(studio: Studio, ask: Ask, person: Person, signal?: AbortSignal): Promise<CutView> {
  const { media, log, context, kept: keeps, brief } = await prepare(studio, ask);
  const input = { ...context, ...keeps, brief, onBehalfOf: person.id, id: newId(), at: now() };
  const proposal = await studio.cutter.propose(input, signal);
  checkWanted(signal);
  return keep(studio, { media, log, context, title: titleOf(ask, media) }, proposal);
}

/** Several unlike cuts, each in the ledger when this returns. Errors: as `proposeCuts`, and `cancelled`; none is kept then. */
export async function proposeSeveral(
  studio: Studio,
  { count, ...ask }: Ask & { readonly count: number },
  person: Person,
  signal?: AbortSignal,
): Promise<CutView[]> {
  const { media, log, context, kept: keeps, brief } = await prepare(studio, ask);
  const at = now();
  const ids = Array.from({ length: count }, newId);
  const input = { ...context, ...keeps, brief, onBehalfOf: person.id, at };
  const several = await studio.cutter.proposeSeveral(input, ids, signal);
  checkWanted(signal);
  const views: CutView[] = [];
  for (const [index, proposal] of several.entries()) {
    const title = `${titleOf(ask, media)}, ${index + 1} of ${count}`;
    views.push(await keep(studio, { media, log, context, title }, proposal));
  }
  return views;
}

/** Errors: `cancelled` where whoever asked has let go of it. */
function checkWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Fault('cancelled', 'This was cancelled before it was done.');
}

const titleOf = ({ seconds }: Ask, media: MediaRow): string => `${Math.round(seconds)} s from “${media.title}”`;

/** What the cutter is given for what a person asks. */
async function prepare(studio: Studio, ask: Ask) {
  const media = await getMedia(studio.store, ask.media);
  const before = ask.from === undefined ? undefined : await openCut(studio, ask.from);
  if (before && before.row.media !== media.id) {
    throw new Fault('input', 'The cut to begin from is of another film.', { place: ask.from });
  }
  const keeps = before && (before.cut.banned.length > 0 || before.cut.items.some(({ locked }) => locked));
  // What is locked and banned are shots of that cut's log; another log may call others by their names.
  const log = keeps ? before.log : await logOf(studio.store, media);
  const { weights: _, ...film } = keeps ? before.context : await contextOf(studio, media, log);
  const context: CutContext = { ...film, ...(ask.weights ? { weights: ask.weights } : {}) };
  const { cards: standing, ...stays } = before ? kept(before.cut) : {};
  const { tone, lead, aspect, cards, music } = ask;
  const brief: Brief = {
    seconds: ask.seconds,
    seed: ask.seed,
    ...(ask.keepBack === undefined ? { keepBack: KEEP_BACK, keepBackBy: 'act' } : { keepBack: ask.keepBack }),
    ...(ask.brief === undefined || ask.brief.trim() === '' ? {} : { text: ask.brief.trim() }),
    ...(tone === undefined ? {} : { tone }),
    ...(lead === undefined ? {} : { lead }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(cards === undefined || cards.length === 0 ? {} : { cards }),
    ...(music === undefined ? {} : { music: await musicFor(studio, media.production, music) }),
  };
  return {
    media,
    log,
    context,
    brief,
    kept: { ...stays, ...(cards === undefined && standing ? { cards: standing } : {}) },
  };
}

async function keep(
  studio: Studio,
  { media, log, context, title }: { media: MediaRow; log: LogRow; context: CutContext; title: string },
  proposal: CutProposal,
): Promise<CutView> {
  const row = await createCut(studio.store, {
    production: media.production,
    media: media.id,
    log: log.revision,
    title,
    duration: durationOf(proposal.change, context),
    proposal,
  });
  studio.events.emit({ kind: 'cut', cut: row.id, production: row.production });
  return viewCut(studio, row.id);
}

/** Records what a person decided on a cut. Errors: as `applyChange`; nothing is recorded then. */
export async function decide(
  studio: Studio,
  id: string,
  ask: { change: CutChange | 'undo' | 'redo'; why?: string },
  person: Person,
): Promise<CutView> {
  const { title } = await getCut(studio.store, id);
  const { was, opened } = await untilKept(title, async () => {
    const before = await openCut(studio, id);
    // Opening it has taken a while: others come in between.
    await setImmediate();
    const { context, proposal, cut } = before;
    const change = typeof ask.change === 'string' ? turnBack(ask.change, before.decisions) : ask.change;
    if (!change) throw new Fault('conflict', `There is nothing to ${ask.change}.`);
    // A change that does not fit throws here, before anything is written.
    if (change.kind !== 'undo') applyChange(cut, change, context);
    const decision: Decision<CutChange> = {
      id: newId(),
      proposal: proposal.id,
      verdict: change.kind === 'accept' ? 'accepted' : change.kind === 'reject' ? 'rejected' : 'edited',
      change,
      by: person,
      at: now(),
      ...(ask.why === undefined ? {} : { why: ask.why }),
    };
    const decisions = [...before.decisions, decision];
    const after = await withMusicThere(studio.store, replay(proposal, decisions, context));
    const kept = await decideCut(studio.store, id, {
      decision,
      after: before.decisions.length,
      status: statusOf(decisions),
      duration: durationOf(after.cut, context),
      changes: picturesOf(cut) !== picturesOf(after.cut),
    });
    return kept && { was: kept.was, opened: { ...before, row: kept.row, decisions, ...after } };
  });
  // A picture of what the cut no longer is.
  if (was.render !== null && opened.row.render === null) {
    await rm(storedPath(studio.home, was.render), { force: true });
  }
  studio.events.emit({ kind: 'cut', cut: id, production: opened.row.production });
  return viewOf(studio, opened);
}

/** A cut as the client sees it. Errors: `not-found`. */
export async function viewCut(studio: Studio, id: string): Promise<CutView> {
  return viewOf(studio, await openCut(studio, id));
}

async function viewOf(studio: Studio, opened: OpenCut): Promise<CutView> {
  const { row, proposal, decisions, cut, skipped, lostMusic } = opened;
  const items = await itemsOf(studio.store, opened);
  const exportRefused = exportRefusal(items);
  const heldBack = heldBackBy(items);
  const renderNote = await noteOfRender(studio.store, row);
  const { undo, redo } = turns(decisions);
  const [job] = await studio.jobs.list({ subject: row.id, kind: 'render', states: ['queued', 'running'], limit: 1 });
  return {
    ...cutSummary(row),
    proposal,
    cut,
    decisions,
    canUndo: undo !== undefined,
    canRedo: redo !== undefined,
    ...(skipped.length > 0 ? { skipped: skipped.map(({ decision }) => decision.id) } : {}),
    ...(renderNote === undefined ? {} : { renderNote }),
    ...(exportRefused === undefined ? {} : { exportRefused }),
    ...(heldBack === undefined ? {} : { heldBackBy: heldBack.id }),
    ...(lostMusic === undefined ? {} : { lostMusic }),
    ...(job ? { job: job.id } : {}),
  };
}

/** A cut with its film, its history, and what it is by now. */
export async function openCut(place: Place, id: string): Promise<OpenCut> {
  const row = await getCut(place.store, id);
  const media = await getMedia(place.store, row.media);
  // The shots of another log are not the shots that the cut and its decisions name.
  const log = (await findLog(place.store, media.id, row.log)) ?? (await logOf(place.store, media));
  const { proposal, decisions } = await getCutHistory(place.store, row);
  // What was learned since, or ships since, does not change a cut that is there.
  const weights = weightsOf(proposal);
  const context = { ...(await contextOf(place, media, log)), ...(weights ? { weights } : {}) };
  const opened = { row, media, log, context, proposal, decisions };
  return { ...opened, ...(await withMusicThere(place.store, replay(proposal, decisions, context))) };
}

/**
 * A cut with the music that there is. Before music was an item of a production, with rights of its own, a cut named a
 * file; nobody said what may be done with that, so that it plays no longer. Its beats still tell why shots stand where
 * they stand.
 */
async function withMusicThere(store: Store, replayed: Replay): Promise<Replay & Pick<OpenCut, 'lostMusic'>> {
  const { music, ...brief } = replayed.cut.brief;
  if (music === undefined || (await hasMusic(store, music.media))) return replayed;
  // Paths of any system: only the name says something to a person.
  const name = music.title ?? music.media.split(/[/\\]/u).at(-1) ?? '';
  return { ...replayed, cut: { ...replayed.cut, brief }, lostMusic: name };
}

async function contextOf({ store, home, reader }: Place, media: MediaRow, row: LogRow): Promise<CutContext> {
  const { log } = row;
  const info = infoOf(home, { ...media, info: log.media });
  const links = reader && (await linksToScript({ store, reader }, media.production, { ...row, media: media.id }));
  const people = await peopleByShot(store, media, log);
  return {
    mediaId: media.id,
    log: { ...log, media: info },
    ...(people ? { people } : {}),
    ...(links ? { scenes: links.scenes, sceneInfo: links.sceneInfo, script: links.script } : {}),
  };
}

/** Errors: `conflict` where the film has no log yet. */
async function logOf(store: Store, media: MediaRow): Promise<LogRow> {
  const log = await findLog(store, media.id);
  if (!log) throw new Fault('conflict', `“${media.title}” is not logged yet; log it first.`, { place: media.title });
  return log;
}

/** Seconds of the cut as it stands. */
function durationOf(cut: Cut, { log }: CutContext): number {
  return cutSeconds(cut, log.media);
}

/** What would be seen and heard: when it is the same, a render still holds. */
function picturesOf(cut: Cut): string {
  const shown = shownInOrder(cut)
    .map(({ item, card }) =>
      item
        ? `${item.media} ${item.inFrame} ${item.outFrame} ${item.transition?.type ?? ''} ${item.transition?.frames ?? ''}`
        : `${card.seconds} ${JSON.stringify(card.text)}`,
    )
    .join('\n');
  return cut.look ? `${shown}\n${cut.look.id} ${cut.look.strength}` : shown;
}

/** As it was last said, unless something was changed since. */
function statusOf(decisions: readonly Decision<CutChange>[]): CutSummary['status'] {
  const last = standing(decisions).at(-1)?.change.kind;
  if (last === 'accept') return 'accepted';
  return last === 'reject' ? 'rejected' : 'proposed';
}
