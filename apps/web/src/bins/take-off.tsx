import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState } from 'react';
import { type Attached, type Drop, takeOff } from './drops.ts';
import { handOf, useDrop } from './use-drop.ts';

/** Where what hangs on a clip is let go to be taken off it; there only while such a thing is in the hand. */
export function TakeOff({ onDrop }: { onDrop: (drop: Drop) => void }) {
  const [held, setHeld] = useState<Attached>();
  useEffect(
    () =>
      monitorForElements({
        onDragStart: ({ source }) => {
          const hand = handOf(source.data);
          if (hand && 'attached' in hand) setHeld(hand.attached);
        },
        onDrop: () => setHeld(undefined),
      }),
    [],
  );
  return held === undefined ? null : <Place held={held} onDrop={onDrop} />;
}

function Place({ held, onDrop }: { held: Attached; onDrop: (drop: Drop) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const drop = takeOff(held);
  const over = useDrop(place, { dropOf: (hand) => ('attached' in hand ? drop : undefined), onDrop });
  return (
    <div ref={place} className="take-off" data-over={over !== undefined || undefined}>
      {drop.name}
    </div>
  );
}
