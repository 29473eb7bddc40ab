import { proposeCut } from '@second-unit/editing';
import { tastefulRules } from '../packages/editing/src/fill.ts';
import { materialOf } from '../packages/editing/src/material.ts';
import { solve } from '../packages/editing/src/solver.ts';
import { stretchProblem } from '../packages/editing/src/stretch-problem.ts';
import { exhaustive } from '../packages/editing/test/exhaustive.ts';
import { filmOf } from '../packages/editing/test/film.ts';
import { type Bench, median, type Row } from './row.ts';

const asked = { onBehalfOf: 'bench', id: 'bench', at: '2026-01-01T00:00:00Z' };

/** Wall time of one proposal, log to reasons, on a film of 2,000 shots. */
function cutterTime(): Row {
  const film = filmOf({ shots: 2000, seed: 1, scenes: 120, looks: 5 });
  const times: number[] = [];
  for (let run = 0; run < 7; run++) {
    const start = performance.now();
    proposeCut({ ...film, ...asked, brief: { seconds: 90, seed: run, keepBack: 0.2, text: 'dragon storm' } });
    times.push(performance.now() - start);
  }
  return {
    id: 'editing.cutter_ms',
    value: Math.round(median(times)),
    unit: 'ms',
    data: 'made-up log of 2,000 shots, 5 set-ups in each 16, 90 s teaser, median of 7 seeds',
  };
}

/** The solver against trying every sequence, on films small enough for it. */
function boundOnSmall(): Row[] {
  const ratios: number[] = [];
  let held = 0;
  for (let seed = 1; ratios.length < 200; seed++) {
    const film = filmOf({ shots: 9, seed, longest: 4, scenes: 3, looks: 5 });
    const material = materialOf(film, { seconds: 6, seed, keepBack: 0.2 });
    const rules = { ...tastefulRules(material), shortest: 20 };
    const { problem } = stretchProblem(material, { start: 0, length: material.total }, new Set(), rules);
    // Every fourth length: what both search stays the same, and trying all stays possible.
    const coarse = { ...problem, lengths: (of: number) => problem.lengths(of).filter((length) => length % 12 === 0) };
    const best = exhaustive(coarse);
    const solution = solve(coarse);
    if (!solution || best <= 0) continue;
    ratios.push(solution.value / best);
    if (solution.bound >= best - 1e-9) held++;
  }
  const data = `${ratios.length} made-up films of 9 shots in 5 set-ups, 6 s, against every sequence there is`;
  return [
    { id: 'editing.bound', value: Math.min(...ratios), unit: 'of the optimum, worst', data },
    { id: 'editing.bound.held', value: held / ratios.length, unit: 'share where the bound holds', data },
  ];
}

/** How far the answer may be from the best there is, where nobody can try everything. */
function gapOnLarge(): Row {
  const gaps: number[] = [];
  for (let seed = 1; seed <= 5; seed++) {
    const material = materialOf(filmOf({ shots: 2000, seed, scenes: 120, looks: 5 }), {
      seconds: 90,
      seed,
      keepBack: 0.2,
    });
    const stretch = { start: 0, length: material.total };
    const solution = solve(stretchProblem(material, stretch, new Set(), tastefulRules(material)).problem, 2.5e8);
    if (solution) gaps.push(1 - solution.value / solution.bound);
  }
  return {
    id: 'editing.bound.gap',
    value: Math.max(...gaps),
    unit: 'of the bound, worst',
    data: '5 made-up films of 2,000 shots, 5 set-ups in each 16, 90 s; the bound is that of the shortlist',
  };
}

export default (async function* (name) {
  if (!name || name === 'cutter_ms') yield cutterTime();
  if (!name || name === 'bound') {
    yield* boundOnSmall();
    yield gapOnLarge();
  }
} satisfies Bench);
