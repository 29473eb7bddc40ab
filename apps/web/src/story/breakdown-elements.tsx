import type { Breakdown, BreakdownCategory, BreakdownElement, Scene, SceneName } from '@second-unit/story';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { tell } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { ElementMenu } from './element-menu.tsx';
import type { Places } from './place.ts';
import type { Correcting } from './use-correct-breakdown.ts';

const words = messages.breakdown;

/** Elements that are shown before one asks for the rest. */
const SHOWN = 40;

interface Props {
  readonly breakdown: Breakdown;
  readonly scenes: readonly Scene[];
  readonly category: BreakdownCategory;
  readonly correcting: Correcting;
  readonly go: (places: Places) => void;
}

/** The elements of one category by name: a click goes to where they are, the menu beside says what they are instead. */
export function BreakdownElements({ breakdown, scenes: all, category, correcting, go }: Props) {
  const [most, setMost] = useState(SHOWN);
  const list = useRef<HTMLUListElement>(null);
  const acted = useRef(false);
  const elements = breakdown.elements.filter((one) => one.category === category);
  // What was corrected may have taken the focus with it.
  useEffect(() => {
    if (!acted.current || document.activeElement !== document.body) return;
    acted.current = false;
    list.current?.focus();
  });
  const correct: Correcting['correct'] = (correction) => {
    acted.current = true;
    correcting.correct(correction);
  };
  return (
    <>
      <ul ref={list} tabIndex={-1} className="story-elements" aria-label={words.elements(words.categories[category])}>
        {elements.slice(0, most).map(({ name, scenes }) => (
          <Row
            key={name}
            name={name}
            category={category}
            where={scenes}
            scenes={all}
            breakdown={breakdown}
            byPerson={correcting.isNamed(category, name)}
            correct={correct}
            go={go}
          />
        ))}
      </ul>
      {elements.length > most && (
        <button type="button" className="linkish" onClick={() => setMost(elements.length)}>
          {messages.story.rest(elements.length - most)}
        </button>
      )}
    </>
  );
}

interface RowProps extends Pick<Props, 'breakdown' | 'scenes' | 'category' | 'go'> {
  readonly name: string;
  /** Indices of the scenes that have it. */
  readonly where: readonly number[];
  readonly byPerson: boolean;
  readonly correct: Correcting['correct'];
}

function Row({ name, category, where, scenes, byPerson, breakdown, correct, go }: RowProps) {
  const [asking, ask] = useState<'rename' | 'merge'>();
  const places = foundOf(breakdown, category, name).flatMap(({ mentions }) => mentions);
  const [first, ...others] = places;
  return (
    <li className="story-element" data-person={byPerson || undefined}>
      <button
        type="button"
        className="linkish"
        disabled={!first}
        onClick={() => first && go([first, ...others])}
        dir="auto"
      >
        {name}
      </button>
      <span className="quiet">
        {byPerson ? `${words.byPerson} · ` : ''}
        {words.scenes(where.length)}
      </span>
      <ElementMenu
        name={name}
        category={category}
        scenes={where.flatMap((index) => sceneNamed(scenes, index) ?? [])}
        onCategory={(to, scene) => correct({ kind: 'recategorise', category, name, to, ...(scene && { scene }) })}
        onRemove={(scene) => correct({ kind: 'remove', category, name, ...(scene && { scene }) })}
        onRename={() => ask('rename')}
        onMerge={() => ask('merge')}
      />
      {asking === 'rename' && (
        <NameField
          label={words.renameOf(name)}
          value={name}
          done={() => ask(undefined)}
          onKeep={(to) => {
            if (to !== name) correct({ kind: 'rename', category, name, to });
          }}
        />
      )}
      {asking === 'merge' && (
        <NameField
          label={words.mergeOf(name)}
          value=""
          names={breakdown.elements.filter((one) => one.name !== name).map((one) => one.name)}
          done={() => ask(undefined)}
          onKeep={(said) => {
            const into = otherCalled(breakdown, category, name, said);
            if (into) correct({ kind: 'merge', category, name, into });
            else tell(words.noSuch(said));
          }}
        />
      )}
    </li>
  );
}

/** A scene as a correction names it: by its heading, and which of those that have the same. */
function sceneNamed(scenes: readonly Scene[], index: number): { label: string; name: SceneName } | undefined {
  const scene = scenes[index];
  if (scene === undefined) return undefined;
  const { heading, number } = scene;
  const which = scenes.slice(0, index).filter((one) => one.heading.toLowerCase() === heading.toLowerCase()).length;
  return {
    label: words.sceneName(number ?? String(index + 1), heading),
    name: { heading, ...(which > 0 && { which }) },
  };
}

function foundOf({ scenes }: Breakdown, category: BreakdownCategory, name: string): BreakdownElement[] {
  return scenes.flatMap(({ elements }) => elements.filter((one) => one.category === category && one.name === name));
}

/** The other element of this name, of the same category where there is one. */
function otherCalled(
  { elements }: Breakdown,
  category: BreakdownCategory,
  name: string,
  said: string,
): Pick<BreakdownElement, 'category' | 'name'> | undefined {
  const wanted = said.toLowerCase();
  const called = elements.filter(
    (one) => one.name.toLowerCase() === wanted && !(one.category === category && one.name === name),
  );
  const found = called.find((one) => one.category === category) ?? called[0];
  return found && { category: found.category, name: found.name };
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  /** What can be chosen. */
  readonly names?: readonly string[];
  readonly onKeep: (name: string) => void;
  readonly done: () => void;
}

/** Enter keeps, Escape gives up. */
function NameField({ label, value, names, onKeep, done }: FieldProps) {
  const [name, setName] = useState(value);
  const id = useId();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onKeep(name.trim());
    done();
  };
  return (
    <form
      className="story-element-field"
      onSubmit={keep}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        done();
      }}
    >
      <label htmlFor={id} className="quiet">
        {label}
      </label>
      <input
        id={id}
        className="field"
        // biome-ignore lint/a11y/noAutofocus: a person just asked to change it.
        autoFocus
        maxLength={200}
        value={name}
        list={names && `${id}-names`}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
      />
      {names && (
        <datalist id={`${id}-names`}>
          {[...new Set(names)].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <button type="submit" className="button">
        {words.keep}
      </button>
      <button type="button" className="button" data-plain onClick={done}>
        {words.cancel}
      </button>
    </form>
  );
}
