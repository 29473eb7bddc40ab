import { proposeCut, proposeCuts, type Search } from '@second-unit/editing';
import { tastefulRules } from '../packages/editing/src/fill.ts';
import { materialOf } from '../packages/editing/src/material.ts';
import { solve } from '../packages/editing/src/solver.ts';
import { stretchProblem } from '../packages/editing/src/stretch-problem.ts';
import { exhaustive } from '../packages/editing/test/exhaustive.ts';
import { filmOf } from '../packages/editing/test/film.ts';
import { type Bench, median, type Row } from './row.ts';

const asked = { onBehalfOf: 'bench', id: 'bench', at: '2026-01-01T00:00:00Z' };

const BEATS = { media: 'song', beats: Array.from({ length: 200 }, (_, beat) => beat / 2) };
const CARDS = ['One river', 'A long winter is coming', 'The Film'];

/** Wall time of one proposal, log to reasons, on a film of 2,000 shots. */
function cutterTime(): Row {
  const film = filmOf({ shots: 2000, seed: 1, scenes: 120, looks: 5 });
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    proposeCut({ ...film, ...asked, brief: { seconds: 90, seed: run, keepBack: 0.2, text: 'dragon storm' } });
    times.push(performance.now() - start);
  }
  return {
    id: 'editing.cutter_ms',
    value: Math.round(median(times)),
    unit: 'ms',
    data: 'made-up log of 2,000 shots, 5 set-ups in each 16, 90 s teaser, median of 3 seeds',
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
    const coarse = { ...problem, lengths: (of: number) => problem.lengths(of).filter((length) => length % 6 === 0) };
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

/** How far the answer may be from the best there is, where nobody can try everything: what its proposal says. */
function gapOnLarge(): Row[] {
  const gaps: number[] = [];
  const cpu: number[] = [];
  for (let seed = 1; seed <= 5; seed++) {
    const before = process.cpuUsage();
    const film = filmOf({ shots: 2000, seed, scenes: 120, looks: 5 });
    const brief = { seconds: 90, seed: 0, keepBack: 0.2, ...(seed % 2 === 0 ? { music: BEATS, cards: CARDS } : {}) };
    const { settings } = proposeCut({ ...film, ...asked, brief }).by;
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
    gaps.push((settings.search as unknown as Search).gap);
  }
  const data =
    '5 made-up films of 2,000 shots, 5 set-ups in each 16, 90 s, two with music and cards; all shots that the rules allow are weighed';
  return [
    { id: 'editing.bound.gap', value: Math.max(...gaps), unit: 'of the bound, worst', data },
    { id: 'editing.cutter_cpu_ms', value: Math.round(median(cpu)), unit: 'ms of processor, log to reasons', data },
  ];
}

/** Three trailers of one film: how much of their time is the same, and what the second and third give up. */
function diversity(): Row[] {
  const overlaps: number[] = [];
  const losses: number[] = [];
  for (let seed = 1; seed <= 6; seed++) {
    const film = filmOf({ shots: 300, seed, scenes: 20, looks: 5 });
    const brief = { seconds: 30, seed: 0, keepBack: 0.2 };
    for (const one of proposeCuts({ ...film, ...asked, id: (index) => `p${index}`, brief }, 3).slice(1)) {
      overlaps.push(one.overlap);
      losses.push(one.loss);
    }
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const data = '3 trailers of 30 s of each of 6 made-up films of 300 shots';
  return [
    {
      id: 'editing.several.overlap',
      value: mean(overlaps),
      unit: 'of the time, mean; the most shared with an earlier',
      data,
    },
    { id: 'editing.several.overlap.worst', value: Math.max(...overlaps), unit: 'of the time', data },
    { id: 'editing.several.loss', value: mean(losses), unit: "of the first one's worth by its brief, mean", data },
  ];
}

export default (async function* (name) {
  if (!name || name === 'cutter_ms') yield cutterTime();
  if (!name || name === 'bound') {
    yield* boundOnSmall();
    yield* gapOnLarge();
  }
  if (!name || name === 'several') yield* diversity();
} satisfies Bench);
