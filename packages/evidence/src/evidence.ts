/** What a claim rests on. A screen that shows a claim can always show these. */
export type Evidence = ScriptRange | FilmRange | Feature;

/** A range of a script's decoded text, in UTF-16 units, `to` exclusive. */
export interface ScriptRange {
  readonly kind: 'script';
  /** Id of the script; absent where only one script is in question. */
  readonly script?: string;
  readonly from: number;
  readonly to: number;
}

/** Frames of a film, zero-based in presentation order, `endFrame` exclusive. */
export interface FilmRange {
  readonly kind: 'film';
  /** Id of the media; absent where only one film is in question. */
  readonly media?: string;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** One additive part of a score: `amount` = `weight` × `value`; the parts sum to the score. */
export interface Feature {
  readonly kind: 'feature';
  readonly name: string;
  readonly value: number;
  readonly weight: number;
  readonly amount: number;
}
