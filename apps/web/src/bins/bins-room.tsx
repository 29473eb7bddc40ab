import type { ShootClip } from '@second-unit/footage/shoot-day';
import type { DayCorrection, DayFormat, ShootDayView } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient, studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { RightsLine } from '../ui/rights-line.tsx';
import { RoomBar } from '../ui/room-bar.tsx';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { BinList } from './bin-list.tsx';
import { ClipBecause } from './clip-because.tsx';
import { ClipList, type ListedClip } from './clip-list.tsx';
import { ExportDay } from './export-day.tsx';
import { binsMessages } from './messages.ts';
import { MoveTo } from './move-to.tsx';
import { OpenDay } from './open-day.tsx';
import { type BinRow, binRows } from './places.ts';
import { shootDayQuery, shootDaysQuery } from './queries.ts';
import { UnlinkedProxies } from './unlinked-proxies.tsx';
import './bins.css';

/** Shoot days of the production: folders of clips in bins, each guess corrected by one drag. */
export function BinsRoom() {
  const { production, day: asked } = useParams({ from: '/p/$production/bins/{-$day}' });
  const { data: days } = useSuspenseQuery(shootDaysQuery(production));
  const day = asked === undefined ? days.at(-1) : days.find(({ id }) => id === asked);
  if (!day && asked !== undefined) {
    return (
      <NotThere title={binsMessages.unknown}>
        <Link className="button" data-primary to="/p/$production/bins/{-$day}" params={{ production }}>
          {binsMessages.toDays}
        </Link>
      </NotThere>
    );
  }
  if (!day) {
    return (
      <Empty title={binsMessages.empty} line={binsMessages.emptyLine}>
        <OpenDay production={production} primary />
      </Empty>
    );
  }
  return <Day key={day.id} id={day.id} production={production} />;
}

function Day({ id, production }: { id: string; production: string }) {
  const { data: view, error, isPending, refetch } = useQuery(shootDayQuery(id));
  const { data: days } = useSuspenseQuery(shootDaysQuery(production));
  const navigate = useNavigate();
  if (isPending) return <Waiting text={binsMessages.loading} />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  const readAgain = () => {
    act('shootDay.read', { shootDay: id })
      .then(() => queryClient.invalidateQueries({ queryKey: studioQuery.queryKey }))
      .catch(tellWrong);
  };
  return (
    <div className="room bins">
      <RoomBar
        pickLabel={binsMessages.pick}
        value={id}
        options={days}
        onPick={(day) => void navigate({ to: '/p/$production/bins/{-$day}', params: { production, day } })}
        facts={view.day ? binsMessages.facts(view.day.clips.length, view.day.cameras.length) : undefined}
      >
        <OpenDay production={production} />
        <button type="button" className="button" onClick={readAgain}>
          {actionView('shootDay.read').label}
        </button>
        {view.day && <ExportDay view={view} onExport={(format) => exportDay(id, format)} />}
      </RoomBar>
      <Reading id={id} view={view} start={readAgain} />
      {view.day &&
        (view.day.clips.length === 0 && view.day.unreadable.length === 0 ? (
          <Empty title={binsMessages.noClips} line={binsMessages.noClipsLine(view.day.folder)} />
        ) : (
          <Sorted view={view} day={view.day} readAgain={readAgain} />
        ))}
    </div>
  );
}

/** The job that reads the folder, while there is one, or the way to one. */
function Reading({ id, view, start }: { id: string; view: ShootDayView; start: () => void }) {
  const { data: studio } = useQuery(studioQuery);
  const job = studio?.jobs.findLast((one) => one.subject === id);
  if (job && (job.state === 'queued' || job.state === 'running' || job.state === 'failed')) {
    return (
      <div className="bins-job">
        <JobLine job={job} />
      </div>
    );
  }
  if (view.day) return null;
  return (
    <Empty title={binsMessages.notRead} line={binsMessages.notReadLine}>
      <button type="button" className="button" data-primary onClick={start}>
        {actionView('shootDay.read').label}
      </button>
    </Empty>
  );
}

async function exportDay(id: string, format: DayFormat): Promise<void> {
  const { more, notes, ...first } = await act('shootDay.export', { shootDay: id, format });
  for (const { name, type, content } of [first, ...more]) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    // Not at once: the browser reads the address only after the click.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
  for (const note of notes) tell(note);
}

interface SortedProps {
  view: ShootDayView;
  day: NonNullable<ShootDayView['day']>;
  readAgain: () => void;
}

