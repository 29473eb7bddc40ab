import type { LinedScript, LinedTake, LinedPage as Page } from '@second-unit/studio/contract';
import { memo, useMemo } from 'react';
import { linedMessages as words } from './messages.ts';
import { TakeLine } from './take-line.tsx';

/** Columns of the paper's own margin that are left away: strokes have a margin of their own. */
const LEFT = 14;
const RIGHT = 8;

interface Props {
  lined: LinedScript;
  index: number;
  page: Page;
  takes: readonly LinedTake[];
  /** The chosen take, on the pages that it is on. */
  chosen: LinedTake | undefined;
  onChoose: (take: LinedTake, frame: number) => void;
  onDrag: (y: number | undefined) => void;
  onDrop: (take: LinedTake, y: number) => void;
}

/** One page of the script with the takes that cover it. */
export const LinedPage = memo(function LinedPage({ lined, index, page, takes, chosen, ...on }: Props) {
  const covered = useMemo(() => new Map(chosen?.lines.map(({ line, said }) => [line, said])), [chosen]);
  /** The speech that each row is of, or that comes next: what a take that is dropped there begins with. */
  const next = useMemo(() => {
    const targets: (number | undefined)[] = [];
    for (let at = page.lines.length - 1; at >= 0; at--) targets[at] = page.lines[at]?.line ?? targets[at + 1];
    return targets;
  }, [page]);
  return (
    <section
      className="lined-page"
      aria-label={words.page(page.number)}
      style={{ '--columns': lined.columns - LEFT - RIGHT, '--page-rows': lined.rows }}
    >
      {takes.map((take) => (
        <TakeLine
          key={take.id}
          lined={lined}
          take={take}
          strokes={take.strokes.filter((stroke) => stroke.page === index)}
          chosen={take === chosen}
          {...on}
        />
      ))}
      <div className="lined-text">
        <span className="lined-number">{page.number}</span>
        {page.lines.map((row, at) => (
          <p
            key={`${row.row} ${row.left}`}
            dir="auto"
            className={`lined-${row.kind}`}
            data-next={next[at]}
            data-covered={row.line === undefined ? undefined : covered.get(row.line)}
            style={{ '--row': row.row, '--left': row.left - LEFT, '--width': row.width, textAlign: row.align }}
          >
            {row.text}
          </p>
        ))}
      </div>
    </section>
  );
});
