import type { ScriptRange } from '@second-unit/evidence';

/** Who is in a script, and with whom: a section of `read-through@1`. */
export interface Cast {
  /** Most words first. */
  readonly members: readonly CastMember[];
  /** Who exchanges lines with whom. */
  readonly links: readonly CastLink[];
}

export interface CastMember {
  /** The longest cue that is this person's, as written. */
  readonly name: string;
  /** Other cues that were taken for the same person, each with why. */
  readonly aliases: readonly Alias[];
  /** `YOUNG EDWARD` is another part than `EDWARD`: kept apart, and the name of the other. */
  readonly versionOf?: string;
  /** Indices of scenes in which the person speaks or action names them. */
  readonly scenes: readonly number[];
  readonly speeches: number;
  readonly words: number;
  /** Of all spoken words, 0 to 1. */
  readonly share: number;
  /** First and last speech, cue included. */
  readonly first: ScriptRange;
  readonly last: ScriptRange;
  /** Scene by scene, only those in which something is counted. */
  readonly presence: readonly Presence[];
  /** Dialogue of others that names the person. */
  readonly spokenOf: readonly ScriptRange[];
  /** What action has them do, most often first: verbs of which their name is the subject. English only. */
  readonly verbs: readonly Verb[];
  /** What the writer calls them, e.g. `woman`; empty where the writer says nothing. English only. */
  readonly attributes: readonly Attribute[];
  /** Number of the group of people who mostly talk among themselves; equal numbers are one group. */
  readonly community: number;
  /** 0 to 1: how often the shortest way from one person to another leads through this one (Brandes 2001). */
  readonly betweenness: number;
}

export interface Alias {
  readonly cue: string;
  readonly reason: string;
  readonly evidence: readonly ScriptRange[];
}

export interface Presence {
  readonly scene: number;
  readonly speeches: number;
  readonly words: number;
  /** Times that action names the person. */
  readonly named: number;
  /** Times that the name is the subject of a verb. */
  readonly acts: number;
}

export interface Verb {
  /** As written, in lower case. */
  readonly verb: string;
  readonly evidence: readonly ScriptRange[];
}

export interface Attribute {
  readonly gender: 'woman' | 'man';
  /** The writer's word. */
  readonly word: string;
  readonly evidence: ScriptRange;
}

export interface CastLink {
  /** Names of two members, in the order of `members`. */
  readonly between: readonly [string, string];
  /** Times that one speaks right after the other in a scene. */
  readonly exchanges: number;
  readonly scenes: readonly number[];
  /** The first exchange: both speeches. */
  readonly first: ScriptRange;
}
