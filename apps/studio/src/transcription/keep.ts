import { Fault } from '@second-unit/evidence';
import { type LogSubtitle, type ShotLog, type SpokenLine, withSpokenLines, withSubtitles } from '@second-unit/footage';
import { atomically, findLog, type LogRow, type Store, saveShotLog } from '../database/index.ts';
import { turnOfMedia } from '../database/media.ts';

/**
 * Puts what was heard in a film into its log, which may have become another since `row` was read. Errors: `conflict`
 * where the film was replaced meanwhile.
 */
export async function saveTranscript(
  store: Store,
  media: string,
  row: LogRow,
  lines: readonly SpokenLine[],
): Promise<void> {
  await changeLog(store, media, row, (log) => withSpokenLines(log, lines));
}

/** Puts lines that a film's log had before into it again. Errors: as `saveTranscript`. */
export async function saveEarlierLines(
  store: Store,
  media: string,
  row: LogRow,
  lines: readonly LogSubtitle[],
): Promise<void> {
  await changeLog(store, media, row, (log) => withSubtitles(log, lines));
}

async function changeLog(store: Store, media: string, row: LogRow, change: (log: ShotLog) => ShotLog): Promise<void> {
  await atomically(store, async (trx) => {
    // First of all: a log that is saved between the look and the save would be lost.
    await turnOfMedia(trx, media);
    const newest = (await findLog(trx, media)) ?? row;
    if (newest.fingerprint !== row.fingerprint) {
      throw new Fault('conflict', 'The film was replaced meanwhile; start again.');
    }
    await saveShotLog(trx, media, change(newest.log), newest.fingerprint);
  });
}

/**
 * Saves a film's new log with the lines that its earlier one had by transcription, where the film is the same and brings
 * no lines of its own: what was heard, and maybe paid for, does not go because shots are looked for again.
 */
export async function saveLogWithTranscript(
  store: Store,
  media: string,
  log: ShotLog,
  fingerprint: string | null,
): Promise<void> {
  await atomically(store, async (trx) => {
    await turnOfMedia(trx, media);
    await saveShotLog(trx, media, await withKeptTranscript(trx, media, log, fingerprint), fingerprint);
  });
}

async function withKeptTranscript(
  store: Store,
  media: string,
  log: ShotLog,
  fingerprint: string | null,
): Promise<ShotLog> {
  if (log.subtitles.length > 0) return log;
  const before = await findLog(store, media);
  if (before === undefined || before.fingerprint !== fingerprint || before.log.media.frames !== log.media.frames)
    return log;
  const heard = before.log.subtitles.filter(({ from }) => from === 'whisper' || from === 'endpoint');
  return heard.length === 0 ? log : withSubtitles(log, heard);
}
