import type { LogView, MediaSummary, ProductionView } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { logQuery, productionQuery, queryClient, studioQuery } from '../api/queries.ts';
import { BinsLink } from '../bins/bins-link.tsx';
import { JobLine } from '../frame/jobs.tsx';
import { useOpenFile } from '../frame/open-file.tsx';
import { setStage, useSeeker, useStage } from '../frame/stage-store.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { HeardView } from '../heard/heard-view.tsx';
import { LinedScriptView } from '../lined/lined-script.tsx';
import { messages } from '../messages.ts';
import { PeopleRoom } from '../people/people-view.tsx';
import { Player } from '../picture/player.tsx';
import { usePicture, usePictureKeys, usePictureState } from '../picture/use-picture.ts';
import { ThingsRoom } from '../things/things-view.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { RoomBar } from '../ui/room-bar.tsx';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { Damage } from './damage.tsx';
import { ExportLog, exportLogActions } from './export-log.tsx';
import { FilmCredentials } from './film-credentials.tsx';
import { FoundShots } from './found-shots.tsx';
import { LookedAt } from './looked-at.tsx';
import { footageMessages } from './messages.ts';
import { OpenFilm } from './open-film.tsx';
import { ShotBecause } from './shot-because.tsx';
import { ShotGrid } from './shot-grid.tsx';
import { ShotList } from './shot-list.tsx';
import { shotAt } from './shots.ts';
import { SignalLanes } from './signal-lanes.tsx';
import { type View, ViewBar } from './view-bar.tsx';
import '../styles/picture.css';
import '../styles/footage.css';

