import { exactRate } from '@second-unit/timeline';
import { cutTimeline, rateTimeline, relinkTimeline } from '../productions/timeline-import.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const timelineActions = {
  'timeline.relink': async (studio, ask) => relinkTimeline(studio, ask),

  'timeline.rate': async (studio, { timeline, rate }) =>
    rateTimeline(studio, timeline, exactRate(rate), (await personOf(studio)).id),

  'timeline.cut': async (studio, { timeline }) => cutTimeline(studio, timeline, (await personOf(studio)).id),
} satisfies Partial<Actions>;
