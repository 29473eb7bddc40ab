import type { PaperSummary } from '@second-unit/studio/contract';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { paperMessages as words } from './messages.ts';
import { removePaper } from './remove-paper.ts';

interface Props {
  paper: PaperSummary;
  rename: () => void;
  /** To another paper edit, or the newest. */
  go: (paper: string | undefined) => void;
}

/** What is done with a paper edit as a whole, besides its words. */
export function PaperMenu({ paper, rename, go }: Props) {
  const remove = () => removePaper(paper, go);
  useActions([
    { name: 'client.paper.rename', label: words.rename, group: words.group, enabled: true, run: rename },
    offer('paper.remove', words.group, true, remove),
  ]);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton icon={Ellipsis} label={words.more} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} aria-label={words.more}>
          {/* After the menu has given the focus back: the field takes it. */}
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(rename)}>
            {words.rename}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={remove}>
            {actionView('paper.remove').label}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
