import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { CutItem, TitleCard } from '@second-unit/editing';
import type { Shot } from '@second-unit/footage';
import type { CutView, MediaSummary } from '@second-unit/studio/contract';
import { Lock, Music2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import { Still } from '../picture/still.tsx';
import { secondsOf } from '../picture/timecode.ts';
import { idOf, type Shown } from './shown.ts';
import { cardHand, type Hand, handOf } from './standing.ts';

interface Props {
  media: MediaSummary;
  view: CutView;
  shown: readonly Shown[];
  shots: ReadonlyMap<string, Shot>;
  /** Index of what is on the screen. */
  playing: number;
  /** What begins on a beat of the music, by index. */
  beats: ReadonlySet<number>;
  chosen?: string;
  onChoose: (index: number) => void;
  /** `gap` is counted with what is moved: 0 before all, `shown.length` behind all. */
  onMove: (from: number, gap: number) => void;
}

/** The cut as shots and cards in a row, each as long as it lasts; dashed while only proposed, solid once a person decided. */
export function CutStrip({ media, view, shown, shots, playing, beats, chosen, onChoose, onMove }: Props) {
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
          move.current(from, target.gap);
        },
      }),
    [],
  );
  useEffect(() => {
    list.current?.children[playing]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [playing]);
  return (
    <ol className="cut-strip" ref={list} aria-label={messages.cut.items}>
      {shown.map((one, index) => {
        const frames = one.outFrame - one.inFrame;
        return (
          <Tile
            key={idOf(one)}
            index={index}
            hand={handOfShown(one, view)}
            frames={frames}
            seconds={secondsOf(media.info, frames)}
            playing={index === playing}
            onBeat={beats.has(index)}
            chosen={idOf(one) === chosen}
            onChoose={onChoose}
          >
            {'card' in one ? (
              <CardFace card={one.card} />
            ) : (
              <ShotFace
                media={media}
                item={one.item}
                place={one.place}
                {...(shots.get(one.item.shot) ? { shot: shots.get(one.item.shot)! } : {})}
              />
            )}
          </Tile>
        );
      })}
    </ol>
  );
}

interface TileProps {
  index: number;
  hand: Hand;
  frames: number;
  seconds: number;
  playing: boolean;
  onBeat: boolean;
  chosen: boolean;
  onChoose: (index: number) => void;
  children: ReactNode;
}

function Tile({ index, hand, frames, seconds, playing, onBeat, chosen, onChoose, children }: TileProps) {
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
  return (
    <li
      ref={ref}
      className="cut-item"
      data-hand={hand}
      data-side={side}
      style={{ flexGrow: frames, flexBasis: `${40 + seconds * 26}px` }}
    >
      <button
        type="button"
        aria-pressed={chosen}
        data-space-plays={chosen || undefined}
        data-playing={playing || undefined}
        title={messages.cut.drag}
        onClick={() => onChoose(index)}
      >
        {children}
        <span className="time">{messages.footage.seconds(seconds)}</span>
        <span className="visually-hidden">
          , {messages.cut.state[hand]}
          {onBeat && messages.cut.music.onBeat}
        </span>
        {onBeat && <Music2 className="cut-item-beat" size={15} aria-hidden />}
        {hand === 'locked' && <Lock className="cut-item-lock" size={11} aria-hidden />}
      </button>
    </li>
  );
}

function ShotFace({ media, item, place, shot }: { media: MediaSummary; item: CutItem; place: number; shot?: Shot }) {
  return (
    <>
      <Still media={media.id} frame={middle(item)} alt="" />
      {item.transition && (
        <span className="cut-item-transition">
          <span className="visually-hidden">{messages.cut.transitionMark[item.transition.type]}, </span>
        </span>
      )}
      <span className="visually-hidden">{messages.cut.itemShot(place + 1)}</span>
      <span className="cut-item-number">{(shot?.index ?? 0) + 1}</span>
      <span className="visually-hidden">, </span>
    </>
  );
}

function CardFace({ card }: { card: TitleCard }) {
  return (
    <>
      <span className="still cut-card-face" dir="auto">
        {card.text}
      </span>
      <span className="cut-item-number">{messages.cut.card}</span>
      <span className="visually-hidden">, </span>
    </>
  );
}

function handOfShown(one: Shown, view: CutView): Hand {
  const accepted = view.status === 'accepted';
  if ('card' in one) return accepted ? 'decided' : cardHand(one.card, view.decisions);
  return accepted && !one.item.locked ? 'decided' : handOf(one.item, view.decisions);
}

function middle({ inFrame, outFrame }: CutItem): number {
  return Math.floor((inFrame + outFrame) / 2);
}

function isAfter(element: Element, x: number): boolean {
  const box = element.getBoundingClientRect();
  return x > box.left + box.width / 2;
}
