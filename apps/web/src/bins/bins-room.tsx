import type { DayFormat, ShootDayView } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { actionView } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient, studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { RoomBar } from '../ui/room-bar.tsx';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { ExportDay } from './export-day.tsx';
import { binsMessages } from './messages.ts';
import { OpenDay } from './open-day.tsx';
import { shootDayQuery, shootDaysQuery } from './queries.ts';
import { SortedDay } from './sorted-day.tsx';
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
          <SortedDay view={view} day={view.day} readAgain={readAgain} />
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
