import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { BinClip, ShootClip } from '@second-unit/footage/shoot-day';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { url } from '../api/client.ts';
import { AttachedMark } from './attached-mark.tsx';
import { type Attached, attachedName, type Drop, type InHand } from './drops.ts';
import { binsMessages } from './messages.ts';
import { chosenAfter } from './places.ts';
import { giveAlong, useDrop } from './use-drop.ts';

/** A clip in the list, with what its line says. */
export interface ListedClip {
  readonly clip: ShootClip;
  readonly placing: BinClip['placing'];
  readonly camera: string;
  readonly attached: readonly Attached[];
}

interface Props {
  day: string;
  title: string;
  clips: readonly ListedClip[];
  chosen: ReadonlySet<string>;
  cut: ReadonlySet<string>;
  current: string | undefined;
  onChoose: (chosen: ReadonlySet<string>, current: string) => void;
  dropOf: (hand: InHand, clip: string) => Drop | undefined;
  onDrop: (drop: Drop) => void;
}

const ROW = 60;
export const baseName = (path: string): string => path.split('/').at(-1) ?? path;
const optionId = (clip: string): string => `clip-${encodeURIComponent(clip)}`;

/** The clips of a bin and of the bins in it. Only the rows on the screen exist, so that 2,000 clips are no more than 20. */
export function ClipList({ day, title, clips, chosen, cut, current, onChoose, dropOf, onDrop }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string>(undefined);
  const virtual = useVirtualizer({
    count: clips.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const ids = clips.map(({ clip }) => clip.id);
  const choose = (to: string, how: 'one' | 'toggle' | 'range') => {
    onChoose(chosenAfter(ids, chosen, { to, anchor: anchor.current ?? current, how }), to);
    if (how !== 'range') anchor.current = to;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = current === undefined ? -1 : ids.indexOf(current);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (event.key === ' ' && current !== undefined) {
      event.preventDefault();
      choose(current, 'toggle');
    }
    if (to === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = ids[Math.max(0, Math.min(ids.length - 1, to))];
    if (next === undefined) return;
    choose(next, event.shiftKey ? 'range' : 'one');
    virtual.scrollToIndex(ids.indexOf(next), { align: 'auto' });
  };
  return (
    <div className="clip-scroll" ref={scroller}>
      {clips.length === 0 && <p className="clip-none quiet">{binsMessages.nothing}</p>}
      <div
        className="clip-list"
        role="listbox"
        aria-multiselectable
        aria-label={binsMessages.clips(title)}
        aria-activedescendant={current === undefined ? undefined : optionId(current)}
        tabIndex={0}
        style={{ blockSize: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const listed = clips[index];
          if (!listed) return null;
          return (
            <ClipLine
              key={listed.clip.id}
              day={day}
              listed={listed}
              top={start}
              place={{ at: index + 1, of: clips.length }}
              isChosen={chosen.has(listed.clip.id)}
              isCut={cut.has(listed.clip.id)}
              isCurrent={listed.clip.id === current}
              dragged={chosen}
              onChoose={choose}
              dropOf={dropOf}
              onDrop={onDrop}
            />
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  day: string;
  listed: ListedClip;
  top: number;
  place: { at: number; of: number };
  isChosen: boolean;
  isCut: boolean;
  isCurrent: boolean;
  dragged: ReadonlySet<string>;
  onChoose: (clip: string, how: 'one' | 'toggle' | 'range') => void;
  dropOf: Props['dropOf'];
  onDrop: Props['onDrop'];
}

/** Marks that a line has room for; the rest is a number, and in full beside the clip. */
const MOST_MARKS = 2;

function ClipLine({ day, listed, top, place, isChosen, isCut, isCurrent, dragged, onChoose, ...drops }: LineProps) {
  const { clip, placing, camera, attached } = listed;
  const line = useRef<HTMLDivElement>(null);
  const taken = useRef(dragged);
  taken.current = dragged;
  useEffect(() => {
    const element = line.current;
    if (!element) return;
    return draggable({
      element,
      // What is chosen goes along; another clip goes alone.
      getInitialData: () => giveAlong({ clips: taken.current.has(clip.id) ? [...taken.current] : [clip.id] }),
    });
  }, [clip.id]);
  const over = useDrop(line, { dropOf: (hand) => drops.dropOf(hand, clip.id), onDrop: drops.onDrop });
  const onClick = (event: MouseEvent) => {
    onChoose(clip.id, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one');
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box that it is an option of has the keys.
    <div
      ref={line}
      id={optionId(clip.id)}
      className="clip-line"
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-posinset={place.at}
      aria-setsize={place.of}
      data-cut={isCut || undefined}
      data-current={isCurrent || undefined}
      data-over={over !== undefined || undefined}
      data-by={placing.by === 'person' ? 'person' : 'model'}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onClick}
    >
      <span className="clip-picture" data-kind={clip.kind}>
        {clip.kind === 'picture' && <img src={pictureOf(day, clip)} alt="" loading="lazy" draggable={false} />}
      </span>
      <span className="clip-name">
        <span dir="auto">{baseName(clip.id)}</span>
        <span className="quiet clip-what">
          {clip.kind === 'picture' ? camera : binsMessages.kinds[clip.kind]}
          {attached.slice(0, MOST_MARKS).map((one) => (
            <AttachedMark key={attachedName(one, clip.id)} attached={one} clip={clip.id} />
          ))}
          {attached.length > MOST_MARKS && <span>+{attached.length - MOST_MARKS}</span>}
        </span>
      </span>
      {over === undefined ? (
        <>
          <span className="time">{clip.startTimecode ?? ''}</span>
          <span className="clip-sure quiet">
            {placing.by === 'person' ? binsMessages.because.byPerson : binsMessages.because.sure(placing.confidence)}
          </span>
        </>
      ) : (
        <span className="clip-drop">{over}</span>
      )}
    </div>
  );
}

/** Address of a clip's picture, through the transform of its curve. */
export function pictureOf(day: string, clip: ShootClip): string {
  const look = clip.curve === undefined ? '' : `&look=${encodeURIComponent(clip.curve.curve)}`;
  return url(`/shoot-days/${day}/picture?clip=${encodeURIComponent(clip.id)}${look}`);
}
