import { MediaError } from '../error.ts';
import { type AskOptions, ask } from './ask.ts';

let known: Promise<string | undefined> | undefined;

async function tried(options: AskOptions): Promise<string | undefined> {
  try {
    await ask('load', undefined, {}, options);
    return undefined;
  } catch (error) {
    if (error instanceof MediaError) return error.message;
    throw error;
  }
}

/**
 * Why content credentials can neither be written nor read on this machine, in one sentence; undefined where they can.
 * Tried once, in a process of its own.
 */
export function whyNoCredentials(options: AskOptions = {}): Promise<string | undefined> {
  if (options.library !== undefined) return tried(options);
  known ??= tried(options);
  return known;
}
