import { Fault } from '@second-unit/evidence';
import { type FaceTrack, faceApiModel, findFaces, looksAt, scaleOfFaces } from '@second-unit/footage/people';
import {
  countFoundBy,
  dropUnfinished,
  finishSearch,
  foundBy,
  keepFoundTracks,
  turnOfSearch,
} from '../../database/face-search.ts';
import { findAgreement, findLog, getMedia, type ShotScale } from '../../database/index.ts';
import { revisionForShots, shotsKey } from '../../database/media.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { clusterProduction } from '../../productions/people-clusters.ts';
import type { JobHandler } from '../handler.ts';

/** Shots between two checkpoints, or so many faces. */
const SHOTS = 25;
const FACES = 50;

/** Goes on at this shot. What was found is in the database, never in the job. */
interface Checkpoint {
  readonly shot: number;
  /** Faces found before it: fewer are there where some were forgotten since, as in a backup. */
  readonly faces: number;
  /** Which shots they are. */
  readonly shots: string;
}

/** Looks for faces in a film, follows them through its shots, and tells people apart over all films of the production. */
export const handler: JobHandler<unknown, Checkpoint> = async (context) => {
  const { id, production, subject, home, database, progress, signal, checkpoint, saveCheckpoint, whileHeld } = context;
  const { store } = database;
  if (!(await findAgreement(store, production))) {
    throw new Fault('refused', 'People are not looked for in this production; nobody agreed to it.');
  }
  const media = await getMedia(store, subject);
  const row = await findLog(store, subject);
  if (!row) throw new Fault('conflict', 'Log the film first: people are looked for shot by shot.');
  const { log } = row;
  const film = await filmPath(home, media, row.fingerprint);
  const shots = shotsKey(row);
  let from = checkpoint?.shots === shots ? checkpoint.shot : 0;
  const firstFrame = (shot: number) => log.shots[shot]?.startFrame ?? Number.MAX_SAFE_INTEGER;
  await dropUnfinished(store, subject, { job: id, before: firstFrame(from) });
  let faces = await countFoundBy(store, id);
  if (from > 0 && faces !== checkpoint?.faces) {
    [from, faces] = [0, 0];
    await dropUnfinished(store, subject);
  }

  progress(0, 'Loading the model of faces');
  const model = await faceApiModel();
  const job = { id, production, media: subject, model: `${model.name} ${model.version}` };
  let waiting: FaceTrack[] = [];
  const keep = async (shot: number) => {
    // Of a film that was replaced meanwhile, nothing is kept.
    await filmPath(home, media, row.fingerprint);
    await saveCheckpoint({ shot, faces: faces + waiting.length, shots }, async (trx) => {
      await turnOfSearch(trx, job, faces);
      await keepFoundTracks(trx, job, waiting);
    });
    faces += waiting.length;
    waiting = [];
  };
  const onProgress = ({ looks, of }: { looks: number; of: number }) => {
    progress(
      (looks / of) * 0.95,
      `Looking for faces, ${looks.toLocaleString('en')} of ${of.toLocaleString('en')} looks`,
    );
  };
  let last = from;
  try {
    for await (const { shot, tracks } of findFaces(film, log.media, log.shots, { model, signal, from, onProgress })) {
      waiting.push(...tracks);
      if (waiting.length < FACES && shot + 1 - last < SHOTS) continue;
      last = shot + 1;
      await keep(last);
    }
    await keep(log.shots.length);
  } finally {
    model.close();
  }

  progress(0.97, 'Telling people apart');
  const found = await foundBy(store, id);
  const framesASecond = log.media.frameRate.num / log.media.frameRate.den;
  const looks = Map.groupBy(looksAt(log.shots, framesASecond), ({ shot }) => shot);
  const scales = log.shots.flatMap((shot, index): ShotScale[] => {
    const own = found.filter(({ startFrame }) => startFrame >= shot.startFrame && startFrame < shot.endFrame);
    const scale = scaleOfFaces(own, looks.get(index)?.length ?? 1);
    return scale === undefined ? [] : [{ shot: shot.id, scale }];
  });
  // Nor may the film be replaced while it was looked at.
  await filmPath(home, media, row.fingerprint);
  await whileHeld(async (trx) => {
    await turnOfSearch(trx, job, faces);
    const revision = await revisionForShots(trx, subject, row);
    await finishSearch(trx, job, { log: revision, model: job.model, scales });
  });
  await clusterProduction(store, production, { id: job.model, samePerson: model.samePerson });
};
