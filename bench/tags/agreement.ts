import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BreakdownFile, tagFiles } from './check.ts';
import { scoresOf } from './score.ts';

/**
 * How far a second reader, who had not seen the tags of the first, agrees with them on the props of one script: what a
 * detector could reach at best.
 */
export function agreement(): { readonly alike: number; readonly onlySecond: number; readonly onlyFirst: number } {
  const name = 'breakdown-last-birthday-card.json';
  const path = join(import.meta.dirname, 'second-reader', name);
  const second = JSON.parse(readFileSync(path, 'utf8')) as BreakdownFile;
  const first = tagFiles().find((file) => file.name === name)?.content as BreakdownFile;
  const [from, to] = second.scenes;
  const tags = first.tags.filter(({ scene }) => scene >= from && scene <= to);
  const found = second.tags.map((tag) => ({ ...tag, mentions: [tag] }));
  const props = scoresOf({ ...first, scenes: second.scenes, tags }, found).find(({ category }) => category === 'props');
  if (props === undefined) throw new Error('The second reader tagged no props.');
  return { alike: props.hits, onlySecond: props.falseAlarms.length, onlyFirst: props.misses.length };
}
