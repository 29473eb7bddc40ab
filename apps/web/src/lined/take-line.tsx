import type { LinedScript, LinedTake, TakeStroke } from '@second-unit/studio/contract';
import { type PointerEvent, useRef } from 'react';
import { shotNumbers, takeInWords } from './take-words.ts';

/** Units of the drawing: a row is ten high, a lane ten wide. */
const ROW = 10;
const MIDDLE = 5;
const WAVE = 1.6;
/** Hues that a shot can have, as characters have. */
const HUES = 6;
/** Pixels beyond which a press is a drag. */
const DRAG = 5;

interface Props {
  lined: LinedScript;
  take: LinedTake;
  /** Those of one page. */
  strokes: readonly TakeStroke[];
  chosen: boolean;
  onChoose: (take: LinedTake, frame: number) => void;
  onDrag: (y: number | undefined) => void;
  onDrop: (take: LinedTake, y: number) => void;
}

/** One take on one page: its number, and a line down the rows that it covers. */
export function TakeLine({ lined, take, strokes, chosen, onChoose, onDrag, onDrop }: Props) {
  const pressed = useRef<{ y: number; dragged: boolean } | undefined>(undefined);
  const top = strokes[0]?.fromRow ?? 0;
  const rows = (strokes.at(-1)?.toRow ?? top) - top;
  const move = (event: PointerEvent) => {
    const press = pressed.current;
    if (!press) return;
    if (Math.abs(event.clientY - press.y) > DRAG) press.dragged = true;
    if (press.dragged) onDrag(event.clientY);
  };
  return (
    <button
      type="button"
      className="take-line"
      data-take={take.id}
      aria-pressed={chosen}
      aria-label={takeInWords(lined, take)}
      style={{ '--top': top, '--rows': rows, '--lane': take.lane }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = { y: event.clientY, dragged: false };
      }}
      onPointerMove={move}
      onPointerUp={(event) => {
        if (pressed.current?.dragged) onDrop(take, event.clientY);
      }}
      onPointerCancel={() => {
        pressed.current = undefined;
        onDrag(undefined);
      }}
      onClick={(event) => {
        const dragged = pressed.current?.dragged;
        pressed.current = undefined;
        if (!dragged)
          onChoose(
            take,
            frameAt(
              take,
              strokes,
              event.clientY - event.currentTarget.getBoundingClientRect().top,
              event.currentTarget.clientHeight,
              event.detail === 0,
            ),
          );
      }}
    >
      <span className="take-head">{take.number}</span>
      <svg viewBox={`0 0 10 ${rows * ROW}`} preserveAspectRatio="none" aria-hidden>
        {strokes.map((stroke) => (
          <path
            key={stroke.fromRow}
            d={pathOf(stroke, top)}
            className={`stroke-${stroke.look}`}
            data-hue={hueOf(lined, stroke)}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <span className="take-tip">{takeInWords(lined, take)}</span>
    </button>
  );
}

/** The shot at the height that was clicked; a key press means the beginning. */
function frameAt(take: LinedTake, strokes: readonly TakeStroke[], y: number, height: number, byKey: boolean): number {
  const top = strokes[0]?.fromRow ?? 0;
  const rows = (strokes.at(-1)?.toRow ?? top) - top;
  const at = top + (y / Math.max(1, height)) * rows;
  const stroke = byKey ? undefined : strokes.find(({ fromRow, toRow }) => at >= fromRow && at < toRow);
  return take.lines.find(({ shot }) => shot !== undefined && shot === stroke?.shot)?.startFrame ?? take.startFrame;
}

function hueOf(lined: LinedScript, { shot }: TakeStroke): number {
  const [number] = shotNumbers(lined, { shots: shot === undefined ? [] : [shot] }) ?? [1];
  return ((number - 1) % HUES) + 1;
}

function pathOf({ fromRow, toRow, look }: TakeStroke, top: number): string {
  const start = (fromRow - top) * ROW;
  const end = (toRow - top) * ROW;
  if (look !== 'wavy') return `M${MIDDLE} ${start}V${end}`;
  const half = ROW / 2;
  const steps = Math.max(1, Math.round((end - start) / half));
  const length = (end - start) / steps;
  let path = `M${MIDDLE} ${start}`;
  for (let step = 0; step < steps; step++) {
    const side = MIDDLE + (step % 2 === 0 ? WAVE * 2 : -WAVE * 2);
    path += `Q${side} ${start + (step + 0.5) * length} ${MIDDLE} ${start + (step + 1) * length}`;
  }
  return path;
}
