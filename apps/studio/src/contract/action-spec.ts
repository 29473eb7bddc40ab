import { z } from 'zod';
import type { Room } from './wire.ts';

/** One user action on the studio's records, as far as a browser may know it. */
export interface ActionSpec<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly name: string;
  /** The verb on the button. */
  readonly label: string;
  readonly room: Room;
  /** CodeMirror notation: `Mod-Enter`. */
  readonly shortcut?: string;
  readonly input: Input;
  /** Phantom: the type of what it answers. */
  readonly output?: Output;
}

export function action<Output>() {
  return <Input extends z.ZodType>(spec: Omit<ActionSpec<Input>, 'output'>): ActionSpec<Input, Output> => spec;
}

export const id = z.uuid();

/** Text of several lines: any that both databases keep as it is. */
export function text(longest: number) {
  return z
    .string()
    .max(longest)
    .refine((words) => words.isWellFormed() && !words.includes('\0'), 'it holds what is no text');
}

/** A name or a title: one line. */
export function line(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((words) => words.isWellFormed() && !/\p{Cc}/u.test(words), 'it must be one line of text');
}
