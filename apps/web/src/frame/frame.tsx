import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useActions } from '../actions/registry.ts';
import { productionQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { Viewed } from '../picture/viewing.tsx';
import { BecauseSlot } from './because.tsx';
import { DropTarget } from './drop-target.tsx';
import { rememberProduction } from './last-place.ts';
import { OpenFiles } from './open-file.tsx';
import { Rail } from './rail.tsx';
import { ROOMS } from './rooms.ts';
import { setStage } from './stage-store.ts';
import { Strip } from './strip.tsx';
import { ToastSlot } from './toasts.tsx';

/** Rail, stage, because, strip: the frame of every room of one production. */
export function Frame() {
  const { production: id } = useParams({ from: '/p/$production' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const navigate = useNavigate();
  useEffect(() => {
    rememberProduction(id);
    document.title = `${production.title} · ${messages.name}`;
    return () =>
      setStage({
        script: undefined,
        media: undefined,
        footage: undefined,
        offset: undefined,
        frame: undefined,
        used: undefined,
      });
  }, [id, production.title]);
  useActions(
    ROOMS.map((room, index) => ({
      name: `client.room.${room.name}`,
      label: messages.rooms[room.name],
      group: messages.groups.rooms,
      shortcut: `Alt-${index + 1}`,
      enabled: true,
      run: () => void navigate({ to: room.to, params: { production: id } }),
    })),
  );
  return (
    <OpenFiles production={production}>
      <Viewed media={production.media}>
        <div className="frame">
          <a className="skip" href="#stage">
            {messages.frame.skip}
          </a>
          <Rail production={production} />
          <main id="stage" className="stage" tabIndex={-1}>
            <Outlet />
          </main>
          <BecauseSlot />
          <ToastSlot />
          <Strip production={production} />
          <DropTarget />
        </div>
      </Viewed>
    </OpenFiles>
  );
}
