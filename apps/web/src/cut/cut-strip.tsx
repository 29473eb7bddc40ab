import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { CutItem } from '@second-unit/editing';
import type { Shot } from '@second-unit/footage';
import type { CutView, MediaSummary } from '@second-unit/studio/contract';
import { Lock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import { Still } from '../picture/still.tsx';
import { secondsOf } from '../picture/timecode.ts';
import { handOf } from './standing.ts';

interface Props {
  media: MediaSummary;
  view: CutView;
  shots: ReadonlyMap<string, Shot>;
  /** Index of the item that the picture shows. */
  playing: number;
  chosen?: string;
  onChoose: (index: number) => void;
  onMove: (from: number, to: number) => void;
}

/** The cut as shots in a row, each as long as it lasts; dashed while only proposed, solid once a person decided. */
export function CutStrip({ media, view, shots, playing, chosen, onChoose, onMove }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const move = useRef(onMove);
  move.current = onMove;
  useEffect(
    () =>
      monitorForElements({
        onDrop({ source, location }) {
          const from = source.data.index;
          const target = location.current.dropTargets[0]?.data;
          if (typeof from !== 'number' || typeof target?.gap !== 'number') return;
          // The place is counted without the shot that is moved.
          move.current(from, target.gap > from ? target.gap - 1 : target.gap);
        },
      }),
    [],
  );
  useEffect(() => {
    list.current?.children[playing]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [playing]);
  const { items } = view.cut;
  return (
    <ol className="cut-strip" ref={list} aria-label={messages.cut.items}>
      {items.map((item, index) => (
        <Tile
          key={item.id}
          media={media}
          view={view}
          item={item}
          index={index}
          playing={index === playing}
          chosen={item.id === chosen}
          onChoose={onChoose}
          {...(shots.get(item.shot) ? { shot: shots.get(item.shot)! } : {})}
        />
      ))}
    </ol>
  );
}

interface TileProps {
  media: MediaSummary;
  view: CutView;
  item: CutItem;
  shot?: Shot;
  index: number;
  playing: boolean;
  chosen: boolean;
  onChoose: (index: number) => void;
}

function Tile({ media, view, item, shot, index, playing, chosen, onChoose }: TileProps) {
  const ref = useRef<HTMLLIElement>(null);
  const [side, setSide] = useState<'before' | 'after'>();
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    return combine(
      draggable({ element, getInitialData: () => ({ index }) }),
      dropTargetForElements({
        element,
        getData: ({ input }) => ({ gap: index + (isAfter(element, input.clientX) ? 1 : 0) }),
        canDrop: ({ source }) => typeof source.data.index === 'number',
        onDrag: ({ location }) => setSide(isAfter(element, location.current.input.clientX) ? 'after' : 'before'),
        onDragLeave: () => setSide(undefined),
        onDrop: () => setSide(undefined),
      }),
    );
  }, [index]);
  const hand = view.status === 'accepted' && !item.locked ? 'decided' : handOf(item, view.decisions);
  const frames = item.outFrame - item.inFrame;
  const length = messages.footage.seconds(secondsOf(media.info, frames));
  const number = (shot?.index ?? 0) + 1;
  return (
    <li
      ref={ref}
      className="cut-item"
      data-hand={hand}
      data-side={side}
      style={{ flexGrow: frames, flexBasis: `${40 + secondsOf(media.info, frames) * 26}px` }}
    >
      <button
        type="button"
        aria-pressed={chosen}
        data-playing={playing || undefined}
        title={messages.cut.drag}
        onClick={() => onChoose(index)}
      >
        <Still media={media.id} frame={middle(item)} alt="" />
        <span className="cut-item-line">
          {hand === 'locked' && <Lock size={11} aria-hidden />}
          <span className="visually-hidden">{messages.cut.itemShot(index + 1)}</span>
          <span className="cut-item-number">{number}</span>
          <span className="visually-hidden">, </span>
          <span className="time">{length}</span>
          <span className="visually-hidden">, {messages.cut.state[hand]}</span>
        </span>
      </button>
    </li>
  );
}

function middle({ inFrame, outFrame }: CutItem): number {
  return Math.floor((inFrame + outFrame) / 2);
}

function isAfter(element: Element, x: number): boolean {
  const box = element.getBoundingClientRect();
  return x > box.left + box.width / 2;
}
