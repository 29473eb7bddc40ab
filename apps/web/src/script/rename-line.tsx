import type { ScriptSummary } from '@second-unit/studio/contract';
import { act } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { TitleField } from '../ui/title-field.tsx';

/** The script's title as a field. */
export function RenameLine({ script, done }: { script: ScriptSummary; done: () => void }) {
  const keep = (title: string) => {
    act('script.rename', { script: script.id, title })
      .then(() => queryClient.invalidateQueries({ queryKey: productionQuery(script.production).queryKey }))
      .then(done, tellWrong);
  };
  return <TitleField label={messages.script.rename} title={script.title} keep={keep} done={done} />;
}
