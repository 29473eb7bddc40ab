import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState } from 'react';
import { binsMessages } from './messages.ts';
import type { BinRow } from './places.ts';

interface Props {
  rows: readonly BinRow[];
  chosen: string;
  onChoose: (bin: string) => void;
  onDrop: (clips: readonly string[], row: BinRow) => void;
}

/** Scenes, set-ups and takes, and the bins beside them; clips are dropped on any. */
export function BinList({ rows, chosen, onChoose, onDrop }: Props) {
  return (
    <nav className="bin-list" aria-label={binsMessages.tree}>
      <ul>
        {rows.map((row) => (
          <BinLine key={row.bin.id} row={row} isChosen={row.bin.id === chosen} onChoose={onChoose} onDrop={onDrop} />
        ))}
      </ul>
    </nav>
  );
}

/** Ids of clips that are being dragged; undefined for anything else. */
function draggedClips(data: Record<string | symbol, unknown>): readonly string[] | undefined {
  return Array.isArray(data.clips) ? (data.clips as readonly string[]) : undefined;
}

function BinLine({
  row,
  isChosen,
  onChoose,
  onDrop,
}: {
  row: BinRow;
  isChosen: boolean;
  onChoose: (bin: string) => void;
  onDrop: (clips: readonly string[], row: BinRow) => void;
}) {
  const line = useRef<HTMLButtonElement>(null);
  const [over, setOver] = useState(false);
  const drop = useRef({ row, onDrop });
  drop.current = { row, onDrop };
  useEffect(() => {
    const element = line.current;
    if (!element) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => draggedClips(source.data) !== undefined,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        const clips = draggedClips(source.data);
        if (clips) drop.current.onDrop(clips, drop.current.row);
      },
    });
  }, []);
  return (
    <li>
      <button
        ref={line}
        type="button"
        className="bin-line"
        data-kind={row.bin.kind}
        data-over={over || undefined}
        aria-current={isChosen || undefined}
        style={{ paddingInlineStart: 12 + row.depth * 14 }}
        onClick={() => onChoose(row.bin.id)}
      >
        <span dir="auto" title={row.bin.heading}>
          {row.bin.name}
          {row.bin.heading !== undefined && <span className="quiet bin-heading"> {row.bin.heading}</span>}
        </span>
        <span className="quiet">{binsMessages.count(row.clips.length)}</span>
      </button>
    </li>
  );
}
