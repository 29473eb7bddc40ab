import { Link } from '@tanstack/react-router';
import { binsMessages } from './messages.ts';

/** The way to the shoot days of a production. */
export function BinsLink({ production }: { production: string }) {
  return (
    <Link className="button" data-plain to="/p/$production/bins/{-$day}" params={{ production }}>
      {binsMessages.link}
    </Link>
  );
}
