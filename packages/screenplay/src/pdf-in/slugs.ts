import type { Block } from './body.ts';
import type { Evidence } from './evidence.ts';
import type { RawLine } from './line.ts';

/**
 * Whether bare lines in capitals are headings (`THE KITCHEN`) or action (`A RIVER.`) is a habit of the script, and the
 * two look alike. The sum of what speaks for headings, in log-odds:
 *
 * - a line that ends in a full stop is rather action;
 * - software keeps a heading with what follows, so a bare line at the foot of a page is none,
 *   and one at the head of a page whose predecessor had room left for it probably is;
 * - where the script's other headings are bold, underlined or set further apart, a heading would be too.
 */
export function slugOdds(lines: readonly RawLine[], evidence: readonly Evidence[], block: Block): number {
  let odds = PRIOR;
  const lows = lines.map((line) => line.y).sort((a, b) => a - b);
  const foot = lows[Math.floor(0.995 * (lows.length - 1))] ?? 0;
  const style = headingStyle(lines, evidence);
  for (const [index, line] of lines.entries()) {
    const shown = evidence[index] as Evidence;
    if (!shown.bareCapitals || shown.above === 'tight') continue;
    odds += /[.!?…]["”’)]?$/u.test(line.text) ? FULL_STOP : NO_FULL_STOP;
    const next = lines[index + 1];
    if (next?.first === true && next.page === line.page + 1) odds += AT_FOOT;
    const before = lines[index - 1];
    if (line.first && before !== undefined && line.page === before.page + 1 && foot - before.y >= 1.9 * block.pitch) {
      odds += PUSHED_OVER;
    }
    odds += styleOdds(line, style);
  }
  return Math.max(-LIMIT, Math.min(LIMIT, odds));
}

/** Scripts with any bare capitals at all use them for headings slightly more often than not. */
const PRIOR = 0.5;
/** log(0.08 / 0.4) and log(0.92 / 0.6). */
const FULL_STOP = -1.6;
const NO_FULL_STOP = 0.43;
/** One page in fifty ends so by chance; headings almost never do. */
const AT_FOOT = -4;
const PUSHED_OVER = 1.5;
const LIMIT = 3.5;

interface HeadingStyle {
  readonly bold: boolean | undefined;
  readonly underline: boolean | undefined;
  readonly wide: boolean;
}

const ODDS_OF_STYLE = 2;

function headingStyle(lines: readonly RawLine[], evidence: readonly Evidence[]): HeadingStyle {
  const headings = lines.filter((_, index) => evidence[index]?.headingWords === true);
  const others = lines.filter((_, index) => evidence[index]?.headingWords === false);
  const marked = (style: 'bold' | 'underline'): boolean | undefined => {
    if (headings.length < 3) return undefined;
    const share = (of: readonly RawLine[]): number => of.filter((line) => isAll(line, style)).length / (of.length || 1);
    return share(headings) > 0.8 && share(others) < 0.3 ? true : undefined;
  };
  const wide = (of: readonly RawLine[]): number => of.filter((line) => (line.gap ?? 0) > 2.4).length / (of.length || 1);
  return {
    bold: marked('bold'),
    underline: marked('underline'),
    wide: headings.length >= 3 && wide(headings) > 0.6 && wide(others) < 0.2,
  };
}

function isAll(line: RawLine, style: 'bold' | 'underline'): boolean {
  let length = 0;
  for (const span of line.spans) if (span[style]) length += span.to - span.from;
  return length >= 0.8 * line.text.length;
}

function styleOdds(line: RawLine, style: HeadingStyle): number {
  let odds = 0;
  if (style.bold === true) odds += isAll(line, 'bold') ? ODDS_OF_STYLE : -ODDS_OF_STYLE;
  if (style.underline === true) odds += isAll(line, 'underline') ? ODDS_OF_STYLE : -ODDS_OF_STYLE;
  if (style.wide && line.gap !== undefined) odds += line.gap > 2.4 ? ODDS_OF_STYLE : -ODDS_OF_STYLE;
  return odds;
}
