import { MediaError } from '../error.ts';
import { type AskOptions, ask } from './ask.ts';

/** Why not, if not, and whether that will be the same the next time. */
interface Tried {
  readonly why?: string;
  readonly isSure: boolean;
}

let known: Promise<Tried> | undefined;

async function tried(options: AskOptions): Promise<Tried> {
  try {
    await ask('load', undefined, {}, options);
    return { isSure: true };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    // That there is no library stays so; a process that came to an end for want of time or memory says nothing of it.
    return { why: error.message, isSure: error.code === 'unavailable' };
  }
}

/**
 * Why content credentials can neither be written nor read on this machine, in one sentence; undefined where they can.
 * Tried once, in a process of its own; again where that process came to no answer.
 */
export async function whyNoCredentials(options: AskOptions = {}): Promise<string | undefined> {
  if (options.library !== undefined) return (await tried(options)).why;
  // Others wait for the same answer: who lets go does not end the trying.
  const { limits } = options;
  known ??= tried({ limits });
  const mine = known;
  const found = await mine.catch((): Tried => ({ isSure: false }));
  if (!found.isSure && known === mine) known = undefined;
  await mine;
  return found.why;
}
