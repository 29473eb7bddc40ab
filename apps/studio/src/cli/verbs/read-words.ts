import type { ReadThrough } from '@second-unit/story';
import { detailOf, type FindingGroup, Lines, marksOf, sectionsOf, sentenceOf } from '@second-unit/story/html';
import { count, table } from '../words.ts';

/** Findings of one kind that are told one by one on a terminal. */
const MOST = 5;
const CAST = 12;

/** The read-through as words for a terminal: errors first, each with its line in the script. */
export function readInWords(title: string, readThrough: ReadThrough, text: string): string {
  const { scenes, characters, findings } = readThrough;
  const lines = new Lines(text);
  const pages = findings.find(({ id }) => id === 'page-count')?.value;
  const head = `${title}: ${count(scenes.length, 'scene')}, ${typeof pages === 'number' ? `${count(pages, 'page')}, ` : ''}${characters.length} who speak\n`;
  const cast = characters
    .toSorted((a, b) => b.words - a.words)
    .slice(0, CAST)
    .map((one) => [one.name, String(one.scenes.length), String(one.speeches), String(one.words)]);
  const sections = sectionsOf(findings).map(
    ({ title: name, groups }) => `${name}\n${groups.map((group) => groupInWords(group, lines)).join('')}`,
  );
  return [
    head,
    ...(findings.length === 0 ? ['Not enough to say: no scenes, no speech.\n'] : sections),
    ...(cast.length > 0 ? [table(['character', 'scenes', 'speeches', 'words'], cast)] : []),
    ...(characters.length > CAST ? [`and ${characters.length - CAST} more\n`] : []),
  ].join('\n');
}

function groupInWords({ what, findings }: FindingGroup, lines: Lines): string {
  const [first] = findings;
  const marks = marksOf(first);
  const told = marks.length === 0 ? '' : ` [${marks.join(', ')}]`;
  const placeOf = (finding: typeof first) => finding.evidence.find((one) => one.kind === 'script');
  if (findings.length === 1) {
    const place = placeOf(first);
    return `  ${place ? `line ${lines.numberAt(place.from)}: ` : ''}${sentenceOf(first)}${told}\n`;
  }
  const each = findings.slice(0, MOST).map((finding) => {
    const place = placeOf(finding);
    const said = detailOf(finding) ?? (place ? lines.quote(place.from, place.to, 80) : sentenceOf(finding));
    return `    ${place ? `line ${lines.numberAt(place.from)}: ` : ''}${said.replace(/\s+/gu, ' ')}\n`;
  });
  const more = findings.length > MOST ? `    and ${findings.length - MOST} more\n` : '';
  return `  ${what.slice(0, 1).toUpperCase()}${what.slice(1)} (${findings.length})${told}\n${each.join('')}${more}`;
}
