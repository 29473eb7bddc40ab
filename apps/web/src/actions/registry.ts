import type { ActionName, ActionView } from '@second-unit/studio/contract';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { actionsQuery, queryClient } from '../api/queries.ts';

/** One thing a person can do now: menus, palette, keys and the help sheet are all made from these. */
export interface Action {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly shortcut?: string;
  /** More keys for the same thing, not printed first. */
  readonly alsoKeys?: readonly string[];
  readonly enabled: boolean;
  /** Is it left out of the palette, e.g. a step by one frame? */
  readonly keysOnly?: boolean;
  /** What happens at the moment it is picked in the palette, which runs it only when it has gone. */
  readonly picked?: () => void;
  readonly run: () => void;
}

type Source = { readonly current: readonly Action[] };

const sources = new Set<Source>();
const listeners = new Set<() => void>();
let all: readonly Action[] = [];

/** The actions as their components last drew them: what an action does may change without its looks. */
function current(): readonly Action[] {
  // Later sources are nearer to the work: their action wins over one of the same name.
  const byName = new Map<string, Action>();
  for (const source of sources) for (const action of source.current) byName.set(action.name, action);
  return [...byName.values()];
}

function changed(): void {
  all = current();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What can be seen of every action offered now; run one by its name. */
export function useOfferedActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, () => all);
}

/** The newest list of actions, for a key handler. */
export function offeredActions(): readonly Action[] {
  return current();
}

/** Runs an offered action by its name. */
export function runAction(name: string): void {
  const action = current().find((one) => one.name === name);
  if (action?.enabled) action.run();
}

/** Offers `actions` while the component is on the screen. */
export function useActions(actions: readonly Action[]): void {
  const source = useRef(actions);
  source.current = actions;
  const print = actions.map((action) => `${action.name}:${action.label}:${action.enabled}`).join('|');
  useEffect(() => {
    sources.add(source);
    changed();
    return () => {
      sources.delete(source);
      changed();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what can be seen of the actions changed.
  useEffect(changed, [print]);
}

/** The studio's row for an action: its label and its shortcut. */
export function actionView(name: ActionName): ActionView {
  const table = queryClient.getQueryData(actionsQuery.queryKey) ?? [];
  return table.find((view) => view.name === name) ?? { name, label: name, room: 'studio', input: {} };
}

/** An action of the studio's table made into one that can be run here. */
export function offer(
  name: ActionName,
  group: string,
  enabled: boolean,
  run: () => void,
  also?: Partial<Action>,
): Action {
  const { label, shortcut } = actionView(name);
  return { name, label, group, enabled, run, ...(shortcut ? { shortcut } : {}), ...also };
}
