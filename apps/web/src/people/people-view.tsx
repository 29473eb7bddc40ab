import type { FaceTrackView, MediaSummary, PeopleView, PersonView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { peopleQuery, studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';
import { tell, tellWithWay, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { Empty, Failed, Waiting } from '../ui/states.tsx';
import { when } from '../ui/when.ts';
import { Face } from './face.tsx';
import { forget, refreshPeople as refresh } from './forget.ts';
import { peopleMessages as words } from './messages.ts';
import { PersonDetail } from './person-detail.tsx';
import { Sure } from './sure.tsx';
import '../styles/people.css';

interface Props {
  media: MediaSummary;
  onSeek: (frame: number) => void;
}

/** What is dragged: a person's id. */
const DRAGGED = 'application/x-second-unit-person';

/** Who is seen in a film: nobody is looked for until somebody agrees, and every guess can be corrected. */
export function PeopleRoom({ media, onSeek }: Props) {
  const { data: view, error, refetch } = useQuery(peopleQuery(media.id));
  const { data: studio } = useQuery(studioQuery);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!view) return <Waiting text={messages.footage.loading} />;
  const job = studio?.jobs.findLast(
    (one) => one.subject === media.id && one.kind === 'people' && (one.state === 'queued' || one.state === 'running'),
  );
  const find = (agreed: boolean) => {
    act('people.find', { media: media.id, agreed }).then(refresh).catch(tellWrong);
  };
  if (job) {
    return (
      <div className="not-logged">
        <JobLine job={job} />
      </div>
    );
  }
  if (!view.agreed) {
    return (
      <Empty title={words.find} line={view.question}>
        <button type="button" className="button" data-primary onClick={() => find(true)}>
          {words.agree}
        </button>
      </Empty>
    );
  }
  if (!view.found) {
    return (
      <Empty title={words.find} line={words.asked(view.agreed.name, when(view.agreed.at))}>
        <button type="button" className="button" data-primary onClick={() => find(false)}>
          {words.find}
        </button>
      </Empty>
    );
  }
  if (view.people.length + view.unknown.length + view.notFaces.length === 0) {
    return (
      <Empty title={words.none} line={words.noneLine}>
        <button type="button" className="button" onClick={() => find(false)}>
          {words.again}
        </button>
      </Empty>
    );
  }
  return <Found media={media} view={view} find={() => find(false)} onSeek={onSeek} />;
}

/** What somebody's card stands for: a person, or faces that nobody is taken for. */
type Chosen = string | 'unknown' | 'notFaces';

function Found({ media, view, find, onSeek }: Props & { view: PeopleView; find: () => void }) {
  const [chosen, choose] = useState<Chosen>();
  const undo = () => {
    act('people.undo', { production: view.production })
      .then(() => tell(words.undone))
      .then(refresh)
      .catch(tellWrong);
  };
  const did = (what: string) => {
    tellWithWay(what, words.undo, undo);
    void refresh();
  };
  useActions([offer('people.undo', messages.groups.footage, view.canUndo, undo)]);
  // Somebody who was chosen may be gone: taken back, made one with another, forgotten.
  const card =
    chosen === 'unknown' || chosen === 'notFaces' ? (view[chosen].length > 0 ? chosen : undefined) : undefined;
  const person = card ? undefined : (view.people.find(({ id }) => id === chosen) ?? view.people[0]);
  const [forgetting, setForgetting] = useState(false);
  const merge = (into: PersonView, from: string) => {
    act('people.merge', { media: media.id, person: into.id, from })
      .then(() => {
        choose(into.id);
        did(words.merged);
      })
      .catch(tellWrong);
  };
  const faces = card ? view[card] : person?.tracks;
  return (
    <div className="people">
      <section className="people-list" aria-label={words.list}>
        <ul>
          {view.people.map((one, place) => (
            <li key={one.id}>
              <PersonCard
                person={one}
                place={place}
                chosen={one === person}
                onChoose={() => choose(one.id)}
                onDrop={(from) => merge(one, from)}
              />
            </li>
          ))}
          {(['unknown', 'notFaces'] as const).map(
            (kind) =>
              view[kind].length > 0 && (
                <li key={kind}>
                  <button type="button" className="person" aria-pressed={card === kind} onClick={() => choose(kind)}>
                    <Face track={view[kind][0] as FaceTrackView} alt="" />
                    <span className="person-name">{words[kind]}</span>
                    <span className="quiet">{words.faces(view[kind].length)}</span>
                  </button>
                </li>
              ),
          )}
        </ul>
        <footer className="people-foot quiet">
          {view.stale && <p>{words.stale}</p>}
          {view.lapsed.length > 0 && <p>{words.consent.lapsed(view.lapsed.length)}</p>}
          <span className="row">
            <button type="button" className="button" data-plain onClick={find}>
              {words.again}
            </button>
            <button type="button" className="button" data-plain onClick={() => setForgetting(true)}>
              {words.forgetAll}
            </button>
          </span>
        </footer>
      </section>
      {faces && (
        <PersonDetail
          key={person?.id ?? card}
          media={media}
          people={view.people}
          {...(person ? { person } : {})}
          faces={faces}
          kind={card ?? 'person'}
          onSeek={onSeek}
          onMerge={merge}
          did={did}
          onChoose={choose}
        />
      )}
      <Sure
        open={forgetting}
        onOpenChange={setForgetting}
        text={words.forgetAllSure}
        label={words.forgetAll}
        onSure={() => forget(view.production)}
      />
    </div>
  );
}

function PersonCard({
  person,
  place,
  chosen,
  onChoose,
  onDrop,
}: {
  person: PersonView;
  place: number;
  chosen: boolean;
  onChoose: () => void;
  /** Another person was dropped on this one. */
  onDrop: (from: string) => void;
}) {
  const [over, setOver] = useState(false);
  const clearest = person.tracks.reduce((best, one) => (one.best.confidence > best.best.confidence ? one : best));
  return (
    <button
      type="button"
      className="person"
      aria-pressed={chosen}
      data-over={over || undefined}
      draggable
      onClick={onChoose}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, person.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const from = event.dataTransfer.getData(DRAGGED);
        if (from === '' || from === person.id) return;
        event.preventDefault();
        onDrop(from);
      }}
    >
      <Face track={clearest} alt="" />
      <span className="person-name" dir="auto">
        {person.name ?? words.unnamed(place + 1)}
      </span>
      <span className="quiet">{words.facts(person.shots.length, person.screenTime)}</span>
    </button>
  );
}
