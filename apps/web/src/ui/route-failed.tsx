import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { messages } from '../messages.ts';
import { Failed } from './states.tsx';

/** What a page says whose data could not be fetched: trying again fetches it anew. */
export function RouteFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className="scroll">
      <Failed
        error={error}
        retry={() => {
          reset();
          void router.invalidate();
        }}
      >
        <Link className="button" data-plain to="/productions">
          {messages.errors.backHome}
        </Link>
      </Failed>
    </div>
  );
}
