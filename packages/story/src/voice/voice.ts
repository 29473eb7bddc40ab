import type { Feature, ScriptRange } from '@second-unit/evidence';

/** How the people of a script sound: a section of `read-through@1`. Needs no language's words. */
export interface Voice {
  /** False where the dialogue was edited since this was worked out: what is said is of the text before. */
  readonly current: boolean;
  /** Most words first; of these only who says enough has a voice that can be told. */
  readonly people: readonly VoicePerson[];
  /** Who says this, by the words alone; absent where fewer than two say enough. */
  readonly test?: VoiceTest;
  /** Every speech in order. */
  readonly lines: readonly VoiceLine[];
  /** Lines that would fit another mouth better, clearest first. */
  readonly misfits: readonly VoiceMisfit[];
}

export interface VoicePerson {
  readonly name: string;
  readonly speeches: number;
  /** Whether that is enough to say something of the voice. */
  readonly enough: boolean;
  /** The lines that are most and least like the rest of what the person says, clearest first. */
  readonly most: readonly ExplainedLine[];
  readonly least: readonly ExplainedLine[];
}

/** Each speech guessed by models that have not read its scene. */
export interface VoiceTest {
  /** Names, in the order of the matrix. */
  readonly names: readonly string[];
  readonly speeches: number;
  /** Given to the right person, by the words and by how much each speaks. */
  readonly right: number;
  /** Right where one always says who speaks most. */
  readonly majority: number;
  /** Share of each person's speeches that is told by the words alone, the mean over people. By chance it is 1 of them. */
  readonly balanced: number;
  /** By the words alone, as if all spoke as much. Rows: who says it; columns: who was guessed. */
  readonly confusion: readonly (readonly number[])[];
  /** What was left out at a time: scenes, or where there are too few of them stretches of speeches. */
  readonly leftOut: 'scene' | 'stretch';
}

export interface VoiceLine extends ScriptRange {
  /** How surprising the words are to a model of all dialogue but this scene's; absent where there is little of it. */
  readonly bitsPerWord?: number;
  readonly words: number;
  readonly name: string;
  /** Where the person says enough: who it sounds like by the words alone, and with what chance of each. */
  readonly soundsLike?: string;
  readonly chance?: number;
  readonly ownChance?: number;
}

export interface ExplainedLine {
  readonly line: ScriptRange;
  /** Log odds against the one it is held against, in nats: the sum of all parts. */
  readonly logOdds: number;
  readonly against: string;
  /** The words that did the most; `amount` in nats. */
  readonly because: readonly Feature[];
}

export interface VoiceMisfit extends ExplainedLine {
  readonly name: string;
}
