import { Fault } from '@second-unit/evidence';
import { findThings, openThingFinder, shippedDetector, type ThingsOfShot } from '@second-unit/footage/things';
import { findLog, getMedia, saveThingSearch } from '../../database/index.ts';
import { revisionForShots, shotsKey } from '../../database/media.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { thingModels } from '../../productions/things.ts';
import type { JobHandler } from '../handler.ts';

/** Shots between two checkpoints, or so much of what was found: each writes all of it. */
const KEPT_EVERY = 25;
const KEPT_SHARE = 0.1;

/** A shot that was looked at. */
interface Found {
  readonly shot: string;
  readonly things: ThingsOfShot['things'];
  readonly encoding?: readonly number[];
}

interface Checkpoint {
  /** Which shots they are. */
  readonly key: string;
  readonly model: string;
  readonly found: readonly Found[];
}

/** Has a detector look at a film, or an encoder: the owner's own where one is set, else the one that comes along. */
export const handler: JobHandler<unknown, Checkpoint> = async (context) => {
  const { subject, home, database, progress, signal, checkpoint, saveCheckpoint, whileHeld } = context;
  const { store } = database;
  const { manifest } = await thingModels(store);
  const media = await getMedia(store, subject);
  const row = await findLog(store, subject);
  if (!row) throw new Fault('conflict', 'Log the film first: things are looked for shot by shot.');
  const film = await filmPath(home, media, row.fingerprint);
  progress(0, 'Opening the model');
  const finder =
    manifest === null
      ? ({ kind: 'detector', model: await shippedDetector() } as const)
      : await openThingFinder(manifest);
  const { log } = row;
  const same = { key: shotsKey(row), model: `${finder.kind} ${finder.model.name} ${finder.model.version}` };
  const isSame = checkpoint?.key === same.key && checkpoint.model === same.model;
  const found: Found[] = isSame ? [...checkpoint.found] : [];
  const from = found.length;
  const share = from / log.shots.length;
  const options = {
    finder,
    signal,
    onProgress: ({ looks, of }: { looks: number; of: number }) =>
      progress(
        share + (looks / of) * (1 - share),
        `Looking for things, ${looks.toLocaleString('en')} of ${of.toLocaleString('en')} looks`,
      ),
  };
  let kept = from;
  try {
    for await (const { shot, things, encoding } of findThings(film, log.media, log.shots.slice(from), options)) {
      const id = log.shots[from + shot]?.id ?? '';
      found.push({ shot: id, things, ...(encoding ? { encoding: [...encoding] } : {}) });
      if (found.length - kept < Math.max(KEPT_EVERY, found.length * KEPT_SHARE)) continue;
      kept = found.length;
      // Of a film that was replaced meanwhile, nothing is kept.
      await filmPath(home, media, row.fingerprint);
      await saveCheckpoint({ ...same, found });
    }
  } finally {
    await finder.model.close();
  }
  // Nor may the film be replaced while it was looked at.
  await filmPath(home, media, row.fingerprint);
  const model = `${finder.model.name} ${finder.model.version}`;
  await whileHeld(async (trx) => {
    const search = { log: await revisionForShots(trx, subject, row), model };
    if (finder.kind === 'detector') {
      const shots = found.map(({ shot, things }) => ({ shot, things }));
      await saveThingSearch(trx, subject, { ...search, kind: 'detector', shots });
      return;
    }
    const shots = found.map(({ shot }) => shot);
    const encodings = Float32Array.from(found.flatMap(({ encoding }) => encoding ?? []));
    await saveThingSearch(trx, subject, { ...search, kind: 'image-text', shots, encodings });
  });
};
