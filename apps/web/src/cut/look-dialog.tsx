import type { CutView, LookReference, LookSummary, MediaSummary, StillSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { actionView } from '../actions/registry.ts';
import { act, download, sentence, upload, url } from '../api/client.ts';
import { looksQuery, queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { timecodeOf } from '../picture/timecode.ts';
import { RightsQuestion } from '../ui/rights-question.tsx';
import { RoomDialog } from '../ui/room-dialog.tsx';
import type { Decide } from './use-decide.ts';

const words = messages.cut.looks;

interface Props {
  view: CutView;
  media: MediaSummary;
  films: readonly MediaSummary[];
  /** The frame on the screen: by it a look is shown. */
  frame: number;
  decide: Decide;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Looks of the production: fitted to a reference, shown before and after, chosen for the cut. */
export function LookDialog({ open, onOpenChange, ...props }: Props) {
  return (
    <RoomDialog title={words.title} open={open} onOpenChange={onOpenChange} className="looks">
      <Looks {...props} />
    </RoomDialog>
  );
}

type Parts = Omit<Props, 'open' | 'onOpenChange'>;

function Looks(props: Parts) {
  const { view, decide } = props;
  const { data, error } = useQuery({
    ...looksQuery(view.production),
    // A look that is being fitted has no event of its own.
    refetchInterval: ({ state }) => (state.data?.looks.some(({ job }) => job !== undefined) ? 1000 : false),
  });
  if (error) return <p role="alert">{sentence(error)}</p>;
  if (!data) return <p className="quiet">{words.loading}</p>;
  const looks = data.looks.filter(({ removed }) => !removed);
  const chosen = view.cut.look;
  return (
    <>
      {looks.length === 0 && <p className="quiet">{words.empty}</p>}
      <ul className="look-list">
        {chosen && (
          <li>
            <button type="button" className="button" onClick={() => decide.change({ kind: 'look', look: null })}>
              {words.none}
            </button>
          </li>
        )}
        {looks.map((look) => (
          <Look
            key={look.id}
            look={look}
            {...props}
            {...(chosen?.id === look.id ? { strength: chosen.strength } : {})}
          />
        ))}
      </ul>
      <FitForm {...props} stills={data.stills} />
    </>
  );
}

function Look({ look, view, frame, decide, strength }: Parts & { look: LookSummary; strength?: number }) {
  const [much, setMuch] = useState(strength ?? 1);
  const isChosen = strength !== undefined;
  const choose = (to: number) => decide.change({ kind: 'look', look: { id: look.id, strength: to } });
  const picture = (share: number): string =>
    url(`/cuts/${view.id}/picture?frame=${frame}&look=${share === 0 ? 'none' : look.id}&strength=${share}`);
  const { fitted } = look;
  return (
    <li className="look" data-chosen={isChosen || undefined}>
      <h3>{look.title}</h3>
      {fitted === undefined ? (
        <p className="quiet" role="status">
          {look.job === undefined ? words.failed : words.fitting}
        </p>
      ) : (
        <>
          <div className="look-pictures">
            <figure>
              <img src={picture(0)} alt={words.before} loading="lazy" />
              <figcaption className="quiet">{words.before}</figcaption>
            </figure>
            <figure>
              <img src={picture(much)} alt={words.after} loading="lazy" />
              <figcaption className="quiet">{words.after}</figcaption>
            </figure>
          </div>
          <p className="quiet">{words.nearer(fitted.before, fitted.after)}</p>
          <div className="look-ways">
            <label>
              <span className="label">{words.strength}</span>
              <input
                type="range"
                min={0.1}
                max={1}
                step={0.1}
                value={much}
                aria-valuetext={words.share(much)}
                onChange={(event) => setMuch(Number(event.target.value))}
              />
              <span className="quiet">{words.share(much)}</span>
            </label>
            <button
              type="button"
              className="button"
              data-primary={isChosen ? undefined : true}
              disabled={isChosen && strength === much}
              onClick={() => choose(much)}
            >
              {isChosen ? words.change : words.use}
            </button>
            <button
              type="button"
              className="button"
              disabled={look.exportRefused !== undefined}
              onClick={() =>
                void download(`/looks/${look.id}/file?strength=${much}`, `${look.title}.cube`).catch(tellWrong)
              }
            >
              {words.save}
            </button>
            <button
              type="button"
              className="button"
              data-plain
              onClick={() => void again(view.production, act('look.remove', { look: look.id }))}
            >
              {actionView('look.remove').label}
            </button>
          </div>
          {look.exportRefused && <p className="quiet">{look.exportRefused}</p>}
        </>
      )}
    </li>
  );
}

function again(production: string, work: Promise<unknown>): Promise<void> {
  return work.then(() => queryClient.invalidateQueries({ queryKey: looksQuery(production).queryKey })).catch(tellWrong);
}

/** A new look: what of the cut's film it is for is all of it; what it is to be like is chosen here. */
function FitForm({ view, media, films, frame, stills }: Parts & { stills: readonly StillSummary[] }) {
  const [title, setTitle] = useState('');
  const [like, setLike] = useState('frame');
  const [busy, setBusy] = useState(false);
  const [later, setLater] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const chosen = stills.find(({ id }) => like === `still ${id}`);
  const reference = (): LookReference => {
    if (like === 'frame') return { media: media.id, frame };
    const [kind, id = ''] = like.split(' ');
    return kind === 'still' ? { still: id } : { media: id };
  };
  const fit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void again(
      view.production,
      act('look.fit', { title: title.trim(), source: { media: media.id }, reference: fitInput(reference()) }),
    ).finally(() => setBusy(false));
  };
  const send = (picture: File | undefined) => {
    if (!picture) return;
    setBusy(true);
    const path = `/productions/${view.production}/stills?name=${encodeURIComponent(picture.name)}`;
    void upload<StillSummary>(path, picture, () => {}, new AbortController().signal)
      .then(async (still) => {
        await queryClient.invalidateQueries({ queryKey: looksQuery(view.production).queryKey });
        setLike(`still ${still.id}`);
      })
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  return (
    <form className="look-fit" onSubmit={fit}>
      <h3 className="label">{words.fit}</h3>
      <label>
        <span className="label">{words.name}</span>
        <input
          className="field"
          maxLength={120}
          value={title}
          placeholder={words.nameHint}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label>
        <span className="label">{words.like}</span>
        <select className="field" value={like} onChange={(event) => setLike(event.target.value)}>
          <option value="frame">{words.thisFrame(timecodeOf(media.info, frame))}</option>
          {films.map((film) => (
            <option key={film.id} value={`film ${film.id}`}>
              {words.wholeFilm(film.title)}
            </option>
          ))}
          {stills.map((still) => (
            <option key={still.id} value={`still ${still.id}`}>
              {words.still(still.title)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="button" disabled={busy} onClick={() => file.current?.click()}>
        {words.upload}
      </button>
      <input
        ref={file}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={words.upload}
        onChange={(event) => {
          send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <button type="submit" className="button" data-primary disabled={busy || title.trim() === ''}>
        {actionView('look.fit').label}
      </button>
      {/* Here and not in the room's bar: the sheet lies over that. */}
      {chosen?.rights.basis === 'unknown' && chosen.id !== later && (
        <RightsQuestion key={chosen.id} item={chosen} done={() => setLater(chosen.id)} />
      )}
    </form>
  );
}

/** Mutable, as the action table has it. */
function fitInput(reference: LookReference) {
  if ('still' in reference) return { still: reference.still };
  return 'frame' in reference ? { media: reference.media, frame: reference.frame } : { media: reference.media };
}
