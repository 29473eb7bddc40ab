import { toFountain } from '../../packages/story/train/tripod/fountain.ts';

/** What a printed page has around the script: page numbers, revisions, CONTINUED. */
const FURNITURE =
  /^!(?:\(?(?:CONTINUED|MORE)\b[^a-z]*|PAGE \d+|[\d\s.*/&A-Z]{0,12}OMITTED[\d\s.*/&A-Zthru]*|[A-Z]?\d+[A-Z]?\.?(?:\s+[A-Z]?\d+[A-Z]?\.?)?|[\d/\s.*]+|.{0,20} - (?:Rev\. )?\d+\/\d+\/\d+.*)$/u;

/**
 * A script of TRIPOD as a writer's file has it: its page furniture taken out and each paragraph on one line, which
 * scraped pages break where the paper ends.
 */
export function paragraphsOf(raw: string): string {
  return joined(toFountain(raw));
}

/** The same of what `toFountain` made of it. */
export function joined(fountain: string): string {
  const out: string[] = [];
  let open = false;
  for (const line of fountain.split('\n')) {
    if (FURNITURE.test(line)) continue;
    const action = line.startsWith('!');
    if (action && open) out[out.length - 1] += ` ${line.slice(1).trim()}`;
    else out.push(line);
    open = action;
  }
  return out.join('\n');
}
