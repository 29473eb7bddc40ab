import { rm } from 'node:fs/promises';
import {
  applyChange,
  type Brief,
  type Cut,
  type CutChange,
  type CutContext,
  type CutProposal,
  currentCut,
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
import { type Home, storedPath } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { exportRefusal, itemsOf } from './export-rights.ts';
import { musicFor } from './music.ts';
import { peopleByShot } from './people-shots.ts';
import type { Reader } from './reader.ts';
import { linksToScript } from './scene-links.ts';
import { turnBack, turns } from './undo.ts';
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
  /** The log that the cut was proposed with. */
  readonly log: LogRow;
}

/** Has the cutter propose a cut; in the ledger when it returns. Errors: as `proposeCut`. */
export async function propose(studio: Studio, ask: Ask, person: Person): Promise<CutView> {
  const { media, log, context, kept: keeps, brief } = await prepare(studio, ask);
  const proposal = await studio.cutter.propose({
    ...context,
    ...keeps,
    brief,
    onBehalfOf: person.id,
    id: newId(),
    at: now(),
  });
  return keep(studio, { media, log, context, title: titleOf(ask, media) }, proposal);
}

/** Several unlike cuts, each in the ledger when this returns. Errors: as `proposeCuts`; none is kept then. */
export async function proposeSeveral(
  studio: Studio,
  { count, ...ask }: Ask & { readonly count: number },
  person: Person,
): Promise<CutView[]> {
  const { media, log, context, kept: keeps, brief } = await prepare(studio, ask);
  const at = now();
  const ids = Array.from({ length: count }, newId);
  const input = { ...context, ...keeps, brief, onBehalfOf: person.id, at };
  const several = await studio.cutter.proposeSeveral(input, ids);
  const views: CutView[] = [];
  for (const [index, proposal] of several.entries()) {
    const title = `${titleOf(ask, media)}, ${index + 1} of ${count}`;
    views.push(await keep(studio, { media, log, context, title }, proposal));
  }
  return views;
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
  const { context, row: before } = await openCut(studio, id);
  const row = await decideCut(studio.store, id, ({ proposal, decisions }) => {
    const change = typeof ask.change === 'string' ? turnBack(ask.change, decisions) : ask.change;
    if (!change) throw new Fault('conflict', `There is nothing to ${ask.change}.`);
    const decision: Decision<CutChange> = {
      id: newId(),
      proposal: proposal.id,
      verdict: change.kind === 'accept' ? 'accepted' : change.kind === 'reject' ? 'rejected' : 'edited',
      change,
      by: person,
      at: now(),
      ...(ask.why === undefined ? {} : { why: ask.why }),
    };
    const asItStands = currentCut(proposal, decisions, context);
    // A change that does not fit throws here, before anything is written.
    if (change.kind !== 'undo') applyChange(asItStands, change, context);
    const all = [...decisions, decision];
    const after = currentCut(proposal, all, context);
    return {
      decision,
      status: statusOf(all),
      duration: durationOf(after, context),
      changes: picturesOf(asItStands) !== picturesOf(after),
    };
  });
  // A picture of what the cut no longer is.
  if (before.render !== null && row.render === null) await rm(storedPath(studio.home, before.render), { force: true });
  studio.events.emit({ kind: 'cut', cut: id, production: row.production });
  return viewCut(studio, id);
}

/** A cut as the client sees it. Errors: `not-found`. */
export async function viewCut(studio: Studio, id: string): Promise<CutView> {
  const opened = await openCut(studio, id);
  const { row, proposal, decisions, cut, skipped } = opened;
  const exportRefused = exportRefusal(await itemsOf(studio.store, opened));
  const { undo, redo } = turns(decisions);
  const [job] = await studio.jobs.list({ subject: id, kind: 'render', states: ['queued', 'running'], limit: 1 });
  return {
    ...cutSummary(row),
    proposal,
    cut,
    decisions,
    canUndo: undo !== undefined,
    canRedo: redo !== undefined,
    ...(skipped.length > 0 ? { skipped: skipped.map(({ decision }) => decision.id) } : {}),
    ...(exportRefused === undefined ? {} : { exportRefused }),
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
  return { row, media, log, context, proposal, decisions, ...replay(proposal, decisions, context) };
}

async function contextOf({ store, home, reader }: Place, media: MediaRow, row: LogRow): Promise<CutContext> {
  const { log } = row;
  // Where its home is now, which may not be where it was.
  const info = { ...log.media, originalPath: storedPath(home, media.file) };
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
