import type { CutItem } from '@second-unit/editing';
import type { Shot } from '@second-unit/footage';
import { ArrowLeft, ArrowRight, Ban, Captions, Lock, LockOpen, Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { trimProblem } from './standing.ts';
import { choiceOf, transitionChoices } from './transition-choices.ts';
import type { Decide } from './use-decide.ts';

interface Props {
  item: CutItem;
  shot?: Shot;
  place: number;
  of: number;
  picture: Picture;
  /** Frames a second of the cut. */
  rate: { readonly num: number; readonly den: number };
  decide: Decide;
  /** Earlier (−1) or later (1). */
  onStep: (by: number) => void;
  /** Puts a title card before it. */
  onCard: () => void;
}

/** What can be done with the chosen shot of the cut. */
export function ItemBar({ item, shot, place, of, picture, rate, decide, onStep, onCard }: Props) {
  const lockedId = useId();
  const [inText, setIn] = useState(String(item.inFrame));
  const [outText, setOut] = useState(String(item.outFrame));
  const inFrame = inText.trim() === '' ? Number.NaN : Number(inText);
  const outFrame = outText.trim() === '' ? Number.NaN : Number(outText);
  const wrong = shot !== undefined && trimProblem(inFrame, outFrame, shot);
  const same = inFrame === item.inFrame && outFrame === item.outFrame;
  const trim = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && !same) decide.change({ kind: 'trim', item: item.id, inFrame, outFrame });
  };
  const choices = transitionChoices(rate, item.transition, place === of - 1);
  const choose = (name: string) => {
    const choice = choices.find((one) => one.name === name);
    if (choice) decide.change({ kind: 'transition', item: item.id, transition: choice.transition });
  };
  const show = (text: string) => {
    const frame = Number(text);
    // A frame that cannot be used is not gone to: the picture stays with the shot.
    const outside = shot && (frame < shot.startFrame || frame >= shot.endFrame);
    if (text.trim() !== '' && Number.isInteger(frame) && !outside) picture.seek(frame);
  };
  return (
    <div className="item-bar">
      <div className="item-ways">
        <button
          type="button"
          className="button"
          aria-pressed={item.locked}
          onClick={() => decide.change({ kind: item.locked ? 'unlock' : 'lock', item: item.id })}
        >
          {item.locked ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
          {item.locked ? messages.cut.unlock : messages.cut.lock}
        </button>
        <IconButton
          icon={ArrowLeft}
          label={messages.cut.moveLeft}
          size={15}
          framed
          disabled={place === 0}
          onClick={() => onStep(-1)}
        />
        <IconButton
          icon={ArrowRight}
          label={messages.cut.moveRight}
          size={15}
          framed
          disabled={place === of - 1}
          onClick={() => onStep(1)}
        />
        <IconButton icon={Captions} label={messages.cut.addCardBefore} size={15} framed onClick={onCard} />
        <button
          type="button"
          className="button"
          data-bad
          disabled={item.locked}
          aria-describedby={item.locked ? lockedId : undefined}
          onClick={() => decide.change({ kind: 'remove', item: item.id })}
        >
          <Trash2 size={14} aria-hidden />
          {messages.cut.remove}
        </button>
        <button type="button" className="button" data-bad onClick={() => decide.change({ kind: 'ban', item: item.id })}>
          <Ban size={14} aria-hidden />
          {messages.cut.ban}
        </button>
        <label className="item-next">
          <span className="label">
            {place === of - 1 ? messages.cut.transition.toEnd : messages.cut.transition.label}
          </span>
          <select
            className="field"
            value={choiceOf(choices, item.transition)}
            onChange={(event) => choose(event.target.value)}
          >
            {choices.map(({ name, transition, seconds }) => (
              <option key={name} value={name}>
                {messages.cut.transition.words(transition, place === of - 1, seconds)}
              </option>
            ))}
          </select>
        </label>
        {item.locked && (
          <span id={lockedId} className="quiet">
            {messages.cut.unlockFirst}
          </span>
        )}
      </div>
      <form
        className="item-trim"
        title={shot && messages.cut.trimRange(shot.startFrame, shot.endFrame)}
        onSubmit={trim}
      >
        <label>
          <span className="label">{messages.cut.in}</span>
          <input
            className="field time"
            type="number"
            value={inText}
            min={shot?.startFrame}
            max={outFrame - 1}
            onFocus={() => show(inText)}
            onChange={(event) => {
              setIn(event.target.value);
              show(event.target.value);
            }}
          />
        </label>
        <label>
          <span className="label">{messages.cut.out}</span>
          <input
            className="field time"
            type="number"
            value={outText}
            min={inFrame + 1}
            max={shot?.endFrame}
            onFocus={() => show(String(outFrame - 1))}
            onChange={(event) => {
              setOut(event.target.value);
              show(String(Number(event.target.value) - 1));
            }}
          />
        </label>
        <button type="submit" className="button" disabled={wrong || same}>
          {messages.cut.trim}
        </button>
        {wrong && (
          <p className="trim-note" role="alert">
            {`${messages.cut.trimEmpty} ${messages.cut.trimRange(shot.startFrame, shot.endFrame)}`}
          </p>
        )}
      </form>
    </div>
  );
}
