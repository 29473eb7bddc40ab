import { useNavigate } from '@tanstack/react-router';
import { Popover } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { binsMessages } from './messages.ts';
import { shootDaysQuery } from './queries.ts';

/** Names a folder by its path: a card need not be copied through the browser. */
export function OpenDay({ production, primary = false }: { production: string; primary?: boolean }) {
  const [open, setOpen] = useState(false);
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  useActions([offer('shootDay.open', messages.groups.footage, true, () => setOpen(true))]);
  const { label } = actionView('shootDay.open');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    act('shootDay.open', { production, path: path.trim() })
      .then(async ({ id }) => {
        await queryClient.invalidateQueries({ queryKey: shootDaysQuery(production).queryKey });
        setOpen(false);
        setPath('');
        await navigate({ to: '/p/$production/bins/{-$day}', params: { production, day: id } });
      })
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button" {...(primary ? { 'data-primary': true } : {})}>
        {label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" align="end" sideOffset={6} aria-label={label}>
          <form onSubmit={submit}>
            <label htmlFor="day-path">{binsMessages.pathLabel}</label>
            <div className="row">
              <input
                id="day-path"
                className="field"
                placeholder={binsMessages.pathHint}
                value={path}
                spellCheck={false}
                onChange={(event) => setPath(event.target.value)}
              />
              <button type="submit" className="button" data-primary disabled={busy || path.trim() === ''}>
                {binsMessages.open}
              </button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
