import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { type Author, type Decision, Fault, type Person, type Rights } from '@second-unit/evidence';
import { type DayCorrection, hearPair, type LogCurve, sortDay } from '@second-unit/footage/shoot-day';
import { frameAt } from '@second-unit/media';
import type {
  AskedCorrection,
  DayFormat,
  ExportedDay,
  JobView,
  ShootDaySummary,
  ShootDayView,
} from '../contract/index.ts';
import { appendLedger, atomically, newId, now, type Store } from '../database/index.ts';
import {
  ensureShootDay,
  findReadDay,
  getShootClip,
  getShootDay,
  keepDayCorrection,
  listDayCorrections,
  setTakenBack,
} from '../database/shoot-days.ts';
import { writeAtomic } from '../home/index.ts';
import type { Studio } from '../server/studio.ts';
import { writeDay } from './day-export.ts';
import { scenesOfProduction } from './day-scenes.ts';
import { checkExport, exportRefusal } from './export-rights.ts';
import { EXPORTS } from './exports.ts';
import { exists } from './pictures.ts';
import { cubeOf, viewedAs } from './viewing.ts';

/**
 * Opens a folder of this machine as a shoot day, and has it read. One that the production has opened already is answered
 * as it is, with its corrections. Errors: `not-found`, `input`.
 */
export async function openShootDay(
  studio: Studio,
  ask: { production: string; path: string; rights: Rights; author: Author },
): Promise<ShootDaySummary> {
  const { production, path, rights, author } = ask;
  if (!isAbsolute(path)) throw new Fault('input', 'Give the whole path of the folder, from the root.', { place: path });
  const folder = await realpath(path).catch((cause: unknown) => {
    throw new Fault('not-found', 'There is no folder at this path.', { place: path, cause });
  });
  if (!(await stat(folder)).isDirectory()) {
    throw new Fault('input', 'This is a file; open it as a film, or name the folder that it lies in.', { place: path });
  }
  const title = basename(folder) || folder;
  const { day, isNew } = await ensureShootDay(studio.store, { production, title, folder, rights, author });
  if (day.read) return day;
  const job = await readSoon(studio, day);
  if (isNew) studio.events.emit({ kind: 'shoot-day', shootDay: day.id, production });
  return { ...day, job: job.id };
}

/** Queues the job that reads a folder, or answers the one that is under way. */
export async function readSoon(studio: Studio, day: ShootDaySummary): Promise<JobView> {
  return studio.jobs.ensure({
    kind: 'shoot-day',
    production: day.production,
    subject: day.id,
    label: `Read “${day.title}”`,
    input: null,
  });
}

/** A day as it is sorted under the scenes of the script, with what people said of it. Errors: `not-found`. */
export async function viewShootDay(studio: Studio, id: string): Promise<ShootDayView> {
  const { store } = studio;
  const summary = await getShootDay(store, id);
  const [read, kept] = await Promise.all([findReadDay(store, id), listDayCorrections(store, id)]);
  const corrections = kept.filter(({ takenBack }) => !takenBack);
  const scenes = await scenesOfProduction(studio, summary.production);
  const day =
    read &&
    sortDay(read, {
      corrections: corrections.map(({ correction }) => correction),
      ...(scenes.length === 0 ? {} : { scenes }),
    });
  const refused = exportRefusal([summary]);
  return {
    ...summary,
    ...(day === undefined ? {} : { day }),
    corrections: corrections.map(({ id: one, correction }) => ({ id: one, correction })),
    canUndo: corrections.length > 0,
    canRedo: kept.some(({ takenBack }) => takenBack),
    ...(refused === undefined ? {} : { exportRefused: refused }),
  };
}

/** Keeps what a person said of a day, and in the ledger that they did. Errors: `not-found`, `input`, `conflict`. */
export async function correctShootDay(
  studio: Studio,
  id: string,
  asked: AskedCorrection,
  person: Person,
): Promise<ShootDayView> {
  const correction = await heardCorrection(studio, id, asked);
  if (correction.kind === 'relink' && correction.original === correction.proxy) {
    throw new Fault('input', 'A clip is not its own proxy; name another clip as its original.', {
      place: correction.proxy,
    });
  }
  const named = 'clips' in correction ? correction.clips : [];
  const others =
    correction.kind === 'sync'
      ? [correction.sound, correction.picture, ...(correction.insteadOf === undefined ? [] : [correction.insteadOf])]
      : correction.kind === 'relink'
        ? [correction.proxy, ...(correction.original === null ? [] : [correction.original])]
        : [];
  for (const path of [...named.slice(0, 1), ...others]) await getShootClip(studio.store, id, path);
  return decided(studio, id, person, async (trx) => {
    const kept = await keepDayCorrection(trx, id, correction, person.id);
    return { proposal: kept.id, change: { kind: 'shootDay', shootDay: id, correction } };
  });
}

/** A person waits for it. */
const LISTENS_MS = 30_000;

