import type { ShootDay } from '@second-unit/footage/shoot-day';
import type { DayCorrection } from '@second-unit/studio/contract';
import { binsMessages } from './messages.ts';
import { PickOne } from './pick-clip.tsx';

const words = binsMessages.corrections;

interface Props {
  day: ShootDay;
  onCorrect: (correction: DayCorrection, done: string) => void;
}

/** Proxies that several originals fit alike, or none: a person says which. */
export function UnlinkedProxies({ day, onCorrect }: Props) {
  if (day.unlinked.length === 0) return null;
  const all = day.clips.flatMap(({ id, kind, proxy }) => (kind === 'sound' || proxy ? [] : [id]));
  const link = (proxy: string, original: string | null) =>
    onCorrect({ kind: 'relink', proxy, original }, original === null ? words.ownClip : words.linked(original));
  return (
    <details className="bins-unread">
      <summary>{words.unlinked(day.unlinked.length)}</summary>
      <ul>
        {day.unlinked.map(({ proxy, originals, reason }) => (
          <li key={proxy}>
            <span className="clip-path">{proxy}</span>: {reason}
            <PickOne
              label={words.originalOf(proxy)}
              done={words.link}
              choices={originals.length > 0 ? originals : all}
              onPick={(original) => link(proxy, original)}
            />
            <button type="button" className="button" onClick={() => link(proxy, null)}>
              {words.noOriginal}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
