import { getCut } from '../database/index.ts';
import { exportCut } from '../productions/cut-export.ts';
import { decide, openCut, propose } from '../productions/cut-room.ts';
import { weightsFor } from '../productions/taste.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const cutActions = {
  'cut.propose': async (studio, { brief, from, ...ask }) => {
    const person = await personOf(studio);
    const weights = await weightsFor(studio, person);
    return propose(
      studio,
      {
        ...ask,
        ...(brief === undefined ? {} : { brief }),
        ...(from === undefined ? {} : { from }),
        ...(weights === undefined ? {} : { weights }),
      },
      person,
    );
  },

  'cut.decide': async (studio, { cut, change, why }) =>
    decide(studio, cut, { change, ...(why === undefined ? {} : { why }) }, await personOf(studio)),

  'cut.undo': async (studio, { cut }) => decide(studio, cut, { change: 'undo' }, await personOf(studio)),

  'cut.redo': async (studio, { cut }) => decide(studio, cut, { change: 'redo' }, await personOf(studio)),

  'cut.render': async (studio, { cut }) => {
    const row = await getCut(studio.store, cut);
    const [running] = await studio.jobs.list({ subject: cut, kind: 'render', states: ['queued', 'running'], limit: 1 });
    if (running) return running;
    return studio.jobs.enqueue({
      kind: 'render',
      production: row.production,
      subject: cut,
      label: `Render ${row.title}`,
      input: null,
    });
  },

  'cut.export': async (studio, { cut, format }) => exportCut(studio, await openCut(studio, cut), format),
} satisfies Partial<Actions>;
