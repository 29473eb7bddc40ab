import type { CutView, MediaSummary } from '@second-unit/studio/contract';
import { type FormEvent, useId, useRef, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { cutQuery, productionQuery, queryClient } from '../api/queries.ts';
import { stageState } from '../frame/stage-store.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

interface Props {
  films: readonly MediaSummary[];
  onCut: (id: string) => void;
  /** Ask again: what is locked or banned in this cut is kept. */
  from?: CutView;
}

/** What a person asks of the cutter: how long, and what it should be about. */
export function AskForm({ films, onCut, from }: Props) {
  const brief = from?.cut.brief;
  // The film that was last looked at in Footage, where a cut can be made of it.
  const [film, setFilm] = useState(() => {
    const seen = stageState().footage;
    return films.find(({ id }) => id === seen)?.id ?? from?.media ?? films[0]?.id ?? '';
  });
  const again = from !== undefined && film === from.media ? from : undefined;
  const chosen = films.find(({ id }) => id === film);
  const [seconds, setSeconds] = useState(String(brief?.seconds ?? suggested(chosen?.info.duration ?? 60)));
  const [text, setText] = useState(brief?.text ?? '');
  const [keepBack, setKeepBack] = useState(brief?.keepBack ?? 0.2);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const length = Number(seconds);
  const lengthFits = seconds.trim() !== '' && length >= 1 && length <= 600;
  const ready = lengthFits && film !== '' && !busy;
  const unmet =
    brief?.text !== undefined &&
    brief.text === text.trim() &&
    !from?.cut.items.some(({ reasons }) => reasons.some(({ term }) => term === 'brief'));
  const ask = () => {
    setBusy(true);
    act('cut.propose', {
      media: film,
      seconds: length,
      keepBack,
      // The same question asked again should not get the same answer.
      seed: brief ? brief.seed + 1 : 0,
      ...(text.trim() === '' ? {} : { brief: text.trim() }),
      ...(again ? { from: again.id } : {}),
    })
      .then(async (cut) => {
        queryClient.setQueryData(cutQuery(cut.id).queryKey, cut);
        await queryClient.invalidateQueries({ queryKey: productionQuery(cut.production).queryKey });
        onCut(cut.id);
      })
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  useActions([offer('cut.propose', messages.groups.cut, ready, ask)]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) ask();
  };
  return (
    <form className="ask" ref={form} onSubmit={submit}>
      {films.length > 1 && (
        <label className="ask-film">
          <span className="label">{messages.cut.film}</span>
          <select className="field" value={film} onChange={(event) => setFilm(event.target.value)}>
            {films.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="ask-seconds">
        <span className="label">{messages.cut.seconds}</span>
        <input
          className="field"
          type="number"
          min={1}
          max={600}
          step={1}
          value={seconds}
          onChange={(event) => setSeconds(event.target.value)}
        />
      </label>
      <label className="ask-brief">
        <span className="label">{`${messages.cut.brief}${messages.cut.briefHow}`}</span>
        <input
          className="field"
          maxLength={2000}
          placeholder={messages.cut.briefHint}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="ask-keep">
        <label className="label" htmlFor={id}>
          {messages.cut.keepBack}
        </label>
        <span className="ask-range">
          <input
            id={id}
            type="range"
            min={0}
            max={0.9}
            step={0.05}
            value={keepBack}
            aria-valuetext={messages.cut.keepBackShare(keepBack)}
            onChange={(event) => setKeepBack(Number(event.target.value))}
          />
          <span className="quiet">{messages.cut.keepBackShare(keepBack)}</span>
        </span>
      </div>
      <button type="submit" className="button" data-primary={again ? undefined : true} disabled={!ready}>
        {busy ? messages.cut.asking : again ? messages.cut.again : actionView('cut.propose').label}
      </button>
      {(!lengthFits || unmet) && (
        <p className="ask-note" role="status">
          {lengthFits ? messages.cut.briefUnmet : messages.cut.secondsRange}
        </p>
      )}
    </form>
  );
}

/** A teaser of a short film is shorter than the film; of a feature, a minute. */
function suggested(duration: number): number {
  return Math.max(5, Math.min(60, Math.round(duration / 4 / 5) * 5));
}
