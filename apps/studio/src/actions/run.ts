import { Fault } from '@second-unit/evidence';
import { z } from 'zod';
import { ACTIONS, type ActionName, type ActionOutput, type ActionView } from '../contract/index.ts';
import { checked } from '../server/params.ts';
import type { Studio } from '../server/studio.ts';
import type { Actions } from './action.ts';
import { credentialActions } from './credentials.ts';
import { cutActions } from './cuts.ts';
import { lookActions } from './looks.ts';
import { jobActions, mediaActions } from './media.ts';
import { musicActions } from './music.ts';
import { paperActions } from './paper.ts';
import { peopleActions } from './people.ts';
import { productionActions } from './productions.ts';
import { scriptActions } from './scripts.ts';
import { shootDayActions } from './shoot-days.ts';
import { takeActions } from './takes.ts';
import { tasteActions } from './taste.ts';
import { thingActions } from './things.ts';
import { timelineActions } from './timelines.ts';
import { transcriptionActions } from './transcription.ts';

const DOES: Actions = {
  ...productionActions,
  ...scriptActions,
  ...mediaActions,
  ...jobActions,
  ...cutActions,
  ...lookActions,
  ...musicActions,
  ...tasteActions,
  ...paperActions,
  ...peopleActions,
  ...thingActions,
  ...takeActions,
  ...transcriptionActions,
  ...timelineActions,
  ...shootDayActions,
  ...credentialActions,
};

/** The table as other programs see it: each action with the JSON Schema of its input. */
export function actionViews(): ActionView[] {
  return Object.values(ACTIONS).map((spec) => ({
    name: spec.name,
    label: spec.label,
    room: spec.room,
    ...('shortcut' in spec ? { shortcut: spec.shortcut } : {}),
    input: z.toJSONSchema(spec.input, { io: 'input' }) as Record<string, unknown>,
  }));
}

/**
 * Runs the action called `name` on input from outside. What takes long ends when `signal` is aborted.
 *
 * @throws Fault `not-found` for no such action, `input` for what its schema refuses, and what the
 *   action itself throws.
 */
export async function runAction(
  studio: Studio,
  name: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<ActionOutput<ActionName>> {
  if (!isAction(name)) throw new Fault('not-found', 'There is no such action.', { place: name });
  return runNamed(studio, name, input, signal);
}

async function runNamed<Name extends ActionName>(
  studio: Studio,
  name: Name,
  input: unknown,
  signal: AbortSignal | undefined,
): Promise<ActionOutput<Name>> {
  const does: Actions[Name] = DOES[name];
  return does(studio, checked(ACTIONS[name].input, input) as Parameters<Actions[Name]>[1], signal);
}

function isAction(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}
