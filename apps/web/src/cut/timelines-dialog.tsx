import type { MediaSummary, TimelineSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { actionView } from '../actions/registry.ts';
import { act, sentence } from '../api/client.ts';
import { productionQuery, queryClient, timelineQuery, timelinesQuery } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { RoomDialog } from '../ui/room-dialog.tsx';

const words = messages.cut.timelines;

interface Props {
  production: string;
  films: readonly MediaSummary[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCut: (cut: string) => void;
}

/** Timelines of editing programs that came in: what they play, what of it is missing, and their cuts. */
export function TimelinesDialog({ open, onOpenChange, ...props }: Props) {
  return (
    <RoomDialog title={words.title} open={open} onOpenChange={onOpenChange} className="timelines">
      <Timelines {...props} />
    </RoomDialog>
  );
}

type Parts = Omit<Props, 'open' | 'onOpenChange'>;

function Timelines({ production, ...rest }: Parts) {
  const { data, error } = useQuery({ ...timelinesQuery(production), staleTime: 0 });
  if (error) return <p role="alert">{sentence(error)}</p>;
  if (data?.length === 0) return <p className="quiet">{words.empty}</p>;
  return data?.map((summary) => <OneTimeline key={summary.id} summary={summary} production={production} {...rest} />);
}

function OneTimeline({ summary, production, films, onCut }: Parts & { summary: TimelineSummary }) {
  const { data: view, error } = useQuery(timelineQuery(summary.id));
  const relink = (media: string, film: string) => {
    act('timeline.relink', { timeline: summary.id, media, film: film === '' ? null : film })
      .then((now) => queryClient.setQueryData(timelineQuery(summary.id).queryKey, now))
      .catch(tellWrong);
  };
  const toCut = () => {
    act('timeline.cut', { timeline: summary.id })
      .then(async (cut) => {
        await queryClient.invalidateQueries({ queryKey: productionQuery(production).queryKey });
        await queryClient.invalidateQueries({ queryKey: ['timeline'] });
        onCut(cut.id);
      })
      .catch(tellWrong);
  };
  return (
    <section className="timeline-in">
      <h3 dir="auto">{summary.title}</h3>
      <p className="quiet">
        {summary.name}
        {view?.rate !== undefined && `, ${words.rate(view.rate)}`}
      </p>
      {error && <p role="alert">{sentence(error)}</p>}
      <ul>
        {view?.media.map(({ key, name, reel, from, to, clips, film, reasons, missing }) => (
          <li key={key} data-missing={film === undefined || undefined}>
            <label>
              <span dir="auto">{name}</span>{' '}
              <span className="quiet">
                {[reel, from !== undefined && to !== undefined ? `${from} – ${to}` : undefined, words.clips(clips)]
                  .filter((part) => part !== undefined)
                  .join(', ')}
              </span>
              <select
                className="field"
                aria-label={words.film(name)}
                value={film?.id ?? ''}
                onChange={(event) => relink(key, event.target.value)}
              >
                <option value="">{words.nothing}</option>
                {films.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title}
                  </option>
                ))}
              </select>
            </label>
            {missing && <p className="timeline-why">{missing.why}</p>}
            {film && reasons.length > 0 && <p className="quiet">{reasons.join(', ')}</p>}
          </li>
        ))}
      </ul>
      <Sentences title={words.notes} lines={view?.notes ?? []} />
      <Sentences title={words.notShown} lines={view?.notShown ?? []} />
      {view?.noCut !== undefined && <p>{view.noCut}</p>}
      {view && view.noCut === undefined && (
        <button
          type="button"
          className="button"
          data-primary
          onClick={() => (view.cut === undefined ? toCut() : onCut(view.cut))}
        >
          {actionView('timeline.cut').label}
        </button>
      )}
    </section>
  );
}

function Sentences({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary className="quiet">{title}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
