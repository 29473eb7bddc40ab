import type { Cast } from '../cast/index.ts';
import type { Voices } from './people.ts';
import { type SpeakerScores, speakerScores } from './speakers.ts';
import type { Spoken } from './spoken.ts';
import type { ExplainedLine, VoiceTest } from './voice.ts';
import { VOICE_PARTS, VOICE_WEIGHTS, type VoicePart } from './weights.ts';

/** What is said of the voices, with speeches by their rows: it holds wherever in the text they stand. */
export interface Telling {
  readonly people: readonly {
    readonly name: string;
    readonly speeches: number;
    readonly enough: boolean;
    readonly most: readonly ExplainedRow[];
    readonly least: readonly ExplainedRow[];
  }[];
  readonly test?: VoiceTest;
  readonly lines: readonly {
    readonly name: string;
    readonly words: number;
    readonly bitsPerWord?: number;
    readonly soundsLike?: string;
    readonly chance?: number;
    readonly ownChance?: number;
  }[];
  readonly misfits: readonly (ExplainedRow & { readonly name: string })[];
}

export interface ExplainedRow extends Omit<ExplainedLine, 'line'> {
  readonly row: number;
}

/** Letters below which nothing can be called surprising. */
const LEAST_LETTERS = 4000;
/** Lines shown of each kind. */
const SHOWN = 3;
/** Words below which a line is nobody's: `Yes.` */
const LEAST_WORDS = 4;
/** A line that is offered to another mouth is long, and the models are sure of it. */
const MISFIT = { words: 8, chance: 0.95, ownChance: 0.02, shown: 5 } as const;
const BECAUSE = 6;

/** What the words say, without how much each person talks. */
const BY_WORDS: readonly VoicePart[] = ['words', 'letters', 'length', 'named', 'setOff'];

export function tellingOf(spoken: readonly Spoken[], voices: Voices, { members }: Cast): Telling {
  const { who, counts, enough } = voices;
  const nameOf = (person: number): string => members[person]?.name ?? '';
  const scores = speakerScores(spoken, voices);
  const classes = enough.length;
  const byWords = summed(scores, BY_WORDS);
  const chances = softmax(byWords, classes);
  const classOf = new Map(enough.map((person, index) => [person, index]));
  const rowsOf = enough.map((): { row: number; margin: number; against: number }[] => []);
  const misfits: { row: number; own: number; other: number; logOdds: number }[] = [];
  const letters = spoken.reduce((sum, { lines }) => sum + lines.reduce((all, line) => all + line.symbols.length, 0), 0);

  const lines = spoken.map(({ speech }, row) => {
    const bitsPerWord =
      letters < LEAST_LETTERS || speech.words === 0 ? {} : { bitsPerWord: scores.bits[row]! / speech.words };
    const own = classOf.get(who[row] as number);
    if (own === undefined || classes < 2) return { name: speech.name, words: speech.words, ...bitsPerWord };
    const at = row * classes;
    const best = largest(chances, at, classes);
    const rival = largest(byWords, at, classes, own);
    const margin = byWords[at + own]! - byWords[at + rival]!;
    if (speech.words >= LEAST_WORDS) rowsOf[own]?.push({ row, margin, against: rival });
    const [chance, ownChance] = [chances[at + best]!, chances[at + own]!];
    if (speech.words >= MISFIT.words && chance >= MISFIT.chance && ownChance <= MISFIT.ownChance)
      misfits.push({ row, own, other: best, logOdds: -margin });
    return {
      name: nameOf(enough[own] as number),
      words: speech.words,
      ...bitsPerWord,
      soundsLike: nameOf(enough[best] as number),
      chance,
      ownChance,
    };
  });

  /** Why a row is one speaker's rather than another's. */
  const explained = (row: number, speaker: number, against: number): ExplainedRow => {
    const at = row * classes;
    const because = scores.explain(row, speaker, against);
    for (const part of ['length', 'named'] as const) {
      const values = scores.parts[part];
      const amount = VOICE_WEIGHTS[part] * (values[at + speaker]! - values[at + against]!);
      if (amount !== 0) because.set(part === 'length' ? 'length of the speech' : 'a name', amount);
    }
    return {
      row,
      logOdds: byWords[at + speaker]! - byWords[at + against]!,
      against: nameOf(enough[against] as number),
      because: [...because]
        .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
        .slice(0, BECAUSE)
        .map(([name, amount]) => ({ kind: 'feature', name, value: 1, weight: amount, amount })),
    };
  };

  const test = classes < 2 ? undefined : testOf(scores, enough.map(nameOf), who, classOf);
  return {
    people: members.flatMap(({ name }, person) => {
      const speeches = counts[person] as number;
      if (speeches === 0) return [];
      const own = classOf.get(person);
      const rows = [...((own === undefined ? undefined : rowsOf[own]) ?? [])].sort((a, b) => b.margin - a.margin);
      const most = rows.filter(({ margin }) => margin > 0).slice(0, SHOWN);
      const least = rows.filter(({ margin }) => margin < 0).slice(-SHOWN);
      return [
        {
          name,
          speeches,
          enough: own !== undefined && classes > 1,
          most: most.map(({ row, against }) => explained(row, own as number, against)),
          least: least.reverse().map(({ row, against }) => explained(row, own as number, against)),
        },
      ];
    }),
    ...(test === undefined ? {} : { test }),
    lines,
    misfits: misfits
      .sort((a, b) => b.logOdds - a.logOdds)
      .slice(0, MISFIT.shown)
      .map(({ row, own, other }) => ({
        ...explained(row, other, own),
        name: nameOf(enough[other] as number),
      })),
  };
}

