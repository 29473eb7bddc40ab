import { ListPlus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { messages } from '../messages.ts';
import { CategoryItems } from './element-menu.tsx';
import type { Correcting } from './use-correct-breakdown.ts';

const words = messages.breakdown;

/** What is selected in the script, as an element that was not found. */
export function AddWords({ selected, correct }: { selected: string; correct: Correcting['correct'] }) {
  const label = words.addWords(selected);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="button" title={label}>
          <ListPlus size={15} aria-hidden />
          <span className="story-add">{words.add}</span>
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
          <CategoryItems
            onChoose={(category) =>
              correct({ kind: 'add', category, name: nameOf(selected, category), words: selected })
            }
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** As the reader names them: people as written, things in lower case. */
function nameOf(selected: string, category: string): string {
  return category === 'cast' ? selected : selected.toLowerCase();
}

/** Longer than this is a passage, not a thing. */
const LONGEST = 80;

/** The words of a selection that can be an element's; undefined for none, several lines, or a passage. */
export function elementWords(text: string): string | undefined {
  const bare = text.replace(/[*_]/gu, '').trim();
  return bare === '' || bare.length > LONGEST || /[\n\r]/u.test(bare) || !/[\p{L}\p{N}]/u.test(bare) ? undefined : bare;
}
