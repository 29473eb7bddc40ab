import type { Aspect, Brief, Cut, Lead, Tone } from '@second-unit/editing';
import { messages } from '../messages.ts';
import { type ChosenMusic, MusicChoice } from './music-choice.tsx';

const words = messages.cut.manner;

/** How a cut is to be, beyond its length and its words; what is not said is left to the cutter. */
export interface Manner {
  readonly tone?: Tone;
  readonly lead?: Lead;
  readonly aspect?: Aspect;
  readonly cards?: string[];
  readonly music?: ChosenMusic;
  /** How many, each unlike the others; one if absent. */
  readonly count?: number;
}

const TONES = ['tense', 'warm', 'quiet', 'quick'] as const satisfies readonly Tone[];
const LEADS = ['story', 'voices', 'pictures'] as const satisfies readonly Lead[];
const ASPECTS = ['16:9', '9:16', '1:1', '4:5', '2.39:1'] as const satisfies readonly Aspect[];
const COUNTS = [2, 3, 4, 5];

/** As the last cut was asked for; its cards stay with it unless new ones are written. */
export function mannerOf(cut: Cut | undefined): Manner {
  const { tone, lead, aspect, music }: Partial<Brief> = cut?.brief ?? {};
  return {
    ...(tone && { tone }),
    ...(lead && { lead }),
    ...(aspect && { aspect }),
    ...(music && { music: { media: music.media, ...(music.from === undefined ? {} : { from: music.from }) } }),
  };
}

interface Props {
  id: string;
  production: string;
  manner: Manner;
  onChange: (manner: Manner) => void;
}

/** Tone, lean, shape, music, cards and how many: asked for by those who want more than the best cut. */
export function AskManner({ id, production, manner, onChange }: Props) {
  const { tone, lead, aspect, cards, count, music } = manner;
  return (
    <fieldset className="ask-manner" id={id}>
      <legend className="visually-hidden">{messages.cut.more}</legend>
      <Choice
        label={words.tone}
        none={words.anyTone}
        value={tone}
        names={TONES}
        say={(name) => words.tones[name]}
        onChoose={(to) => onChange({ ...without(manner, 'tone'), ...(to && { tone: to }) })}
      />
      <Choice
        label={words.lead}
        none={words.anyLead}
        value={lead}
        names={LEADS}
        say={(name) => words.leads[name]}
        onChoose={(to) => onChange({ ...without(manner, 'lead'), ...(to && { lead: to }) })}
      />
      <Choice
        label={words.aspect}
        none={words.ownAspect}
        value={aspect}
        names={ASPECTS}
        say={(name) => words.aspects[name]}
        onChoose={(to) => onChange({ ...without(manner, 'aspect'), ...(to && { aspect: to }) })}
      />
      <label>
        <span className="label">{words.count}</span>
        <select
          className="field"
          value={count ?? 1}
          onChange={(event) => {
            const to = Number(event.target.value);
            onChange({ ...without(manner, 'count'), ...(to > 1 && { count: to }) });
          }}
        >
          <option value={1}>{words.one}</option>
          {COUNTS.map((many) => (
            <option key={many} value={many}>
              {words.many(many)}
            </option>
          ))}
        </select>
      </label>
      <MusicChoice
        production={production}
        value={music}
        onChoose={(to) => onChange({ ...without(manner, 'music'), ...(to && { music: to }) })}
      />
      <label className="ask-cards">
        <span className="label">{words.cards}</span>
        <textarea
          className="field"
          rows={2}
          dir="auto"
          placeholder={words.cardsHint}
          defaultValue={cards?.join('\n') ?? ''}
          onChange={(event) => {
            const lines = event.target.value
              .split('\n')
              .map((line) => line.trim().slice(0, 200))
              .filter((line) => line !== '')
              .slice(0, 12);
            onChange({ ...without(manner, 'cards'), ...(lines.length > 0 && { cards: lines }) });
          }}
        />
      </label>
    </fieldset>
  );
}

function without(manner: Manner, name: keyof Manner): Manner {
  const { [name]: _, ...rest } = manner;
  return rest;
}

interface ChoiceProps<Name extends string> {
  label: string;
  none: string;
  value: Name | undefined;
  names: readonly Name[];
  say: (name: Name) => string;
  onChoose: (name: Name | undefined) => void;
}

function Choice<Name extends string>({ label, none, value, names, say, onChoose }: ChoiceProps<Name>) {
  return (
    <label>
      <span className="label">{label}</span>
      <select
        className="field"
        value={value ?? ''}
        onChange={(event) => onChoose(names.find((name) => name === event.target.value))}
      >
        <option value="">{none}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {say(name)}
          </option>
        ))}
      </select>
    </label>
  );
}
