import type { MediaSummary, PersonView } from '@second-unit/studio/contract';
import { Dialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { act } from '../api/client.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { peopleMessages as words } from './messages.ts';

interface Props {
  media: MediaSummary;
  person: PersonView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Their name is kept. */
  did: (name: string) => void;
}

/** Gives a person a name, with the consent that it needs where none is on record. */
export function NameDialog({ media, person, open, onOpenChange, did }: Props) {
  const [name, setName] = useState(person.name ?? '');
  const [agreed, setAgreed] = useState({ index: false, likeness: false, voice: false });
  const [givenBy, setGivenBy] = useState('');
  const [until, setUntil] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const needsConsent = person.consent === undefined;
  const complete = name.trim() !== '' && (!needsConsent || (agreed.index && givenBy.trim() !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    // The whole of the last day.
    const end = until === '' ? null : new Date(`${until}T23:59:59`).toISOString();
    const consent = { ...agreed, givenBy: givenBy.trim(), until: end };
    act('people.name', {
      media: media.id,
      person: person.id,
      name: name.trim(),
      ...(needsConsent ? { consent } : {}),
    })
      .then(() => {
        onOpenChange(false);
        did(name.trim());
      })
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
            {needsConsent && (
              <fieldset>
                <legend>{words.consent.title}</legend>
                <p className="quiet">{words.consent.line}</p>
                {(['index', 'likeness', 'voice'] as const).map((kind) => (
                  <label key={kind} className="check">
                    <input
                      type="checkbox"
                      checked={agreed[kind]}
                      onChange={(event) => setAgreed({ ...agreed, [kind]: event.target.checked })}
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
                  value={givenBy}
                  onChange={(event) => setGivenBy(event.target.value)}
                />
                <label htmlFor={`${id}-until`}>{words.consent.until}</label>
                <input
                  id={`${id}-until`}
                  className="field"
                  type="date"
                  value={until}
                  onChange={(event) => setUntil(event.target.value)}
                />
              </fieldset>
            )}
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
