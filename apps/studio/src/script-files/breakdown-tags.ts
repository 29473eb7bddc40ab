import type { FdxScript, FdxTag } from '@second-unit/screenplay/formats';
import type { BreakdownCorrection } from '@second-unit/story';

/** Which elements of the breakdown a Final Draft file gets as tags, beside those that it has. */
export interface BreakdownTagging {
  /** What was said about the breakdown, in order. */
  readonly corrections: readonly BreakdownCorrection[];
  /** The whole breakdown as corrected; else only elements that somebody named. */
  readonly all: boolean;
}

/** A file's tags as corrections of the breakdown of its script. */
export async function correctionsIn({ tags, document }: FdxScript): Promise<BreakdownCorrection[]> {
  if (tags.length === 0) return [];
  return (await import('@second-unit/story')).correctionsOfFdx(tags, document.elements);
}

/**
 * A Final Draft file with tags of its breakdown. The tags that it has stay, those in categories of its own included,
 * but for elements that a correction took away or named otherwise; words bear one tag, and theirs come first.
 */
export async function withBreakdownTags(
  fdx: string,
  { corrections, all }: BreakdownTagging,
): Promise<{ readonly content: string; readonly notes: readonly string[] }> {
  if (!all && corrections.length === 0) return { content: fdx, notes: [] };
  const [{ readFdx, writeFdxTags }, story, { breakdownLexicon }] = await Promise.all([
    import('@second-unit/screenplay/formats'),
    import('@second-unit/story'),
    import('@second-unit/story/node'),
  ]);
  const script = readFdx(fdx);
  const { elements } = script.document;
  // A script that came in before its tags were read has them all the same.
  const inFile = story.correctionsOfFdx(script.tags, elements);
  const known = new Set(inFile.map((one) => JSON.stringify(one)));
  const said = corrections.filter((one) => !known.has(JSON.stringify(one)));
  if (!all && said.length === 0) return { content: fdx, notes: [] };
  const { breakdown, scenes } = story.readThrough(script.fountain, {
    lexicon: await breakdownLexicon(),
    corrections: [...inFile, ...corrections],
  });
  const own = story.standingFdxTags(script.tags, elements, breakdown, scenes);
  const wanted = all ? breakdown : story.namedIn(breakdown, said);
  const added = story.fdxTagsOf(wanted, elements, script.fountain);
  const { xml, leftOut } = writeFdxTags(script, [...own, ...added]);
  const lost = leftOut.filter(
    (tag) => ![...own, ...added].some((other) => !leftOut.includes(other) && same(tag, other)),
  );
  return { content: xml, notes: lost.length === 0 ? [] : [lossOf(lost)] };
}

/** The same element on words that overlap is not lost. */
function same(a: FdxTag, b: FdxTag): boolean {
  const overlap = a.element === b.element && a.from < b.to && b.from < a.to;
  return overlap && a.category === b.category && a.label.toLowerCase() === b.label.toLowerCase();
}

const NAMED = 8;

function lossOf(tags: readonly FdxTag[]): string {
  const names = [...new Set(tags.map(({ label, category }) => `${label} (${category})`))];
  const some = names.slice(0, NAMED).join(', ');
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const count = tags.length === 1 ? '1 tag was' : `${tags.length.toLocaleString('en')} tags were`;
  return `${count} left out, as their words bear another tag or are not in the file: ${some}${more}.`;
}
