import { palettesApart } from '../looks/palettes-apart.ts';
import type { Share } from '../looks/warmth.ts';
import type { TransitionIn } from '../shot-log.ts';
import { type ViewsOfShot, viewsApart } from './view.ts';

/** What grouping shots into scenes goes by. */
export interface SceneShot {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  readonly transitionIn: Pick<TransitionIn, 'type'>;
  readonly palette: readonly Share[];
  /** Absent in a log that was read back: its palettes must do. */
  readonly views?: ViewsOfShot;
  /** LUFS; absent in silence or without sound. */
  readonly loudness?: number;
  /** Who is seen, by any names; absent where nobody was looked for. */
  readonly people?: readonly string[];
}

/** Shots that a likeness is looked for back: a set-up that was not seen for longer has been left. */
export const BACK = 24;
/** Seconds after which what two shots have in common says about a third of what it says of neighbours. */
const FADES = 60;
/** What the likeness of a palette alone can come to: two rooms may share their colours, hardly their picture. */
const COLOURS = 0.75;
/** Part of the shots that have nothing to do with each other that lie nearer than what counts as alike. */
const NEAREST = 0.15;
/** Within what bounds that may lie: in a film of one tint and one kind of picture, and in one of all. */
const PALETTES = [0.03, 0.085] as const;
const VIEWS = [0.12, 0.4] as const;
/** LU between two shots that speak as much against one scene as they can. */
const LOUDER = 18;
const SOUND = 0.12;
/** What a shot gains by somebody who was seen in the earlier one, and whom hardly any other shot shows. */
const PEOPLE = 0.2;

/** How far apart shots of one film may lie and be alike. */
export interface Scales {
  readonly palettes: number;
  readonly views: number;
  /** Of those who are seen: in which part of the shots that show somebody. */
  readonly people: ReadonlyMap<string, number>;
}

/** The film's own scales: how near shots come to each other that stand far apart in it. */
export function scalesOf(shots: readonly SceneShot[]): Scales {
  const palettes: number[] = [];
  const views: number[] = [];
  const far = Math.min(BACK, Math.max(6, shots.length >> 2));
  const step = Math.max(1, Math.floor(shots.length / 60));
  for (let a = 0; a < shots.length; a += step) {
    for (let b = a + far; b < shots.length; b += 3 * step) {
      const [one, other] = [shots[a]!, shots[b]!];
      palettes.push(palettesApart(one.palette, other.palette));
      if (one.views !== undefined && other.views !== undefined)
        views.push(viewsApart(one.views.last, other.views.first));
    }
  }
  return { palettes: nearest(palettes, PALETTES), views: nearest(views, VIEWS), people: sharesOf(shots) };
}

function sharesOf(shots: readonly SceneShot[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { people = [] } of shots)
    for (const name of new Set(people)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const peopled = shots.filter(({ people = [] }) => people.length > 0).length;
  return new Map([...counts].map(([name, count]) => [name, count / peopled]));
}

function nearest(distances: number[], [least, most]: readonly [number, number]): number {
  distances.sort((a, b) => a - b);
  return Math.max(least, Math.min(most, distances[Math.floor(distances.length * NEAREST)] ?? most));
}

/** How much a shot says that it belongs to the scene of an earlier one, 0 to 1. */
export function likeness(earlier: SceneShot, later: SceneShot, scales: Scales): number {
  const colours = Math.exp(-((palettesApart(earlier.palette, later.palette) / scales.palettes) ** 2));
  let like = COLOURS * colours;
  if (earlier.views !== undefined && later.views !== undefined) {
    const apart = Math.min(
      viewsApart(earlier.views.last, later.views.first),
      viewsApart(earlier.views.first, later.views.first),
    );
    like = Math.max(like, Math.exp(-Math.LN2 * (apart / scales.views) ** 2));
  }
  if (earlier.people !== undefined && later.people !== undefined) {
    // Who is in every scene tells none from the next; squared, because half a film is as good as all of it.
    const both = later.people.filter((name) => earlier.people!.includes(name));
    const telling = Math.max(0, ...both.map((name) => (1 - (scales.people.get(name) ?? 0)) ** 2));
    like += PEOPLE * telling * (1 - like);
  }
  if (earlier.loudness !== undefined && later.loudness !== undefined) {
    like -= SOUND * Math.min(1, Math.abs(earlier.loudness - later.loudness) / LOUDER);
  }
  return Math.max(0, like) * Math.exp(-Math.max(0, later.start - earlier.end) / FADES);
}
