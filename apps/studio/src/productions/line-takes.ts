import { bestTake, type LineTake, type LineWithTakes, wordsWithin } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import type { LineTakesView, LineTakeView } from '../contract/index.ts';
import { getScript, listMedia, listScripts } from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { type FilmWords, wordsOfFilms } from './film-words.ts';
import { type Links, linksToScript } from './scene-links.ts';

/** The lines of a script with their takes, and the words that the takes are of. */
export interface LinesWithTakes {
  readonly script: string;
  readonly lines: readonly (LineWithTakes & { readonly scene: number })[];
  readonly scenes: readonly { readonly heading: string }[];
  readonly films: ReadonlyMap<string, FilmWords>;
}

/**
 * The lines of a production's script with every take of each in all of its films: of the script that most of their takes
 * are of, or of the one asked for. Undefined where no film speaks a script.
 */
export async function linesWithTakes(
  studio: Studio,
  production: string,
  asked?: string,
): Promise<LinesWithTakes | undefined> {
  const films = await wordsOfFilms(studio, await listMedia(studio.store, production));
  const spoken: { film: string; links: Links }[] = [];
  for (const [film, { row }] of films) {
    const links = await linksToScript(studio, production, { ...row, media: film });
    if (links) spoken.push({ film, links });
  }
  const script = asked ?? mostTakes(spoken);
  const of = spoken.filter(({ links }) => links.script === script);
  const [first] = of;
  if (script === undefined || !first) return undefined;
  const takes = new Map<number, LineTake[]>();
  for (const { film, links } of of) {
    for (const { lines, confidence } of links.takes) {
      for (const { line, startFrame, endFrame, coverage } of lines) {
        const some = takes.get(line) ?? [];
        takes.set(line, some);
        some.push({ media: film, startFrame, endFrame, coverage, confidence });
      }
    }
  }
  let line = 0;
  const scenes = first.links.sceneInfo;
  return {
    script,
    films,
    scenes: scenes.map(({ heading }) => ({ heading })),
    lines: scenes.flatMap(({ lines = [] }, scene) =>
      lines.map(({ from, to, text, who }) => ({
        script,
        scene,
        from,
        to,
        text,
        ...(who === undefined ? {} : { who }),
        takes: takes.get(line++) ?? [],
      })),
    ),
  };
}

function mostTakes(spoken: readonly { readonly links: Links }[]): string | undefined {
  const takes = new Map<string, number>();
  for (const { links } of spoken) takes.set(links.script, (takes.get(links.script) ?? 0) + links.takes.length);
  return [...takes].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** The same as the client sees it. Errors: `not-found`. */
export async function viewLineTakes(studio: Studio, production: string): Promise<LineTakesView> {
  const found = await linesWithTakes(studio, production);
  const script = found
    ? await getScript(studio.store, found.script)
    : (await listScripts(studio.store, production)).toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
  const of = script ? { script: { id: script.id, title: script.title } } : {};
  if (!found) return { ...of, scenes: [], lines: [] };
  return {
    ...of,
    scenes: found.scenes,
    lines: found.lines.map(({ scene, from, to, text, who, takes }, line) => {
      const best = takes.length > 1 ? bestTake(takes) : undefined;
      return {
        line,
        scene,
        from,
        to,
        text,
        ...(who === undefined ? {} : { who }),
        takes: takes.flatMap((take): LineTakeView[] => {
          const { words } = found.films.get(take.media)!.transcript;
          const range = wordsWithin(words, take.startFrame, take.endFrame);
          return range ? [{ ...take, ...range, suggested: take === best }] : [];
        }),
      };
    }),
  };
}

/**
 * The lines that a person asked for, in script order. A line that moved since is known again by its words, and of those
 * that read alike the nearest is meant. Errors: `not-found` where none of them stands in the script.
 */
export function askedLines(
  { lines }: LinesWithTakes,
  asked: readonly { readonly from: number; readonly text: string }[],
): readonly LineWithTakes[] {
  const byText = Map.groupBy(lines, ({ text }) => text);
  const found = new Set<LineWithTakes>();
  for (const { from, text } of asked) {
    const alike = (byText.get(text) ?? []).toSorted((a, b) => Math.abs(a.from - from) - Math.abs(b.from - from));
    if (alike[0]) found.add(alike[0]);
  }
  if (found.size === 0) throw new Fault('not-found', 'These lines no longer stand in the script; look at it again.');
  return lines.filter((line) => found.has(line));
}
