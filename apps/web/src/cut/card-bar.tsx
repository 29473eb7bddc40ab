import type { TitleCard } from '@second-unit/editing';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { lettersQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { Decide } from './use-decide.ts';

interface Props {
  card: TitleCard;
  decide: Decide;
  first: boolean;
  last: boolean;
  /** Earlier (−1) or later (1). */
  onStep: (by: number) => void;
}

/** Milliseconds for which somebody who types is let go on. */
const SETTLES = 150;

/** What the fonts of a render lack for these words, as the render would say it; undefined while that is not known. */
function useLetteringProblem(text: string): string | undefined {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLES);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({ ...lettersQuery(settled), placeholderData: keepPreviousData }).data?.problem;
}

/** What can be done with the chosen title card. */
export function CardBar({ card, decide, first, last, onStep }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const note = useId();
  const isNew = card.text === messages.cut.newCard;
  // A card that was just added is there to be named.
  useEffect(() => {
    if (isNew) field.current?.select();
  }, [isNew]);
  const [text, setText] = useState(card.text);
  const [seconds, setSeconds] = useState(String(card.seconds));
  const length = Number(seconds);
  const unset = useLetteringProblem(text);
  const wrong = unset !== undefined || text.trim() === '' || !(length >= 0.5 && length <= 15);
  const same = text.trim() === card.text && length === card.seconds;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && !same) decide.change({ kind: 'edit-card', card: card.id, text: text.trim(), seconds: length });
  };
  return (
    <form className="item-bar card-bar" onSubmit={apply}>
      <label className="card-text">
        <span className="label">{messages.cut.cardText}</span>
        <input
          className="field"
          dir="auto"
          maxLength={200}
          value={text}
          aria-invalid={unset !== undefined}
          aria-describedby={note}
          ref={field}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label className="card-seconds">
        <span className="label">{messages.cut.cardSeconds}</span>
        <input
          className="field time"
          type="number"
          min={0.5}
          max={15}
          step={0.1}
          value={seconds}
          onChange={(event) => setSeconds(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={wrong || same}>
        {messages.cut.apply}
      </button>
      <div className="item-ways">
        <IconButton
          icon={ArrowLeft}
          label={messages.cut.moveLeft}
          size={15}
          framed
          disabled={first}
          onClick={() => onStep(-1)}
        />
        <IconButton
          icon={ArrowRight}
          label={messages.cut.moveRight}
          size={15}
          framed
          disabled={last}
          onClick={() => onStep(1)}
        />
        <button
          type="button"
          className="button"
          data-bad
          onClick={() => decide.change({ kind: 'remove-card', card: card.id })}
        >
          <Trash2 size={14} aria-hidden />
          {messages.cut.removeCard}
        </button>
      </div>
      <p className="quiet card-note" role="status" id={note} data-wrong={unset !== undefined || undefined}>
        {unset ?? (wrong ? messages.cut.cardProblem : messages.cut.cardStands)}
      </p>
    </form>
  );
}
