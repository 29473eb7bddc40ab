import type { ScriptSummary } from '@second-unit/studio/contract';
import { act } from '../api/client.ts';
import { ledgerQuery, productionQuery, queryClient } from '../api/queries.ts';
import { tellWithWay, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

async function told(production: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: productionQuery(production).queryKey }),
    queryClient.invalidateQueries({ queryKey: ledgerQuery(production).queryKey }),
  ]);
}

/** Puts a script away, and says how it comes back. */
export function removeScript({ id, title, production }: ScriptSummary): void {
  act('script.remove', { script: id })
    .then(() => {
      tellWithWay(messages.script.removed(title), messages.script.undo, () => restoreScript(id, production));
      return told(production);
    })
    .catch(tellWrong);
}

/** Brings a removed script back. */
export function restoreScript(script: string, production: string): void {
  act('script.restore', { script })
    .then(() => told(production))
    .catch(tellWrong);
}
