import type { BreakdownCategory } from '@second-unit/story';
import { CATEGORIES } from '@second-unit/studio/contract/breakdown';
import { ChevronRight, Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { messages } from '../messages.ts';

const words = messages.breakdown;

interface Props {
  readonly name: string;
  readonly category: BreakdownCategory;
  readonly onCategory: (to: BreakdownCategory) => void;
  readonly onRemove: () => void;
  readonly onRename: () => void;
  readonly onMerge: () => void;
}

/** What can be said of one element: one choice is one correction. */
export function ElementMenu({ name, category, onCategory, onRemove, onRename, onMerge }: Props) {
  const label = words.correct(name);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="button" data-plain data-icon aria-label={label} title={label}>
          <Ellipsis size={14} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Sub>
            <DropdownMenu.SubTrigger className="menu-item">
              {words.isA}
              <ChevronRight size={14} aria-hidden />
            </DropdownMenu.SubTrigger>
            <DropdownMenu.Portal>
              <DropdownMenu.SubContent className="menu" collisionPadding={8}>
                <CategoryItems not={category} onChoose={onCategory} />
              </DropdownMenu.SubContent>
            </DropdownMenu.Portal>
          </DropdownMenu.Sub>
          <DropdownMenu.Item className="menu-item" onSelect={onRemove}>
            {words.remove}
          </DropdownMenu.Item>
          {/* After the menu has given the focus back: the field takes it. */}
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(onRename)}>
            {words.rename}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(onMerge)}>
            {words.merge}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The categories of the sheet, but for the one that it is of. */
export function CategoryItems(props: { not?: BreakdownCategory; onChoose: (category: BreakdownCategory) => void }) {
  return CATEGORIES.filter((one) => one !== props.not).map((one) => (
    <DropdownMenu.Item key={one} className="menu-item" onSelect={() => props.onChoose(one)}>
      {words.categories[one]}
    </DropdownMenu.Item>
  ));
}
