import type { LabelledFilm } from './cases.ts';

/** How one answer, one scene, does beside the scenes of a turning point. */
export interface Mark {
  readonly film: string;
  readonly point: number;
  /** Partial agreement: whether it is one of them. */
  readonly pa: number;
  /** Total agreement as recall: the share of them that is said. */
  readonly recall: number;
  /** Total agreement as intersection over union. */
  readonly iou: number;
  /** Distance to the nearest of them, as a share of the scenes. */
  readonly d: number;
}

/** Marks of one film's five answers; means over annotators. Points without true scenes are left out. */
export function marksOf(film: LabelledFilm, answers: readonly number[]): Mark[] {
  const count = film.measures.length;
  return film.points.flatMap((sets, point) => {
    const answer = answers[point];
    const told = sets.filter((scenes) => scenes.length > 0);
    if (answer === undefined || told.length === 0) return [];
    const mean = (of: (scenes: readonly number[]) => number): number =>
      told.reduce((sum, scenes) => sum + of(scenes), 0) / told.length;
    const hit = (scenes: readonly number[]): number => (scenes.includes(answer) ? 1 : 0);
    return [
      {
        film: film.name,
        point,
        pa: mean(hit),
        recall: mean((scenes) => hit(scenes) / scenes.length),
        iou: mean((scenes) => hit(scenes) / (scenes.length + 1 - hit(scenes))),
        d: mean((scenes) => Math.min(...scenes.map((scene) => Math.abs(scene - answer))) / count),
      },
    ];
  });
}

export type Measure = 'pa' | 'recall' | 'iou' | 'd';

/** In per cent. */
export function meanOf(marks: readonly Mark[], measure: Measure): number {
  return (100 * marks.reduce((sum, mark) => sum + mark[measure], 0)) / marks.length;
}

/**
 * 95 % interval of the difference of two methods' means, in per cent: films are drawn again with replacement, each with
 * both methods' marks (paired bootstrap). The same every time.
 */
export function bootstrap(
  ours: readonly Mark[],
  theirs: readonly Mark[],
  measure: Measure,
  rounds = 10_000,
): readonly [number, number] {
  const films = [...new Set(ours.map((mark) => mark.film))];
  const sums = films.map((film) => {
    const of = (marks: readonly Mark[]): number =>
      marks.filter((mark) => mark.film === film).reduce((sum, mark) => sum + mark[measure], 0);
    return { gain: of(ours) - of(theirs), marks: ours.filter((mark) => mark.film === film).length };
  });
  const next = seeded(1);
  const gains: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let gain = 0;
    let marks = 0;
    for (let draw = 0; draw < films.length; draw++) {
      const film = sums[Math.floor(next() * films.length)];
      gain += film?.gain ?? 0;
      marks += film?.marks ?? 0;
    }
    gains.push((100 * gain) / marks);
  }
  gains.sort((a, b) => a - b);
  return [gains[Math.floor(rounds * 0.025)] ?? Number.NaN, gains[Math.floor(rounds * 0.975)] ?? Number.NaN];
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
