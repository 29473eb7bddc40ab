import { decideOnPaper, startPaper, turnPaper } from '../productions/paper.ts';
import { exportPaper, paperToCut, renderPaperSoon } from '../productions/paper-export.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const paperActions = {
  'paper.create': async (studio, { production, title }) =>
    startPaper(studio, { production, ...(title === undefined ? {} : { title }) }),

  'paper.change': async (studio, { paper, change, why }) =>
    decideOnPaper(studio, paper, { change, ...(why === undefined ? {} : { why }) }, await personOf(studio)),

  'paper.undo': async (studio, { paper }) => decideOnPaper(studio, paper, { change: 'undo' }, await personOf(studio)),

  'paper.redo': async (studio, { paper }) => decideOnPaper(studio, paper, { change: 'redo' }, await personOf(studio)),

  'paper.remove': async (studio, { paper }) => turnPaper(studio, paper, true, await personOf(studio)),

  'paper.restore': async (studio, { paper }) => turnPaper(studio, paper, false, await personOf(studio)),

  'paper.export': async (studio, { paper, format }) => exportPaper(studio, paper, format),

  'paper.render': async (studio, { paper }) => renderPaperSoon(studio, paper),

  'paper.toCut': async (studio, { paper }) => paperToCut(studio, paper, await personOf(studio)),
} satisfies Partial<Actions>;
