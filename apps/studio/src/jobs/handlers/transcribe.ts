import { Fault } from '@second-unit/evidence';
import { z } from 'zod';
import { transcriptionSchema } from '../../contract/transcription.ts';
import { findLog, getMedia } from '../../database/index.ts';
import { openGate } from '../../gate/index.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { saveTranscript } from '../../transcription/keep.ts';
import { transcribe } from '../../transcription/transcribe.ts';
import type { JobHandler } from '../handler.ts';

const inputSchema = z.object({ by: z.string(), setting: transcriptionSchema });

/** Writes down what is said in a film, as lines of its log. */
export const handler: JobHandler = async ({
  subject,
  production,
  input,
  home,
  database,
  progress,
  signal,
  whileHeld,
}) => {
  const { by, setting } = inputSchema.parse(input);
  const media = await getMedia(database.store, subject);
  const row = await findLog(database.store, subject);
  if (row === undefined) throw new Fault('conflict', 'The film must be logged before it can be transcribed.');
  const path = await filmPath(home, media, row.fingerprint);
  // A process of its own, so a gate of its own: the same lock, rights and ledger.
  const gate = openGate({ database });
  try {
    const parcel = { production, media: subject, title: media.title, by };
    const lines = await transcribe({ home, gate }, setting, { path, log: row.log, parcel }, { signal, progress });
    // Nor may the film have been replaced while it was listened to.
    await filmPath(home, media, row.fingerprint);
    await whileHeld((trx) => saveTranscript(trx, subject, row, lines));
  } finally {
    await gate.close();
  }
};
