import type { PdfLine } from '@second-unit/screenplay/pdf-in';
import { useEffect, useMemo, useRef, useState } from 'react';
import { messages } from '../messages.ts';

/** Points to a line of twelve-point Courier. */
const PITCH = 12;
/** Points of the page that are shown: lines above the one in question, and in all. */
const ABOVE = 6.5 * PITCH;
const HEIGHT = 12 * PITCH;
/** And beside the text, of which a little is left of its shortest width. */
const MARGIN = 16;
const NARROWEST = 380;

interface Props {
  readonly script: string;
  readonly lines: readonly PdfLine[];
  /** Index of the line in question. */
  readonly line: number;
}

/** The part of the PDF's page that a line stands on, drawn from the file itself; its lines as text where that fails. */
export function PagePicture({ script, lines, line }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<{ readonly of: number; readonly scale: number }>();
  const [failed, setFailed] = useState(false);
  const shown = lines[line];
  const page = shown?.page ?? 1;
  const top = Math.max(0, (shown?.y ?? 0) - ABOVE);
  const { left, width } = useMemo(() => columnOf(lines, page), [lines, page]);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const stop = new AbortController();
    const draw = async (): Promise<void> => {
      // A chunk of its own, for those who correct a PDF.
      const { drawPart } = await import('./pdf-pages.ts');
      const scale = target.clientWidth / width;
      await drawPart(target, script, { page, left, top, width, height: HEIGHT }, { scale, signal: stop.signal });
      if (!stop.signal.aborted) setDrawn({ of: line, scale });
    };
    draw().catch(() => {
      if (!stop.signal.aborted) setFailed(true);
    });
    return () => stop.abort();
  }, [script, line, page, left, top, width]);
  if (!shown) return null;
  if (failed) return <LinesInPlace lines={lines} line={line} />;
  const scale = drawn?.of === line ? drawn.scale : undefined;
  return (
    <figure className="page-picture" data-drawn={scale === undefined ? undefined : true}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={messages.corrections.picture(page, shown.text)}
        style={{ aspectRatio: width / HEIGHT }}
      />
      {scale !== undefined && (
        <span
          className="page-mark"
          aria-hidden
          style={{
            insetBlockStart: (shown.y - top - 0.85 * PITCH) * scale,
            blockSize: 1.25 * PITCH * scale,
            insetInlineStart: Math.max(0, (shown.x - left - 5) * scale),
            inlineSize: Math.max(24, (shown.right - shown.x + 10) * scale),
          }}
        />
      )}
    </figure>
  );
}

/** Where the text of a page stands, with a little beside it. */
function columnOf(lines: readonly PdfLine[], page: number): { left: number; width: number } {
  const text = lines.filter((line) => line.page === page && line.type !== 'furniture');
  const left = Math.max(0, Math.min(...text.map(({ x }) => x)) - MARGIN);
  const right = Math.max(...text.map((line) => line.right)) + MARGIN;
  return Number.isFinite(right - left) ? { left, width: Math.max(NARROWEST, right - left) } : { left: 0, width: 612 };
}

/** Neighbours on either side that are shown with a line. */
const NEIGHBOURS = 3;
/** Points to a character of twelve-point Courier. */
const EM = 7.2;

function LinesInPlace({ lines, line }: { lines: readonly PdfLine[]; line: number }) {
  const page = lines[line]?.page;
  const from = Math.max(0, line - NEIGHBOURS);
  const near = lines.slice(from, line + NEIGHBOURS + 1).map((one, at) => ({ one, index: from + at }));
  const left = Math.min(...near.map(({ one }) => one.x));
  return (
    <figure className="page-picture lines-in-place">
      <div className="script-text">
        {near
          .filter(({ one }) => one.page === page)
          .map(({ one, index }) => (
            <p
              key={index}
              aria-current={index === line ? 'true' : undefined}
              style={{ paddingInlineStart: `${Math.min(40, (one.x - left) / EM)}ch` }}
            >
              {one.text}
            </p>
          ))}
      </div>
      <figcaption className="quiet">{messages.corrections.noPicture(page ?? 1)}</figcaption>
    </figure>
  );
}
