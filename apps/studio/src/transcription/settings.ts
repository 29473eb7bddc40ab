import { isAbsolute } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { type TranscriptionSetting, type TranscriptionView, transcriptionSchema } from '../contract/transcription.ts';
import { getSetting, type Store, setSetting } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import { checkAddress } from './check-address.ts';
import { hasModel } from './fetch-model.ts';
import { WHISPER_MODELS } from './models.ts';

const NAME = 'transcription';
/** Where an endpoint's key is read from: it is neither stored nor backed up. */
const KEY = 'SECOND_UNIT_TRANSCRIPTION_KEY';

/** How films are transcribed; off where nobody chose. */
export async function transcriptionSetting(store: Store): Promise<TranscriptionSetting> {
  const kept = transcriptionSchema.safeParse(await getSetting(store, NAME));
  return kept.success ? kept.data : { by: 'off' };
}

/** Keeps a choice. Errors: 'input' for an address that is none, 'refused' for one that nothing is ever sent to. */
export async function chooseTranscription(store: Store, setting: TranscriptionSetting): Promise<void> {
  if (setting.by === 'endpoint') checkAddress(setting.address, KEY);
  if (setting.by === 'whisper-file' && !isAbsolute(setting.file)) {
    throw new Fault('input', 'Give the whole path of the model file, from the root.', { place: setting.file });
  }
  await setSetting(store, NAME, setting);
}

/** The endpoint's key, from the environment. */
export function endpointKey(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return environment[KEY] || undefined;
}

/** What a page needs to offer the choice. */
export async function transcriptionView(store: Store, home: Home): Promise<TranscriptionView> {
  return {
    setting: await transcriptionSetting(store),
    models: await Promise.all(
      WHISPER_MODELS.map(async (model) => ({
        name: model.name,
        bytes: model.bytes,
        from: new URL(model.url).host,
        fetched: await hasModel(home, model),
      })),
    ),
    key: { variable: KEY, set: endpointKey() !== undefined },
  };
}
