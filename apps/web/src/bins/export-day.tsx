import { DAY_FORMATS, type DayFormat, type ShootDayView } from '@second-unit/studio/contract';
import { DropdownMenu } from 'radix-ui';
import { tellWrong } from '../frame/toasts.tsx';
import { binsMessages } from './messages.ts';

/** The bins as a file, where the day's rights allow it; where not, why. */
export function ExportDay({ view, onExport }: { view: ShootDayView; onExport: (format: DayFormat) => Promise<void> }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="button">{binsMessages.export}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          {view.exportRefused !== undefined && (
            <DropdownMenu.Label className="export-refused quiet">{view.exportRefused}</DropdownMenu.Label>
          )}
          {DAY_FORMATS.map((format) => (
            <DropdownMenu.Item
              disabled={view.exportRefused !== undefined}
              key={format}
              className="menu-item"
              onSelect={() => void onExport(format).catch(tellWrong)}
            >
              {binsMessages.formats[format]}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
