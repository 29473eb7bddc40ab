import type { Room } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { actionsQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { KeyCaps } from './key-caps.tsx';
import { type Action, runAction, useOfferedActions } from './registry.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Ctrl/Cmd-K: everything that can be done here, and the room in which the rest can. */
export function Palette({ open, onOpenChange }: Props) {
  const picked = useRef<string>(undefined);
  // The dialog gives the focus back as it goes; what was picked runs after that and may take it.
  const runPicked = () => {
    const name = picked.current;
    picked.current = undefined;
    if (name !== undefined) queueMicrotask(() => runAction(name));
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="palette" aria-describedby={undefined} aria-modal="true" onCloseAutoFocus={runPicked}>
          <Dialog.Title className="visually-hidden">{messages.palette.title}</Dialog.Title>
          <PaletteList
            close={() => onOpenChange(false)}
            pick={(action) => {
              picked.current = action.name;
              action.picked?.();
              onOpenChange(false);
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ close, pick }: { close: () => void; pick: (action: Action) => void }) {
  const offered = useOfferedActions().filter((action) => action.enabled && !action.keysOnly);
  const { data: table = [] } = useQuery(actionsQuery);
  const navigate = useNavigate();
  const { production } = useParams({ strict: false });
  const here = new Set(offered.map(({ name }) => name));
  // What this room could do and does not offer now, no way to it would change.
  const current = useLocation().pathname.split('/')[3];
  const elsewhere = table.filter(
    ({ name, room }) => !here.has(name) && room !== 'studio' && room !== current && !name.startsWith('job.'),
  );
  const groups = [...new Set(offered.map(({ group }) => group))];
  const goTo = (room: Room) => {
    close();
    if (!production || room === 'studio') return;
    void navigate({ to: `/p/$production/${room}`, params: { production } });
  };
  return (
    <Command label={messages.palette.title} loop>
      <Command.Input placeholder={messages.palette.placeholder} />
      <Command.List label={messages.palette.title}>
        <Command.Empty>{messages.palette.none}</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group}>
            {offered
              .filter((action) => action.group === group)
              .map((action) => (
                <Command.Item key={action.name} value={`${action.label} ${action.name}`} onSelect={() => pick(action)}>
                  <span>{action.label}</span>
                  {action.shortcut && <KeyCaps shortcut={action.shortcut} />}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
        {production && elsewhere.length > 0 && (
          <Command.Group heading={messages.groups.rooms}>
            {elsewhere.map((view) => (
              <Command.Item key={view.name} value={`${view.label} ${view.name}`} onSelect={() => goTo(view.room)}>
                <span>{view.label}</span>
                <span className="quiet">{messages.palette.elsewhere(roomName(view.room))}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

function roomName(room: Room): string {
  return room === 'studio' ? messages.rooms.home : messages.rooms[room];
}
