import type { Block } from '@second-unit/screenplay';
import type { Cast } from '../cast/index.ts';
import { LIMITS } from '../limits.ts';
import { at } from '../note.ts';
import type { Reading } from '../reading.ts';
import { type Voices, voicesOf } from './people.ts';
import { type Spoken, spokenOf } from './spoken.ts';
import { type ExplainedRow, type Telling, tellingOf } from './telling.ts';
import type { ExplainedLine, Voice } from './voice.ts';

interface VoiceOptions {
  /**
   * While someone types, dialogue that was edited is not reckoned anew: what was said of the other lines is said again,
   * at their new places, and `current` is false.
   */
  readonly typing?: boolean;
}

interface Kept {
  readonly spoken: readonly Spoken[];
  /** Who each speech is by, and who says enough: when a cue is renamed, the blocks of other speeches stay. */
  readonly people: string;
  readonly telling: Telling;
}

/** The last reckoning, by every block that it read. */
const kept = new WeakMap<Block, Kept>();

/**
 * How people sound. What was reckoned holds as long as no dialogue, speaker or order of scenes changes: an edit of
 * action only moves it.
 */
export function voiceOf(reading: Reading, cast: Cast, { typing = false }: VoiceOptions = {}): Voice {
  // `findings/left-out.ts` says that it was left out.
  if (reading.speeches.length > LIMITS.speeches) return { current: true, people: [], lines: [], misfits: [] };
  const spoken = spokenOf(reading);
  const voices = voicesOf(spoken, cast);
  const people = peopleKey(voices, cast);
  let before: Kept | undefined;
  for (const { block } of spoken) {
    before = kept.get(block);
    if (before !== undefined) break;
  }
  if (before !== undefined && before.people === people && sameSpeeches(before.spoken, spoken))
    return placed(before.telling, spoken.map(rangeOf), true);
  if (before !== undefined && typing) return placed(before.telling, moved(before.spoken, spoken), false);
  const telling = tellingOf(spoken, voices, cast);
  for (const { block } of spoken) kept.set(block, { spoken, people, telling });
  return placed(telling, spoken.map(rangeOf), true);
}

interface Place {
  readonly from: number;
  readonly to: number;
}

function rangeOf({ speech }: Spoken): Place {
  return speech;
}

/** Where old speeches are now, those before and after what was edited; undefined where they are no more. */
function moved(before: readonly Spoken[], now: readonly Spoken[]): (Place | undefined)[] {
  const places: (Place | undefined)[] = before.map(() => undefined);
  const most = Math.min(before.length, now.length);
  let first = 0;
  while (first < most && sameWords(before[first] as Spoken, now[first] as Spoken)) {
    places[first] = rangeOf(now[first] as Spoken);
    first++;
  }
  for (let last = 1; last <= most - first; last++) {
    const [then, here] = [before[before.length - last] as Spoken, now[now.length - last] as Spoken];
    if (!sameWords(then, here)) break;
    places[before.length - last] = rangeOf(here);
  }
  return places;
}

/** The same words by the same people, and scenes that begin between the same speeches. */
function sameSpeeches(one: readonly Spoken[], other: readonly Spoken[]): boolean {
  const opens = (all: readonly Spoken[], index: number): boolean =>
    all[index]?.speech.scene !== all[index - 1]?.speech.scene;
  return (
    one.length === other.length &&
    one.every((spoken, index) => sameWords(spoken, other[index] as Spoken) && opens(one, index) === opens(other, index))
  );
}

function sameWords(one: Spoken, other: Spoken): boolean {
  return (
    one.speech.name === other.speech.name &&
    one.lines.length === other.lines.length &&
    one.lines.every(({ text }, index) => text === other.lines[index]?.text)
  );
}

function peopleKey({ who, named }: Voices, { members }: Cast): string {
  return JSON.stringify([who, named.map((names) => [...names]), members.map(({ name }) => name)]);
}

/** With the places of the rows; what is said of rows that are gone is left out. */
function placed(telling: Telling, places: readonly (Place | undefined)[], current: boolean): Voice {
  const line = <Row extends ExplainedRow>({ row, ...rest }: Row): (Omit<Row, 'row'> & ExplainedLine)[] => {
    const place = places[row];
    return place === undefined ? [] : [{ line: at(place.from, place.to), ...rest }];
  };
  return {
    current,
    people: telling.people.map(({ most, least, ...rest }) => ({
      ...rest,
      most: most.flatMap(line),
      least: least.flatMap(line),
    })),
    ...(telling.test === undefined ? {} : { test: telling.test }),
    lines: telling.lines.flatMap((said, row) => {
      const place = places[row];
      return place === undefined ? [] : [{ ...at(place.from, place.to), ...said }];
    }),
    misfits: telling.misfits.flatMap(line),
  };
}
