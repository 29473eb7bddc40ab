import type { MediaSummary } from '@second-unit/studio/contract';
import { Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Action, actionView, offer } from '../actions/registry.ts';
import { download } from '../api/client.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { footageMessages } from './messages.ts';

const FORMATS = ['csv', 'html', 'edl', 'otio', 'fcpxml', 'json'] as const;
type Format = (typeof FORMATS)[number];

const save = ({ id, title }: MediaSummary, format: Format): void => {
  const name = `${title}.${format === 'json' ? 'log.json' : format}`;
  download(`/media/${id}/export?format=${format}`, name).catch(tellWrong);
};

/** The ways out of a film's log, for the palette. */
export function exportLogActions(media: MediaSummary, group: string): Action[] {
  return FORMATS.map((format) => ({
    ...offer('media.export', group, media.logged && media.rights.mayExport, () => save(media, format)),
    name: `media.export.${format}`,
    label: footageMessages.export.as(footageMessages.export.formats[format]),
  }));
}

/** The film's log as a file, in a format of one's choice, where its rights allow it. */
export function ExportLog({ media }: { media: MediaSummary }) {
  const { mayExport } = media.rights;
  const label = actionView('media.export').label;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={!mayExport}>
        <button
          type="button"
          className="button"
          data-plain
          data-icon
          aria-label={label}
          title={mayExport ? label : messages.script.whoseLine}
        >
          <Download size={16} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
          {FORMATS.map((format) => (
            <DropdownMenu.Item key={format} className="menu-item" onSelect={() => save(media, format)}>
              {footageMessages.export.formats[format]}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
