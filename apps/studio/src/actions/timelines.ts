import { cutTimeline, relinkTimeline } from '../productions/timeline-import.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const timelineActions = {
  'timeline.relink': async (studio, ask) => relinkTimeline(studio, ask),

  'timeline.cut': async (studio, { timeline }) => cutTimeline(studio, timeline, (await personOf(studio)).id),
} satisfies Partial<Actions>;
