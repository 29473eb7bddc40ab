import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CutLook } from '@second-unit/editing';
import { atStrength, readCube, writeCube } from '@second-unit/editing/looks';
import { Fault, type Person, type Rights } from '@second-unit/evidence';
import { frameAt } from '@second-unit/media';
import type { JobView } from '../contract/index.ts';
import type { LookReference, LookSource, LookSummary, LooksView, StillSummary } from '../contract/looks.ts';
import { findLog, getMedia, type MediaRow, newId, type Store } from '../database/index.ts';
import {
  createLook,
  createStill,
  getLook,
  getStill,
  type LookRow,
  listLooks,
  listStills,
  type StillRow,
  setLookRemoved,
} from '../database/looks.ts';
import { type Home, itemPath, placeFile, storedPath, writeAtomic } from '../home/index.ts';
import { receive } from '../server/incoming.ts';
import type { Studio } from '../server/studio.ts';
import { checkExport, exportRefusal, itemsOfLook } from './export-rights.ts';
import { filmPath } from './fingerprint.ts';
import { framesOfLook } from './look-frames.ts';
import { exists, pictureKey } from './pictures.ts';
import { titleOf } from './take-in.ts';

/** The most that a reference picture may have. */
const MOST_BYTES = 64 * 1024 * 1024;

/** By the first bytes of a file: a browser is told no other type. */
const PICTURES: readonly { readonly type: string; readonly ending: string; readonly is: (head: Buffer) => boolean }[] =
  [
    { type: 'image/jpeg', ending: '.jpg', is: (head) => head.readUIntBE(0, 3) === 0xffd8ff },
    { type: 'image/png', ending: '.png', is: (head) => head.readUInt32BE(0) === 0x89504e47 },
    {
      type: 'image/webp',
      ending: '.webp',
      is: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
    },
  ];

/** Keeps an uploaded picture as a reference of a production. Errors: `input` for no picture, and as `receive`. */
export async function keepStill(
  studio: Studio,
  ask: {
    production: string;
    name: string;
    body: ReadableStream<Uint8Array> | null;
    announced?: number;
    rights: Rights;
    author: Person;
  },
): Promise<StillSummary> {
  const { production, name, body, announced, rights, author } = ask;
  const { path } = await receive(body, studio.home.incoming, MOST_BYTES, announced);
  try {
    const head = Buffer.concat([(await readFile(path)).subarray(0, 12)], 12);
    const kind = PICTURES.find(({ is }) => is(head));
    if (!kind) throw new Fault('input', 'A reference is a picture: JPEG, PNG or WebP.', { place: name });
    const id = newId();
    const file = itemPath('looks', id, kind.ending);
    await placeFile(path, storedPath(studio.home, file));
    const still = { id, production, title: titleOf(name), file, type: kind.type, rights, author };
    return stillSummary(await createStill(studio.store, still));
  } finally {
    await rm(path, { force: true });
  }
}

/** Queues the job that fits a look. Errors: `not-found`, `conflict` where a film is not logged yet, `input`. */
export async function fitLookSoon(
  studio: Studio,
  ask: { title: string; source: LookSource; reference: LookReference },
  person: Person,
): Promise<{ readonly look: LookSummary; readonly job: JobView }> {
  const { title, source, reference } = ask;
  const { production } = await getMedia(studio.store, source.media);
  await framesOf(studio.store, source);
  const of =
    'still' in reference
      ? await getStill(studio.store, reference.still)
      : await getMedia(studio.store, reference.media);
  if (of.production !== production) {
    throw new Fault('input', 'The reference is of another production.', { place: of.title });
  }
  if (!('still' in reference)) await framesOf(studio.store, reference);
  const { id } = await createLook(studio.store, { production, title, source, reference, person });
  const job = await studio.jobs.enqueue({
    kind: 'look',
    production,
    subject: id,
    label: `Fit “${title}”`,
    input: null,
  });
  return { look: await viewLook(studio.store, id), job };
}

/** The film and frames by which the colours of a source or reference are known. Errors: `not-found`, `conflict`, `input`. */
export async function framesOf(
  store: Store,
  of: LookSource | { readonly media: string; readonly frame: number },
): Promise<{ readonly media: MediaRow; readonly frames: readonly number[]; readonly fingerprint: string | null }> {
  const media = await getMedia(store, of.media);
  if ('frame' in of) {
    if (of.frame >= media.info.frames) {
      throw new Fault('input', `“${media.title}” has ${media.info.frames} frames; there is no frame ${of.frame}.`);
    }
    return { media, frames: [of.frame], fingerprint: media.fingerprint };
  }
  const row = await findLog(store, media.id);
  if (!row) throw new Fault('conflict', `“${media.title}” is not logged yet; log it first.`, { place: media.title });
  return { media, frames: framesOfLook(row.log, of.shots), fingerprint: row.fingerprint };
}

