import type { Shot, ShotLog } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import { Still } from '../picture/still.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { footageMessages } from './messages.ts';
import { shotAt } from './shots.ts';

interface Props {
  media: MediaSummary;
  log: ShotLog;
  picture: Picture;
  chosen?: number;
  onChoose: (index: number) => void;
}

const ROW = 34;
const { columns: titles, name } = footageMessages.list;
type Column = keyof typeof titles;

/** What nothing is known of in the whole film takes no room. */
function columnsOf({ shots, subtitles, sound }: ShotLog): readonly Column[] {
  const empty = new Set<Column>([
    ...(shots.some(({ scale }) => scale) ? [] : (['size'] as const)),
    ...(shots.some(({ camera }) => camera) ? [] : (['camera'] as const)),
    ...(sound ? [] : (['loudness'] as const)),
    ...(subtitles.length > 0 ? [] : (['lines'] as const)),
  ]);
  return (Object.keys(titles) as Column[]).filter((column) => !empty.has(column));
}

/** Every shot as a line of a table; only those on the screen exist. */
export function ShotList({ media, log, picture, chosen, onChoose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { shots } = log;
  const virtual = useVirtualizer({
    count: shots.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const current = usePictureState(picture, (state) => shotAt(shots, state.frame));
  useEffect(() => virtual.scrollToIndex(current, { align: 'auto' }), [current, virtual]);
  const columns = useMemo(() => columnsOf(log), [log]);
  const rows = virtual.getVirtualItems();
  return (
    <div className="shot-scroll" ref={scroller}>
      <table className="shot-list" aria-label={name} aria-rowcount={shots.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {titles[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={rows[0]?.start ?? 0} />
          {rows.map(({ index }) => {
            const shot = shots[index];
            return (
              shot && (
                <Row
                  key={shot.id}
                  media={media}
                  log={log}
                  shot={shot}
                  columns={columns}
                  current={index === current}
                  chosen={index === chosen}
                  onChoose={onChoose}
                />
              )
            );
          })}
          <Space height={virtual.getTotalSize() - (rows.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  );
}

/** Where rows would stand that are not on the screen. */
function Space({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ blockSize: height }} /> : null;
}

interface RowProps {
  media: MediaSummary;
  log: ShotLog;
  shot: Shot;
  columns: readonly Column[];
  current: boolean;
  chosen: boolean;
  onChoose: (index: number) => void;
}

function Row({ media, log, shot, columns, current, chosen, onChoose }: RowProps) {
  const { info } = media;
  const lines = shot.lines.flatMap((line) => log.subtitles[line]?.text.replaceAll('\n', ' ') ?? []).join(' / ');
  const cells: Record<Exclude<Column, 'shot'>, string> = {
    in: timecodeOf(info, shot.startFrame),
    out: timecodeOf(info, shot.endFrame),
    length: messages.footage.seconds(shot.end - shot.start),
    begins: messages.footage.transitionsShort[shot.transitionIn.type],
    size: shot.scale ? footageMessages.sizes[shot.scale.size] : '',
    camera: shot.camera ? footageMessages.movements[shot.camera.movement] : '',
    light: shot.brightness.toFixed(2),
    loudness: shot.loudness === undefined ? messages.footage.silent : messages.footage.loudness(shot.loudness),
    lines,
  };
  return (
    // The first cell's button does the same from the keyboard.
    <tr
      aria-rowindex={shot.index + 2}
      data-current={current || undefined}
      data-chosen={chosen || undefined}
      style={{ blockSize: ROW }}
      onClick={() => onChoose(shot.index)}
    >
      <th scope="row">
        <button
          type="button"
          aria-pressed={chosen}
          data-space-plays={chosen || undefined}
          aria-label={messages.footage.shot(shot.index)}
        >
          <Still media={media.id} frame={shot.keyFrame} alt="" />
          <span className="shot-number">{shot.index + 1}</span>
        </button>
      </th>
      {columns.map(
        (column) =>
          column !== 'shot' && (
            <td key={column} data-column={column} title={column === 'lines' ? cells.lines : undefined}>
              {cells[column]}
            </td>
          ),
      )}
    </tr>
  );
}
