import { BASES, type Basis, defaultRights } from '@second-unit/evidence';
import type { MediaSummary, MusicSummary, ScriptSummary, StillSummary } from '@second-unit/studio/contract';
import { useState } from 'react';
import { act } from '../api/client.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';

/** What may be asked about. */
export type Asked = ScriptSummary | MediaSummary | MusicSummary | StillSummary;

/** What kind of item it is, as the question names it. */
export function kindOf(item: Asked): 'film' | 'script' | 'music' | 'still' {
  if ('info' in item) return 'film';
  if ('mirror' in item) return 'script';
  return 'seconds' in item ? 'music' : 'still';
}

/** The one line asked at import. Left unanswered, the safest rights stand. */
export function RightsQuestion({ item, done }: { item: Asked; done: () => void }) {
  const [busy, setBusy] = useState(false);
  const leave = () => {
    done();
    // Its buttons are gone: the next key must not answer for something else.
    document.getElementById('stage')?.focus({ preventScroll: true });
  };
  const answer = (basis: Basis) => {
    setBusy(true);
    act('rights.set', { item: item.id, rights: defaultRights(basis) })
      .then(() => tell(messages.rights.kept))
      .then(leave, (thrown) => {
        setBusy(false);
        tellWrong(thrown);
      });
  };
  return (
    <fieldset className="bar rights-question" disabled={busy}>
      <legend>{messages.rights.question(item.title, kindOf(item))}</legend>
      <div className="bar-ways">
        {BASES.filter((basis) => basis !== 'unknown').map((basis) => (
          <button key={basis} type="button" className="button" onClick={() => answer(basis)}>
            {messages.rights.bases[basis]}
          </button>
        ))}
        <button type="button" className="button" data-plain title={messages.rights.safe} onClick={leave}>
          {messages.rights.later}
        </button>
      </div>
    </fieldset>
  );
}