function Sorted({ view, day, readAgain }: SortedProps) {
  const rows = useMemo(() => binRows(day.bins), [day]);
  const clips = useMemo(() => new Map(day.clips.map((clip) => [clip.id, clip])), [day]);
  const [bin, setBin] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string>();
  const [cut, setCut] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState('');
  // A bin goes when its last clip does.
  const row = rows.find((one) => one.bin.id === bin) ?? rows.find((one) => one.clips.length > 0) ?? rows[0];
  const listed = useMemo(() => listedOf(row, day, clips), [row, day, clips]);
  const correct = (correction: DayCorrection, done?: string) => {
    act('shootDay.correct', { shootDay: view.id, correction })
      .then((next) => {
        queryClient.setQueryData(shootDayQuery(view.id).queryKey, next);
        if (done !== undefined) setTold(done);
      })
      .catch(tellWrong);
  };
  const move = (ids: readonly string[], to: BinRow['place'], title: string) => {
    if (ids.length === 0) return;
    correct({ kind: 'move', clips: [...ids], to }, binsMessages.moved(ids.length, title));
    setCut(new Set());
    setChosen(new Set());
  };
  const turn = (which: 'undo' | 'redo') => {
    act(`shootDay.${which}`, { shootDay: view.id })
      .then((next) => queryClient.setQueryData(shootDayQuery(view.id).queryKey, next))
      .catch(tellWrong);
  };
  const group = messages.groups.footage;
  const words = binsMessages.actions;
  useActions([
    offer('shootDay.read', group, view.job === undefined, readAgain),
    offer('shootDay.undo', group, view.canUndo, () => turn('undo')),
    offer('shootDay.redo', group, view.canRedo, () => turn('redo')),
    {
      name: 'client.bins.cut',
      label: words.cut,
      group,
      shortcut: 'Mod-x',
      enabled: chosen.size > 0,
      run: () => {
        setCut(chosen);
        setTold(binsMessages.cut(chosen.size));
      },
    },
    {
      name: 'client.bins.paste',
      label: words.paste,
      group,
      shortcut: 'Mod-v',
      enabled: cut.size > 0 && row !== undefined,
      run: () => row && move([...cut], row.place, row.title),
    },
    {
      name: 'client.bins.chooseAll',
      label: words.all,
      group,
      shortcut: 'Mod-a',
      enabled: listed.length > 0,
      run: () => setChosen(new Set(listed.map(({ clip }) => clip.id))),
    },
    {
      name: 'client.bins.moveTo',
      label: words.moveTo,
      group,
      shortcut: 'm',
      enabled: chosen.size > 0,
      run: () => setAsking(true),
    },
    {
      name: 'client.bins.leave',
      label: words.leave,
      group,
      shortcut: 'Escape',
      enabled: chosen.size > 0 || cut.size > 0,
      keysOnly: true,
      run: () => {
        setChosen(new Set());
        setCut(new Set());
        setCurrent(undefined);
      },
    },
  ]);
  const shown = chosen.size === 1 ? listed.find(({ clip }) => clip.id === current) : undefined;
  const camera = shown && day.cameras.find(({ cards }) => cards.some((card) => card.clips.includes(shown.clip.id)));
  const link = shown && day.links.find(({ original }) => original === shown.clip.id);
  const proxy = link && clips.get(link.proxy);
  return (
    <>
      <div className="bins-said">
        <span role="status">{told}</span>
        {chosen.size > 0 && (
          <>
            <span>{binsMessages.chosen(chosen.size)}</span>
            <button type="button" className="button" onClick={() => setAsking(true)}>
              {binsMessages.moveTo}
            </button>
          </>
        )}
        <RightsLine title={view.title} item={view.id} rights={view.rights} sample={false} />
        <UnlinkedProxies day={day} onCorrect={correct} />
        {day.unreadable.length > 0 && (
          <details className="bins-unread">
            <summary>{binsMessages.unreadable(day.unreadable.length)}</summary>
            <ul>
              {day.unreadable.map(({ path, message }) => (
                <li key={path}>
                  {path}: {message}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div className="bins-panes">
        <BinList
          rows={rows}
          chosen={row?.bin.id ?? ''}
          onChoose={(next) => {
            setBin(next);
            setChosen(new Set());
            setCurrent(undefined);
          }}
          onDrop={(ids, to) => move(ids, to.place, to.title)}
        />
        <ClipList
          day={view.id}
          title={row?.title ?? ''}
          clips={listed}
          chosen={chosen}
          cut={cut}
          // A clip that left the bin is not where the keys are.
          current={listed.some(({ clip }) => clip.id === current) ? current : undefined}
          onChoose={(next, at) => {
            setChosen(next);
            setCurrent(at);
          }}
        />
      </div>
      <MoveTo
        rows={rows}
        count={chosen.size}
        open={asking}
        onOpenChange={setAsking}
        onMove={(place, title) => move([...chosen], place, title)}
      />
      {shown && (
        <ClipBecause
          key={shown.clip.id}
          day={view.id}
          sorted={day}
          listed={shown}
          title={rows.find((one) => one.bin.clips.some(({ clip }) => clip === shown.clip.id))?.title ?? ''}
          camera={camera}
          card={camera?.cards.find((card) => card.clips.includes(shown.clip.id))?.name}
          syncs={day.syncs.filter(({ sound, picture }) => sound === shown.clip.id || picture === shown.clip.id)}
          proxy={link && proxy ? { link, clip: proxy } : undefined}
          onCorrect={correct}
          onClose={() => setChosen(new Set())}
        />
      )}
    </>
  );
}

function listedOf(
  row: BinRow | undefined,
  day: NonNullable<ShootDayView['day']>,
  clips: ReadonlyMap<string, ShootClip>,
): ListedClip[] {
  const cameras = new Map(
    day.cameras.flatMap(({ name, cards }) => cards.flatMap((card) => card.clips.map((clip) => [clip, name] as const))),
  );
  return (row?.clips ?? []).flatMap(({ clip: id, placing }) => {
    const clip = clips.get(id);
    if (!clip) return [];
    const sync = day.syncs.find(({ sound, picture }) => sound === id || picture === id);
    return [{ clip, placing, camera: cameras.get(id) ?? '', sync }];
  });
}
