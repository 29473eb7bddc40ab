import type { z } from 'zod';
import type { ACTIONS, ActionName, ActionOutput } from '../contract/index.ts';
import type { Studio } from '../server/studio.ts';

/**
 * What each action of the contract does: given checked input, it answers or throws a Fault. The signal is aborted when
 * whoever asked has gone or cancelled: work that has no use then may end.
 */
export type Actions = {
  readonly [Name in ActionName]: (
    studio: Studio,
    input: z.output<(typeof ACTIONS)[Name]['input']>,
    signal: AbortSignal | undefined,
  ) => Promise<ActionOutput<Name>>;
};
