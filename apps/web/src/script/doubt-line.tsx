import type { ScriptSummary } from '@second-unit/studio/contract';
import { actionView } from '../actions/registry.ts';
import { messages } from '../messages.ts';

/** One quiet line: how much of the script's PDF was read with doubt. */
export function DoubtLine({ script, onOpen }: { script: ScriptSummary; onOpen: () => void }) {
  const { name = '', doubts = 0 } = script.original ?? {};
  if (doubts === 0) return null;
  return (
    <div className="offer" role="status">
      <span>{messages.corrections.offer(doubts, name)}</span>
      <button type="button" className="button" onClick={onOpen} title={actionView('script.correctLines').label}>
        {messages.corrections.open}
      </button>
    </div>
  );
}
