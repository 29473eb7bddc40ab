import { BASES, type Basis, type Rights } from '@second-unit/evidence';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { act } from '../api/client.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { rightsInWords } from './rights-in-words.ts';

interface Props {
  title: string;
  item: string;
  rights: Rights;
  /** Is it part of the sample production? */
  sample: boolean;
  /** Begins with the choices: one came here to make them. */
  asked?: boolean;
}

/** What may be done with an item, as one sentence; a click makes it one line of choices. */
export function RightsLine({ title, item, rights, sample, asked = false }: Props) {
  const [draft, setDraft] = useState<Rights | undefined>(asked ? rights : undefined);
  const known = useRef(rights);
  const id = useId();
  // Kept by somebody else meanwhile: what stands in the ledger is shown.
  useEffect(() => {
    if (known.current !== rights) setDraft(undefined);
    known.current = rights;
  }, [rights]);
  if (!draft) {
    return (
      <p className="rights-line quiet">
        {rightsInWords(rights, sample)}{' '}
        <button
          type="button"
          className="linkish"
          aria-label={messages.ledger.change(title)}
          onClick={() => setDraft(rights)}
        >
          {messages.ledger.changeShort}
        </button>
      </p>
    );
  }
  const keep = (event: FormEvent) => {
    event.preventDefault();
    act('rights.set', { item, rights: draft })
      .then(() => {
        tell(messages.rights.kept);
        setDraft(undefined);
      })
      .catch(tellWrong);
  };
  const flag = (name: 'mayLearnFrom' | 'mayLeaveMachine' | 'mayExport') => (
    <label className="check">
      <input
        type="checkbox"
        checked={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.checked })}
      />
      {messages.rights[name]}
    </label>
  );
  return (
    <form className="rights-form" onSubmit={keep} onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}>
      <label htmlFor={id} className="visually-hidden">
        {messages.rights.basis}
      </label>
      <select
        id={id}
        className="field"
        // biome-ignore lint/a11y/noAutofocus: the line was opened by the person who now fills it in.
        autoFocus
        value={draft.basis}
        onChange={(event) => setDraft({ ...draft, basis: event.target.value as Basis })}
      >
        {BASES.map((basis) => (
          <option key={basis} value={basis}>
            {messages.rights.bases[basis]}
          </option>
        ))}
      </select>
      {flag('mayLearnFrom')}
      {flag('mayLeaveMachine')}
      {flag('mayExport')}
      <input
        className="field"
        aria-label={messages.rights.note}
        placeholder={messages.rights.note}
        maxLength={500}
        value={draft.note ?? ''}
        onChange={(event) => {
          const { note: _, ...rest } = draft;
          setDraft(event.target.value === '' ? rest : { ...rest, note: event.target.value });
        }}
      />
      <button type="submit" className="button">
        {messages.rights.save}
      </button>
      <button type="button" className="button" data-plain onClick={() => setDraft(undefined)}>
        {messages.open.cancel}
      </button>
    </form>
  );
}
