import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { messages } from '../messages.ts';

interface Props {
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** A sheet over a room, with its title and the way out of it. */
export function RoomDialog({ title, open, onOpenChange, className = '', children }: Props) {
  // Rooms open their sheets by buttons, menus and keys of their own, so that the sheet knows no trigger to go back to.
  const from = useRef<Element>(null);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className={`dialog ${className}`}
          aria-describedby={undefined}
          aria-modal="true"
          onOpenAutoFocus={() => {
            from.current = document.activeElement;
          }}
          onCloseAutoFocus={() => {
            if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
          }}
        >
          <header className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="button" data-plain>
              {messages.frame.closeBecause}
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
