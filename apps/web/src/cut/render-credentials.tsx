import { useQuery } from '@tanstack/react-query';
import { sentence } from '../api/client.ts';
import { cutCredentialsQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { when } from '../ui/when.ts';

const words = messages.cut.credentials;

/** What the render says of itself: who signed it, whether that holds, what was done. */
export function RenderCredentials({ cut }: { cut: string }) {
  const { data, error } = useQuery(cutCredentialsQuery(cut));
  if (error) return <p className="quiet">{sentence(error)}</p>;
  if (!data) return <p className="quiet">{words.checking}</p>;
  const { state, signer, at, actions, sources, problems } = data;
  return (
    <details className="credentials" data-state={state} open={state === 'tampered'}>
      <summary>
        <span className="credentials-state">{words.state[state]}</span>
        {signer && <span className="quiet">{words.by(signer.name ?? signer.organisation, data.ours)}</span>}
      </summary>
      <dl>
        {at !== undefined && (
          <>
            <dt>{words.at}</dt>
            <dd>{when(at)}</dd>
          </>
        )}
        {actions.length > 0 && (
          <>
            <dt>{words.actions}</dt>
            <dd>{actions.map(({ action }) => words.action(action)).join(', ')}</dd>
          </>
        )}
        {sources.length > 0 && (
          <>
            <dt>{words.sources}</dt>
            <dd>{sources.map(words.source).join(', ')}</dd>
          </>
        )}
      </dl>
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
    </details>
  );
}
