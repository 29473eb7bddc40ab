import { Link, useParams } from '@tanstack/react-router';
import { messages } from '../messages.ts';
import { NotThere } from './states.tsx';

/** An address of a production that is none of its rooms: the frame stays, and there is a way back. */
export function RoomNotThere() {
  const { production } = useParams({ strict: false });
  return (
    <NotThere title={messages.errors.nothingHere}>
      {production && (
        <Link className="button" data-primary to="/p/$production" params={{ production }}>
          {messages.errors.toProduction}
        </Link>
      )}
    </NotThere>
  );
}
