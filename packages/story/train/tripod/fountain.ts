/** Words that start a scene in TRIPOD's own segmentation: gold scene numbers count from these. */
const MARKS = new Set(['INT.', 'EXT.', 'INT/EXT.', 'EXT./INT.', 'INT./EXT.']);
/** For films of which that segmentation finds no scenes: a slug line at the start of a line, after its number. */
const SLUG = /^\s*(?:\d+[A-Z]?[.\s]*)?(?:INT|EXT|INTERIOR|EXTERIOR)\b/u;
/** Fewer scenes than this by the first rule, and the second is used. */
const LEAST = 20;

const CUE = /^(?=.*\p{L}\p{Lu}?)[\p{Lu}\p{N}.,'’"`#&/\s-]{2,34}(?:\s*\([^)]*\))*:?$/u;
const NOT_CUE = /^(?:CUT|FADE|DISSOLVE|SMASH|MATCH|ANGLE|CLOSE|CONTINUED|THE END|PAGE|INSERT|POV|BACK|INT|EXT|\d)/u;
/** `JAR JAR : Yousa sav-ed my again, hey?` */
const INLINE = /^(\p{Lu}[\p{Lu}'. -]{1,30}?) ?: (\S.*)$/u;
/** Columns by which cues and dialogue stand further in than action. */
const STEP = 2;

/**
 * A screenplay as scraped text, as Fountain with every element forced: one heading for each scene of the data
 * set's own segmentation, so that scene numbers agree. Cues and dialogue are told by capitals and indentation.
 */
export function toFountain(raw: string): string {
  const lines = singleSpaced(raw.replace(/\t/gu, '        ').split(/\r\n|\n|\r/u));
  const marked = lines.map((line) => line.split(/\s+/u).some((word) => MARKS.has(word)));
  const heads = marked.filter(Boolean).length > LEAST ? marked : lines.map((line) => SLUG.test(line));
  const margin = actionMargin(lines);
  const out: string[] = [];
  // Where the speech stands: undefined outside of one, empty before its first line.
  let speech: { column?: number } | undefined;
  for (const [at, line] of lines.entries()) {
    const text = line.trim();
    const said = INLINE.exec(text);
    if (heads[at] === true) {
      out.push('', `.${headingText(text)}`, '');
      speech = undefined;
    } else if (text === '') {
      if (speech?.column === undefined && speech !== undefined) continue;
      speech = undefined;
      out.push('');
    } else if (isCue(lines, at, margin)) {
      out.push('', `@${text.replace(/:$/u, '')}`);
      speech = {};
    } else if (said !== null && speech === undefined) {
      out.push('', `@${said[1]}`, said[2] as string);
      speech = { column: 0 };
    } else if (speech !== undefined && (speech.column ?? 0) < margin + STEP) {
      out.push(text);
      speech.column ??= indent(line);
    } else if (speech !== undefined && indent(line) >= margin + STEP) {
      out.push(text);
    } else {
      if (speech !== undefined) out.push('');
      speech = undefined;
      out.push(`!${text}`);
    }
  }
  return out.join('\n');
}

/** Some scripts have an empty line after every line: one of each run is taken out. */
function singleSpaced(lines: readonly string[]): string[] {
  const full = lines.filter((line) => line.trim() !== '').length;
  const touching = lines.filter((line, at) => line.trim() !== '' && (lines[at + 1] ?? '').trim() !== '').length;
  if (touching > full * 0.1) return [...lines];
  return lines.filter((line, at) => line.trim() !== '' || (lines[at - 1] ?? '').trim() === '');
}

/** Where action stands, in columns: the leftmost that many lines begin in. */
function actionMargin(lines: readonly string[]): number {
  const columns = new Map<number, number>();
  const full = lines.filter((line) => line.trim() !== '');
  for (const line of full) columns.set(indent(line), (columns.get(indent(line)) ?? 0) + 1);
  return Math.min(...[...columns].filter(([, count]) => count > full.length * 0.08).map(([column]) => column), 40);
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}

function isCue(lines: readonly string[], at: number, margin: number): boolean {
  const line = lines[at] as string;
  const text = line.trim();
  if (!CUE.test(text) || NOT_CUE.test(text) || !/\p{Lu}{2}/u.test(text)) return false;
  const next = (lines[at + 1] ?? '').trim();
  if (indent(line) >= margin + STEP) return next !== '' || (lines[at + 2] ?? '').trim() !== '';
  return /\p{Ll}/u.test(next) && (lines[at - 1] ?? '').trim() === '';
}

/** Without the numbers that shooting scripts print on both sides. */
function headingText(text: string): string {
  const from = text.search(/(?:INT|EXT)(?:ERIOR)?\b/u);
  const bare = (from > 0 ? text.slice(from) : text).replace(/\s+[A-Z]?\d+[A-Z]?\.?$/u, '').trim();
  return bare === '' ? text : bare;
}
