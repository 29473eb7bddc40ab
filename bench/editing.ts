import { kept, proposeCut, proposeCuts, type Search } from '@second-unit/editing';
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
    const taken = { shots: new Set<string>(), setups: new Set<number>() };
    const { problem } = stretchProblem(material, { start: 0, length: material.total }, taken, rules);
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

/** The same where there are few set-ups, so that the best shots shut each other out. */
function gapOfFewSetups(): Row {
  const gaps: number[] = [];
  for (const shots of [60, 100]) {
    for (const looks of [3, 5, 12]) {
      for (let seed = 1; seed <= 3; seed++) {
        const film = filmOf({ shots, seed, scenes: Math.round(shots / 15), looks });
        const { settings } = proposeCut({ ...film, ...asked, brief: { seconds: 30, seed: 0, keepBack: 0.2 } }).by;
        gaps.push((settings.search as unknown as Search).gap);
      }
    }
  }
  return {
    id: 'editing.bound.gap.few',
    value: Math.max(...gaps),
    unit: 'of the bound, worst',
    data: `${gaps.length} made-up films of 60 and 100 shots, 3, 5 or 12 set-ups in each 16, 30 s; median ${median(gaps).toFixed(4)}`,
  };
}

/** Asked again around two locked shots of the first answer: how good that is, and whether a set-up comes twice. */
function aroundLocks(): Row[] {
  const gaps: number[] = [];
  let twice = 0;
  const before = process.cpuUsage();
  for (let seed = 1; seed <= 12; seed++) {
    const film = filmOf({ shots: 100, seed, scenes: 8, looks: 5 });
    const ask = { ...film, ...asked, brief: { seconds: 30, seed: 0, keepBack: 0.2 } };
    const first = proposeCut(ask).change;
    const locked = [0.3, 0.7].map((share) => first.items[Math.floor(first.items.length * share)]!.id);
    const items = first.items.map((item) => (locked.includes(item.id) ? { ...item, locked: true } : item));
    for (const again of [0, 2]) {
      const { change, by } = proposeCut({ ...ask, brief: { ...ask.brief, seed: again }, ...kept({ ...first, items }) });
      gaps.push((by.settings.search as unknown as Search).gap);
      const { byId } = materialOf(film, ask.brief);
      if (new Set(change.items.map(({ shot }) => byId.get(shot)!.setup)).size < change.items.length) twice++;
    }
  }
  const { user, system } = process.cpuUsage(before);
  const data = `${gaps.length} times asked again around two locked shots, 12 made-up films of 100 shots, 5 set-ups in each 16, 30 s; median ${median(gaps).toFixed(4)}`;
  return [
    { id: 'editing.again.gap', value: Math.max(...gaps), unit: 'of the bound, worst', data },
    { id: 'editing.again.twice', value: twice, unit: 'cuts that show a camera set-up twice', data },
    {
      id: 'editing.again.cpu_ms',
      value: Math.round((user + system) / 1000 / (gaps.length * 1.5)),
      unit: 'ms of processor, mean of first and later proposals',
      data,
    },
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
    yield gapOfFewSetups();
  }
  if (!name || name === 'again') yield* aroundLocks();
  if (!name || name === 'several') yield* diversity();
} satisfies Bench);