/** Films of the production: each with its log, a player, and the evidence for every shot. */
export function FootageRoom() {
  const { production: id, media: chosen } = useParams({ from: '/p/$production/footage/{-$media}' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const openFile = useOpenFile();
  // Back from another room, the film is on the screen that was.
  const last = useStage((stage) => stage.footage);
  const named = production.media.find((one) => one.id === (chosen ?? last));
  const media = chosen === undefined ? (named ?? production.media[0]) : named;
  if (!media && chosen !== undefined) {
    return (
      <NotThere title={messages.footage.unknown}>
        <Link className="button" data-primary to="/p/$production/footage/{-$media}" params={{ production: id }}>
          {messages.footage.toFilms}
        </Link>
      </NotThere>
    );
  }
  if (!media) {
    return (
      <Empty title={messages.footage.empty} line={messages.footage.emptyLine}>
        <button type="button" className="button" data-primary onClick={openFile}>
          {messages.open.choose}
        </button>
        <OpenFilm production={id} />
        <BinsLink production={id} />
      </Empty>
    );
  }
  // Found again in another place, what could not be shown is asked for anew.
  return <Film key={`${media.id} ${media.info.originalPath}`} production={production} media={media} />;
}

function Film({ production, media }: { production: ProductionView; media: MediaSummary }) {
  const { data: view, error, isPending, refetch } = useQuery({ ...logQuery(media.id), enabled: media.logged });
  // Where the rate varies, the log knows when each frame is shown.
  const durations = view?.log.media.frameDurations;
  const film = useMemo(
    () => (durations ? { ...media, info: { ...media.info, frameDurations: durations } } : media),
    [media, durations],
  );
  if (media.logged && isPending) return <Waiting text={messages.footage.loading} />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  return <FilmStage key={view ? 'logged' : 'bare'} production={production} media={film} {...(view ? { view } : {})} />;
}

function FilmStage({ production, media, view }: { production: ProductionView; media: MediaSummary; view?: LogView }) {
  const { frame: asked, view: shown, q, everywhere } = useSearch({ from: '/p/$production/footage/{-$media}' });
  const navigate = useNavigate();
  const openFile = useOpenFile();
  const log = view?.log;
  const picture = usePicture(media, log, asked ?? 0);
  const [chosen, choose] = useState<number>();
  usePictureKeys(picture);
  useSeeker(
    'frame',
    useCallback((frame: number) => picture.seek(frame), [picture]),
  );
  useEffect(() => {
    if (asked !== undefined) picture.seek(asked);
  }, [asked, picture]);
  useEffect(() => {
    setStage({ media: media.id, footage: media.id, frame: picture.state().frame });
    const off = picture.onFrame((frame) => setStage({ frame }));
    return () => {
      off();
      picture.pause();
    };
  }, [media.id, picture]);

  const shots = log?.shots ?? [];
  const current = usePictureState(picture, (state) => shotAt(shots, state.frame));
  const here = useCallback(
    (search: { view?: View; q?: string; everywhere?: boolean }) => {
      const { view: next = shown ?? 'grid', q: query = q ?? '', everywhere: all = everywhere ?? false } = search;
      void navigate({
        to: '/p/$production/footage/{-$media}',
        params: { production: production.id, media: media.id },
        replace: true,
        search: {
          ...(next === 'grid' ? {} : { view: next }),
          ...(query === '' ? {} : { q: query }),
          ...(all ? { everywhere: true } : {}),
        },
      });
    },
    [navigate, production.id, media.id, shown, q, everywhere],
  );
  const [entered, enter] = useState<string>();
  const look = useCallback((query: string) => here({ q: query }), [here]);
  const goToShot = (index: number) => {
    const shot = shots[index];
    if (!shot) return;
    picture.pause();
    picture.seek(shot.startFrame);
    choose(index);
  };
  const byShot = (by: -1 | 1) => goToShot((chosen ?? shotAt(shots, picture.state().frame)) + by);
  const startLog = () => {
    act('media.log', { media: media.id })
      .then(() =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: studioQuery.queryKey }),
          queryClient.invalidateQueries({ queryKey: productionQuery(production.id).queryKey }),
        ]),
      )
      .catch(tellWrong);
  };
  const group = messages.groups.footage;
  useActions([
    ...exportLogActions(media, group),
    offer(
      'media.log',
      group,
      media.job === undefined,
      startLog,
      media.logged ? { label: footageMessages.logAgain } : {},
    ),
    {
      name: 'client.shot.prev',
      label: messages.picture.keys.prevShot,
      group,
      shortcut: 'ArrowUp',
      enabled: shots.length > 0,
      run: () => byShot(-1),
    },
    {
      name: 'client.shot.next',
      label: messages.picture.keys.nextShot,
      group,
      shortcut: 'ArrowDown',
      enabled: shots.length > 0,
      run: () => byShot(1),
    },
    {
      name: 'client.shot.leave',
      label: messages.frame.closeBecause,
      group,
      shortcut: 'Escape',
      enabled: chosen !== undefined,
      keysOnly: true,
      run: () => choose(undefined),
    },
  ]);
  const shot = chosen === undefined ? undefined : shots[chosen];
  return (
    <div className="room footage" data-view={q === undefined ? shown : undefined}>
      <RoomBar
        pickLabel={messages.footage.pick}
        value={media.id}
        options={production.media.map(({ id, title }) => ({ id, title }))}
        onPick={(next) =>
          void navigate({ to: '/p/$production/footage/{-$media}', params: { production: production.id, media: next } })
        }
        facts={log ? messages.footage.count(shots.length) : undefined}
      >
        <BinsLink production={production.id} />
        <OpenFilm production={production.id} />
        {log && media.job === undefined && (
          <span className="log-again">
            <IconButton icon={RotateCw} label={footageMessages.logAgain} onClick={startLog} />
          </span>
        )}
        {log && <ExportLog production={production.id} media={media} />}
        <button type="button" className="button" onClick={openFile}>
          {messages.open.choose}
        </button>
      </RoomBar>
      <Player media={media} picture={picture} {...(media.rendered ? { badge: messages.footage.rendered } : {})}>
        {!media.rendered && <LookedAt media={media} />}
        <FilmCredentials media={media} />
      </Player>
      {log && log.damage.length > 0 && <Damage media={media} log={log} onSeek={(frame) => picture.seek(frame)} />}
      {log && (
        <ViewBar
          {...(q === undefined ? { view: shown ?? 'grid' } : {})}
          // What was searched for gives way to the view that is asked for.
          onView={(next) => here({ view: next, q: '' })}
          query={q ?? ''}
          onQuery={look}
          onEnter={enter}
          everywhere={everywhere ?? false}
          {...(production.media.length > 1 ? { onEverywhere: (all: boolean) => here({ everywhere: all }) } : {})}
        />
      )}
      {!log ? (
        <NotLogged media={media} start={startLog} />
      ) : q !== undefined ? (
        <FoundShots
          production={production}
          media={media}
          query={q}
          entered={entered === q}
          everywhere={everywhere ?? false}
          sized={shots.some(({ scale }) => scale !== undefined)}
          current={shots[current]?.id}
          chosen={shot?.id}
          onQuery={look}
          onChoose={goToShot}
        />
      ) : shown === 'list' ? (
        <ShotList
          media={media}
          log={log}
          picture={picture}
          {...(chosen === undefined ? {} : { chosen })}
          onChoose={goToShot}
        />
      ) : shown === 'lined' ? (
        <LinedScriptView production={production.id} media={media} picture={picture} />
      ) : shown === 'people' ? (
        <PeopleRoom media={media} onSeek={(frame) => picture.seek(frame)} />
      ) : shown === 'heard' ? (
        <HeardView media={media} log={log} onSeek={(frame) => picture.seek(frame)} />
      ) : shown === 'things' ? (
        <ThingsRoom media={media} log={log} onSeek={(frame) => picture.seek(frame)} />
      ) : shown === 'signals' ? (
        <SignalLanes media={media} view={view} picture={picture} />
      ) : (
        <ShotGrid
          media={media}
          tiles={shots.map((one) => ({ media, shot: one }))}
          current={current}
          {...(shot === undefined ? {} : { chosen: shot.id })}
          onChoose={({ shot: one }) => goToShot(one.index)}
        />
      )}
      {view && shot && (
        <ShotBecause
          key={shot.id}
          production={production}
          media={media}
          view={view}
          shot={shot}
          onSeek={(frame) => picture.seek(frame)}
          onClose={() => choose(undefined)}
        />
      )}
    </div>
  );
}

/** Before there is a log: the way to one, or how far it is. */
function NotLogged({ media, start }: { media: MediaSummary; start: () => void }) {
  const { data: studio } = useQuery(studioQuery);
  const job = studio?.jobs.findLast(
    (one) =>
      one.subject === media.id &&
      one.kind === 'log' &&
      (one.state === 'queued' || one.state === 'running' || one.state === 'failed'),
  );
  return (
    <div className="not-logged">
      {job ? (
        <JobLine job={job} />
      ) : (
        <Empty title={messages.footage.notLogged} line={messages.footage.notLoggedLine}>
          <button type="button" className="button" data-primary onClick={start}>
            {actionView('media.log').label}
          </button>
        </Empty>
      )}
    </div>
  );
}
