import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { KeysSheet } from '../actions/keys-sheet.tsx';
import { Palette } from '../actions/palette.tsx';
import { useActions } from '../actions/registry.ts';
import { useShortcuts } from '../actions/use-shortcuts.ts';
import { studioQuery } from '../api/queries.ts';
import { Welcome } from '../home/welcome.tsx';
import { messages } from '../messages.ts';
import { isNight, setLight, useLight } from './light.ts';
import { Toasts } from './toasts.tsx';

/** What is there in every room: the palette, the keys, the notices; before all, a name. */
export function Shell() {
  const { data: studio } = useQuery(studioQuery);
  const [open, setOpen] = useState<'palette' | 'keys' | undefined>();
  const navigate = useNavigate();
  const light = useLight();
  useShortcuts();
  const group = messages.groups.studio;
  useActions([
    {
      name: 'client.palette',
      label: messages.frame.search,
      group,
      shortcut: 'Mod-k',
      enabled: true,
      keysOnly: true,
      run: () => setOpen('palette'),
    },
    {
      name: 'client.keys',
      label: messages.frame.keys,
      group,
      shortcut: '?',
      enabled: true,
      run: () => setOpen('keys'),
    },
    {
      name: 'client.light',
      label: isNight(light) ? messages.frame.toDay : messages.frame.toNight,
      group,
      enabled: true,
      run: () => setLight(isNight(light) ? 'day' : 'night'),
    },
    {
      name: 'client.light.system',
      label: messages.frame.toSystem,
      group,
      enabled: light !== 'system',
      run: () => setLight('system'),
    },
    {
      name: 'client.productions',
      label: messages.frame.productions,
      group,
      enabled: true,
      run: () => void navigate({ to: '/productions' }),
    },
  ]);
  if (studio && !studio.person) {
    return (
      <>
        <Welcome studio={studio} />
        <Toasts />
      </>
    );
  }
  return (
    <>
      <Outlet />
      <Palette open={open === 'palette'} onOpenChange={(value) => setOpen(value ? 'palette' : undefined)} />
      <KeysSheet open={open === 'keys'} onOpenChange={(value) => setOpen(value ? 'keys' : undefined)} />
      <Toasts />
    </>
  );
}
