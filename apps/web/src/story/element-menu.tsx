import type { BreakdownCategory, SceneName } from '@second-unit/story';
import { CATEGORIES } from '@second-unit/studio/contract/breakdown';
import { ChevronRight, Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';

const words = messages.breakdown;

interface Props {
  readonly name: string;
  readonly category: BreakdownCategory;
  /** Where it is. */
  readonly scenes: readonly { readonly label: string; readonly name: SceneName }[];
  /** In one scene only, where one is named. */
  readonly onCategory: (to: BreakdownCategory, scene?: SceneName) => void;
  readonly onRemove: (scene?: SceneName) => void;
  readonly onRename: () => void;
  readonly onMerge: () => void;
}

/** What can be said of one element: one choice is one correction. */
export function ElementMenu({ name, category, scenes, onCategory, onRemove, onRename, onMerge }: Props) {
  const label = words.correct(name);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton icon={Ellipsis} label={label} size={14} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <Sub label={words.isA}>
            <CategoryItems not={category} onChoose={(to) => onCategory(to)} />
          </Sub>
          <DropdownMenu.Item className="menu-item" onSelect={() => onRemove()}>
            {words.remove}
          </DropdownMenu.Item>
          {/* After the menu has given the focus back: the field takes it. */}
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(onRename)}>
            {words.rename}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(onMerge)}>
            {words.merge}
          </DropdownMenu.Item>
          {scenes.length > 1 && (
            <Sub label={words.onlyIn}>
              {scenes.map(({ label: where, name: scene }) => (
                <Sub key={`${scene.heading} ${scene.which ?? 0}`} label={where}>
                  <DropdownMenu.Item className="menu-item" onSelect={() => onRemove(scene)}>
                    {words.notHere}
                  </DropdownMenu.Item>
                  <CategoryItems not={category} onChoose={(to) => onCategory(to, scene)} />
                </Sub>
              ))}
            </Sub>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Sub({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        <span dir="auto">{label}</span>
        <ChevronRight size={14} aria-hidden />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
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
