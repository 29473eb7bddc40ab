import type { ScriptExport, ScriptSummary } from '@second-unit/studio/contract';
import { EXPORT_FORMATS } from '@second-unit/studio/contract/script-formats';
import { Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Action, actionView, offer } from '../actions/registry.ts';
import { download } from '../api/client.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';

interface Choice {
  readonly format: ScriptExport;
  readonly paper?: 'letter' | 'a4';
  /** With the whole breakdown as tags. */
  readonly tags?: 'all';
}

const CHOICES: readonly Choice[] = EXPORT_FORMATS.flatMap((format): Choice[] =>
  format === 'pdf'
    ? [
        { format, paper: 'letter' },
        { format, paper: 'a4' },
      ]
    : format === 'fdx'
      ? [{ format }, { format, tags: 'all' }]
      : [{ format }],
);

const keyOf = ({ format, paper, tags }: Choice): string => `${format}${paper ?? ''}${tags ?? ''}`;

const labelOf = ({ format, paper, tags }: Choice): string => {
  if (tags !== undefined) return messages.breakdown.withTags;
  return paper === undefined ? messages.script.formats[format] : messages.script.papers[paper];
};

async function save(script: ScriptSummary, { format, paper, tags }: Choice): Promise<void> {
  const query = new URLSearchParams({
    format,
    ...(paper === undefined ? {} : { paper }),
    ...(tags === undefined ? {} : { tags }),
  });
  const headers = await download(
    `/scripts/${script.id}/export?${query}`,
    script.mirror.replace(/\.fountain$/, `.${format}`),
  );
  const notes = JSON.parse(decodeURIComponent(headers.get('x-notes') ?? '%5B%5D')) as string[];
  for (const note of notes) tell(note);
}

/** The ways out of a script, for the palette. */
export function exportActions(script: ScriptSummary, group: string): Action[] {
  return CHOICES.map((choice) => ({
    ...offer('script.export', group, script.rights.mayExport, () => void save(script, choice).catch(tellWrong)),
    name: `script.export.${keyOf(choice)}`,
    label: messages.script.exportAs(labelOf(choice)),
  }));
}

/** The script as a file, in a format of one's choice, where its rights allow it; `ask` asks whose it is. */
export function ExportMenu({ script, ask }: { script: ScriptSummary; ask: () => void }) {
  const { mayExport, basis } = script.rights;
  if (!mayExport && basis === 'unknown') {
    return (
      <IconButton
        icon={Download}
        label={actionView('script.export').label}
        title={messages.script.whoseLine}
        onClick={ask}
      />
    );
  }
  return (
    // Not modal: what is behind it stays where a screen reader can go.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={!mayExport}>
        <IconButton
          icon={Download}
          label={actionView('script.export').label}
          title={mayExport ? actionView('script.export').label : messages.script.noExportLine}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={6}
          aria-label={actionView('script.export').label}
        >
          {CHOICES.map((choice) => (
            <DropdownMenu.Item
              key={keyOf(choice)}
              className="menu-item"
              onSelect={() => void save(script, choice).catch(tellWrong)}
            >
              <span>{labelOf(choice)}</span>
              <span className="quiet">{`.${choice.format}`}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