/** What is kept of what was asked: an offset that was to be listened for is one by then. */
async function heardCorrection(studio: Studio, id: string, asked: AskedCorrection): Promise<DayCorrection> {
  if (asked.kind !== 'sync') return asked;
  const { listen, ...correction } = asked;
  if (listen !== true || correction.offset === null) return correction;
  const [picture, sound] = await Promise.all([
    getShootClip(studio.store, id, correction.picture),
    getShootClip(studio.store, id, correction.sound),
  ]);
  // Where it cannot be heard, in time or at all, what was given stands.
  const heard = await hearPair(picture, sound, { signal: AbortSignal.timeout(LISTENS_MS) }).catch(() => undefined);
  return heard === undefined ? correction : { ...correction, offset: Number(heard.offset.toFixed(4)) };
}

/** Takes the last correction back, or brings the last one taken back again. Errors: `conflict` for none. */
export async function turnShootDay(
  studio: Studio,
  id: string,
  which: 'undo' | 'redo',
  person: Person,
): Promise<ShootDayView> {
  return decided(studio, id, person, async (trx) => {
    const kept = await listDayCorrections(trx, id);
    const target =
      which === 'undo' ? kept.findLast(({ takenBack }) => !takenBack) : kept.find(({ takenBack }) => takenBack);
    if (target === undefined) throw new Fault('conflict', `There is nothing to ${which}.`, { place: id });
    await setTakenBack(trx, target.id, which === 'undo');
    const kind = which === 'undo' ? 'undoShootDay' : 'redoShootDay';
    return { proposal: target.id, change: { kind, shootDay: id, correction: target.correction } };
  });
}

async function decided(
  studio: Studio,
  id: string,
  person: Person,
  work: (trx: Store) => Promise<{ proposal: string; change: unknown }>,
): Promise<ShootDayView> {
  const { production } = await getShootDay(studio.store, id);
  await atomically(studio.store, async (trx) => {
    // No model's proposal is decided on: the correction stands for itself, and taking it back speaks of the same.
    const { proposal, change } = await work(trx);
    const decision: Decision = { id: newId(), proposal, verdict: 'accepted', change, by: person, at: now() };
    await appendLedger(trx, { production, author: person, record: { kind: 'decision', decision } });
  });
  studio.events.emit({ kind: 'shoot-day', shootDay: id, production });
  return viewShootDay(studio, id);
}

const TYPES: Readonly<Record<DayFormat, string>> = {
  otio: EXPORTS.otio.type,
  edl: EXPORTS.edl.type,
  fcpxml: EXPORTS.fcpxml.type,
  csv: 'text/csv; charset=utf-8',
  ale: 'text/plain; charset=utf-8',
};

/**
 * The bins as a file, or several where a format has one frame rate a file. Errors: `refused` by rights, `conflict`
 * before it is read, `input` for what a format cannot hold.
 */
export async function exportShootDay(studio: Studio, id: string, format: DayFormat): Promise<ExportedDay> {
  const view = await viewShootDay(studio, id);
  checkExport([view]);
  if (view.day === undefined) throw new Fault('conflict', 'The folder is not read yet.', { place: view.title });
  const { files, notes } = writeDay(view.day, format, view.rights);
  const [first, ...more] = files.map(({ rate, content }) => ({
    name: `${view.title}${rate === undefined ? '' : `.${rate}`}.${format}`,
    type: TYPES[format],
    content,
  }));
  if (first === undefined) throw new Fault('internal', 'Nothing was written.', { place: view.title });
  return { ...first, more, notes };
}

/** Wide enough for a row of a bin on a dense screen. */
const PICTURE_WIDTH = 320;

/**
 * Path of the JPEG of a clip's middle frame, as it is looked at: through the transform of its curve, where it has one.
 * Errors: `not-found` for what has no picture here, such as sound and camera raw; `cancelled` where nobody waits any
 * more, as when a long list is scrolled.
 */
export async function clipPicture(
  studio: Studio,
  id: string,
  path: string,
  { curve, signal }: { readonly curve?: LogCurve | undefined; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const clip = await getShootClip(studio.store, id, path);
  if (clip.kind !== 'picture' || clip.info === undefined) {
    throw new Fault('not-found', 'This clip has no picture that can be shown.', { place: path });
  }
  const frame = Math.max(0, Math.floor((clip.info.frames - 1) / 2));
  const key = createHash('sha256')
    .update(`${path}\n${clip.modified}\n${clip.bytes}\n${curve === undefined ? '' : viewedAs(curve)}`)
    .digest('hex');
  const picture = join(studio.home.cache, 'shoot-days', id, `${key.slice(0, 32)}.jpg`);
  if (await exists(picture)) return picture;
  const lut = curve === undefined ? undefined : await cubeOf(studio.home, curve);
  const { jpeg } = await frameAt(clip.originalPath, frame, {
    width: PICTURE_WIDTH,
    signal,
    ...(lut === undefined ? {} : { lut }),
  });
  await mkdir(join(studio.home.cache, 'shoot-days', id), { recursive: true });
  await writeAtomic(picture, jpeg);
  return picture;
}
