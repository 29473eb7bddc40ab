import type { TranscriptionSetting, TranscriptionView } from '@second-unit/studio/contract';
import { type FormEvent, useId, useState } from 'react';
import { actionView } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useAsked } from '../ui/film-job.tsx';
import { heardMessages as words } from './messages.ts';
import { transcriptionQuery } from './transcription-query.ts';

type By = TranscriptionSetting['by'];
type ModelName = Extract<TranscriptionSetting, { by: 'whisper' }>['model'];

const WAYS: readonly By[] = ['off', 'whisper', 'whisper-file', 'endpoint'];

/** What is typed, of each way, so that looking at another loses nothing. */
interface Draft {
  readonly by: By;
  readonly name: string;
  readonly file: string;
  readonly address: string;
  readonly model: string;
  readonly language: string;
}

function draftOf(setting: TranscriptionSetting): Draft {
  return {
    by: setting.by,
    name: setting.by === 'whisper' ? setting.model : 'base',
    file: setting.by === 'whisper-file' ? setting.file : '',
    address: setting.by === 'endpoint' ? setting.address : '',
    model: setting.by === 'endpoint' ? setting.model : '',
    language: setting.by === 'off' ? '' : (setting.language ?? ''),
  };
}

/** The choice that was typed; the studio checks it, and says what is wrong with it. */
function settingOf({ by, name, file, address, model, language }: Draft): TranscriptionSetting {
  const spoken = language.trim() === '' ? {} : { language: language.trim().toLowerCase() };
  switch (by) {
    case 'off':
      return { by };
    case 'whisper':
      return { by, model: name as ModelName, ...spoken };
    case 'whisper-file':
      return { by, file: file.trim(), ...spoken };
    case 'endpoint':
      return { by, address: address.trim(), model: model.trim(), ...spoken };
  }
}

/** Chooses how what is said in films is written down. */
export function TranscriptionForm({ view, onDone }: { view: TranscriptionView; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(view.setting));
  const { refused, busy, ask } = useAsked();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(async () => {
      const now = await act('transcription.set', { setting: settingOf(draft) });
      queryClient.setQueryData(transcriptionQuery.queryKey, now);
      onDone();
    });
  };
  const put = (some: Partial<Draft>) => setDraft({ ...draft, ...some });
  const text = (field: 'file' | 'address' | 'model' | 'language', label: string, hint?: string) => (
    <p className="labelled">
      <label htmlFor={`${id}-${field}`}>{label}</label>
      <input
        id={`${id}-${field}`}
        className="field"
        value={draft[field]}
        required={field !== 'language'}
        spellCheck={false}
        autoComplete="off"
        {...(hint === undefined ? {} : { placeholder: hint })}
        onChange={(event) => put({ [field]: event.target.value })}
      />
    </p>
  );
  return (
    <form className="own-model-form" onSubmit={submit}>
      <fieldset>
        <legend>{actionView('transcription.set').label}</legend>
        {WAYS.map((way) => (
          <div key={way} className="way" data-chosen={draft.by === way || undefined}>
            <label className="check">
              <input
                type="radio"
                name={`${id}-by`}
                checked={draft.by === way}
                aria-describedby={`${id}-${way}`}
                onChange={() => put({ by: way })}
              />
              <span>{words.by[way]}</span>
            </label>
            <p id={`${id}-${way}`} className="quiet">
              {words.byLine[way]}
            </p>
            {draft.by === way && way === 'whisper' && (
              <p className="labelled">
                <label htmlFor={`${id}-name`}>{words.model}</label>
                <select
                  id={`${id}-name`}
                  className="field"
                  value={draft.name}
                  onChange={(event) => put({ name: event.target.value })}
                >
                  {view.models.map(({ name, bytes, fetched }) => (
                    <option key={name} value={name}>
                      {words.modelOption(name, bytes, fetched)}
                    </option>
                  ))}
                </select>
              </p>
            )}
            {draft.by === way && way === 'whisper-file' && text('file', words.file, words.fileHint)}
            {draft.by === way && way === 'endpoint' && (
              <>
                {text('address', words.address, words.addressHint)}
                {text('model', words.endpointModel)}
                <p className="quiet">{words.key(view.key.variable, view.key.set)}</p>
              </>
            )}
          </div>
        ))}
        {draft.by !== 'off' && text('language', words.language, words.languageHint)}
      </fieldset>
      <p className="refused" role="alert">
        {refused}
      </p>
      <span className="row">
        <button type="submit" className="button" data-primary disabled={busy}>
          {words.keep}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {words.cancel}
        </button>
      </span>
    </form>
  );
}
