import { AlertDialog } from 'radix-ui';
import { peopleMessages as words } from './messages.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  text: string;
  /** The verb of what is done. */
  label: string;
  onSure: () => void;
}

/** Asks once more before something that cannot be taken back. */
export function Sure({ open, onOpenChange, text, label, onSure }: Props) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog sure">
          <AlertDialog.Title>{label}</AlertDialog.Title>
          <AlertDialog.Description>{text}</AlertDialog.Description>
          <span className="row">
            <AlertDialog.Cancel className="button">{words.cancel}</AlertDialog.Cancel>
            <AlertDialog.Action className="button" data-wrong onClick={onSure}>
              {label}
            </AlertDialog.Action>
          </span>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
