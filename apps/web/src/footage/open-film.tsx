import { Popover } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { pathIn, useOpenAt } from './use-open-at.ts';

/** Names a film by its path: a feature need not be copied through the browser. */
export function OpenFilm({ production }: { production: string }) {
  const [open, setOpen] = useState(false);
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const openAt = useOpenAt(production);
  useActions([offer('media.open', messages.groups.footage, true, () => setOpen(true))]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    openAt(pathIn(path))
      .then(() => {
        setOpen(false);
        setPath('');
      })
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button" data-plain>
        {actionView('media.open').label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" align="end" sideOffset={6} aria-label={actionView('media.open').label}>
          <form onSubmit={submit}>
            <label htmlFor="film-path">{messages.open.pathLabel}</label>
            <div className="row">
              <input
                id="film-path"
                className="field"
                placeholder={messages.open.pathHint}
                value={path}
                spellCheck={false}
                onChange={(event) => setPath(event.target.value)}
              />
              <button type="submit" className="button" data-primary disabled={busy || path.trim() === ''}>
                {messages.footage.open}
              </button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
