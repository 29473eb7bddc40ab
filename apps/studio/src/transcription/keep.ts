import { type ShotLog, withSubtitles } from '@second-unit/footage';
import { findLog, type Store } from '../database/index.ts';

/**
 * A film's new log with the lines that its earlier one had by transcription, where the film is the same and brings no
 * lines of its own: what was heard, and maybe paid for, does not go because shots are looked for again.
 */
export async function withKeptTranscript(
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
