import type { CutView, MediaSummary } from '@second-unit/studio/contract';
import { ChevronRight } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { cutQuery, productionQuery, queryClient } from '../api/queries.ts';
import { stageState } from '../frame/stage-store.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { AskManner, type Manner, mannerOf } from './ask-manner.tsx';
import { useGivenMusic } from './music-choice.tsx';
import { suggestedSeconds } from './suggested-seconds.ts';

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
  // A cut of words or of a timeline is as long as its frames, which nobody would type.
  const exact = brief?.seconds ?? suggestedSeconds(chosen?.info.duration ?? 60);
  const [seconds, setSeconds] = useState(shownSeconds(exact));
  const [text, setText] = useState(brief?.text ?? '');
  const [keepBack, setKeepBack] = useState<number | undefined>(brief && !brief.keepBackBy ? brief.keepBack : undefined);
  const [manner, setManner] = useState<Manner>(() => mannerOf(from?.cut));
  const [more, setMore] = useState(false);
  const music = useGivenMusic(chosen?.production ?? '', manner.music, (given) =>
    setManner({ ...manner, music: given }),
  );
  const said = [
    manner.tone,
    manner.lead && messages.cut.manner.leads[manner.lead],
    manner.aspect,
    manner.count && messages.cut.manner.many(manner.count),
    music && messages.cut.music.over(music),
  ].filter((part) => part !== undefined);
  const [going, setGoing] = useState<AbortController>();
  const busy = going !== undefined;
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const length = seconds === shownSeconds(exact) ? exact : Number(seconds);
  const lengthFits = seconds.trim() !== '' && length >= 1 && length <= 600;
  const ready = lengthFits && film !== '' && !busy;
  const unmet =
    brief?.text !== undefined &&
    brief.text === text.trim() &&
    !from?.cut.items.some(({ reasons }) => reasons.some(({ term }) => term === 'brief'));
  const ask = () => {
    const stop = new AbortController();
    setGoing(stop);
    const { count = 1, ...asked } = manner;
    const question = {
      media: film,
      seconds: length,
      // The same question asked again should not get the same answer.
      seed: brief ? brief.seed + 1 : 0,
      ...asked,
      ...(keepBack === undefined ? {} : { keepBack }),
      ...(text.trim() === '' ? {} : { brief: text.trim() }),
      ...(again ? { from: again.id } : {}),
    };
    const answers =
      count > 1
        ? act('cut.proposeSeveral', { ...question, count }, stop.signal)
        : act('cut.propose', question, stop.signal).then((cut) => [cut]);
    answers
      .then(async (cuts) => {
        const [first] = cuts;
        if (!first) return;
        for (const cut of cuts) queryClient.setQueryData(cutQuery(cut.id).queryKey, cut);
        await queryClient.invalidateQueries({ queryKey: productionQuery(first.production).queryKey });
        onCut(first.id);
        if (cuts.length > 1) tell(messages.cut.several(cuts.length));
      })
      .catch((thrown: unknown) => (stop.signal.aborted ? tell(messages.cut.stopped) : tellWrong(thrown)))
      .finally(() => setGoing(undefined));
  };
  useActions([
    offer('cut.propose', messages.groups.cut, ready, ask),
    {
      name: 'client.cut.stop',
      label: messages.cut.stopAsking,
      group: messages.groups.cut,
      enabled: busy,
      run: () => going?.abort(),
    },
  ]);
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
          step="any"
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
      <label className="ask-keep">
        <span className="label">{messages.cut.keepBack}</span>
        <select
          className="field"
          value={keepBack ?? ''}
          onChange={(event) => setKeepBack(event.target.value === '' ? undefined : Number(event.target.value))}
        >
          <option value="">{messages.cut.keepBackAct}</option>
          {shares(keepBack).map((share) => (
            <option key={share} value={share}>
              {messages.cut.keepBackShare(share)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button ask-more"
        data-plain
        aria-expanded={more}
        aria-controls={id}
        onClick={() => setMore(!more)}
      >
        <ChevronRight size={14} aria-hidden />
        {more || said.length === 0 ? messages.cut.more : `${messages.cut.more}: ${said.join(', ')}`}
      </button>
      {more && chosen && <AskManner id={id} production={chosen.production} manner={manner} onChange={setManner} />}
      {busy && (
        <span className="ask-going" role="status">
          {messages.cut.asking}
        </span>
      )}
      {/* One button for both, so that the keyboard stays where it is. */}
      <button
        type={busy ? 'button' : 'submit'}
        className="button"
        data-primary={busy || again ? undefined : true}
        disabled={!busy && !ready}
        aria-label={busy ? messages.cut.stopAsking : undefined}
        // The second click of a double click is not meant to stop what the first began.
        onClick={(event) => {
          if (!going) return;
          // It may be the form's button again before the browser asks what this click was for.
          event.preventDefault();
          if (event.detail < 2) going.abort();
        }}
      >
        {busy ? messages.open.cancel : again ? messages.cut.again : actionView('cut.propose').label}
      </button>
      {(!lengthFits || unmet) && (
        <p className="ask-note" role="status">
          {lengthFits ? messages.cut.briefUnmet : messages.cut.secondsRange}
        </p>
      )}
    </form>
  );
}

/** What may be kept back, and what was asked for by somebody who could say it finer. */
function shares(asked: number | undefined): readonly number[] {
  const usual = [0, 0.1, 0.2, 0.3, 0.5];
  return asked === undefined || usual.includes(asked) ? usual : [...usual, asked].sort((a, b) => a - b);
}

function shownSeconds(seconds: number): string {
  return String(Number(seconds.toFixed(2)));
}
