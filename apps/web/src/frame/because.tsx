import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';

const SLOT = 'because-slot';

/** The place in the frame where a room's evidence shows. Empty, it takes no room. */
export function BecauseSlot() {
  return <div id={SLOT} className="because-slot" />;
}

/**
 * Why, from what, by which method, how sure, for what is chosen. A room renders it anywhere in
 * its tree while something is chosen; it shows in the frame, on a phone as a sheet from below.
 */
export function Because({ title, onClose, children }: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const heading = useId();
  const body = useRef<HTMLDivElement>(null);
  const slot = document.getElementById(SLOT);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new subject starts at its top.
  useEffect(() => {
    body.current?.scrollTo({ top: 0 });
  }, [typeof title === 'string' ? title : undefined]);
  if (!slot) return null;
  return createPortal(
    <aside className="because" aria-labelledby={heading}>
      <header className="because-head">
        <h2 id={heading}>{title}</h2>
        <IconButton icon={X} label={messages.frame.closeBecause} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="because-body" ref={body} tabIndex={0} aria-labelledby={heading}>
        {children}
      </section>
    </aside>,
    slot,
  );
}
