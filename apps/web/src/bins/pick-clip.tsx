import { type FormEvent, type ReactNode, useId, useState } from 'react';

interface Props {
  label: string;
  /** What the button says. */
  done: string;
  choices: readonly string[];
  initial?: string;
  /** May something be named that is not among the choices? */
  free?: boolean;
  onPick: (choice: string) => void;
  /** Told of every change of what is written. */
  onWrite?: (written: string) => void;
  children?: ReactNode;
}

/** Asks for one of many by its name, with those that begin alike offered while it is written. */
export function PickOne({ label, done, choices, initial = '', free = false, onPick, onWrite, children }: Props) {
  const field = useId();
  const [written, setWritten] = useState(initial);
  const chosen = written.trim();
  const canPick = chosen !== '' && chosen !== initial && (free || choices.includes(chosen));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canPick) onPick(chosen);
  };
  return (
    <form className="pick-one" onSubmit={submit}>
      <label htmlFor={field}>{label}</label>
      <div className="row">
        <input
          id={field}
          className="field"
          list={`${field}-all`}
          value={written}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setWritten(event.target.value);
            onWrite?.(event.target.value.trim());
          }}
        />
        <datalist id={`${field}-all`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
        {children}
        <button type="submit" className="button" disabled={!canPick}>
          {done}
        </button>
      </div>
    </form>
  );
}
