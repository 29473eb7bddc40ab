import { useEffect, useRef } from 'react';

/** The film as one colour a column, left to right, painted at the screen's own resolution. */
export function Barcode({ colours }: { colours: readonly string[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    // One pixel a colour: the browser stretches it to the lane without blurring.
    target.width = Math.max(1, colours.length);
    target.height = 1;
    const context = target.getContext('2d');
    colours.forEach((colour, column) => {
      if (!context) return;
      context.fillStyle = colour;
      context.fillRect(column, 0, 1, 1);
    });
  }, [colours]);
  return <canvas ref={canvas} className="barcode" aria-hidden />;
}
