import { type ReactNode, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';

let slot: HTMLElement | null = null;
const listeners = new Set<() => void>();

function setSlot(element: HTMLElement | null): void {
  slot = element;
  for (const listener of listeners) listener();
}

/** The place under a room's header where a line of the frame's own may stand. Empty, it takes no room. */
export function BarSlot() {
  return <div className="bar-slot" ref={setSlot} />;
}

/** Shows its children under the header of the room on the stage, or where it stands if the room has none. */
export function Bars({ children }: { children: ReactNode }) {
  const element = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => slot,
  );
  return element ? createPortal(children, element) : <div className="bars">{children}</div>;
}
