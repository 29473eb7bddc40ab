import type { ReactNode } from 'react';
import { sentence } from '../api/client.ts';
import { messages } from '../messages.ts';

/** Says what is being waited for, and how far it is where that is known. */
export function Waiting({ text, share }: { text: string; share?: number }) {
  return (
    <div className="state" role="status">
      <p>{text}</p>
      {share === undefined ? <div className="wait-line" /> : <ProgressLine share={share} label={text} />}
    </div>
  );
}

export function ProgressLine({ share, label }: { share: number; label: string }) {
  return (
    <div
      className="progress-line"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
    >
      <div style={{ inlineSize: `${Math.min(100, share * 100)}%` }} />
    </div>
  );
}

/** What happened, in the studio's own sentence, and the way to try again. */
export function Failed({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) {
  return (
    <div className="state" role="alert">
      <h1 data-wrong>{messages.errors.title}</h1>
      <p>{sentence(error)}</p>
      <div className="state-ways">
        {retry && (
          <button type="button" className="button" onClick={retry}>
            {messages.errors.again}
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

/** What an address names is not there, or no longer: what, and a way on. */
export function NotThere({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Empty title={title} line={messages.errors.notThereLine}>
      {children}
    </Empty>
  );
}

/** Nothing here yet: what it is for and how to begin. */
export function Empty({ title, line, children }: { title: string; line: string; children?: ReactNode }) {
  return (
    <div className="state">
      <h1>{title}</h1>
      <p>{line}</p>
      {children && <div className="state-ways">{children}</div>}
    </div>
  );
}
