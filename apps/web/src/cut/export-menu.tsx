import type { CutBundleView, CutView } from '@second-unit/studio/contract';
import { FileOutput } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Action, offer } from '../actions/registry.ts';
import { download, get, saveLarge } from '../api/client.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { HeldBackItems } from './held-back.tsx';

const words = messages.cut.export;
type Format = keyof typeof words.formats;
/** Timelines for editing programs, then lists and a page for people. */
const TIMELINES = ['otio', 'otioz', 'edl', 'fcpxml', 'xml', 'mlt'] as const satisfies readonly Format[];
const LISTS = ['pull.csv', 'pull.edl', 'effects.csv', 'why.html'] as const satisfies readonly Format[];

/** A bundle is as large as its films: it is asked for, and then left to the browser. */
async function saveBundle({ id, title }: CutView): Promise<void> {
  const { files, bytes, missing } = await get<CutBundleView>(`/cuts/${id}/bundle/contents`);
  saveLarge(`/cuts/${id}/bundle`, `${title}.otioz`);
  tell(`${words.bundling(files.length, bytes)}${missing > 0 ? ` ${words.notBundled(missing)}` : ''}`);
}

const save = (view: CutView, format: Format): void => {
  if (format === 'otioz') {
    saveBundle(view).catch(tellWrong);
    return;
  }
  const { id, title } = view;
  download(`/cuts/${id}/export?format=${format}`, `${title}.${format}`).catch(tellWrong);
};

/** The ways out of a cut, for the palette. */
export function exportCutActions(view: CutView, group: string): Action[] {
  return [...TIMELINES, ...LISTS].map((format) => ({
    ...offer('cut.export', group, view.exportRefused === undefined, () => save(view, format)),
    name: `cut.export.${format}`,
    label: words.as(words.formats[format]),
  }));
}

/** The cut as a timeline or a list; where rights do not allow it, why. */
export function ExportMenu({ view }: { view: CutView }) {
  const refused = view.exportRefused;
  const item = (format: Format) => (
    <DropdownMenu.Item
      key={format}
      className="menu-item"
      disabled={refused !== undefined}
      onSelect={() => save(view, format)}
    >
      {words.formats[format]}
    </DropdownMenu.Item>
  );
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton icon={FileOutput} label={words.label} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <HeldBackItems view={view} />
          <DropdownMenu.Label className="menu-label">{words.timelines}</DropdownMenu.Label>
          {TIMELINES.map(item)}
          <DropdownMenu.Label className="menu-label">{words.lists}</DropdownMenu.Label>
          {LISTS.map(item)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
