import type { KeptLane, MediaSummary, TimelineSummary, TimelineView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { actionView } from '../actions/registry.ts';
import { act, sentence } from '../api/client.ts';
import { productionQuery, queryClient, timelineQuery, timelinesQuery } from '../api/queries.ts';
import { SendingLine, useSendFiles } from '../frame/open-file.tsx';
import { tell, tellWrong } from '../frame/toasts.tsx';
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
      <SendingLine />
      <Timelines {...props} />
      <GiveTimeline />
    </RoomDialog>
  );
}

/** A file of an editing program by a button, taken in as one that is dropped. */
function GiveTimeline() {
  const send = useSendFiles();
  const file = useRef<HTMLInputElement>(null);
  return (
    <p className="timeline-give">
      <button type="button" className="button" onClick={() => file.current?.click()}>
        {words.give}
      </button>
      <input
        ref={file}
        type="file"
        multiple
        accept=".otio,.otioz,.edl,.fcpxml,.xml,.mlt,.kdenlive"
        hidden
        aria-label={words.give}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          send(files);
        }}
      />
    </p>
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
  const readAgain = (rate: string) => {
    act('timeline.rate', { timeline: summary.id, rate: Number(rate) })
      .then(async () => {
        tell(words.readAgain(rate));
        await queryClient.invalidateQueries({ queryKey: productionQuery(production).queryKey });
        await queryClient.invalidateQueries({ queryKey: timelinesQuery(production).queryKey });
      })
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
      {view?.rates !== undefined && view.rates.length > 0 && (
        <RateChoice view={view} rates={view.rates} onChoose={readAgain} />
      )}
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
      {view?.rates === undefined && <Sentences title={words.notes} lines={view?.notes ?? []} />}
      <Kept lanes={view?.kept ?? []} />
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

/** An EDL does not say its rate: what it was read at, why, and the others at which all its timecodes exist. */
function RateChoice({
  view,
  rates,
  onChoose,
}: {
  view: TimelineView;
  rates: NonNullable<TimelineView['rates']>;
  onChoose: (rate: string) => void;
}) {
  const why = useId();
  return (
    <div className="timeline-rate">
      {view.notes.length > 0 && (
        <p id={why} className="quiet">
          {view.notes.join(' ')}
        </p>
      )}
      <label>
        {words.readAt}{' '}
        <select
          className="field"
          aria-describedby={view.notes.length > 0 ? why : undefined}
          value={view.rate}
          onChange={(event) => onChoose(event.target.value)}
        >
          {rates.map(({ rate, mismatches }) => (
            <option key={rate} value={rate}>
              {words.fits(rate, mismatches)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Upper tracks and titles by name and timecode: an export carries them, the picture here does not. */
function Kept({ lanes }: { lanes: readonly KeptLane[] }) {
  if (lanes.length === 0) return null;
  const titles = lanes.filter(({ kind }) => kind === 'titles').reduce((sum, { count }) => sum + count, 0);
  const tracks = lanes.filter(({ kind }) => kind === 'track').length;
  return (
    <details className="timeline-kept" open>
      <summary>{words.kept(tracks, titles)}</summary>
      {lanes.map(({ kind, name, items, count }) => (
        <section key={`${kind} ${name}`} aria-label={words.keptLane(kind, name)}>
          <h4 dir="auto">{words.keptLane(kind, name)}</h4>
          <ul>
            {items.map((item) => (
              <li key={`${item.from} ${item.name}`}>
                <span dir="auto">{item.name || words.unnamed}</span>{' '}
                <span className="quiet">
                  {item.from} – {item.to}
                </span>
              </li>
            ))}
            {count > items.length && <li className="quiet">{words.keptMore(count - items.length)}</li>}
          </ul>
        </section>
      ))}
    </details>
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