/** All parts or some of them, weighted and summed. */
export function summed(
  { parts }: SpeakerScores,
  which: readonly VoicePart[] = VOICE_PARTS,
  weights: Readonly<Record<VoicePart, number>> = VOICE_WEIGHTS,
): Float64Array {
  const sum = new Float64Array(parts.share.length);
  for (const part of which) {
    const weight = weights[part];
    for (const [at, value] of parts[part].entries()) sum[at]! += weight * value;
  }
  return sum;
}

/** Which of so many numbers from `start` is the largest, one left out. */
export function largest(values: Float64Array, start: number, count: number, but = -1): number {
  let best = -1;
  for (let at = 0; at < count; at++)
    if (at !== but && (best < 0 || values[start + at]! > values[start + best]!)) best = at;
  return best;
}

function testOf(
  scores: SpeakerScores,
  names: readonly string[],
  who: readonly number[],
  classOf: ReadonlyMap<number, number>,
): VoiceTest {
  const classes = names.length;
  const [whole, byWords] = [summed(scores), summed(scores, BY_WORDS)];
  const confusion = names.map(() => names.map(() => 0));
  let right = 0;
  for (const [row, person] of who.entries()) {
    const own = classOf.get(person);
    if (own === undefined) continue;
    if (largest(whole, row * classes, classes) === own) right++;
    (confusion[own] as number[])[largest(byWords, row * classes, classes)]!++;
  }
  const said = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  return {
    names,
    speeches: said.reduce((sum, count) => sum + count, 0),
    right,
    majority: Math.max(...said),
    balanced: confusion.reduce((sum, row, own) => sum + row[own]! / said[own]!, 0) / classes,
    confusion,
    leftOut: scores.leftOut,
  };
}

function softmax(logOdds: Float64Array, classes: number): Float64Array {
  const chances = new Float64Array(logOdds.length);
  for (let at = 0; at < logOdds.length; at += classes) {
    const top = logOdds[at + largest(logOdds, at, classes)]!;
    let sum = 0;
    for (let index = at; index < at + classes; index++) {
      chances[index] = Math.exp(logOdds[index]! - top);
      sum += chances[index]!;
    }
    for (let index = at; index < at + classes; index++) chances[index]! /= sum;
  }
  return chances;
}
