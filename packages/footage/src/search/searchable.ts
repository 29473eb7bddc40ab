import type { Shot, ShotLog } from '../shot-log.ts';

/** A film as it can be searched: its log, and what else is known of its shots, by their ids. */
export interface SearchableFilm {
  readonly media: string;
  readonly title: string;
  readonly log: ShotLog;
  /** Scenes of a script that shots of it show. */
  readonly scenes?: readonly {
    readonly heading: string;
    /** As the script numbers it, `12A`, else its place in the script. */
    readonly number?: string;
    readonly shots: readonly string[];
    readonly confidence: number;
  }[];
  /** People who were named, and agreed to be. */
  readonly people?: readonly {
    readonly name: string;
    readonly shots: readonly { readonly shot: string; readonly confidence: number }[];
  }[];
  /** Things that a detector saw. */
  readonly things?: readonly { readonly label: string; readonly shot: string; readonly confidence: number }[];
  /** What a vision-language model said of a shot. */
  readonly descriptions?: readonly { readonly shot: string; readonly text: string; readonly model: string }[];
  /** How like words that no filter understands (see `wordsLeft`) its shots are, by a model of pictures and words. */
  readonly alike?: readonly AlikeWords[];
}

/** How like some words the shots of a film are. */
export interface AlikeWords {
  readonly words: string;
  readonly model: string;
  /** Cosine, −1 to 1: only the order means something. */
  readonly shots: readonly { readonly shot: string; readonly alike: number }[];
}

/** Why a shot was found by a term, and how sure that is, 0 to 1. */
export interface ShotReason {
  /** As it was asked for. */
  readonly term: string;
  readonly by:
    | 'scale'
    | 'camera'
    | 'sound'
    | 'picture'
    | 'colour'
    | 'length'
    | 'transition'
    | 'fault'
    | 'script'
    | 'person'
    | 'thing'
    | 'dialogue'
    | 'description'
    | 'film'
    /** Where it stands: a shot's number, a timecode. */
    | 'place';
  /** What speaks for it: `close-up`, `INT. HOUSE - NIGHT`, a line. */
  readonly because: string;
  readonly confidence: number;
}

/** A shot of a film, and what of the film is looked up for it often. */
export interface Candidate {
  readonly film: SearchableFilm;
  readonly shot: Shot;
  readonly scenes: NonNullable<SearchableFilm['scenes']>;
}

/** What a term says of a shot; undefined where it does not hold. */
export type Look = (candidate: Candidate) => Omit<ShotReason, 'term'> | undefined;
