import { readDay, type ShootClip } from '@second-unit/footage/shoot-day';
import { getShootDay, keepShootClips, listShootClips, saveReadDay } from '../../database/shoot-days.ts';
import type { JobHandler } from '../handler.ts';

/** Clips that are written at once. */
const BATCH = 40;

/** Reads a folder of clips. What was read before and has not changed is not opened again, after a kill neither. */
export const handler: JobHandler = async ({ subject, database, progress, signal, whileHeld }) => {
  const { store } = database;
  const { folder } = await getShootDay(store, subject);
  let waiting: ShootClip[] = [];
  const read = await readDay(folder, {
    signal,
    known: await listShootClips(store, subject),
    onProgress: ({ share, words }) => progress(share, words),
    onClip: async (clip) => {
      waiting.push(clip);
      if (waiting.length < BATCH) return;
      const clips = waiting;
      waiting = [];
      await keepShootClips(store, subject, clips);
    },
  });
  await whileHeld((trx) => saveReadDay(trx, subject, read));
};
