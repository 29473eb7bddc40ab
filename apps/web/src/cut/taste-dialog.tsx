import type { MediaSummary, TasteView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient, studioQuery, tasteQuery } from '../api/queries.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { RightsLine } from '../ui/rights-line.tsx';
import { RoomDialog } from '../ui/room-dialog.tsx';
import { when } from '../ui/when.ts';

const words = messages.cut.taste;

interface Props {
  /** The film of the cut that is decided on now. */
  film: MediaSummary;
  /** Is it part of the sample production? */
  sample: boolean;
}

/** What this person's decisions taught the cutter: said in a line, opened in full, switched off, forgotten. */
export function TasteLine({ film, sample }: Props) {
  const [open, setOpen] = useState(false);
  const isHeld = !film.rights.mayLearnFrom;
  const { data } = useQuery(tasteQuery);
  const has = data !== undefined && data.decisions > 0;
  useActions([
    {
      name: 'client.taste',
      label: words.title,
      group: messages.groups.cut,
      enabled: data !== undefined,
      run: () => setOpen(true),
    },
    offer('taste.reset', messages.groups.cut, has, () => change(act('taste.reset', {}), words.forgotten)),
  ]);
  if (!data) return null;
  return (
    <p className="taste-line quiet">
      {data.decisions > 0 || !isHeld ? `${saidOf(data)} ` : ''}
      {isHeld ? `${words.heldFilm(film.title)} ` : ''}
      <button type="button" className="linkish" onClick={() => setOpen(true)}>
        {isHeld ? words.allow : words.show}
      </button>
      <RoomDialog title={words.title} open={open} onOpenChange={setOpen} className="taste">
        {isHeld && (
          <div className="taste-held">
            <p>{words.heldFilm(film.title)}</p>
            <RightsLine title={film.title} item={film.id} rights={film.rights} sample={sample} asked />
          </div>
        )}
        <Taste view={{ ...data, held: data.held.filter(({ item }) => !isHeld || item !== film.id) }} />
      </RoomDialog>
    </p>
  );
}

function saidOf({ decisions, on }: TasteView): string {
  if (decisions === 0) return words.none;
  return on ? words.follows(decisions) : words.off(decisions);
}

function change(work: Promise<TasteView>, done?: string): void {
  work
    .then((view) => {
      queryClient.setQueryData(tasteQuery.queryKey, view);
      if (done !== undefined) tell(done);
    })
    .catch(tellWrong);
}

function Taste({ view }: { view: TasteView }) {
  const [asking, setAsking] = useState(false);
  const { data: studio } = useQuery(studioQuery);
  const isSample = (id: string) => studio?.productions.some((one) => one.id === id && one.sample) === true;
  const moved = view.weights.filter(({ shipped, now }) => shipped !== now);
  return (
    <>
      <label className="taste-switch">
        <input
          type="checkbox"
          checked={view.on}
          onChange={(event) => change(act('taste.use', { on: event.target.checked }))}
        />
        {actionView('taste.use').label}
      </label>
      {view.said.length === 0 ? (
        <p className="quiet">{view.decisions === 0 ? words.teach : words.tooLittle(view.decisions)}</p>
      ) : (
        <ul className="taste-said">
          {view.said.map(({ term, words: sentenceOf, sure, of, evidence }) => (
            <li key={term}>
              <p>
                {sentenceOf} <span className="quiet">{words.sure(sure)}</span>
              </p>
              <details>
                <summary className="quiet">{words.because(of)}</summary>
                <ul>
                  {evidence.map(({ decision, cut, cutTitle, production, kind }) => (
                    <li key={decision}>
                      <Link className="linkish" to="/p/$production/cut/{-$cut}" params={{ production, cut }}>
                        {messages.cut.decision[kind as keyof typeof messages.cut.decision] ?? messages.ledger.other}
                      </Link>{' '}
                      <span className="quiet">{cutTitle}</span>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      )}
      {view.foretold && (
        <p className="quiet">{words.foretold(view.foretold.byTaste, view.foretold.asShipped, view.foretold.of)}</p>
      )}
      {view.held.map(({ item, kind, production, title, rights, decisions }) => (
        <div key={item} className="taste-held">
          <p>{words.held(kind, title, decisions)}</p>
          <RightsLine title={title} item={item} rights={rights} sample={isSample(production)} />
        </div>
      ))}
      {moved.length > 0 && (
        <details>
          <summary>{words.weights}</summary>
          <table className="taste-weights">
            <thead>
              <tr>
                <th scope="col">{words.term}</th>
                <th scope="col">{words.shipped}</th>
                <th scope="col">{words.now}</th>
              </tr>
            </thead>
            <tbody>
              {moved.map(({ term, shipped, now }) => (
                <tr key={term}>
                  <th scope="row">{term}</th>
                  <td className="time">{shipped}</td>
                  <td className="time">{now}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {view.resetAt !== undefined && (
        <p className="taste-ask quiet">
          {words.resetAt(when(view.resetAt))}
          <button type="button" className="button" onClick={() => change(act('taste.unreset', {}), words.tookBack)}>
            {actionView('taste.unreset').label}
          </button>
        </p>
      )}
      {view.decisions > 0 &&
        (asking ? (
          <p className="taste-ask">
            {words.sureToForget}
            <button
              type="button"
              className="button"
              data-bad
              onClick={() => {
                setAsking(false);
                change(act('taste.reset', {}), words.forgotten);
              }}
            >
              {words.forget}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {words.keep}
            </button>
          </p>
        ) : (
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {actionView('taste.reset').label}
          </button>
        ))}
    </>
  );
}
