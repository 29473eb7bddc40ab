import type { PdfLine } from '@second-unit/screenplay/pdf-in';
import { useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';

/** Points to a line of twelve-point Courier, and of the page shown above and below the line in question. */
const PITCH = 12;
const ABOVE = 5.5 * PITCH;
const BELOW = 4.5 * PITCH;

interface Props {
  readonly script: string;
  readonly lines: readonly PdfLine[];
  /** Index of the line in question. */
  readonly line: number;
}

/** The part of the PDF's page that a line stands on, drawn from the file itself; its lines as text where that fails. */
export function PagePicture({ script, lines, line }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scale, setScale] = useState<number>();
  const [failed, setFailed] = useState(false);
  const shown = lines[line];
  const page = shown?.page ?? 1;
  const y = shown?.y ?? 0;
  const top = Math.max(0, y - ABOVE);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const stop = new AbortController();
    const draw = async (): Promise<void> => {
      // A chunk of its own, for those who correct a PDF.
      const { drawBand } = await import('./pdf-pages.ts');
      const band = { page, top, height: ABOVE + BELOW };
      const drawn = await drawBand(target, script, band, { width: target.clientWidth, signal: stop.signal });
      if (!stop.signal.aborted) setScale(drawn);
    };
    draw().catch(() => {
      if (!stop.signal.aborted) setFailed(true);
    });
    return () => stop.abort();
  }, [script, page, top]);
  if (!shown) return null;
  if (failed) return <LinesInPlace lines={lines} line={line} />;
  return (
    <figure className="page-picture" data-drawn={scale === undefined ? undefined : true}>
      <canvas ref={canvas} role="img" aria-label={messages.corrections.picture(page, shown.text)} />
      {scale !== undefined && (
        <span
          className="page-mark"
          aria-hidden
          style={{
            insetBlockStart: (y - top - 0.85 * PITCH) * scale,
            blockSize: 1.25 * PITCH * scale,
            insetInlineStart: Math.max(0, (shown.x - 5) * scale),
            inlineSize: Math.max(24, (shown.right - shown.x + 10) * scale),
          }}
        />
      )}
      <figcaption className="quiet">{messages.corrections.page(page)}</figcaption>
    </figure>
  );
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