/** Removes a look from what can be chosen, or brings it back. Cuts that have it keep it. */
export async function turnLook(studio: Studio, id: string, removed: boolean, person: Person): Promise<LookSummary> {
  await setLookRemoved(studio.store, id, removed, person);
  return viewLook(studio.store, id);
}

/** Errors: `not-found`. */
export async function viewLook(store: Store, id: string): Promise<LookSummary> {
  return summaryOf(store, await getLook(store, id));
}

/** A reference picture without where it lies. */
export function stillSummary({ file: _, type: __, ...still }: StillRow): StillSummary {
  return still;
}

/** Looks and reference pictures of a production. */
export async function viewLooks(store: Store, production: string): Promise<LooksView> {
  const [looks, stills] = await Promise.all([listLooks(store, production), listStills(store, production)]);
  return {
    looks: await Promise.all(looks.map((row) => summaryOf(store, row))),
    stills: stills.map(stillSummary),
  };
}

async function summaryOf(store: Store, row: LookRow): Promise<LookSummary> {
  const { file: _, ...look } = row;
  const refused = exportRefusal(await itemsOfLook(store, row.id));
  return { ...look, ...(refused === undefined ? {} : { exportRefused: refused }) };
}

/** A look that a cut of this production may be given. Errors: `not-found`, `conflict` where it is not fitted or removed. */
export async function checkLook(store: Store, production: string, id: string): Promise<void> {
  const look = await getLook(store, id);
  if (look.production !== production) throw new Fault('not-found', 'There is no such look.', { place: id });
  if (look.removed) throw new Fault('conflict', 'This look was removed; bring it back first.', { place: look.title });
  if (look.file === null) throw new Fault('conflict', 'This look is not fitted yet.', { place: look.title });
}

/** The look as a `.cube` file at some strength. Errors: `refused` by rights, `conflict` before it is fitted. */
export async function exportLook(
  { store, home }: Pick<Studio, 'store' | 'home'>,
  id: string,
  strength: number,
): Promise<{ readonly name: string; readonly content: string }> {
  const look = await getLook(store, id);
  checkExport(await itemsOfLook(store, id));
  return { name: `${look.title}.cube`, content: await cubeAt(home, look, strength) };
}

async function cubeAt(home: Home, { file, title }: LookRow, strength: number): Promise<string> {
  if (file === null) throw new Fault('conflict', 'This look is not fitted yet.', { place: title });
  const text = await readFile(storedPath(home, file), 'utf8');
  return strength === 1 ? text : writeCube(atStrength(readCube(text, title), strength));
}

/** Path of a look's table at a strength, for the media process. Errors: `not-found`, `conflict`. */
export async function lutOf({ store, home }: Pick<Studio, 'store' | 'home'>, look: CutLook): Promise<string> {
  const row = await getLook(store, look.id);
  const path = join(home.cache, 'luts', `${look.id}.${Math.round(look.strength * 10_000)}.cube`);
  if (await exists(path)) return path;
  await writeAtomic(path, await cubeAt(home, row, look.strength));
  return path;
}

/** Wide enough to judge a picture by, on a dense screen. */
const WIDTH = 960;

/** Path of the JPEG of a frame, as shot or through a look. Errors: as `frameAt` and `lutOf`. */
export async function lookedPicture(
  studio: Pick<Studio, 'store' | 'home'>,
  media: MediaRow,
  frame: number,
  look: CutLook | undefined,
): Promise<string> {
  const { home } = studio;
  const said = look === undefined ? 'as shot' : `${look.id} ${look.strength}`;
  const key = createHash('sha256').update(`${frame} ${said}`).digest('hex').slice(0, 32);
  const folder = join(home.cache, 'frames', pictureKey(media), 'looks');
  const path = join(folder, `${key}.jpg`);
  if (await exists(path)) return path;
  const lut = look === undefined ? undefined : await lutOf(studio, look);
  const film = await filmPath(home, media);
  const { jpeg } = await frameAt(film, frame, { width: WIDTH, ...(lut === undefined ? {} : { lut }) });
  await writeAtomic(path, jpeg);
  return path;
}
