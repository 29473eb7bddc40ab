/** What is chosen among things in a row: from where one began to where one is. */
export interface Selection {
  readonly anchor: number;
  readonly head: number;
}

/** Things [from, to) of a selection. */
export function rangeOf({ anchor, head }: Selection): { readonly from: number; readonly to: number } {
  return { from: Math.min(anchor, head), to: Math.max(anchor, head) + 1 };
}

/** The word that a passage is split before, whichever way it is asked: the first that is chosen. Nothing at its beginning. */
export function splitAt(selection: Selection | undefined): number | undefined {
  const from = selection && rangeOf(selection).from;
  return from === undefined || from === 0 ? undefined : from;
}

/** The selection after a step to `head`, kept within `count` things. */
export function stepTo(selection: Selection | undefined, head: number, count: number, extend: boolean): Selection {
  const to = Math.min(count - 1, Math.max(0, head));
  return { anchor: extend && selection ? selection.anchor : to, head: to };
}

/** The element above or below another that is nearest to it along the line; undefined for none there. */
export function vertically<E extends Pick<Element, 'getBoundingClientRect'>>(
  all: readonly E[],
  from: E,
  direction: 1 | -1,
): E | undefined {
  const here = from.getBoundingClientRect();
  const x = (here.left + here.right) / 2;
  let best: { element: E; row: number; off: number } | undefined;
  for (const element of all) {
    const box = element.getBoundingClientRect();
    const row = (box.top - here.top) * direction;
    // Less than half a line is the same line.
    if (row < here.height / 2) continue;
    const off = Math.max(0, box.left - x, x - box.right);
    const isNearer = !best || row < best.row - here.height / 2 || (row < best.row + here.height / 2 && off < best.off);
    if (isNearer) best = { element, row, off };
  }
  return best?.element;
}
