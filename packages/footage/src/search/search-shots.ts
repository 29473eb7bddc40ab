import type { Shot } from '../shot-log.ts';
import { alikeOf, likest } from './alike.ts';
import { parseQuery } from './query.ts';
import type { Candidate, SearchableFilm, ShotReason } from './searchable.ts';

/** A shot that is all that was asked for. */
export interface ShotHit {
  readonly media: string;
  readonly shot: Shot;
  /** Product of the confidence of its reasons, 0 to 1. */
  readonly score: number;
  /** One for each term that was asked, but for what was asked not to be. */
  readonly reasons: readonly ShotReason[];
}

export interface ShotSearch {
  /** The surest first, then in order of films and time. */
  readonly hits: readonly ShotHit[];
  /** How many there are in all, where `hits` was cut off. */
  readonly all: number;
  /** What was asked, and how many shots each term by itself holds for: what to leave out where nothing is found. */
  readonly terms: readonly { readonly text: string; readonly not: boolean; readonly shots: number }[];
}

/**
 * Finds shots by words over several films: sizes, camera, light, sound, colours, names, things, lines, headings. All
 * terms must hold. A word that no filter understands holds where it is written, and for the shots that a model of
 * pictures and words found the likest to it, where the films tell of them. A query of no terms finds every shot. Linear
 * in shots times terms.
 */
export function searchShots(films: readonly SearchableFilm[], query: string, limit = 500): ShotSearch {
  const terms = parseQuery(query, films);
  const alike = likest(films);
  const counts = terms.map(() => 0);
  const hits: ShotHit[] = [];
  for (const film of films) {
    const scenesOf = new Map<string, NonNullable<SearchableFilm['scenes']>[number][]>();
    for (const scene of film.scenes ?? []) {
      for (const id of scene.shots) scenesOf.set(id, [...(scenesOf.get(id) ?? []), scene]);
    }
    for (const shot of film.log.shots) {
      const candidate: Candidate = { film, shot, scenes: scenesOf.get(shot.id) ?? [] };
      const reasons: ShotReason[] = [];
      let holds = true;
      for (const [at, term] of terms.entries()) {
        const found =
          term.look(candidate) ?? (term.words === undefined ? undefined : alikeOf(alike, term.words, candidate));
        const fits = (found === undefined) === term.not;
        if (fits) counts[at]!++;
        else holds = false;
        if (fits && found) reasons.push({ term: term.text, ...found });
      }
      if (!holds) continue;
      const score = reasons.reduce((product, { confidence }) => product * confidence, 1);
      hits.push({ media: film.media, shot, score, reasons });
    }
  }
  // Equal scores keep the order of films and shots: sort is stable.
  hits.sort((a, b) => b.score - a.score);
  return {
    hits: hits.slice(0, limit),
    all: hits.length,
    terms: terms.map(({ text, not }, at) => ({ text, not, shots: counts[at]! })),
  };
}
