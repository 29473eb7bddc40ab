import { CURVE_CHOICES, type MediaSummary } from '@second-unit/studio/contract';
import { useId } from 'react';
import { act } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { footageMessages } from './messages.ts';

const words = footageMessages.lookedAt;

/** Which camera's curve the film is looked at through. Only pictures and player change, nothing that goes out. */
export function LookedAt({ media }: { media: MediaSummary }) {
  const field = useId();
  const { viewing } = media;
  const choose = (chosen: string) => {
    const curve = CURVE_CHOICES.find((one) => one === chosen) ?? null;
    act('media.view', { media: media.id, curve })
      .then(() => queryClient.invalidateQueries({ queryKey: productionQuery(media.production).queryKey }))
      .catch(tellWrong);
  };
  const said = viewing?.curve && (viewing.by === 'person' ? words.onlyLooking : words.because(viewing.reason));
  return (
    <span className="looked-at">
      <label className="quiet" htmlFor={field}>
        {words.label}
      </label>
      <select
        id={field}
        className="field"
        data-by={viewing?.curve ? (viewing.by === 'person' ? 'person' : 'model') : undefined}
        title={said || words.onlyLooking}
        value={viewing?.curve ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{words.asRecorded}</option>
        {CURVE_CHOICES.map((curve) => (
          <option key={curve} value={curve}>
            {curve}
          </option>
        ))}
      </select>
    </span>
  );
}
