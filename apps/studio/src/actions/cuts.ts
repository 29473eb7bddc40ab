import { isDeepStrictEqual } from 'node:util';
import { Fault, type Person } from '@second-unit/evidence';
import { RENDER_FORMATS } from '@second-unit/media';
import type { z } from 'zod';
import type { ACTIONS } from '../contract/index.ts';
import { type RenderSettings, renderSettingsSchema } from '../contract/render-settings.ts';
import { getCut } from '../database/index.ts';
import { jobView, listJobs } from '../database/jobs.ts';
import { exportCut } from '../productions/cut-export.ts';
import { type Ask, decide, openCut, propose, proposeSeveral } from '../productions/cut-room.ts';
import { checkLettering } from '../productions/lettering.ts';
import { checkLook } from '../productions/looks.ts';
import { weightsFor } from '../productions/taste.ts';
import { personOf, type Studio } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const cutActions = {
  'cut.propose': async (studio, ask, signal) => {
    await checkLettering(ask.cards ?? []);
    const person = await personOf(studio);
    return propose(studio, await askOf(studio, ask, person, signal), person, signal);
  },

  'cut.proposeSeveral': async (studio, { count, ...ask }, signal) => {
    await checkLettering(ask.cards ?? []);
    const person = await personOf(studio);
    return proposeSeveral(studio, { ...(await askOf(studio, ask, person, signal)), count }, person, signal);
  },

  'cut.decide': async (studio, { cut, change, why }) => {
    if (change.kind === 'look' && change.look) {
      await checkLook(studio.store, (await getCut(studio.store, cut)).production, change.look.id);
    }
    // Said now, and not when it is rendered.
    if (change.kind === 'add-card' || change.kind === 'edit-card') await checkLettering([change.text ?? '']);
    return decide(studio, cut, { change, ...(why === undefined ? {} : { why }) }, await personOf(studio));
  },

  'cut.undo': async (studio, { cut }) => decide(studio, cut, { change: 'undo' }, await personOf(studio)),

  'cut.redo': async (studio, { cut }) => decide(studio, cut, { change: 'redo' }, await personOf(studio)),

  'cut.render': async (studio, { cut, replace, ...settings }) => {
    const row = await getCut(studio.store, cut);
    const [running] = await listJobs(studio.store, {
      subject: cut,
      kind: 'render',
      states: ['queued', 'running'],
      limit: 1,
    });
    if (running) {
      const other = renderSettingsSchema.parse(running.input ?? {});
      if (isDeepStrictEqual(other, settings)) return jobView(running);
      if (!replace) throw new Fault('conflict', alreadyRendering(other), { place: row.title });
      await studio.jobs.cancel(running.id);
      // It writes where the next one will.
      await studio.jobs.finished(running.id);
    }
    return studio.jobs.enqueue({
      kind: 'render',
      production: row.production,
      subject: cut,
      label: `Render ${row.title}`,
      input: settings,
    });
  },

  'cut.export': async (studio, { cut, format, handles }, signal) =>
    exportCut(studio, await openCut(studio, cut), format, { handles, signal }),
} satisfies Partial<Actions>;

/** Why a cut is not rendered in another way now. */
function alreadyRendering({ format, aspect, loudness, subtitles, music }: RenderSettings): string {
  const how = [
    RENDER_FORMATS[format].name,
    ...(aspect === undefined ? [] : [aspect]),
    loudness === null ? 'as loud as recorded' : `at ${loudness} LUFS`.replace('-', '\u2212'),
    ...(subtitles === 'none' ? [] : [subtitles === 'burn' ? 'with subtitles burned in' : 'with a subtitle track']),
    ...(music === null ? ['without its music'] : []),
  ];
  return `This cut is being rendered already, as ${how.join(', ')}; wait for it, cancel it, or ask with “replace”.`;
}

/** What is asked of the cutter, with what this person's decisions taught it. */
async function askOf(
  studio: Studio,
  { brief, from, ...ask }: z.output<(typeof ACTIONS)['cut.propose']['input']>,
  person: Person,
  signal: AbortSignal | undefined,
): Promise<Ask> {
  const weights = await weightsFor(studio, person, signal);
  return {
    ...ask,
    ...(brief === undefined ? {} : { brief }),
    ...(from === undefined ? {} : { from }),
    ...(weights === undefined ? {} : { weights }),
  };
}
