import type { ShootClip } from '@second-unit/footage/shoot-day';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { productionQuery } from '../api/queries.ts';
import { useOpenAt } from '../footage/use-open-at.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { binsMessages } from './messages.ts';
import { shootDayQuery } from './queries.ts';

/** The way from a clip of a shoot day to the film it is: played and logged in Footage, where it lies. */
export function OpenClip({ day, clip: { originalPath: path } }: { day: string; clip: ShootClip }) {
  const { production } = useParams({ from: '/p/$production/bins/{-$day}' });
  const { data } = useQuery(productionQuery(production));
  const { data: view } = useQuery(shootDayQuery(day));
  const [busy, setBusy] = useState(false);
  const openAt = useOpenAt(production);
  const to = '/p/$production/footage/{-$media}';
  const film = data?.media.find(({ info }) => info.originalPath === path);
  if (film) {
    return (
      <Link className="button" to={to} params={{ production, media: film.id }}>
        {binsMessages.watch}
      </Link>
    );
  }
  const open = () => {
    setBusy(true);
    // Whose the day is, its clips are.
    const rights = view && view.rights.basis !== 'unknown' ? view.rights : undefined;
    openAt(path, rights)
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" className="button" disabled={busy || data === undefined || view === undefined} onClick={open}>
      {binsMessages.watchAndLog}
    </button>
  );
}
