import { type ReactNode, useId } from 'react';
import { BarSlot } from '../frame/bar-slot.tsx';

interface Props {
  pickLabel: string;
  value: string;
  options: readonly { readonly id: string; readonly title: string }[];
  onPick: (id: string) => void;
  /** Takes the title's place, e.g. while it is being changed. */
  title?: ReactNode;
  facts?: ReactNode;
  children?: ReactNode;
}

/** The line above a room's work: which script, film or cut; what is known of it; its actions. */
export function RoomBar({ pickLabel, value, options, onPick, title: instead, facts, children }: Props) {
  const id = useId();
  const title = options.find((option) => option.id === value)?.title ?? '';
  return (
    <>
      <header className="room-bar">
        {instead ??
          (options.length > 1 ? (
            <>
              <h1 className="visually-hidden">{title}</h1>
              <label htmlFor={id} className="visually-hidden">
                {pickLabel}
              </label>
              <select
                id={id}
                className="room-pick"
                dir="auto"
                value={value}
                onChange={(event) => onPick(event.target.value)}
              >
                {options.map((option) => (
                  <option key={option.id} value={option.id}>
                    {option.title}
                  </option>
                ))}
              </select>
            </>
          ) : (
            <h1 className="room-title" dir="auto">
              {title}
            </h1>
          ))}
        {facts && <span className="room-facts quiet">{facts}</span>}
        <span className="room-actions">{children}</span>
      </header>
      <BarSlot />
    </>
  );
}
