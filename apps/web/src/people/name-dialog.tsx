import type { MediaSummary, PersonView } from '@second-unit/studio/contract';
import { Dialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { act } from '../api/client.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { draftOf, isComplete, toRecord } from './consent-draft.ts';
import { refreshPeople } from './forget.ts';
import { peopleMessages as words } from './messages.ts';

interface Props {
  media: MediaSummary;
  person: PersonView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Their name is kept. */
  did: (name: string) => void;
}

/** Gives a person a name, with the consent that it needs; one that is on record can be changed. */
export function NameDialog({ media, person, open, onOpenChange, did }: Props) {
  const [name, setName] = useState(person.name ?? '');
  const [draft, setDraft] = useState(() => draftOf(person.consent));
  const [busy, setBusy] = useState(false);
  const id = useId();
  const complete = name.trim() !== '' && isComplete(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const consent = toRecord(draft, person.consent);
    const who = { media: media.id, person: person.id };
    // A name that stays is not said again: what they agreed to now is no correction that an undo takes back.
    const kept =
      consent !== undefined && name.trim() === person.name
        ? act('people.consent', { ...who, consent }).then(() => {
            tell(words.consent.kept);
            void refreshPeople();
          })
        : act('people.name', { ...who, name: name.trim(), ...(consent === undefined ? {} : { consent }) }).then(() =>
            did(name.trim()),
          );
    kept
      .then(() => onOpenChange(false))
      .catch(tellWrong)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog name-person" aria-describedby={undefined} aria-modal="true">
          <Dialog.Title>{words.say}</Dialog.Title>
          <form onSubmit={submit}>
            <label htmlFor={`${id}-name`}>{words.personName}</label>
            <input
              id={`${id}-name`}
              className="field"
              dir="auto"
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <fieldset>
              <legend>{words.consent.title}</legend>
              <p className="quiet">{words.consent.line}</p>
              {(['index', 'likeness', 'voice'] as const).map((kind) => (
                <label key={kind} className="check">
                  <input
                    type="checkbox"
                    checked={draft[kind]}
                    onChange={(event) => setDraft({ ...draft, [kind]: event.target.checked })}
                  />
                  <span>{words.consent[kind]}</span>
                </label>
              ))}
              <label htmlFor={`${id}-by`}>{words.consent.givenBy}</label>
              <input
                id={`${id}-by`}
                className="field"
                maxLength={200}
                placeholder={words.consent.givenByHint}
                value={draft.givenBy}
                onChange={(event) => setDraft({ ...draft, givenBy: event.target.value })}
              />
              <label htmlFor={`${id}-until`}>{words.consent.until}</label>
              <input
                id={`${id}-until`}
                className="field"
                type="date"
                value={draft.until}
                onChange={(event) => setDraft({ ...draft, until: event.target.value })}
              />
            </fieldset>
            <span className="row">
              <Dialog.Close className="button" type="button">
                {words.cancel}
              </Dialog.Close>
              <button type="submit" className="button" data-primary disabled={busy || !complete}>
                {words.keep}
              </button>
            </span>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
