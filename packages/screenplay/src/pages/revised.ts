import type { Page, PageLine, RevisedRange, Revision } from './layout-types.ts';

/** Marks the lines of a page that a revision touches, and the page with its newest. */
export function revisedLines(revisions: readonly Revision[]): (page: Page) => Page {
  if (revisions.length === 0) return (page) => page;
  const changes = revisions.map((revision) => Map.groupBy(revision.changes, (change) => change.element));
  return (page) => {
    let newest = -1;
    const lines = page.lines.map((line) => {
      if (line.made !== undefined) return line;
      const at = changes.findLastIndex((byElement) => byElement.get(line.element)?.some((it) => touches(it, line)));
      if (at === -1) return line;
      newest = Math.max(newest, at);
      return { ...line, revised: (revisions[at] as Revision).colour };
    });
    const revision = revisions[newest];
    return revision === undefined ? page : { ...page, lines, revision };
  };
}

/** An empty range, where something was cut, marks the line that it falls on. */
function touches({ from = 0, to = Number.POSITIVE_INFINITY }: RevisedRange, line: PageLine): boolean {
  if (from === to) return from >= line.from && from <= line.to;
  return from < Math.max(line.to, line.from + 1) && to > line.from;
}
