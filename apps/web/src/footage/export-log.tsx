import type { MediaSummary } from '@second-unit/studio/contract';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Action, actionView, offer } from '../actions/registry.ts';
import { download } from '../api/client.ts';
import { useAskRights } from '../frame/open-file.tsx';
import { tellWrong } from '../frame/toasts.tsx';
import { footageMessages } from './messages.ts';

const words = footageMessages.export;
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
    label: words.as(words.formats[format]),
  }));
}

/** The film's log as a file, in a format of one's choice; where its rights do not allow it, why, and what to do. */
export function ExportLog({ production, media }: { production: string; media: MediaSummary }) {
  const { mayExport } = media.rights;
  const label = actionView('media.export').label;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="button" data-plain data-icon aria-label={label} title={label}>
          <Download size={16} aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
          {mayExport ? (
            FORMATS.map((format) => (
              <DropdownMenu.Item key={format} className="menu-item" onSelect={() => save(media, format)}>
                {words.formats[format]}
              </DropdownMenu.Item>
            ))
          ) : (
            <Refused production={production} media={media} />
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Refused({ production, media }: { production: string; media: MediaSummary }) {
  const ask = useAskRights();
  const unsaid = media.rights.basis === 'unknown';
  return (
    <>
      <DropdownMenu.Label className="export-refused quiet">{unsaid ? words.unsaid : words.refused}</DropdownMenu.Label>
      {unsaid ? (
        <DropdownMenu.Item className="menu-item" onSelect={() => ask(media)}>
          {words.say}
        </DropdownMenu.Item>
      ) : (
        <DropdownMenu.Item className="menu-item" asChild>
          <Link to="/p/$production/ledger" params={{ production }}>
            {words.ledger}
          </Link>
        </DropdownMenu.Item>
      )}
    </>
  );
}
