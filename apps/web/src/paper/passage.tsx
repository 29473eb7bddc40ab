import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Passage as PassageOf } from '@second-unit/editing';
import type { MediaSummary } from '@second-unit/studio/contract';
import { ArrowDown, ArrowUp, GripVertical, Play, SplitSquareVertical, Trash2 } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Picture } from '../picture/picture.ts';
import { timecodeOf } from '../picture/timecode.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { paperMessages as words } from './messages.ts';
import { wordAt } from './paragraphs.ts';
import { rangeOf, type Selection, splitAt } from './selection.ts';
import { useWordsKeys } from './use-words-keys.ts';
import { WordRow } from './word-row.tsx';

interface Props {
  passage: PassageOf;
  place: number;
  of: number;
  film: MediaSummary | undefined;
  /** Are other takes of its line in the paper edit too? */
  several: boolean;
  /** Where its film is on the screen and it plays. */
  picture: Picture | undefined;
  selection: Selection | undefined;
  onSelect: (passage: string, selection: Selection | undefined) => void;
  onLeave: (passage: string, direction: 1 | -1) => void;
  onArrive: (passage: PassageOf, word: number) => void;
  onStrike: (passage: PassageOf, from: number, to: number) => void;
  onSplit: (passage: PassageOf, at: number) => void;
  onMove: (passage: string, to: number) => void;
  onRemove: (passage: string) => void;
  onChoose: (passage: string, chosen: boolean) => void;
  onPlay: (passage: PassageOf) => void;
}

/** Words of one film in the paper edit: what is kept, what is struck, and what a person does with them. */
export const Passage = memo(function Passage(props: Props) {
  const { passage, place, film, selection, onSelect, onLeave, onArrive, onStrike, onSplit, onMove } = props;
  const { id, line, chosen } = passage;
  const box = useRef<HTMLDivElement>(null);
  const item = useRef<HTMLDivElement>(null);
  const grip = useRef<HTMLSpanElement>(null);
  const [side, setSide] = useState<'before' | 'after'>();
  const title = film?.title ?? '';
  useEffect(() => {
    const element = item.current;
    const handle = grip.current;
    if (!element || !handle) return;
    const sideAt = (y: number) => {
      const { top, height } = element.getBoundingClientRect();
      return y < top + height / 2 ? 'before' : 'after';
    };
    return combine(
      draggable({ element, dragHandle: handle, getInitialData: () => ({ passage: id, place }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.passage === 'string',
        getData: ({ input }) => ({ gap: place + (sideAt(input.clientY) === 'after' ? 1 : 0) }),
        onDrag: ({ location, source }) =>
          setSide(source.data.passage === id ? undefined : sideAt(location.current.input.clientY)),
        onDragLeave: () => setSide(undefined),
        onDrop: () => setSide(undefined),
      }),
    );
  }, [id, place]);
  const range = selection && rangeOf(selection);
  const handlers = useWordsKeys({
    box,
    count: passage.words.length,
    selection,
    onSelect: useCallback((next: Selection | undefined) => onSelect(id, next), [onSelect, id]),
    onArrive: (word) => onArrive(passage, word),
    onLeave: (direction) => onLeave(id, direction),
    onKey: (event: KeyboardEvent) => {
      const { key, altKey, ctrlKey, metaKey } = event;
      if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
        onMove(id, place + (key === 'ArrowUp' ? -1 : 1));
        return true;
      }
      if (ctrlKey || metaKey || altKey) return false;
      if ((key === 'Backspace' || key === 'Delete') && range) {
        onStrike(passage, range.from, range.to);
        return true;
      }
      if (key === 'Enter' && selection) {
        const at = splitAt(selection);
        if (at !== undefined) onSplit(passage, at);
        return true;
      }
      return false;
    },
  });
  const isStruck = useMemo(
    () => (word: number) => passage.struck.some(({ from, to }) => word >= from && word < to),
    [passage.struck],
  );
  return (
    <div
      ref={item}
      className="passage"
      {...(side ? { 'data-side': side } : {})}
      {...(chosen ? { 'data-chosen': true } : line?.suggested ? { 'data-suggested': true } : {})}
    >
      <header className="passage-head">
        <span ref={grip} className="passage-grip" aria-hidden>
          <GripVertical size={14} />
        </span>
        <span className="passage-from quiet">
          <span dir="auto">{title}</span>{' '}
          <span className="time">{film && timecodeOf(film.info, passage.words[0]!.startFrame)}</span>
        </span>
        <Tools {...props} range={range} />
      </header>
      {line && <TakeOf {...props} />}
      <LitWords
        passage={passage}
        picture={props.picture}
        selection={selection}
        isStruck={isStruck}
        box={(lit) => (
          <div
            ref={box}
            className="passage-words"
            role="listbox"
            tabIndex={0}
            dir="auto"
            data-passage={id}
            aria-multiselectable="true"
            aria-label={words.words(place + 1)}
            {...(selection ? { 'aria-activedescendant': `${id}-${selection.head}` } : {})}
            {...handlers}
          >
            {rowsOf(passage).map(({ from, to }) => {
              const isIn = (word: number) => word >= from && word < to;
              const hasChosen = range !== undefined && range.to > from && range.from < to;
              return (
                <WordRow
                  key={from}
                  name={id}
                  words={passage.words}
                  from={from}
                  to={to}
                  goesOn={to < passage.words.length}
                  chosenFrom={hasChosen ? range.from : -1}
                  chosenTo={hasChosen ? range.to : -1}
                  head={selection && isIn(selection.head) ? selection.head : -1}
                  lit={isIn(lit) ? lit : -1}
                  marked={isStruck}
                  mark="struck"
                  markWord={words.isStruck}
                />
              );
            })}
          </div>
        )}
      />
    </div>
  );
});

