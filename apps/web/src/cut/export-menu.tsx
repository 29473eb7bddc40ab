import type { CutView } from '@second-unit/studio/contract';
import { FileOutput } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Action, offer } from '../actions/registry.ts';
import { download } from '../api/client.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

const words = messages.cut.export;
type Format = keyof typeof words.formats;
/** Timelines for editing programs, then lists and a page for people. */
const TIMELINES = ['otio', 'edl', 'fcpxml', 'xml', 'mlt'] as const satisfies readonly Format[];
const LISTS = ['pull.csv', 'pull.edl', 'effects.csv', 'why.html'] as const satisfies readonly Format[];

const save = ({ id, title }: CutView, format: Format): void => {
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
        <button type="button" className="button" data-plain data-icon aria-label={words.label} title={words.label}>
          <FileOutput size={16} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          {refused !== undefined && <DropdownMenu.Label className="export-refused quiet">{refused}</DropdownMenu.Label>}
          <DropdownMenu.Label className="menu-label">{words.timelines}</DropdownMenu.Label>
          {TIMELINES.map(item)}
          <DropdownMenu.Label className="menu-label">{words.lists}</DropdownMenu.Label>
          {LISTS.map(item)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
