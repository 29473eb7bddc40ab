import type { Shot } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import { Still } from '../picture/still.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { footageMessages } from './messages.ts';

/** A shot on a tile; of another film than the one that is open where films are searched together. */
export interface Tile {
  readonly media: MediaSummary;
  readonly shot: Shot;
  /** Stands in place of its loudness: why it was found. */
  readonly note?: string;
}

interface Props {
  media: MediaSummary;
  tiles: readonly Tile[];
  /** Index among the tiles of what the player shows; −1 where it is none of them. */
  current: number;
  chosen?: string;
  /** Brings the focus to the first tile. */
  toFirst?: boolean;
  onChoose: (tile: Tile) => void;
}

const GAP = 12;
const WORDS = 62;
/** One line more: a note may take two. */
const LINE = 18;
/** Height to width of the tallest box a picture gets; what stands upright is whole in it, between bars. */
const TALLEST = 3 / 4;

const shapeOf = ({ info }: MediaSummary): number => Math.min(TALLEST, info.height / info.width);

/** Every shot by its key frame; only the rows on the screen exist, so that 2,000 shots are no more than 20. */
export function ShotGrid({ media, tiles, current, chosen, toFirst, onChoose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = Math.max(2, Math.floor((width + GAP) / (width < 500 ? 150 : 188)));
  const tile = (width - GAP * (columns - 1)) / columns;
  // Films of other shapes may be found beside this one: the tallest has room.
  const shape = useMemo(() => tiles.reduce((most, { media: of }) => Math.max(most, shapeOf(of)), 0), [tiles]);
  const noted = tiles.some(({ note }) => note !== undefined);
  const rowHeight = tile * shape + WORDS + (noted ? LINE : 0) + GAP;
  const rows = Math.ceil(tiles.length / columns);
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured by arithmetic, so a new size means anew.
  useEffect(() => virtual.measure(), [rowHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the playhead, and keeps it in sight when the columns change.
  useEffect(() => {
    if (columns === 0 || width === 0 || current < 0) return;
    // Of a row that is higher than the room for it, the pictures are seen, not the words alone.
    const isHigh = rowHeight > (scroller.current?.clientHeight ?? 0);
    virtual.scrollToIndex(Math.floor(current / columns), { align: isHigh ? 'start' : 'auto' });
  }, [current, columns, width > 0]);
  // At each drawing: a first row out of sight is drawn only after the grid went back to it.
  useEffect(() => {
    if (!toFirst || tiles.length === 0 || width === 0) return;
    const first = scroller.current?.querySelector<HTMLElement>('[aria-posinset="1"] > button');
    if (first) first.focus();
    else virtual.scrollToIndex(0);
  });
  return (
    <div className="shot-scroll" ref={scroller}>
      <ul className="shot-grid" aria-label={messages.footage.grid} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().flatMap((row) =>
          tiles.slice(row.index * columns, (row.index + 1) * columns).map((one, column) => (
            <li
              key={`${one.media.id} ${one.shot.id}`}
              aria-setsize={tiles.length}
              aria-posinset={row.index * columns + column + 1}
              style={{
                inlineSize: tile,
                transform: `translate(${column * (tile + GAP)}px, ${row.start}px)`,
              }}
            >
              <ShotTile
                tile={one}
                foreign={one.media.id !== media.id}
                current={row.index * columns + column === current}
                chosen={one.media.id === media.id && one.shot.id === chosen}
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
  tile: Tile;
  /** Of another film than the one that is open. */
  foreign: boolean;
  current: boolean;
  chosen: boolean;
  onChoose: (tile: Tile) => void;
}

function ShotTile({ tile, foreign, current, chosen, onChoose }: TileProps) {
  const { media, shot, note } = tile;
  const { info } = media;
  const seen = [
    shot.scale && footageMessages.sizes[shot.scale.size],
    shot.camera && footageMessages.movements[shot.camera.movement],
  ].filter((word) => word !== undefined);
  const loudness = shot.loudness === undefined ? messages.footage.silent : messages.footage.loudness(shot.loudness);
  return (
    <button
      type="button"
      className="shot"
      aria-pressed={chosen}
      data-space-plays={chosen || undefined}
      data-current={current || undefined}
      onClick={() => onChoose(tile)}
    >
      <span className="shot-picture" style={{ aspectRatio: `${1 / shapeOf(media)}` }}>
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
        <span className="time">{messages.footage.seconds(shot.end - shot.start)}</span>{' '}
        <span>{messages.footage.transitionsShort[shot.transitionIn.type]}</span>{' '}
        <span className="shot-length">{loudness}</span>
      </span>{' '}
      <span className="shot-note quiet" title={note}>
        {foreign && <span className="shot-film">{media.title} </span>}
        {note ?? seen.join(', ')}
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
