import type { OutlineEntry } from '@second-unit/screenplay';
import type { ReadThrough } from '@second-unit/story';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { type SceneBlock, sceneBlocks } from '../frame/strip-scale.ts';
import { messages } from '../messages.ts';
import type { Chosen } from './script-because.tsx';

interface Props {
  entries: readonly OutlineEntry[];
  reading: ReadThrough | undefined;
  /** Index of the scene that the cursor is in; −1 before the first. */
  here: number;
  onJump: (at: number) => void;
  onChoose: (chosen: Chosen) => void;
}

/** Pixels that an entry takes before it is measured. */
const ROW = 28;

/** Sections, scenes and synopses in order; only what is on the screen exists, so that 4,500 scenes are no more than 40. */
export function Outline({ entries, reading, here, onJump, onChoose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const scenes = reading?.scenes;
  const kinds = useMemo(() => sceneBlocks(scenes ?? []).map(({ kind }) => kind), [scenes]);
  const digits = useMemo(() => Math.max(2, ...entries.map((entry) => numberOf(entry).length)), [entries]);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => `${entries[index]?.kind} ${index}`,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the cursor from scene to scene.
  useEffect(() => {
    const row = entries.findIndex((entry) => entry.kind === 'scene' && entry.index === here);
    if (row !== -1) virtual.scrollToIndex(row, { align: 'auto' });
  }, [here]);
  return (
    <div className="side-scroll" ref={scroller}>
      <ol
        className="outline"
        style={{ blockSize: virtual.getTotalSize(), '--outline-number': `${digits}ch` } as React.CSSProperties}
      >
        {virtual.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          if (!entry) return null;
          const isScene = entry.kind === 'scene';
          return (
            <li
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              className={`outline-${entry.kind}`}
              aria-setsize={entries.length}
              aria-posinset={row.index + 1}
              data-depth={entry.kind === 'section' ? entry.depth : undefined}
              data-kind={isScene ? kinds[entry.index] : undefined}
              aria-current={isScene && entry.index === here ? 'true' : undefined}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <Entry
                entry={entry}
                scene={isScene ? scenes?.[entry.index] : undefined}
                onJump={onJump}
                onChoose={onChoose}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface EntryProps {
  entry: OutlineEntry;
  scene: SceneBlock['scene'] | undefined;
  onJump: (at: number) => void;
  onChoose: (chosen: Chosen) => void;
}

function Entry({ entry, scene, onJump, onChoose }: EntryProps) {
  if (entry.kind === 'synopsis') return entry.text;
  if (entry.kind === 'section') {
    return (
      <button type="button" dir="auto" onClick={() => onJump(entry.from)}>
        {entry.text}
      </button>
    );
  }
  return (
    <>
      <span className="outline-number">{numberOf(entry)}</span>
      <button type="button" dir="auto" title={messages.script.jump(entry.heading)} onClick={() => onJump(entry.from)}>
        {entry.heading}
      </button>
      {scene && (
        <button
          type="button"
          className="outline-length"
          aria-label={`${messages.script.because.scene(entry.index)}, ${messages.script.pages(messages.script.eighths(scene.eighths))}`}
          onClick={() => onChoose({ kind: 'scene', scene: entry.index })}
        >
          {messages.script.eighths(scene.eighths)}
        </button>
      )}
    </>
  );
}

/** The number that the script gives a scene, else its place. */
function numberOf(entry: OutlineEntry): string {
  return entry.kind === 'scene' ? (entry.number ?? String(entry.index + 1)) : '';
}
