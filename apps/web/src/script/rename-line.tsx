import type { ScriptSummary } from '@second-unit/studio/contract';
import { type FormEvent, useState } from 'react';
import { act } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

/** The script's title as a field: Enter keeps it, Escape or leaving gives it up. */
export function RenameLine({ script, done }: { script: ScriptSummary; done: () => void }) {
  const [title, setTitle] = useState(script.title);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '') return;
    act('script.rename', { script: script.id, title: title.trim() })
      .then(() => queryClient.invalidateQueries({ queryKey: productionQuery(script.production).queryKey }))
      .then(done, tellWrong);
  };
  return (
    <form onSubmit={keep}>
      <input
        className="field"
        aria-label={messages.script.rename}
        // biome-ignore lint/a11y/noAutofocus: a person just asked to change it.
        autoFocus
        maxLength={120}
        value={title}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && done()}
        onBlur={done}
      />
    </form>
  );
}
