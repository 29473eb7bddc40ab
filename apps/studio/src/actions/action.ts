import type { z } from 'zod';
import type { ACTIONS, ActionName, ActionOutput } from '../contract/index.ts';
import type { Studio } from '../server/studio.ts';

/** What each action of the contract does: given checked input, it answers or throws a Fault. */
export type Actions = {
  readonly [Name in ActionName]: (
    studio: Studio,
    input: z.output<(typeof ACTIONS)[Name]['input']>,
  ) => Promise<ActionOutput<Name>>;
};
