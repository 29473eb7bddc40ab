import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { actionView } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { productionQuery, studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';
import { useSendFiles } from '../frame/open-file.tsx';
import { setStage, useStage } from '../frame/stage-store.ts';
import { tellWithWay, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';

const words = messages.cut.music;

/** Music by its id, and the second of it that plays with the first frame. */
export interface ChosenMusic {
  readonly media: string;
  readonly from?: number;
}

interface Props {
  production: string;
  value: ChosenMusic | undefined;
  onChoose: (music: ChosenMusic | undefined) => void;
}

/**
 * Takes up music that was given to the production, by whichever way: here, by *Open a file*, or dropped. Answers the
 * title of what is chosen.
 */
export function useGivenMusic(
  production: string,
  value: ChosenMusic | undefined,
  onChoose: (music: ChosenMusic) => void,
): string | undefined {
  const { data } = useQuery({ ...productionQuery(production), enabled: production !== '' });
  const all = data?.music ?? [];
  const given = useStage(({ music }) => music);
  const came = all.find(({ id, removed }) => id === given && !removed)?.id;
  useEffect(() => {
    if (came === undefined) return;
    setStage({ music: undefined });
    onChoose({ media: came });
  }, [came, onChoose]);
  return all.find(({ id }) => id === value?.media)?.title;
}

/** What the cut is to lie over: music of the production, or a sound file that is given to it now. */
export function MusicChoice({ production, value, onChoose }: Props) {
  const { data } = useQuery(productionQuery(production));
  const { data: studio } = useQuery(studioQuery);
  const send = useSendFiles();
  const file = useRef<HTMLInputElement>(null);
  const all = data?.music ?? [];
  const chosen = all.find(({ id }) => id === value?.media);
  const offered = all.filter((one) => !one.removed || one === chosen);
  const job = chosen && studio?.jobs.findLast(({ kind, subject }) => kind === 'music' && subject === chosen.id);
  const remove = (id: string, title: string) => {
    act('music.remove', { music: id })
      .then(() => {
        onChoose(undefined);
        tellWithWay(words.removed(title), messages.script.undo, () => {
          act('music.restore', { music: id }).catch(tellWrong);
        });
      })
      .catch(tellWrong);
  };
  return (
    <div className="ask-music">
      <label>
        <span className="label">{words.label}</span>
        <select
          className="field"
          value={chosen?.id ?? ''}
          onChange={(event) => onChoose(event.target.value === '' ? undefined : { media: event.target.value })}
        >
          <option value="">{words.none}</option>
          {offered.map(({ id, title, seconds, heard }) => (
            <option key={id} value={id}>
              {words.named(title, seconds, heard)}
            </option>
          ))}
        </select>
      </label>
      {chosen && (
        <label className="ask-from">
          <span className="label">{words.from}</span>
          <input
            className="field"
            type="number"
            min={0}
            max={Math.floor(chosen.seconds)}
            step="any"
            value={value?.from ?? 0}
            onChange={(event) => {
              const from = Number(event.target.value);
              onChoose({ media: chosen.id, ...(from > 0 && { from: Math.min(from, Math.floor(chosen.seconds)) }) });
            }}
          />
        </label>
      )}
      <button type="button" className="button" onClick={() => file.current?.click()}>
        {words.give}
      </button>
      {chosen && !chosen.removed && (
        <IconButton
          icon={Trash2}
          label={actionView('music.remove').label}
          size={14}
          onClick={() => remove(chosen.id, chosen.title)}
        />
      )}
      <input
        ref={file}
        type="file"
        accept="audio/*"
        hidden
        aria-label={words.give}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          send(files);
        }}
      />
      {job && job.state !== 'done' && job.state !== 'cancelled' && <JobLine job={job} />}
      {chosen && !chosen.heard && job?.state === 'cancelled' && (
        <button type="button" className="button" onClick={() => act('job.retry', { job: job.id }).catch(tellWrong)}>
          {words.hear}
        </button>
      )}
      {chosen?.heard && chosen.heard.beats === 0 && <p className="quiet">{words.noBeat}</p>}
    </div>
  );
}
