import type { ShotLog } from '@second-unit/footage';
import type { MediaSummary, ThingModelsView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { messages } from '../messages.ts';
import { FilmJob, isUnderWay, useAsked, useFilmJob } from '../ui/film-job.tsx';
import { serverOf } from '../ui/own-server.ts';
import { Failed, Waiting } from '../ui/states.tsx';
import { thingMessages as words } from './messages.ts';
import { SeenShots } from './seen-shots.tsx';
import { ThingModelsForm } from './thing-models-form.tsx';
import { thingModelsQuery, thingsQuery } from './thing-queries.ts';
import '../styles/own-models.css';

interface Props {
  media: MediaSummary;
  log: ShotLog;
  onSeek: (frame: number) => void;
}

/** What models see in a film: none looks until it is asked. */
export function ThingsRoom({ media, log, onSeek }: Props) {
  const models = useQuery(thingModelsQuery);
  const seen = useQuery(thingsQuery(media.id));
  const error = models.error ?? seen.error;
  if (error) {
    const again = () => void Promise.all([models.refetch(), seen.refetch()]);
    return <Failed error={error} retry={again} />;
  }
  if (!models.data || !seen.data) return <Waiting text={messages.footage.loading} />;
  const isEmpty = !seen.data.own && !seen.data.described;
  return (
    <div className="own-models" data-empty={isEmpty || undefined}>
      <section className="own-found" aria-label={words.name}>
        {isEmpty ? (
          <>
            <h2>{words.none}</h2>
            <p className="quiet">{words.noneLine}</p>
          </>
        ) : (
          <SeenShots media={media} log={log} view={seen.data} onSeek={onSeek} />
        )}
      </section>
      <How media={media} shots={log.shots.length} view={models.data} isEmpty={isEmpty} />
    </div>
  );
}

function How({
  media,
  shots,
  view,
  isEmpty,
}: {
  media: MediaSummary;
  shots: number;
  view: ThingModelsView;
  isEmpty: boolean;
}) {
  const [changing, setChanging] = useState(false);
  const { manifest, vision } = view.models;
  const isNone = manifest === null && vision === null;
  useActions([offer('things.set', messages.groups.footage, !changing, () => setChanging(true))]);
  if (changing) {
    return (
      <section className="own-how" aria-label={words.how}>
        <ThingModelsForm view={view} onDone={() => setChanging(false)} />
      </section>
    );
  }
  const server = vision && serverOf(vision.address);
  return (
    <section className="own-how" aria-label={words.how}>
      <Way media={media} kind="things" title={words.own} isSet isFirst={isEmpty}>
        {manifest === null ? <Shipped {...view.shipped} /> : <p className="quiet">{words.ownSet(manifest)}</p>}
      </Way>
      <Way media={media} kind="describe" title={words.vision} isSet={vision !== null}>
        {vision && server ? (
          <>
            <p>{words.visionSet(vision.model, server.host)}</p>
            <p className="quiet">{`${(server.here ? words.toHere : words.leaves)(server.host, shots)} ${words.key(view.key.variable, view.key.set)}`}</p>
          </>
        ) : (
          <p className="quiet">{words.visionNone}</p>
        )}
      </Way>
      <span className="row">
        <button type="button" className="button" onClick={() => setChanging(true)}>
          {isNone ? actionView('things.set').label : words.change}
        </button>
      </span>
    </section>
  );
}

/** The detector that comes along: what it says, and how well. */
function Shipped({ model, things }: ThingModelsView['shipped']) {
  return (
    <>
      <p className="quiet">{words.shipped(model)}</p>
      <p className="quiet" id="shipped-words">
        {words.shippedWords}:
      </p>
      <ul className="shipped-words" aria-labelledby="shipped-words">
        {things.map((thing) => (
          <li key={thing.word}>{words.shippedWord(thing)}</li>
        ))}
      </ul>
      <p className="quiet">{words.shippedLimit}</p>
      <details className="shipped-how">
        <summary className="quiet">{words.shippedHow}</summary>
        {words.shippedHowLines.map((line) => (
          <p key={line} className="quiet">
            {line}
          </p>
        ))}
      </details>
    </>
  );
}

const ACTION = { things: 'things.find', describe: 'things.describe' } as const;

/** One of the two ways to look: by what, what leaves the machine for it, its button, how far it is. */
function Way({
  media,
  kind,
  title,
  isSet,
  isFirst = false,
  children,
}: {
  media: MediaSummary;
  kind: keyof typeof ACTION;
  title: string;
  isSet: boolean;
  /** Is it what is done first? */
  isFirst?: boolean;
  children: React.ReactNode;
}) {
  const { refused, busy, ask } = useAsked();
  const job = useFilmJob(media.id, kind);
  const under = isUnderWay(job);
  const can = isSet && !busy && !under;
  const start = () => ask(() => act(ACTION[kind], { media: media.id }));
  useActions([offer(ACTION[kind], messages.groups.footage, can, start)]);
  return (
    <div className="own-way">
      <h2>{title}</h2>
      {children}
      <FilmJob job={job} refused={refused} />
      {isSet && !under && (
        <button
          type="button"
          className="button"
          {...(isFirst ? { 'data-primary': true } : {})}
          disabled={!can}
          onClick={start}
        >
          {actionView(ACTION[kind]).label}
        </button>
      )}
    </div>
  );
}
