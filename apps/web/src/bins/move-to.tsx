import type { BinPlace } from '@second-unit/footage/shoot-day';
import { Dialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { binsMessages } from './messages.ts';
import type { BinRow } from './places.ts';

interface Props {
  rows: readonly BinRow[];
  count: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMove: (place: BinPlace, title: string) => void;
}

const NEW = 'new';

/** Asks for a bin by name, or for a scene and take that has none yet: what a drag does, from the keyboard. */
export function MoveTo({ rows, count, open, onOpenChange, onMove }: Props) {
  const field = useId();
  const [bin, setBin] = useState(NEW);
  const [scene, setScene] = useState('');
  const [setup, setSetup] = useState('');
  const [take, setTake] = useState('');
  const row = rows.find((one) => one.bin.id === bin);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (row) onMove(row.place, row.title);
    else {
      const [named, number] = [setup.trim() || scene.trim(), Number.parseInt(take, 10)];
      const place: BinPlace = {
        kind: 'take',
        scene: scene.trim(),
        setup: named,
        ...(Number.isNaN(number) ? {} : { take: number }),
      };
      onMove(place, `Scene ${named}${Number.isNaN(number) ? '' : `, take ${number}`}`);
    }
    onOpenChange(false);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog move-to" aria-describedby={undefined} aria-modal="true">
          <Dialog.Title>{binsMessages.moveTo}</Dialog.Title>
          <p className="quiet">{binsMessages.chosen(count)}</p>
          <form onSubmit={submit}>
            <label htmlFor={`${field}-bin`}>{binsMessages.bin}</label>
            <select id={`${field}-bin`} className="field" value={bin} onChange={(event) => setBin(event.target.value)}>
              <option value={NEW}>{binsMessages.newTake}</option>
              {rows.map((one) => (
                <option key={one.bin.id} value={one.bin.id}>
                  {one.title}
                </option>
              ))}
            </select>
            {!row && (
              <div className="move-to-new">
                <Field id={`${field}-scene`} label={binsMessages.scene} value={scene} onChange={setScene} />
                <Field id={`${field}-setup`} label={binsMessages.setup} value={setup} onChange={setSetup} />
                <Field id={`${field}-take`} label={binsMessages.take} value={take} onChange={setTake} />
              </div>
            )}
            <div className="row">
              <button type="submit" className="button" data-primary disabled={!row && scene.trim() === ''}>
                {binsMessages.move}
              </button>
              <Dialog.Close className="button">{binsMessages.cancel}</Dialog.Close>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface FieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Field({ id, label, value, onChange }: FieldProps) {
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input id={id} className="field" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
