import type { TitleCard } from '@second-unit/editing';
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import type { Decide } from './use-decide.ts';

interface Props {
  card: TitleCard;
  decide: Decide;
  first: boolean;
  last: boolean;
  /** Earlier (−1) or later (1). */
  onStep: (by: number) => void;
}

/** What can be done with the chosen title card. */
export function CardBar({ card, decide, first, last, onStep }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const isNew = card.text === messages.cut.newCard;
  // A card that was just added is there to be named.
  useEffect(() => {
    if (isNew) field.current?.select();
  }, [isNew]);
  const [text, setText] = useState(card.text);
  const [seconds, setSeconds] = useState(String(card.seconds));
  const length = Number(seconds);
  const wrong = text.trim() === '' || !(length >= 0.5 && length <= 15);
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
        <button
          type="button"
          className="button"
          data-icon
          aria-label={messages.cut.moveLeft}
          disabled={first}
          onClick={() => onStep(-1)}
        >
          <ArrowLeft size={15} aria-hidden />
        </button>
        <button
          type="button"
          className="button"
          data-icon
          aria-label={messages.cut.moveRight}
          disabled={last}
          onClick={() => onStep(1)}
        >
          <ArrowRight size={15} aria-hidden />
        </button>
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
      <p className="quiet card-note" role="status">
        {wrong ? messages.cut.cardProblem : messages.cut.cardStands}
      </p>
    </form>
  );
}
