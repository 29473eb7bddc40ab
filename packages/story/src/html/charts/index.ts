import type { ReadThrough } from '../../read-through.ts';
import { breakdownChart } from './breakdown-chart.ts';
import type { Chart } from './chart.ts';
import { lanesOf } from './lanes.ts';
import { networkChart } from './network-chart.ts';
import { peopleChart } from './people-chart.ts';
import { plotChart } from './plot-chart.ts';
import { presenceChart } from './presence-chart.ts';
import { scriptChart } from './script-chart.ts';
import { voiceChart } from './voice-chart.ts';

export type { Cell, Chart } from './chart.ts';

/** The charts of a read-through; what a script gives no ground for has none. */
export function chartsOf(read: ReadThrough): Chart[] {
  return [
    scriptChart(read, lanesOf(read)),
    presenceChart(read),
    networkChart(read),
    plotChart(read),
    peopleChart(read),
    voiceChart(read),
    breakdownChart(read),
  ].filter((chart) => chart !== undefined);
}
