import { type FormEvent, useState } from 'react';

interface Props {
  label: string;
  title: string;
  /** Hears of a title that is not empty; `done` is left to it. */
  keep: (title: string) => void;
  done: () => void;
}

/** A title as a field: Enter keeps it, Escape or leaving gives it up. */
export function TitleField({ label, title: before, keep, done }: Props) {
  const [title, setTitle] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '') keep(title.trim());
  };
  return (
    <form onSubmit={submit}>
      <input
        className="field"
        aria-label={label}
        // biome-ignore lint/a11y/noAutofocus: a person just asked to change it.
        autoFocus
        maxLength={120}
        value={title}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => {
          // Keys of the room are for its work, not for a name.
          event.stopPropagation();
          if (event.key === 'Escape') done();
        }}
        onBlur={done}
      />
    </form>
  );
}
