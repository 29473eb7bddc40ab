import type { Shot } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import { Still } from '../picture/still.tsx';
import { secondsOf, timecodeOf } from '../picture/timecode.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { shotAt } from './shots.ts';

interface Props {
  media: MediaSummary;
  shots: readonly Shot[];
  picture: Picture;
  chosen?: number;
  onChoose: (index: number) => void;
}

const GAP = 12;
const WORDS = 44;

/** Every shot by its key frame; only the rows on the screen exist, so that 2,000 shots are no more than 20. */
export function ShotGrid({ media, shots, picture, chosen, onChoose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = Math.max(2, Math.floor((width + GAP) / (width < 500 ? 150 : 188)));
  const tile = (width - GAP * (columns - 1)) / columns;
  const rowHeight = (tile * media.info.height) / media.info.width + WORDS + GAP;
  const rows = Math.ceil(shots.length / columns);
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured by arithmetic, so a new size means anew.
  useEffect(() => virtual.measure(), [rowHeight]);
  const current = usePictureState(picture, (state) => shotAt(shots, state.frame));
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the playhead, and keeps it in sight when the columns change.
  useEffect(() => {
    if (columns > 0 && width > 0) virtual.scrollToIndex(Math.floor(current / columns), { align: 'auto' });
  }, [current, columns, width > 0]);
  return (
    <div className="shot-scroll" ref={scroller}>
      <ul className="shot-grid" aria-label={messages.footage.grid} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().flatMap((row) =>
          shots.slice(row.index * columns, (row.index + 1) * columns).map((shot, column) => (
            <li
              key={shot.id}
              aria-setsize={shots.length}
              aria-posinset={shot.index + 1}
              style={{
                inlineSize: tile,
                transform: `translate(${column * (tile + GAP)}px, ${row.start}px)`,
              }}
            >
              <ShotTile
                media={media}
                shot={shot}
                current={shot.index === current}
                chosen={shot.index === chosen}
                onChoose={onChoose}
              />
            </li>
          )),
        )}
      </ul>
    </div>
  );
}

interface TileProps {
  media: MediaSummary;
  shot: Shot;
  current: boolean;
  chosen: boolean;
  onChoose: (index: number) => void;
}

function ShotTile({ media, shot, current, chosen, onChoose }: TileProps) {
  const { info } = media;
  const loudness = shot.loudness === undefined ? messages.footage.silent : messages.footage.loudness(shot.loudness);
  return (
    <button
      type="button"
      className="shot"
      aria-pressed={chosen}
      data-current={current || undefined}
      onClick={() => onChoose(shot.index)}
    >
      <span className="shot-picture" style={{ aspectRatio: `${info.width} / ${info.height}` }}>
        <Still media={media.id} frame={shot.keyFrame} alt="" />
      </span>
      <span className="shot-line">
        <span className="visually-hidden">{messages.footage.shotWord} </span>
        <span className="shot-number">{shot.index + 1}</span>{' '}
        <span className="time">{timecodeOf(info, shot.startFrame)}</span>{' '}
        <span className="visually-hidden">{messages.footage.until('')}</span>
        <span aria-hidden>–</span>
        <span className="time">{timecodeOf(info, shot.endFrame)}</span>
      </span>{' '}
      <span className="shot-line quiet">
        <span className="time">{messages.footage.seconds(secondsOf(info, shot.endFrame - shot.startFrame))}</span>{' '}
        <span>{messages.footage.transitionsShort[shot.transitionIn.type]}</span>{' '}
        <span className="shot-length">{loudness}</span>
      </span>
    </button>
  );
}

function useWidth(ref: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = () => {
      const style = getComputedStyle(element);
      setWidth(
        element.clientWidth - Number.parseFloat(style.paddingInlineStart) - Number.parseFloat(style.paddingInlineEnd),
      );
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
