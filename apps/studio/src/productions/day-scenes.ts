import type { DayScene } from '@second-unit/footage/shoot-day';
import { parse, toDocument } from '@second-unit/screenplay';
import { listScripts } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { spokenScenes } from './scene-alignment.ts';

/** A script as bins need it: scenes by the number that slates call them by, counted where the script has none. */
export function dayScenes(text: string): DayScene[] {
  const tree = parse(text);
  const headings = toDocument(tree).elements.filter(({ type }) => type === 'sceneHeading');
  const numbers = new Map(headings.map(({ from, number }) => [from, number]));
  return spokenScenes(tree).map(({ from, heading, lines }, index) => ({
    number: (numbers.get(from) ?? String(index + 1)).trim().replace(/\.$/, '').toUpperCase(),
    heading,
    lines: lines.map(({ text: said }) => said),
  }));
}

/** Scripts whose scenes are kept: a day is looked at again after every correction. */
const MOST_KEPT = 8;
const kept = new Map<string, { readonly seq: number; readonly scenes: readonly DayScene[] }>();

/** Scenes of a production's newest script; none where it has no script. */
export async function scenesOfProduction(studio: Studio, production: string): Promise<readonly DayScene[]> {
  const script = (await listScripts(studio.store, production)).at(-1);
  if (script === undefined) return [];
  const known = kept.get(script.id);
  if (known?.seq === script.lastSeq) return known.scenes;
  const { text, seq } = await studio.scripts.read(script.id);
  const scenes = dayScenes(text);
  kept.delete(script.id);
  kept.set(script.id, { seq, scenes });
  for (const id of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(id);
  return scenes;
}
