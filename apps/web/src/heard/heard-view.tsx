import type { ShotLog } from '@second-unit/footage';
import type { MediaSummary, TranscriptionSetting, TranscriptionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { FilmJob, isUnderWay, useAsked, useFilmJob } from '../ui/film-job.tsx';
import { serverOf } from '../ui/own-server.ts';
import { Failed, Waiting } from '../ui/states.tsx';
import { FetchQuestion } from './fetch-question.tsx';
import { HeardLines } from './heard-lines.tsx';
import { heardMessages as words } from './messages.ts';
import { TranscriptionForm } from './transcription-form.tsx';
import { transcriptionQuery } from './transcription-query.ts';
import '../styles/own-models.css';

interface Props {
  media: MediaSummary;
  log: ShotLog;
  onSeek: (frame: number) => void;
}

/** What is said in a film, line by line, and the way to have it written down: off until somebody chooses. */
export function HeardView({ media, log, onSeek }: Props) {
  const { data: view, error, refetch } = useQuery(transcriptionQuery);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!view) return <Waiting text={messages.footage.loading} />;
  const isEmpty = log.subtitles.length === 0;
  return (
    <div className="own-models" data-empty={isEmpty || undefined}>
      <section className="own-found" aria-label={words.name}>
        {isEmpty ? (
          <>
            <h2>{words.none}</h2>
            <p className="quiet">{words.noneLine}</p>
          </>
        ) : (
          <HeardLines media={media} log={log} onSeek={onSeek} />
        )}
      </section>
      <How media={media} log={log} view={view} />
    </div>
  );
}

function How({ media, log, view }: { media: MediaSummary; log: ShotLog; view: TranscriptionView }) {
  const [changing, setChanging] = useState(false);
  const [asking, setAsking] = useState(false);
  const [replace, setReplace] = useState(false);
  const { refused, busy, ask } = useAsked();
  const job = useFilmJob(media.id, 'transcribe');
  const under = isUnderWay(job);
  useEffect(() => {
    // A job may have fetched the model.
    if (!under) void queryClient.invalidateQueries({ queryKey: transcriptionQuery.queryKey });
  }, [under]);
  const { setting } = view;
  const isOff = setting.by === 'off';
  const model = setting.by === 'whisper' ? view.models.find(({ name }) => name === setting.model) : undefined;
  const own = log.subtitles.some(({ from }) => from !== 'whisper' && from !== 'endpoint');
  const given = log.subtitles.some(({ from }) => from === 'sidecar');
  const remove = () => ask(() => act('media.removeSubtitles', { media: media.id }));
  const begin = (fetchModel: boolean) => ask(() => act('media.transcribe', { media: media.id, fetchModel, replace }));
  const start = () => (model && !model.fetched ? setAsking(true) : begin(false));
  const can = !isOff && !changing && !busy && !under && (!own || replace);
  useActions([
    offer('media.transcribe', messages.groups.footage, can, start),
    offer('media.removeSubtitles', messages.groups.footage, given && !busy && !under, remove),
    offer('transcription.set', messages.groups.footage, !changing && !under, () => setChanging(true)),
  ]);
  if (changing) {
    return (
      <section className="own-how" aria-label={words.how}>
        <TranscriptionForm view={view} onDone={() => setChanging(false)} />
      </section>
    );
  }
  return (
    <section className="own-how" aria-label={words.how}>
      <p>{inWords(setting)}</p>
      <p className="quiet">{whatLeaves(setting, view)}</p>
      {!isOff && own && !under && (
        <label className="check">
          <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.target.checked)} />
          <span>{words.replace}</span>
        </label>
      )}
      <FilmJob job={job} refused={refused} />
      {!under && (
        <span className="row">
          {!isOff && (
            <button type="button" className="button" data-primary disabled={!can} onClick={start}>
              {actionView('media.transcribe').label}
            </button>
          )}
          <button
            type="button"
            className="button"
            {...(isOff ? { 'data-primary': true } : {})}
            onClick={() => setChanging(true)}
          >
            {isOff ? actionView('transcription.set').label : words.change}
          </button>
          {given && (
            <button type="button" className="button" disabled={busy} onClick={remove}>
              {actionView('media.removeSubtitles').label}
            </button>
          )}
        </span>
      )}
      {model && <FetchQuestion open={asking} onOpenChange={setAsking} model={model} onYes={() => begin(true)} />}
    </section>
  );
}

function inWords(setting: TranscriptionSetting): string {
  if (setting.by === 'off') return words.set.off;
  const by =
    setting.by === 'whisper'
      ? words.set.whisper(setting.model)
      : setting.by === 'whisper-file'
        ? words.set.file(setting.file)
        : words.set.endpoint(setting.model, serverOf(setting.address).host);
  return setting.language === undefined ? by : `${by} ${words.set.language(setting.language)}`;
}

/** What leaves the machine, and to whom, before it does. */
function whatLeaves(setting: TranscriptionSetting, { key }: TranscriptionView): string {
  if (setting.by === 'off') return words.byLine.off;
  if (setting.by !== 'endpoint') return words.stays;
  const { host, here } = serverOf(setting.address);
  return `${here ? words.toHere(host) : words.leaves(host)} ${words.key(key.variable, key.set)}`;
}
