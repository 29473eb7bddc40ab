import { Link } from '@tanstack/react-router';
import { paperMessages } from '../paper/messages.ts';

const words = paperMessages.tabs;

/** The two ways of cutting: by shots, and by words. */
export function CutTabs({ production }: { production: string }) {
  return (
    <nav className="cut-tabs" aria-label={words.name}>
      <Link to="/p/$production/cut/{-$cut}" params={{ production }} activeOptions={{ exact: true }}>
        {words.cut}
      </Link>
      <Link to="/p/$production/cut/paper/{-$paper}" params={{ production }}>
        {words.paper}
      </Link>
    </nav>
  );
}
