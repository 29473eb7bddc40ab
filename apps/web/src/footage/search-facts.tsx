import type { ShotSearch } from '@second-unit/footage/search';
import { X } from 'lucide-react';
import { footageMessages } from './messages.ts';

const words = footageMessages.search;

/** What was understood of a search, each term with how many shots it holds for; a click leaves one out. */
export function SearchFacts({
  found,
  onLeaveOut,
}: {
  found: ShotSearch;
  onLeaveOut: (terms: ShotSearch['terms']) => void;
}) {
  return (
    <div className="search-facts">
      <span role="status">{found.all === 0 ? words.none : words.found(found.all, found.hits.length)}</span>
      <ul aria-label={words.terms}>
        {found.terms.map((term, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a term may be asked twice, and has no other name.
          <li key={at} data-none={term.shots === 0 || undefined}>
            <span>{words.term(term.text, term.not, term.shots)}</span>
            <button
              type="button"
              aria-label={words.leaveOut(term.text)}
              onClick={() => onLeaveOut(found.terms.filter((_, other) => other !== at))}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
