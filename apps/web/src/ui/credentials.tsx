import type { CredentialsView } from '@second-unit/studio/contract';
import { messages } from '../messages.ts';
import { when } from './when.ts';
import '../styles/credentials.css';

const words = messages.cut.credentials;

/** Whether a file's content credentials hold, and by whom they are. */
export function CredentialsState({ said: { state, signer, ours } }: { said: CredentialsView }) {
  return (
    <>
      <span className="credentials-state">{words.state[state]}</span>
      {signer && <span className="quiet">{words.by(signer.name ?? signer.organisation, ours)}</span>}
    </>
  );
}

/** What a file's content credentials say: when and with what it was made, what was done, and what does not hold. */
export function CredentialsFacts({ said }: { said: CredentialsView }) {
  const { at, generator, actions, sources, problems } = said;
  return (
    <>
      <dl>
        {at !== undefined && (
          <>
            <dt>{words.at}</dt>
            <dd>{when(at)}</dd>
          </>
        )}
        {generator !== undefined && (
          <>
            <dt>{words.generator}</dt>
            <dd dir="auto">{generator}</dd>
          </>
        )}
        {actions.length > 0 && (
          <>
            <dt>{words.actions}</dt>
            <dd>{[...new Set(actions.map(({ action }) => words.action(action)))].join(', ')}</dd>
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
    </>
  );
}
