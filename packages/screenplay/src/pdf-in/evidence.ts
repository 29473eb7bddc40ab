import { extensionsStart } from '../constructs/character.ts';
import { looksLikeHeading } from '../constructs/scene-heading.ts';
import { looksLikeTransition } from '../constructs/transition.ts';
import { isUppercase } from '../constructs/uppercase.ts';
import { type Block, isFull } from './body.ts';
import { MORE } from './furniture.ts';
import type { RawLine } from './line.ts';

/** What a line shows of itself, before its neighbours and the script's own habits are looked at. */
export interface Evidence {
  /** Left and right edge and centre as shares of the text block's width. */
  readonly indent: number;
  readonly end: number;
  readonly centre: number;
  readonly centred: boolean;
  /** `unknown` for scripts without case. */
  readonly capitals: 'yes' | 'no' | 'unknown';
  readonly headingWords: boolean;
  readonly transitionWords: boolean;
  /** Set against the right edge. */
  readonly atRight: boolean;
  /** Begins with a parenthesis, or goes on from a line that did not close its own. */
  readonly parenthesis: 'opens' | 'goes on' | 'no';
  readonly numbered: boolean;
  readonly above: Gap;
  readonly below: Gap;
  /** A short line in capitals at the left edge with nothing near: a slug, or action that shouts. */
  readonly bareCapitals: boolean;
}

/** `tight` as within a paragraph, `blank` as between two, `page` over the page. */
export type Gap = 'tight' | 'blank' | 'page';

const TIGHT = 1.3;
/** Of the text block's width. */
const NEAR = 0.022;
/** Transitions that end otherwise than in `TO:`. */
const FADES = /^(?:FADE(?:S)? (?:OUT|TO BLACK|TO WHITE)|CUT TO BLACK|FONDU AU NOIR|ABBLENDE|DISSOLVENZA)[.:]?$/u;

function gapOf(line: RawLine | undefined): Gap {
  if (line?.gap === undefined) return 'page';
  return line.gap < TIGHT ? 'tight' : 'blank';
}

export function evidenceOf(lines: readonly RawLine[], block: Block, pageCentre: number): Evidence[] {
  const width = block.right - block.left;
  let open = 0;
  const shown = lines.map((line, index): Evidence => {
    const next = lines[index + 1];
    const above = gapOf(line);
    const below = next === undefined ? 'page' : gapOf(next);
    const indent = (line.x - block.left) / width;
    const end = (line.right - block.left) / width;
    const middle = (line.x + line.right) / 2;
    // Without its extensions, which are often in small letters: `MARA (cont'd)`.
    const name = line.text.slice(0, extensionsStart(line.text, line.text.length)) || line.text;
    const cased = /[\p{Lu}\p{Ll}\p{Lt}]/u.test(name);
    const capitals = !cased ? 'unknown' : isUppercase(name) || /^(?:MA?C|D[EI])\p{Lu}+$/u.test(name) ? 'yes' : 'no';
    const opens = /^[(（]/.test(line.text) && !MORE.test(line.text);
    const goesOn = open > 0 && above !== 'blank' && !opens;
    if (opens) open = isOpen(line.text) ? 3 : 0;
    else if (goesOn) open = /[)）]\s*$/.test(line.text) ? 0 : open - 1;
    else open = 0;
    const headingWords =
      looksLikeHeading(line.text) && capitals !== 'unknown'
        ? capitals === 'yes' || /^\S{1,8}\.\s/.test(line.text)
        : looksLikeHeading(line.text);
    const transitionWords = looksLikeTransition(line.text) || FADES.test(line.text);
    return {
      indent,
      end,
      centre: (middle - block.left) / width,
      centred:
        indent > 0.08 &&
        Math.min(Math.abs(middle - (block.left + block.right) / 2), Math.abs(middle - pageCentre)) < NEAR * width,
      capitals,
      headingWords,
      transitionWords,
      atRight: indent > 0.45 && Math.abs(end - 1) < 0.09,
      parenthesis: opens ? 'opens' : goesOn ? 'goes on' : 'no',
      numbered: line.number !== undefined,
      above,
      below,
      bareCapitals: false,
    };
  });
  return shown.map((one, at) => ({ ...one, bareCapitals: isBare(lines, shown, at, block) }));
}

/** One or two lines in capitals, apart from all others, that do not end a paragraph of the page before. */
function isBare(lines: readonly RawLine[], shown: readonly Evidence[], at: number, block: Block): boolean {
  if (!isLoud(lines[at], shown[at])) return false;
  const from = shown[at]?.above === 'tight' ? at - 1 : at;
  const to = shown[at]?.below === 'tight' ? at + 1 : at;
  if (to - from > 1 || shown[from]?.above === 'tight' || shown[to]?.below === 'tight') return false;
  for (let one = from; one <= to; one++) if (!isLoud(lines[one], shown[one])) return false;
  const before = lines[from - 1];
  if (before === undefined || lines[from]?.first !== true) return true;
  return !isFull(before, lines[from] as RawLine, block) || /[.!?…:)"”’]$/u.test(before.text);
}

function isLoud(line: RawLine | undefined, shown: Evidence | undefined): boolean {
  return (
    line !== undefined &&
    shown?.capitals === 'yes' &&
    !shown.headingWords &&
    !shown.transitionWords &&
    Math.abs(shown.indent) < NEAR &&
    line.text.length <= 64 &&
    !line.text.endsWith(':') &&
    line.number === undefined &&
    line.dual === undefined
  );
}

function isOpen(text: string): boolean {
  const opened = text.match(/[(（]/g)?.length ?? 0;
  return opened > (text.match(/[)）]/g)?.length ?? 0);
}
