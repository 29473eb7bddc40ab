import { useSyncExternalStore } from 'react';
import { messages } from '../messages.ts';
import type { SaveQueue } from './save-queue.ts';

/** Whether what is on the page is on the studio's disk. */
export function SaveLine({ queue }: { queue: SaveQueue }) {
  const state = useSyncExternalStore(queue.subscribe, queue.state);
  return (
    <span
      className="save-line"
      role="status"
      aria-live="polite"
      data-state={state.kind}
      title={state.kind === 'unsaved' ? state.why : undefined}
    >
      {state.kind === 'saved' && messages.script.saved}
      {state.kind === 'saving' && messages.script.saving}
      {state.kind === 'unsaved' && messages.script.unsaved(state.why)}
    </span>
  );
}
