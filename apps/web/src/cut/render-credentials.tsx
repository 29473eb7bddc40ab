import { useQuery } from '@tanstack/react-query';
import { sentence } from '../api/client.ts';
import { credentialsQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { CredentialsFacts, CredentialsState } from '../ui/credentials.tsx';

/** What the render says of itself: who signed it, whether that holds, what was done. */
export function RenderCredentials({ of, id }: { of: 'cuts' | 'papers'; id: string }) {
  const { data, error } = useQuery(credentialsQuery(of, id));
  if (error) return <p className="quiet">{sentence(error)}</p>;
  if (!data) return <p className="quiet">{messages.cut.credentials.checking}</p>;
  return (
    <details className="credentials" data-state={data.state} open={data.state === 'tampered'}>
      <summary>
        <CredentialsState said={data} />
      </summary>
      <CredentialsFacts said={data} />
    </details>
  );
}
