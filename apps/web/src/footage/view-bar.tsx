import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import { footageMessages } from './messages.ts';

const VIEWS = ['grid', 'list', 'signals', 'people', 'heard', 'things', 'lined'] as const;
export type View = (typeof VIEWS)[number];

interface Props {
  /** None while shots are searched for. */
  view?: View;
  onView: (view: View) => void;
  query: string;
  onQuery: (query: string) => void;
  /** Enter or the arrow down leads from what is typed to what it finds; undefined once more is typed, or the field left. */
  onEnter: (query: string | undefined) => void;
  /** Is the search over all films of the production? */
  everywhere: boolean;
  /** Only where there is more than one film. */
  onEverywhere?: (everywhere: boolean) => void;
}

/** Milliseconds after the last letter at which it is searched. */
const PAUSE = 200;
const words = footageMessages.search;

/** How the film is looked at, and what is looked for in it. */
export function ViewBar({ view, onView, query, onQuery, onEnter, everywhere, onEverywhere }: Props) {
  const [typed, setTyped] = useState(query);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(query);
  useEffect(() => {
    // The address changed by itself: back, or a term that was left out.
    if (query !== asked.current) setTyped(query);
    asked.current = query;
  }, [query]);
  useEffect(() => {
    if (typed === asked.current) return;
    const later = setTimeout(() => {
      asked.current = typed;
      onQuery(typed);
    }, PAUSE);
    return () => clearTimeout(later);
  }, [typed, onQuery]);
  useActions([
    {
      name: 'client.footage.search',
      label: words.label,
      group: messages.groups.footage,
      shortcut: '/',
      enabled: true,
      run: () => field.current?.focus(),
    },
    ...VIEWS.map((one) => ({
      name: `client.footage.view.${one}`,
      label: `${footageMessages.views.name}: ${footageMessages.views[one]}`,
      group: messages.groups.footage,
      enabled: view !== one,
      run: () => onView(one),
    })),
  ]);
  return (
    <div className="view-bar">
      <fieldset className="view-choice">
        <legend className="visually-hidden">{footageMessages.views.name}</legend>
        {VIEWS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="footage-view"
              className="visually-hidden"
              checked={view === one}
              onChange={() => onView(one)}
            />
            <span>{footageMessages.views[one]}</span>
          </label>
        ))}
      </fieldset>
      <search className="shot-search">
        <Search size={14} aria-hidden />
        <input
          ref={field}
          type="text"
          className="field"
          aria-label={words.label}
          placeholder={words.hint}
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            onEnter(undefined);
            setTyped(event.target.value);
          }}
          onBlur={() => onEnter(undefined)}
          onKeyDown={(event) => {
            if ((event.key === 'Enter' || event.key === 'ArrowDown') && !event.nativeEvent.isComposing) {
              event.preventDefault();
              if (typed === '') return;
              // Whoever is done typing does not wait for the pause.
              if (typed !== asked.current) {
                asked.current = typed;
                onQuery(typed);
              }
              onEnter(typed);
            }
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            if (typed === '') field.current?.blur();
            setTyped('');
          }}
        />
        {typed !== '' && (
          <button
            type="button"
            className="button"
            data-plain
            data-icon
            aria-label={words.clear}
            onClick={() => setTyped('')}
          >
            <X size={14} aria-hidden />
          </button>
        )}
      </search>
      {onEverywhere && (
        <label className="search-scope">
          <input type="checkbox" checked={everywhere} onChange={(event) => onEverywhere(event.target.checked)} />
          <span>{words.everywhere}</span>
        </label>
      )}
    </div>
  );
}
