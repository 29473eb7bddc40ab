import type { ShotSearch } from '@second-unit/footage/search';
import { X } from 'lucide-react';
import { footageMessages } from './messages.ts';

const words = footageMessages.search;
/** How people write the size of a shot; a term that is none of the search’s own words may still mean one. */
const SIZE = /^(extreme |medium )?(close|close.?up|wide|full|medium|[emx]?cu|[em]?ws)( shot)?$/i;

/** What was understood of a search, each term with how many shots it holds for; a click leaves one out. */
export function SearchFacts({
  found,
  sized,
  onLeaveOut,
}: {
  found: ShotSearch;
  /** Is the size of any shot of the film known? */
  sized: boolean;
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
      {!sized && found.terms.some(({ text, shots }) => shots === 0 && SIZE.test(text)) && <p>{words.noSizes}</p>}
    </div>
  );
}
