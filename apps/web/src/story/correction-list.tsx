import { useState } from 'react';
import { messages } from '../messages.ts';
import { correctionInWords } from './correction-words.ts';
import type { Correcting } from './use-correct-breakdown.ts';

const words = messages.breakdown;
const SHOWN = 40;

/** What was said about the breakdown, newest first, each with the way back. */
export function CorrectionList({ kept, takeBack }: Pick<Correcting, 'kept' | 'takeBack'>) {
  const [most, setMost] = useState(SHOWN);
  if (kept.length === 0) return null;
  return (
    <details className="story-corrections">
      <summary>{words.said(kept.length)}</summary>
      <ul>
        {kept
          .toReversed()
          .slice(0, most)
          .map((one) => {
            const said = correctionInWords(one.correction);
            return (
              <li key={one.id}>
                <span dir="ltr">{said}</span>
                <button
                  type="button"
                  className="button"
                  data-plain
                  aria-label={words.takeBackOf(said)}
                  onClick={() => takeBack(one)}
                >
                  {words.takeBack}
                </button>
              </li>
            );
          })}
      </ul>
      {kept.length > most && (
        <button type="button" className="linkish" onClick={() => setMost(kept.length)}>
          {messages.story.rest(kept.length - most)}
        </button>
      )}
    </details>
  );
}
