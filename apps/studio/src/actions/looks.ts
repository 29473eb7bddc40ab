import { fitLookSoon, turnLook } from '../productions/looks.ts';
import { personOf } from '../server/studio.ts';
import type { Actions } from './action.ts';

export const lookActions = {
  'look.fit': async (studio, { title, source, reference }) =>
    fitLookSoon(studio, { title, source: plain(source), reference: plain(reference) }, await personOf(studio)),

  'look.remove': async (studio, { look }) => turnLook(studio, look, true, await personOf(studio)),

  'look.restore': async (studio, { look }) => turnLook(studio, look, false, await personOf(studio)),
} satisfies Partial<Actions>;

/** Without keys whose value is undefined, which a schema leaves. */
function plain<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}
