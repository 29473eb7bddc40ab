import type { StudioView } from '@second-unit/studio/contract';
import { type FormEvent, useState } from 'react';
import { actionView } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient, studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

/** First run: one line, because decisions are kept under somebody's name. */
export function Welcome({ studio }: { studio: StudioView }) {
  const [name, setName] = useState(studio.suggestedName);
  const [busy, setBusy] = useState(false);
  const sample = studio.jobs.find(
    (job) => job.kind === 'sample' && (job.state === 'running' || job.state === 'queued'),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    act('studio.name', { name })
      .then(() => queryClient.invalidateQueries({ queryKey: studioQuery.queryKey }))
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  return (
    <main className="welcome">
      <h1 className="title">{messages.welcome.title}</h1>
      <p>{messages.welcome.line}</p>
      <form onSubmit={submit}>
        <label htmlFor="person">{messages.welcome.label}</label>
        <div className="row">
          <input
            id="person"
            className="field"
            value={name}
            maxLength={80}
            autoComplete="name"
            // biome-ignore lint/a11y/noAutofocus: the one field of the one screen before all others.
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button" data-primary disabled={busy || name.trim() === ''}>
            {actionView('studio.name').label}
          </button>
        </div>
      </form>
      {sample && (
        <div className="welcome-job">
          <p className="quiet">{messages.welcome.preparing}</p>
          <JobLine job={sample} />
        </div>
      )}
    </main>
  );
}
