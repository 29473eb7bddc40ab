import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';

/** Shows how far a verb is, where there is a terminal to show it on. */
export interface Progress {
  /** @param share 0 to 1, or undefined where the end is not known. */
  readonly show: (share: number | undefined, doing: string) => void;
  /** Takes the line away, before anything else is written. */
  readonly clear: () => void;
}

const BAR = 24;
const EVERY_MS = 100;

/** One line that is rewritten in place; silent when `stream` is no terminal. */
export function progressOn(stream: WriteStream): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let shown = false;
  let last = 0;
  return {
    show: (share, doing) => {
      const now = performance.now();
      if (shown && now - last < EVERY_MS && share !== 1) return;
      last = now;
      shown = true;
      const done = Math.round((share ?? 0) * BAR);
      const bar = share === undefined ? '' : `${'█'.repeat(done)}${'·'.repeat(BAR - done)} `;
      // File names can hold control characters; a terminal must not obey them.
      const words = stripVTControlCharacters(doing).slice(0, Math.max(10, stream.columns - BAR - 2));
      stream.write(`\r\x1b[2K${bar}${words}`);
    },
    clear: () => {
      if (shown) stream.write('\r\x1b[2K');
      shown = false;
    },
  };
}
