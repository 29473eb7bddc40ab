import { AlertDialog } from 'radix-ui';
import { heardMessages as words } from './messages.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  model: { readonly name: string; readonly bytes: number; readonly from: string };
  onYes: () => void;
}

/** Asks before a model is fetched: how much, from where, and how it is known to be the right file. */
export function FetchQuestion({ open, onOpenChange, model, onYes }: Props) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog fetch-question">
          <AlertDialog.Title>{words.fetch.title(model.name)}</AlertDialog.Title>
          <AlertDialog.Description>{words.fetch.line(model.bytes, model.from)}</AlertDialog.Description>
          <span className="row">
            <AlertDialog.Cancel className="button">{words.cancel}</AlertDialog.Cancel>
            <AlertDialog.Action className="button" data-primary onClick={onYes}>
              {words.fetch.yes}
            </AlertDialog.Action>
          </span>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
