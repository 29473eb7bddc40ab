import { Fault } from '@second-unit/evidence';
import { findLog, getMedia } from '../database/index.ts';
import { removeSubtitles } from '../productions/subtitle-file.ts';
import { mediaSummary } from '../productions/views.ts';
import { personOf } from '../server/studio.ts';
import { hasModel } from '../transcription/fetch-model.ts';
import { chooseTranscription, transcriptionSetting, transcriptionView } from '../transcription/settings.ts';
import { whisperModel } from '../transcription/transcribe.ts';
import type { Actions } from './action.ts';

export const transcriptionActions = {
  'transcription.set': async ({ store, home }, { setting }) => {
    await chooseTranscription(store, setting);
    return transcriptionView(store, home);
  },

  'media.removeSubtitles': async (studio, { media }) => {
    await removeSubtitles(studio, media);
    return mediaSummary(await getMedia(studio.store, media), studio.home);
  },

  'media.transcribe': async (studio, { media, fetchModel, replace }) => {
    const { store, home, jobs } = studio;
    const setting = await transcriptionSetting(store);
    if (setting.by === 'off') throw new Fault('conflict', 'Transcription is off; choose how to do it first.');
    const film = await getMedia(store, media);
    const [running] = await jobs.list({ subject: media, kind: 'transcribe', states: ['queued', 'running'], limit: 1 });
    if (running) return running;
    const row = await findLog(store, media);
    if (row === undefined) throw new Fault('conflict', 'The film must be logged before it can be transcribed.');
    const own = row.log.subtitles.some(({ from }) => from !== 'whisper' && from !== 'endpoint');
    if (own && !replace) {
      throw new Fault('conflict', 'This film came with subtitles; say that what is heard may take their place.');
    }
    if (setting.by === 'whisper' && !fetchModel) {
      const model = whisperModel(setting.model);
      if (!(await hasModel(home, model))) {
        const { host } = new URL(model.url);
        const size = `${Math.round(model.bytes / 1e6).toLocaleString('en')} MB`;
        throw new Fault(
          'conflict',
          `The Whisper model “${model.name}” (${size}) is not on this machine; agree that it is fetched from ${host}.`,
        );
      }
    }
    return jobs.ensure({
      kind: 'transcribe',
      production: film.production,
      subject: media,
      label: `Write down what is said in “${film.title}”`,
      input: { by: (await personOf(studio)).id, setting },
    });
  },
} satisfies Partial<Actions>;
