import { Fault } from '@second-unit/evidence';
import type { ShotLog, SpokenLine } from '@second-unit/footage';
import { whisper } from '@second-unit/media';
import type { TranscriptionSetting } from '../contract/transcription.ts';
import type { Gate } from '../gate/index.ts';
import type { Home } from '../home/index.ts';
import { type EndpointParcel, transcribeByEndpoint } from './endpoint.ts';
import { fetchModel } from './fetch-model.ts';
import { WHISPER_MODELS, type WhisperModel } from './models.ts';
import { endpointKey } from './settings.ts';

/** Added to both ends of a stretch: what begins a word is quieter than the word. */
const PADDING = 0.2;

/** The model of a name. Errors: 'input' for one that there is not. */
export function whisperModel(name: string): WhisperModel {
  const model = WHISPER_MODELS.find((one) => one.name === name);
  if (model === undefined) throw new Fault('input', `There is no Whisper model “${name}”.`, { place: name });
  return model;
}

/**
 * What is said in a film, by what was chosen, in the stretches in which its log heard speech.
 * Errors: 'conflict' where the log has no such stretches or transcription is off; those of the way that was chosen.
 */
export async function transcribe(
  { home, gate }: { readonly home: Home; readonly gate: Gate },
  setting: TranscriptionSetting,
  film: { readonly path: string; readonly log: ShotLog; readonly parcel: EndpointParcel },
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (share: number, doing: string) => void },
): Promise<SpokenLine[]> {
  const speech = stretchesOf(film.log);
  const { path, parcel } = film;
  if (setting.by === 'off') throw new Fault('conflict', 'Transcription is off; choose how to do it first.');
  if (setting.by === 'endpoint') {
    const { address, model, language } = setting;
    const key = endpointKey();
    const endpoint = {
      address,
      model,
      ...(language === undefined ? {} : { language }),
      ...(key === undefined ? {} : { key }),
    };
    return transcribeByEndpoint(gate, endpoint, parcel, {
      path,
      speech,
      signal,
      onProgress: (done, all) => progress(done / all, `Asking ${new URL(address).host}, ${done} of ${all} parts`),
    });
  }
  let model = setting.by === 'whisper-file' ? setting.file : '';
  let fetched = 0;
  if (setting.by === 'whisper') {
    const wanted = whisperModel(setting.model);
    model = await fetchModel({ home, gate }, wanted, {
      by: parcel.by,
      signal,
      onProgress: (bytes) => {
        fetched = 0.3;
        progress(
          (bytes / wanted.bytes) * fetched,
          `Fetching the model, ${megabytes(bytes)} of ${megabytes(wanted.bytes)}`,
        );
      },
    });
  }
  const lines = await whisper(path, {
    model,
    within: speech,
    signal,
    ...(setting.language === undefined ? {} : { language: setting.language }),
    onProgress: (done, all) => {
      progress(
        fetched + (done / all) * (1 - fetched),
        `Listening, ${Math.round(done)} of ${Math.round(all)} seconds of speech`,
      );
    },
  });
  return lines.map((line) => ({ ...line, from: 'whisper' }));
}

/** Where somebody speaks in a film, with a little before and behind. Errors: 'conflict' where its log does not say. */
export function stretchesOf({ sound, media }: ShotLog): { start: number; end: number }[] {
  if (sound === undefined) throw new Fault('conflict', 'This film has no sound.');
  if (sound.speech === undefined) {
    throw new Fault('conflict', 'The film’s log does not say yet where somebody speaks; log the film again first.');
  }
  const padded: { start: number; end: number }[] = [];
  for (const one of sound.speech) {
    const start = Math.max(0, one.start - PADDING);
    const end = Math.min(media.duration, one.end + PADDING);
    const last = padded.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else padded.push({ start, end });
  }
  return padded;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}
