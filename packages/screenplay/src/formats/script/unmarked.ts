import { type StyledElement, styledScript } from './styled.ts';
import { bitsOf, visibleStyles } from './styles.ts';

/** Elements that may stand between one as it was wanted and as it is read: notes change places. */
const NEAR = 50;

/**
 * How many runs of bold, italics or underlines Fountain has no signs for, such as an underline inside of a word: those
 * of `elements` that are not all in `fountain`, which was made of them.
 */
export function unmarkedRuns(fountain: string, elements: readonly StyledElement[]): number {
  if (!elements.some(({ styles }) => styles !== undefined && styles.length > 0)) return 0;
  const read = styledScript(fountain).elements;
  let count = 0;
  let next = 0;
  for (const { type, text, styles = [] } of elements) {
    const end = Math.min(read.length, next + NEAR);
    let at = next;
    while (at < end && (read[at]?.type !== type || read[at]?.text !== text)) at++;
    if (at === end) continue;
    next = at + 1;
    if (styles.length === 0) continue;
    const bits = bitsOf(text, read[at]?.styles ?? []);
    const lost = visibleStyles(text, styles).filter(({ from, to, style }) =>
      bits.slice(from, to).some((own) => own !== style),
    );
    count += lost.length;
  }
  return count;
}
