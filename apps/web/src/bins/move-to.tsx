import type { BinPlace } from '@second-unit/footage/shoot-day';
import { Dialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import type { Drop } from './drops.ts';
import { binsMessages } from './messages.ts';
import type { BinRow } from './places.ts';

interface Props {
  rows: readonly BinRow[];
  /** What else the chosen clips could be let go on: cameras, and clips. */
  cameras: readonly Drop[];
  clips: readonly Drop[];
  count: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMove: (place: BinPlace, title: string) => void;
  onDrop: (drop: Drop) => void;
}

const NEW = 'new';

/** Asks for a bin, a camera or a clip by name, or for a take that has no bin yet: what a drag does, by the keyboard. */
export function MoveTo({ rows, cameras, clips, count, open, onOpenChange, onMove, onDrop }: Props) {
  const field = useId();
  const [bin, setBin] = useState(NEW);
  const [scene, setScene] = useState('');
  const [setup, setSetup] = useState('');
  const [take, setTake] = useState('');
  const row = rows.find((one) => one.bin.id === bin);
  const other = [...cameras, ...clips].find((drop) => keyOf(drop) === bin);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (row) onMove(row.place, row.title);
    else if (other) onDrop(other);
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
            <select
              id={`${field}-bin`}
              className="field"
              value={row || other ? bin : NEW}
              onChange={(event) => setBin(event.target.value)}
            >
              <option value={NEW}>{binsMessages.newTake}</option>
              <optgroup label={binsMessages.bins}>
                {rows.map((one) => (
                  <option key={one.bin.id} value={one.bin.id}>
                    {one.title}
                  </option>
                ))}
              </optgroup>
              <Drops label={binsMessages.cameras} drops={cameras} />
              <Drops label={binsMessages.attachTo} drops={clips} />
            </select>
            {!row && !other && (
              <div className="move-to-new">
                <Field id={`${field}-scene`} label={binsMessages.scene} value={scene} onChange={setScene} />
                <Field id={`${field}-setup`} label={binsMessages.setup} value={setup} onChange={setSetup} />
                <Field id={`${field}-take`} label={binsMessages.take} value={take} onChange={setTake} />
              </div>
            )}
            <div className="row">
              <button type="submit" className="button" data-primary disabled={!row && !other && scene.trim() === ''}>
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

const keyOf = ({ correction }: Drop): string => JSON.stringify(correction);

function Drops({ label, drops }: { label: string; drops: readonly Drop[] }) {
  if (drops.length === 0) return null;
  return (
    <optgroup label={label}>
      {drops.map((drop) => (
        <option key={keyOf(drop)} value={keyOf(drop)}>
          {drop.name}
        </option>
      ))}
    </optgroup>
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
