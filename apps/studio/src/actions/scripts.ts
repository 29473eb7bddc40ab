import { defaultRights } from '@second-unit/evidence';
import type { BreakdownCorrection } from '@second-unit/story';
import { getProduction } from '../database/index.ts';
import { correctBreakdown, uncorrectBreakdown } from '../productions/breakdown-corrections.ts';
import { correct } from '../productions/line-corrections.ts';
import { carried, exportScript } from '../productions/script-export.ts';
import { decideFix } from '../productions/script-fixes.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const scriptActions = {
  'script.create': async (studio, { production, title }) => {
    await getProduction(studio.store, production);
    return studio.scripts.create({
      production,
      title,
      // Written here, by the person who asks.
      rights: defaultRights('own'),
      author: await personOf(studio),
      text: '',
    });
  },

  'script.rename': async (studio, { script, title }) => studio.scripts.rename(script, title),

  'script.remove': async (studio, { script }) => studio.scripts.setRemoved(script, true, await personOf(studio)),

  'script.restore': async (studio, { script }) => studio.scripts.setRemoved(script, false, await personOf(studio)),

  'script.takeMirror': async (studio, { script, take }) =>
    studio.scripts.takeMirror(script, take, await personOf(studio)),

  'script.export': async (studio, { script, format, paper, tags = false }) =>
    carried(await exportScript(studio, script, { format, tags, ...(paper === undefined ? {} : { paper }) })),

  'script.correctLines': async (studio, { script, lines, text }) =>
    correct(studio, script, { lines, text }, await personOf(studio)),

  'script.correctBreakdown': async (studio, { script, correction }) =>
    correctBreakdown(studio, script, correction as BreakdownCorrection, await personOf(studio)),

  'script.uncorrectBreakdown': async (studio, { script, correction }) =>
    uncorrectBreakdown(studio, script, correction, await personOf(studio)),

  'script.decideFix': async (studio, { script, ...ask }) => decideFix(studio, script, ask, await personOf(studio)),
} satisfies Partial<Actions>;
