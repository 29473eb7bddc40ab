import type { SceneLink } from '../shot-log.ts';

/** What alignment needs to know of a script: its scenes in order, with what is said in them. */
export interface ScriptScene {
  /** Range in the script, UTF-16 units, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly ScriptLine[];
  /** What the heading says; a weak hint at what the picture looks like. */
  readonly setting?: SceneSetting;
  /** Who is in it, by any names that `people` of the options uses too. */
  readonly people?: readonly string[];
}

export interface SceneSetting {
  readonly interior: boolean;
  readonly exterior: boolean;
  /** Absent where the heading gives no time of day. */
  readonly night?: boolean;
}

/** One speech, or a paragraph of one, and its range in the script. */
export interface ScriptLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A pair that speaks for a link: words of one subtitle that are words of one line. */
export interface MatchedPair {
  /** Index of the log's subtitle. */
  readonly subtitle: number;
  /** Range in the script of the line that they are of. */
  readonly from: number;
  readonly to: number;
  /** Words that both have in common, in order. */
  readonly words: number;
  /** Share of the subtitle's words that they are, by weight, 0 to 1. */
  readonly alike: number;
}

/** A line of the script within a take. */
export interface TakeLine {
  /** Index among all lines of the script. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /**
   * `matched` where words of the line were heard; `unmatched` where the take runs on through it and something is said
   * that is not it, as in an improvised line, one off camera, or one that was heard wrongly.
   */
  readonly said: 'matched' | 'unmatched';
  /** Share of the line's words that were heard, 0 to 1. */
  readonly coverage: number;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Id of the shot in which most of it is said; absent between shots. */
  readonly shot?: string;
}

/** A run of the film in which lines of one scene are said in the script's order. Said again, it is another take. */
export interface Take {
  /** `t001`, `t002` … in film order. */
  readonly id: string;
  /** Index of the scene in the script. */
  readonly scene: number;
  /** 1, 2, 3 … within its scene, in film order. */
  readonly number: number;
  /** From the first word to the last, as near as subtitles tell. */
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Range in the script from its first line to its last. */
  readonly from: number;
  readonly to: number;
  /** First and last index among the log's subtitles, inclusive. */
  readonly subtitles: readonly [first: number, last: number];
  /** Ids of the shots that it runs through, in film order. */
  readonly shots: readonly string[];
  /** The lines that it covers, in script order; lines within its range that are not here were left out. */
  readonly lines: readonly TakeLine[];
  /** Share of the words of the lines within its range that were heard, 0 to 1. */
  readonly coverage: number;
  readonly confidence: number;
  readonly pairs: readonly MatchedPair[];
  /** Id of the pin that put it here. */
  readonly pin?: string;
}

/** What is said in the film and stands nowhere in the script. */
export interface Unscripted {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** First and last index among the log's subtitles, inclusive. */
  readonly subtitles: readonly [first: number, last: number];
  readonly text: string;
  readonly shots: readonly string[];
}

/** What stands in the script and was not found in the film: a line, or a whole scene with its lines. */
export interface Unshot {
  readonly kind: 'scene' | 'line';
  readonly scene: number;
  /** Of a line: its index among all lines of the script. */
  readonly line?: number;
  readonly from: number;
  readonly to: number;
}

/**
 * What a person said about a stretch of the film. It is kept by frames and by the words of a line, so that it holds
 * when film and script are aligned again after an edit.
 */
export interface TakePin {
  readonly id: string;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** The line that the stretch begins with; `null` where it is of no scene at all. */
  readonly to: PinnedLine | null;
}

/** A line as it stood when a person named it; the one that reads so and stands nearest is meant. */
export interface PinnedLine {
  readonly text: string;
  readonly from: number;
}

export interface AlignOptions {
  /** Applied in order: of two that speak of the same frames the later holds. */
  readonly pins?: readonly TakePin[];
  /** Who is seen, by id of the shot. */
  readonly people?: ReadonlyMap<string, readonly string[]>;
}

/** Which parts of a film show which parts of a script, and what each lacks of the other. */
export interface Alignment {
  readonly scenes: readonly SceneLink[];
  readonly takes: readonly Take[];
  readonly unscripted: readonly Unscripted[];
  readonly unshot: readonly Unshot[];
}
