import type { CameraGroup } from '@second-unit/footage/shoot-day';
import { type ReactNode, useRef } from 'react';
import type { Drop, InHand } from './drops.ts';
import { binsMessages } from './messages.ts';
import type { BinRow, CameraRow } from './places.ts';
import { useDrop } from './use-drop.ts';

interface Props {
  rows: readonly BinRow[];
  cameras: readonly CameraRow[];
  /** Name that one more camera would get. */
  nextCamera: string;
  /** Id of a bin or of a camera. */
  chosen: string;
  onChoose: (id: string) => void;
  dropOnBin: (hand: InHand, row: BinRow) => Drop | undefined;
  dropOnCamera: (hand: InHand, camera: Pick<CameraGroup, 'name' | 'cards'>) => Drop | undefined;
  onDrop: (drop: Drop) => void;
  /** Puts the chosen clips to a camera that there is not yet; absent while none is chosen. */
  onNewCamera: (() => void) | undefined;
}

/** Scenes, set-ups and takes, the bins beside them, and the cameras; clips are dropped on any. */
export function BinList(props: Props) {
  const { rows, cameras, nextCamera, chosen, onChoose, dropOnBin, dropOnCamera, onDrop, onNewCamera } = props;
  return (
    <div className="bin-list">
      <nav aria-label={binsMessages.tree}>
        <ul>
          {rows.map((row) => (
            <Line
              key={row.bin.id}
              kind={row.bin.kind}
              depth={row.depth}
              isChosen={row.bin.id === chosen}
              count={row.clips.length}
              {...(row.bin.heading === undefined ? {} : { title: row.bin.heading })}
              onClick={() => onChoose(row.bin.id)}
              dropOf={(hand) => dropOnBin(hand, row)}
              onDrop={onDrop}
            >
              {row.bin.name}
              {row.bin.heading !== undefined && <span className="quiet bin-heading"> {row.bin.heading}</span>}
            </Line>
          ))}
        </ul>
      </nav>
      {cameras.length > 0 && (
        <nav aria-label={binsMessages.cameras}>
          <h3 className="bin-group quiet">{binsMessages.cameras}</h3>
          <ul>
            {cameras.map(({ id, title, camera, clips }) => (
              <Line
                key={id}
                kind="camera"
                isChosen={id === chosen}
                count={clips.length}
                title={camera.reason}
                onClick={() => onChoose(id)}
                dropOf={(hand) => dropOnCamera(hand, camera)}
                onDrop={onDrop}
              >
                {title}
              </Line>
            ))}
            <Line
              kind="new-camera"
              isChosen={false}
              isOff={onNewCamera === undefined}
              title={binsMessages.newCameraHint}
              onClick={() => onNewCamera?.()}
              dropOf={(hand) => dropOnCamera(hand, { name: nextCamera, cards: [] })}
              onDrop={onDrop}
            >
              {binsMessages.newCamera(nextCamera)}
            </Line>
          </ul>
        </nav>
      )}
    </div>
  );
}

interface LineProps {
  kind: string;
  depth?: number;
  isChosen: boolean;
  isOff?: boolean;
  count?: number;
  title?: string;
  onClick: () => void;
  dropOf: (hand: InHand) => Drop | undefined;
  onDrop: (drop: Drop) => void;
  children: ReactNode;
}

function Line({ kind, depth = 0, isChosen, isOff, count, title, onClick, dropOf, onDrop, children }: LineProps) {
  const line = useRef<HTMLButtonElement>(null);
  const over = useDrop(line, { dropOf, onDrop });
  return (
    <li>
      <button
        ref={line}
        type="button"
        className="bin-line"
        data-kind={kind}
        data-over={over !== undefined || undefined}
        aria-current={isChosen || undefined}
        // Not `disabled`: clips can be let go on it all the same.
        aria-disabled={isOff || undefined}
        style={{ paddingInlineStart: 12 + depth * 14 }}
        onClick={onClick}
      >
        <span dir="auto" title={title}>
          {over ?? children}
        </span>
        {count !== undefined && <span className="quiet">{binsMessages.count(count)}</span>}
      </button>
    </li>
  );
}
