import type { FaceTrackView, MediaSummary, PersonView } from '@second-unit/studio/contract';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { act } from '../api/client.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { Face } from './face.tsx';
import { forget } from './forget.ts';
import { peopleMessages as words } from './messages.ts';
import { NameDialog } from './name-dialog.tsx';
import { Sure } from './sure.tsx';

interface Props {
  media: MediaSummary;
  people: readonly PersonView[];
  person?: PersonView;
  faces: readonly FaceTrackView[];
  kind: 'person' | 'unknown' | 'notFaces';
  onSeek: (frame: number) => void;
  onMerge: (into: PersonView, from: string) => void;
  /** A correction was made: says so, with the way back. */
  did: (what: string) => void;
  onChoose: (person: string) => void;
}

/** One person with every view of them, and what can be said about it. */
export function PersonDetail({ media, people, person, faces, kind, onSeek, onMerge, did, onChoose }: Props) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [naming, setNaming] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const tracks = faces.filter(({ id }) => marked.has(id)).map(({ id }) => id);
  const nameOf = (one: PersonView) => one.name ?? words.unnamed(people.indexOf(one) + 1);
  const split = () => {
    act('people.split', { media: media.id, ...(person ? { person: person.id } : {}), tracks })
      .then(({ id }) => {
        setMarked(new Set());
        onChoose(id);
        did(words.apart);
      })
      .catch(tellWrong);
  };
  const notAFace = () => {
    act('people.notAFace', { media: media.id, tracks })
      .then(() => {
        setMarked(new Set());
        did(words.noFace);
      })
      .catch(tellWrong);
  };
  const others = people.filter((one) => one !== person);
  const title = person ? nameOf(person) : kind === 'unknown' ? words.unknown : words.notFaces;
  return (
    <section className="person-detail" aria-label={title}>
      <header>
        <h2 dir="auto">{title}</h2>
        {person && (
          <span className="row">
            <button
              type="button"
              className="button"
              data-primary={person.name === undefined || undefined}
              onClick={() => setNaming(true)}
            >
              {person.name === undefined ? words.say : words.rename}
            </button>
            {others.length > 0 && (
              <DropdownMenu.Root modal={false}>
                <DropdownMenu.Trigger className="button">{words.merge}</DropdownMenu.Trigger>
                <DropdownMenu.Portal>
                  <DropdownMenu.Content className="menu" align="end" sideOffset={6} aria-label={words.merge}>
                    {others.map((one) => (
                      <DropdownMenu.Item key={one.id} className="menu-item" onSelect={() => onMerge(one, person.id)}>
                        {words.mergeWith(nameOf(one))}
                      </DropdownMenu.Item>
                    ))}
                  </DropdownMenu.Content>
                </DropdownMenu.Portal>
              </DropdownMenu.Root>
            )}
            <button type="button" className="button" data-plain onClick={() => setForgetting(true)}>
              {words.forget}
            </button>
          </span>
        )}
      </header>
      {person?.consent && (
        <p className="quiet">{words.consent.stands(person.consent.givenBy, person.consent.until?.slice(0, 10))}</p>
      )}
      {kind === 'unknown' && <p className="quiet">{words.unknownLine}</p>}
      <div className="faces-bar" data-some={tracks.length > 0 || undefined}>
        <span role="status">{tracks.length > 0 ? words.chosen(tracks.length) : words.faces(faces.length)}</span>
        <button type="button" className="button" disabled={tracks.length === 0} onClick={split}>
          {kind === 'notFaces' ? words.aFace : person ? words.split : words.say}
        </button>
        {kind !== 'notFaces' && (
          <button type="button" className="button" disabled={tracks.length === 0} onClick={notAFace}>
            {words.notAFace}
          </button>
        )}
      </div>
      <ul className="faces">
        {faces.map((track) => {
          const timecode = timecodeOf(media.info, track.best.frame);
          return (
            <li key={track.id}>
              <label data-marked={marked.has(track.id) || undefined}>
                <Face track={track} alt="" />
                <input
                  type="checkbox"
                  className="visually-hidden"
                  aria-label={words.face(timecode)}
                  checked={marked.has(track.id)}
                  onChange={() => setMarked(toggled(marked, track.id))}
                />
              </label>
              <button type="button" className="time quiet" onClick={() => onSeek(track.best.frame)}>
                {timecode}
              </button>
            </li>
          );
        })}
      </ul>
      {person && (
        <>
          <NameDialog
            // Begun anew from what is on record, also where another window changed it.
            key={`${person.id} ${person.name ?? ''} ${person.consent?.recordedAt ?? ''}`}
            media={media}
            person={person}
            open={naming}
            onOpenChange={setNaming}
            did={(name) => did(words.named(name))}
          />
          <Sure
            open={forgetting}
            onOpenChange={setForgetting}
            text={words.forgetSure(nameOf(person))}
            label={words.forget}
            onSure={() => forget(person.production, person.id)}
          />
        </>
      )}
    </section>
  );
}

function toggled(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(all);
  if (!next.delete(one)) next.add(one);
  return next;
}
