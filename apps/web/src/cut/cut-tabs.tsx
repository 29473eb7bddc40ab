import { Link } from '@tanstack/react-router';
import { paperMessages } from '../paper/messages.ts';
import '../styles/cut-tabs.css';

const words = paperMessages.tabs;

/** The two ways of cutting: by shots, and by words. */
export function CutTabs({ production, here }: { production: string; here: 'cut' | 'paper' }) {
  const current = (tab: typeof here) => (tab === here ? ({ 'aria-current': 'page' } as const) : {});
  return (
    <nav className="cut-tabs" aria-label={words.name}>
      <Link to="/p/$production/cut/{-$cut}" params={{ production }} activeOptions={{ exact: true }} {...current('cut')}>
        {words.cut}
      </Link>
      <Link to="/p/$production/cut/paper/{-$paper}" params={{ production }} {...current('paper')}>
        {words.paper}
      </Link>
    </nav>
  );
}
