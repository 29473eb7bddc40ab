import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Fragment } from 'react';
import { messages } from '../messages.ts';
import { KeyCaps } from './key-caps.tsx';
import { useOfferedActions } from './registry.ts';

/** `?`: the keys that mean something in this room, made from the actions that are offered. */
export function KeysSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const actions = useOfferedActions().filter(({ shortcut }) => shortcut);
  const groups = [...new Set(actions.map(({ group }) => group))].reverse();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog keys-sheet" aria-describedby={undefined} aria-modal="true">
          <header className="dialog-head">
            <Dialog.Title>{messages.keysSheet.title}</Dialog.Title>
            <Dialog.Close className="button" data-plain data-icon aria-label={messages.keysSheet.close}>
              <X size={16} aria-hidden />
            </Dialog.Close>
          </header>
          <div className="keys-groups">
            {groups.map((group) => (
              <section key={group}>
                <h3 className="label">{group}</h3>
                <dl>
                  {actions
                    .filter((action) => action.group === group)
                    .map(({ name, label, shortcut, alsoKeys }) => (
                      <Fragment key={name}>
                        <dt>{label}</dt>
                        <dd>
                          {[shortcut ?? '', ...(alsoKeys ?? [])].map((key) => (
                            <KeyCaps key={key} shortcut={key} />
                          ))}
                        </dd>
                      </Fragment>
                    ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
