import type { ThingModelsView } from '@second-unit/studio/contract';
import { type FormEvent, useId, useState } from 'react';
import { actionView } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useAsked } from '../ui/film-job.tsx';
import { thingMessages as words } from './messages.ts';
import { thingModelsQuery } from './thing-queries.ts';

/** Names the owner's own models; an empty field is none. */
export function ThingModelsForm({ view, onDone }: { view: ThingModelsView; onDone: () => void }) {
  const { manifest, vision } = view.models;
  const [draft, setDraft] = useState({
    manifest: manifest ?? '',
    address: vision?.address ?? '',
    model: vision?.model ?? '',
  });
  const { refused, busy, ask } = useAsked();
  const id = useId();
  const address = draft.address.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(async () => {
      const now = await act('things.set', {
        manifest: draft.manifest.trim() || null,
        vision: address === '' ? null : { address, model: draft.model.trim() },
      });
      queryClient.setQueryData(thingModelsQuery.queryKey, now);
      onDone();
    });
  };
  const field = (
    name: keyof typeof draft,
    label: string,
    more: { hint?: string; line?: string; required?: boolean },
  ) => (
    <div className="labelled">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        className="field"
        value={draft[name]}
        required={more.required ?? false}
        spellCheck={false}
        autoComplete="off"
        {...(more.hint === undefined ? {} : { placeholder: more.hint })}
        {...(more.line === undefined ? {} : { 'aria-describedby': `${id}-${name}-line` })}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      />
      {more.line !== undefined && (
        <p id={`${id}-${name}-line`} className="quiet">
          {more.line}
        </p>
      )}
    </div>
  );
  return (
    <form className="own-model-form" onSubmit={submit}>
      <fieldset>
        <legend>{actionView('things.set').label}</legend>
        {field('manifest', words.manifest, { hint: words.manifestHint, line: words.manifestLine })}
        {field('address', words.address, { hint: words.addressHint, line: words.addressLine })}
        {field('model', words.model, { required: address !== '' })}
        <p className="quiet">{words.key(view.key.variable, view.key.set)}</p>
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