/** Words that are drawn together: of an hour of talk in one passage, only those that change are drawn again. */
const ROW = 120;

function rowsOf({ words: some }: PassageOf): readonly { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil(some.length / ROW) }, (_, row) => ({
    from: row * ROW,
    to: Math.min(some.length, (row + 1) * ROW),
  }));
}

interface LitProps {
  passage: PassageOf;
  picture: Picture | undefined;
  selection: Selection | undefined;
  isStruck: (word: number) => boolean;
  box: (lit: number) => ReactNode;
}

function LitWords({ picture, ...props }: LitProps) {
  return picture ? <Playing {...props} picture={picture} /> : props.box(-1);
}

function Playing({ passage, picture, box }: Omit<LitProps, 'picture'> & { picture: Picture }) {
  return box(usePictureState(picture, ({ frame, playing }) => (playing ? wordAt(passage.words, frame) : -1)));
}

function Tools({ passage, place, of, range, ...on }: Props & { range: { from: number; to: number } | undefined }) {
  const at = splitAt(on.selection);
  const strikes = range && !all(passage, range);
  return (
    <span className="passage-tools">
      {range && (
        <>
          <button type="button" className="button" onClick={() => on.onStrike(passage, range.from, range.to)}>
            {strikes ? words.strike : words.restore}
          </button>
          <IconButton
            icon={SplitSquareVertical}
            label={words.split}
            size={15}
            disabled={at === undefined}
            onClick={() => at !== undefined && on.onSplit(passage, at)}
          />
        </>
      )}
      <Tool label={words.play} onClick={() => on.onPlay(passage)}>
        <Play size={15} aria-hidden />
      </Tool>
      <Tool label={words.up} disabled={place === 0} onClick={() => on.onMove(passage.id, place - 1)}>
        <ArrowUp size={15} aria-hidden />
      </Tool>
      <Tool label={words.down} disabled={place === of - 1} onClick={() => on.onMove(passage.id, place + 1)}>
        <ArrowDown size={15} aria-hidden />
      </Tool>
      <Tool label={words.remove} onClick={() => on.onRemove(passage.id)}>
        <Trash2 size={15} aria-hidden />
      </Tool>
    </span>
  );
}

interface ToolProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, disabled = false, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className="button"
      data-plain
      data-icon
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

/** Which take of which line a passage is, and whether it is the one. */
function TakeOf({ passage, several, onChoose }: Props) {
  const { line, chosen, id } = passage;
  if (!line) return null;
  return (
    <p className="passage-take">
      <span className="passage-line" dir="auto" title={words.takeOf(line.who, line.text)}>
        {words.takeOf(line.who, line.text)}
      </span>
      <span className="passage-number">{words.take(line.take)}</span>
      <span className="quiet">{words.coverage(line.coverage)}</span>
      {line.suggested && !chosen && <span className="passage-suggested">{words.suggested}</span>}
      {(several || chosen) && (
        <button
          type="button"
          className="button"
          data-plain
          aria-pressed={chosen === true}
          onClick={() => onChoose(id, chosen !== true)}
        >
          {chosen ? words.chosenTake : words.choose}
        </button>
      )}
    </p>
  );
}

/** Is all of a range struck? */
export function all({ struck }: PassageOf, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return struck.some((range) => range.from <= from && range.to >= to);
}
