import type { ScriptSummary } from '@second-unit/studio/contract';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { actionView } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { removeScript } from './remove-script.ts';

/** What is done with a script as a whole. */
export function ScriptMenu({ script, rename }: { script: ScriptSummary; rename: () => void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton icon={Ellipsis} label={messages.script.more} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} aria-label={messages.script.more}>
          {/* After the menu has given the focus back: the field takes it. */}
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(rename)}>
            {actionView('script.rename').label}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => removeScript(script)}>
            {actionView('script.remove').label}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
