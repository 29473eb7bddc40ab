import type { Word } from '@second-unit/editing';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { paperMessages as messages } from './messages.ts';
import { placesOf } from './paragraphs.ts';

interface Props {
  words: readonly Word[];
  onFind: (place: { readonly from: number; readonly to: number }) => void;
}

/** Finds words in a transcript, place by place. */
export function FindWords({ words, onFind }: Props) {
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const places = useMemo(() => placesOf(words, wanted), [words, wanted]);
  const length = wanted.trim().split(/\s+/u).length;
  const go = (to: number) => {
    if (places.length === 0) return;
    const next = (to + places.length) % places.length;
    setAt(next);
    onFind({ from: places[next]!, to: Math.min(words.length, places[next]! + length) });
  };
  useActions([
    {
      name: 'client.paper.find',
      label: messages.keys.find,
      group: messages.group,
      shortcut: '/',
      enabled: true,
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <search className="find-words">
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="text"
        className="field"
        dir="auto"
        aria-label={messages.find}
        placeholder={messages.findHint}
        spellCheck={false}
        value={wanted}
        onChange={({ target }) => {
          setWanted(target.value);
          setAt(0);
          const [first] = placesOf(words, target.value);
          const asked = target.value.trim().split(/\s+/u).length;
          if (first !== undefined) onFind({ from: first, to: Math.min(words.length, first + asked) });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            go(at + (event.shiftKey ? -1 : 1));
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            if (wanted === '') field.current?.blur();
            setWanted('');
          }
        }}
      />
      {wanted.trim() !== '' && (
        <>
          <span className="quiet find-count" role="status">
            {places.length === 0 ? messages.foundNone : messages.found(at + 1, places.length)}
          </span>
          <IconButton
            icon={ChevronUp}
            label={messages.prev}
            size={15}
            disabled={places.length < 2}
            onClick={() => go(at - 1)}
          />
          <IconButton
            icon={ChevronDown}
            label={messages.next}
            size={15}
            disabled={places.length < 2}
            onClick={() => go(at + 1)}
          />
        </>
      )}
    </search>
  );
}
