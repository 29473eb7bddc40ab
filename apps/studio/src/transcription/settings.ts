import { isAbsolute } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { type TranscriptionSetting, type TranscriptionView, transcriptionSchema } from '../contract/transcription.ts';
import { getSetting, type Store, setSetting } from '../database/index.ts';
import { isForbiddenHost } from '../gate/addresses.ts';
import type { Home } from '../home/index.ts';
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
  if (setting.by === 'endpoint') checkAddress(setting.address);
  if (setting.by === 'whisper-file' && !isAbsolute(setting.file)) {
    throw new Fault('input', 'Give the whole path of the model file, from the root.', { place: setting.file });
  }
  await setSetting(store, NAME, setting);
}

/** The gate looks at every address again when something is sent: a name may come to stand for another. */
function checkAddress(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new Fault('input', 'The address of an endpoint begins with http:// or https://.', { place: address });
  }
  if (url.username !== '' || url.password !== '') {
    throw new Fault('input', `An address holds no key; put it into the variable ${KEY}.`, { place: url.origin });
  }
  if (isForbiddenHost(url)) {
    throw new Fault('refused', `${url.hostname} is an address that nothing is ever sent to (link-local or metadata).`, {
      place: url.origin,
    });
  }
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
